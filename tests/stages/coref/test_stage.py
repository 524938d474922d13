"""Descriptions and pronouns of short articles whose trees are given, and what the stage promises."""

import time
from pathlib import Path

import pytest

from pipeline.document import Document, Mention, Piece, Syntax, Text, Token
from pipeline.errors import ModelError
from pipeline.stages.coref.stage import Coref


def read(block: str) -> tuple[Document, dict[str, str]]:
    """A document with layers text, syntax and mentions from CoNLL-U lines, and the comments above them."""
    notes = dict(line[2:].split(" = ", 1) for line in block.splitlines() if line.startswith("# "))
    raw, tokens, sentences, names = "", [], [], []
    for sentence in block.split("\n\n"):
        rows = [line.split("\t") for line in sentence.splitlines() if line and not line.startswith("#")]
        first = len(tokens)
        for at, row in enumerate(rows):
            head = first + (int(row[6]) - 1 if row[6] != "0" else at)
            tokens.append(Token(row[1], len(raw), len(raw) + len(row[1]), row[2], row[3], head, row[7]))
            name = next((m[5:] for m in row[9].split("|") if m.startswith("Name=")), "")
            if name.startswith("B-"):
                names.append((len(raw), len(raw) + len(row[1]), name[2:]))
            elif name:
                names[-1] = (names[-1][0], len(raw) + len(row[1]), names[-1][2])
            raw += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
        sentences.append((first, len(tokens)))
    text = Text(raw, (Piece(0, len(raw), 0, len(raw)),))
    mentions = tuple(Mention(start, end, raw[start:end], type_) for start, end, type_ in names)
    return Document("case", raw, text=text, syntax=Syntax(tuple(tokens), tuple(sentences)), mentions=mentions), notes


def blocks() -> list[str]:
    text = Path("tests/cases/coref/articles.conllu").read_text(encoding="utf-8")
    return ["# case = " + block.rstrip() for block in text.split("# case = ")[1:]]


def params() -> list[object]:
    cases = [read(block) for block in blocks()]
    marks = [pytest.mark.xfail(reason=notes["xfail"]) if "xfail" in notes else () for _, notes in cases]
    return [pytest.param(*case, id=case[1]["case"], marks=mark) for case, mark in zip(cases, marks, strict=True)]


@pytest.mark.parametrize(("document", "notes"), params())
def test_descriptions_and_pronouns(document, notes):
    [entities] = Coref()([document])
    found = {
        entity.name: [m.text for m in entity.mentions if m.kind != "name"]
        for entity in entities
        if any(m.kind != "name" for m in entity.mentions)
    }
    links = [link.split(" = ") for link in notes.get("links", "").split("; ") if link]
    assert found == {name: texts.split(", ") for name, texts in links}


@pytest.mark.parametrize("block", blocks())
def test_spans_are_exact_and_names_have_one_entity(block):
    document, _ = read(block)
    [entities] = Coref()([document])
    mentions = [m for e in entities for m in e.mentions]
    assert all(document.raw[m.start : m.end] == m.text for m in mentions)
    assert sorted(m.start for m in mentions if m.kind == "name") == [m.start for m in document.mentions]
    assert len({(m.start, m.end) for m in mentions}) == len(mentions)
    assert all(list(e.mentions) == sorted(e.mentions, key=lambda m: m.start) for e in entities)


def test_ids_are_slugs_made_unique():
    raw = "São Paulo, Sao-Paulo 2, 東京"
    spans = [(0, 9, "GPE"), (11, 22, "ORG"), (24, 26, "GPE")]
    mentions = tuple(Mention(a, b, raw[a:b], t) for a, b, t in spans)
    tokens = tuple(Token(m.text, m.start, m.end, m.text, "PROPN", i, "root") for i, m in enumerate(mentions))
    document = Document("x", raw, syntax=Syntax(tokens, ((0, 1), (1, 2), (2, 3))), mentions=mentions)
    assert [e.id for e in Coref()([document])[0]] == ["sao-paulo", "sao-paulo-2", "entity"]


def test_values_are_no_entities_and_nothing_gives_nothing():
    document = Document("x", "23%", syntax=Syntax((), ()), mentions=(Mention(0, 3, "23%", "PERCENT", "value"),))
    assert Coref()([document, Document("y", "", syntax=Syntax((), ()), mentions=())]) == [(), ()]


def test_a_missing_layer_is_named():
    with pytest.raises(ModelError, match="syntax and mentions"):
        Coref()([Document("x", "Zoom")])


def test_a_long_article_takes_time_in_proportion():
    document, _ = read(blocks()[1])

    def times(count: int) -> float:
        start = time.perf_counter()
        Coref()([_repeated(document, count)])
        return time.perf_counter() - start

    times(5)
    assert times(400) < 12 * times(100) + 0.2


def _repeated(document: Document, count: int) -> Document:
    width, size = len(document.raw) + 1, len(document.syntax.tokens)
    shifted = [
        Token(t.form, t.start + n * width, t.end + n * width, t.lemma, t.upos, t.head + n * size, t.deprel)
        for n in range(count)
        for t in document.syntax.tokens
    ]
    mentions = [
        Mention(m.start + n * width, m.end + n * width, m.text, m.type) for n in range(count) for m in document.mentions
    ]
    sentences = [(a + n * size, b + n * size) for n in range(count) for a, b in document.syntax.sentences]
    raw = "\n".join([document.raw] * count)
    return Document("long", raw, syntax=Syntax(tuple(shifted), tuple(sentences)), mentions=tuple(mentions))
