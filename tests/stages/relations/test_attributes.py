"""Attribute triples on hand-written trees: what a value is of, and of whom."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Document, Entity, Mention, Piece, Syntax, Text, Token, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.cues import Lexicon, lexicon
from pipeline.grammar.predications import predications
from pipeline.ontology.schema import load
from pipeline.stages.ner.values import find_values
from pipeline.stages.relations.attributes import attributes

FILE = Path(__file__).parents[2] / "cases" / "relations" / "attributes.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.fixture(scope="module")
def cues() -> Lexicon:
    return lexicon(load().of("attribute"))


def _document(case: dict[str, Any]) -> Document:
    raw, tokens, at = case["text"], [], 0
    for index, line in enumerate(case["tree"].strip().splitlines()):
        form, lemma, upos, head, deprel = line.split()
        start = raw.index(form, at)
        at = start + len(form)
        tokens.append(Token(form, start, at, lemma, upos, int(head) - 1 if head != "0" else index, deprel))
    text = Text(raw, (Piece(0, len(raw), 0, len(raw)),))
    names = {
        name: Mention(raw.index(name), raw.index(name) + len(name), name, type_)
        for name, type_ in case["entities"].items()
    }
    mentions = sorted([*names.values(), *find_values(text, raw, "2021-04-07")], key=lambda m: m.start)
    entities = tuple(Entity(name.lower(), name, mention.type, (mention,)) for name, mention in names.items())
    syntax = Syntax(tuple(tokens), ((0, len(tokens)),))
    return Document("case.txt", raw, text=text, syntax=syntax, mentions=tuple(mentions), entities=entities)


def _read(case: dict[str, Any], cues: Lexicon) -> tuple[Triple, ...]:
    document = _document(case)
    assert document.syntax is not None
    return attributes(Arguments.of(document), cues, predications(document.syntax))


def _cases() -> list[Any]:
    def marks(case: dict[str, Any]) -> list[Any]:
        return [pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else []

    return [pytest.param(case, id=case["text"], marks=marks(case)) for case in CASES]


@pytest.mark.parametrize("case", _cases())
def test_attributes_of_a_case(case: dict[str, Any], cues: Lexicon) -> None:
    found = _read(case, cues)
    told = [
        [t.subject.name or t.subject.text, t.relation, t.object.text, t.object.value.value, t.object.value.unit]
        for t in found
        if t.object.value
    ]
    assert told == case["triples"]
    assert {t.factuality for t in found} <= {case.get("factuality", "fact")}
    for relation, wanted in case.get("qualifiers", {}).items():
        (triple,) = [t for t in found if t.relation == relation]
        assert {name: quote.text for name, quote in triple.qualifiers} == wanted


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_every_quote_stands_in_its_evidence(case: dict[str, Any], cues: Lexicon) -> None:
    raw = case["text"]
    for t in _read(case, cues):
        quotes = [t.subject, t.object, t.cue, t.evidence, *(quote for _, quote in t.qualifiers)]
        assert all(raw[q.start : q.end] == q.text for q in quotes)
        assert all(t.evidence.start <= q.start and q.end <= t.evidence.end for q in quotes)


def test_an_unresolved_date_gives_no_triple(cues: Lexicon) -> None:
    case = {
        "text": "Acme was founded yesterday.",
        "entities": {"Acme": "ORG"},
        "tree": "Acme Acme PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nfounded found VERB 0 root\n"
        "yesterday yesterday NOUN 3 obl:unmarked\n. . PUNCT 3 punct",
    }
    document = _document(case)
    assert document.mentions is not None
    assert document.syntax is not None
    unresolved = tuple(
        Mention(m.start, m.end, m.text, m.type, m.kind, None) if m.type == "DATE" else m for m in document.mentions
    )
    read = attributes(Arguments.of(document.with_layer("mentions", unresolved)), cues, predications(document.syntax))
    assert read == ()


def test_a_document_without_words_has_no_attributes(cues: Lexicon) -> None:
    empty = Document("empty.txt", "", text=Text("", ()), syntax=Syntax((), ()), mentions=(), entities=())
    assert attributes(Arguments.of(empty), cues, ()) == ()
