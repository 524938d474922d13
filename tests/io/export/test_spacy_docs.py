"""Docs of documents: the text is the body, every span says the words it stands for, and the Doc survives a DocBin."""

from __future__ import annotations

from dataclasses import replace

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin

from pipeline.document import Cut, Document, Piece, Syntax, Text, Token
from pipeline.io.export.spacy_docs import Findings, characters, dress, of_document
from pipeline.io.rows import triples
from pipeline.stages.parse.segment import sentences


def parsed(document: Document) -> Document:
    """With the real words and sentences of its body; each word hangs on the first of its sentence."""
    assert document.text is not None
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    for sentence in sentences(document.text.body):
        first = len(tokens)
        for word in sentence:
            raw = document.text.to_raw(word.start, word.end)
            deprel = "root" if len(tokens) == first else "dep"
            tokens.append(Token(word.form, raw.start, raw.end, word.form.lower(), "NOUN", first, deprel))
        ranges.append((first, len(tokens)))
    return replace(document, syntax=Syntax(tuple(tokens), tuple(ranges)))


@pytest.fixture
def doc(toy: Document) -> Doc:
    return of_document(parsed(toy))


def spans(doc: Doc, name: str) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_[-1:]) for span in doc.spans[name]]


def test_the_body_with_its_analysis(doc: Doc, toy: Document) -> None:
    assert toy.text is not None
    assert doc.text == toy.text.body
    assert [t.text for t in doc[:5]] == ["Norvik", "denies", "ban", "\n\n", "Norvik"]
    assert [(t.lemma_, t.pos_, t.dep_, t.head.i) for t in doc[1:4]] == [
        ("denies", "NOUN", "dep", 0), ("ban", "NOUN", "dep", 0), ("\n\n", "SPACE", "dep", 2),
    ]  # fmt: skip
    assert [s.text.strip() for s in doc.sents] == [
        "Norvik denies ban",
        "Norvik denied the ban, Telvia said.",
        "It has a 25% share of the market.",
    ]


def test_what_was_found_stands_on_it(doc: Doc, toy: Document) -> None:
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("Norvik", "ORG", "e1"), ("Norvik", "ORG", "e1"), ("Telvia", "ORG", "e2"), ("25%", "PERCENT", ""),
    ]  # fmt: skip
    assert spans(doc, "tripline") == [
        ("Norvik denied the ban, Telvia said", "denies", "2"),
        ("It has a 25% share of the market", "market_share", "1"),
    ]
    assert spans(doc, "tripline.subject") == [("Norvik", "ORG", "2"), ("It", "ORG", "1")]
    assert spans(doc, "tripline.cue") == [("denied", "denies", "2"), ("share", "market_share", "1")]
    assert spans(doc, "tripline.object") == [("the ban", "TOPIC", "2"), ("25%", "PERCENT", "1")]
    assert spans(doc, "tripline.source") == [("Telvia", "ORG", "2")]
    assert [s.text for s in doc.spans["tripline.mention"]] == ["Norvik", "Norvik", "It", "Telvia"]
    assert doc._.triples == triples(toy)


def test_a_docbin_keeps_everything(doc: Doc) -> None:
    stored = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    [back] = DocBin().from_bytes(stored).get_docs(spacy.blank("en").vocab)
    assert list(back._.triples) == doc._.triples
    assert spans(back, "tripline.cue") == spans(doc, "tripline.cue")
    assert [e.text for e in back.ents] == [e.text for e in doc.ents]
    assert [s.text for s in back.sents] == [s.text for s in doc.sents]


def test_what_stands_outside_the_body_has_no_span(toy: Document) -> None:
    assert toy.text is not None
    at = toy.raw.index("\n") + 2
    body = toy.raw[at:-12]
    text = Text(body, (Piece(0, len(body), at, len(body)),), (Cut(0, at, "headline"),))
    made = of_document(parsed(replace(toy, text=text)))
    assert made.text == body
    assert [s.text for s in made.spans["tripline.mention"]] == ["Norvik", "It", "Telvia"]


def test_a_document_without_layers() -> None:
    made = of_document(Document("x", "Some words."))
    assert made.text == "Some words."
    assert made._.triples == []
    assert of_document(Document("x", "", text=Text("", ()))).text == ""


def test_the_users_vocabulary_is_used(toy: Document) -> None:
    vocab = spacy.blank("en").vocab
    assert of_document(toy, vocab).vocab is vocab


def test_triples_do_not_leak_into_other_docs(doc: Doc) -> None:
    assert spacy.blank("en")("Nothing was read here.")._.triples == []
    assert len(doc._.triples) == 2


def test_other_tokens_are_taken_whole(toy: Document) -> None:
    words = toy.raw.split(" ")
    other = Doc(spacy.blank("en").vocab, words=words, spaces=[True] * (len(words) - 1) + [False])
    assert other.text == toy.raw
    dress(other, Findings.of_document(toy), characters(other))
    assert [s.text for s in other.spans["tripline.cue"]] == ["denied", "share"]
    assert [s.text for s in other.spans["tripline.object"]] == ["the ban,", "25%"]


def test_entities_that_stand_already_stay(toy: Document) -> None:
    other = spacy.blank("en")(toy.raw)
    own = other.char_span(toy.raw.index("Telvia"), toy.raw.index("Telvia said") + 11, label="MINE")
    other.set_ents([own])
    dress(other, Findings.of_document(toy), characters(other), overwrite=False)
    assert [e.label_ for e in other.ents] == ["ORG", "ORG", "MINE", "PERCENT"]
    dress(other, Findings.of_document(toy), characters(other))
    assert [e.label_ for e in other.ents] == ["ORG", "ORG", "ORG", "PERCENT"]


def test_a_span_beyond_the_doc_has_no_place(toy: Document) -> None:
    place = characters(spacy.blank("en")("Two words."))
    assert place(0, 3) == (0, 1)
    assert place(4, 400) is None
    assert place(3, 3) is None
    assert characters(spacy.blank("en")(""))(0, 1) is None


@given(st.text(alphabet="ab.,( \n\té—\"'", max_size=120))
def test_any_body_is_given_back(body: str) -> None:
    text = Text(body, (Piece(0, len(body), 5, len(body)),))
    document = parsed(Document("x", "cut: " + body, text=text))
    made = of_document(document)
    assert made.text == body
    assert document.syntax is not None
    assert [t.text for t in made if t.pos_ == "NOUN"] == [t.form for t in document.syntax.tokens]
    assert len(list(made.sents)) == len(document.syntax.sentences) or not document.syntax.tokens
