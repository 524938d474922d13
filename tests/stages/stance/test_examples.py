"""The ontology's stance examples, read by its cues alone: what each must give. Needs the model for syntax and names."""

from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.flow import load
from pipeline.ontology import schema

MODEL = Path(__file__).parents[3] / "models/news/model.onnx"
EXAMPLES = [(relation, example) for relation in schema.load().of("stance") for example in relation.examples]


def _params():
    found = []
    for relation, example in EXAMPLES:
        reason = example.known_failure
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(relation.name, example, id=f"{relation.name}: {example.text[:40]}", marks=marks))
    return found


@pytest.fixture(scope="module")
def read():
    if not MODEL.exists():
        pytest.skip("no model in models/news")
    texts = dict.fromkeys(example.text for _, example in EXAMPLES)
    documents = load("rules")([Document(name=str(n), raw=text) for n, text in enumerate(texts)])
    return {document.raw: document.stances.stances for document in documents}


def _overlaps(argument, quote, text):
    start = text.index(quote)
    return argument.start < start + len(quote) and start < argument.end


@pytest.mark.parametrize(("relation", "example"), _params())
def test_stances_of_example(read, relation, example):
    found = [s for s in read[example.text] if s.relation == relation]
    if not example.triples:
        assert found == []
    for holder, target, *factuality in example.triples:
        assert any(
            _overlaps(s.subject, holder, example.text)
            and _overlaps(s.object, target, example.text)
            and [s.factuality] == (factuality or ["fact"])
            for s in found
        ), f"({holder}, {relation}, {target}) not among {[(s.subject.text, s.object.text) for s in found]}"
