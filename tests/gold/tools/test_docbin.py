"""spaCy's DocBin: what spaCy sees in it, what one changes through spaCy, what is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import spacy
from hypothesis import given, settings
from spacy.tokens import Doc, DocBin, Span

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools import docbin
from tests.gold.documents import ONTOLOGY, gold_documents
from tests.gold.tools.sample import RAW, SAMPLE, triple

OTHER_VOCAB = spacy.blank("en").vocab


def docs(document: Document) -> list[Doc]:
    """As somebody else loads them, with a vocabulary of their own."""
    content = docbin.write([document], ONTOLOGY)["gold.spacy"]
    return list(DocBin().from_bytes(content).get_docs(OTHER_VOCAB))


def edited(change: Callable[[Doc], object]) -> Document:
    (doc,) = docs(SAMPLE)
    change(doc)
    content = DocBin(docs=[doc], store_user_data=True).to_bytes()
    return docbin.read({"mine.spacy": content}, ONTOLOGY)[0]


def cue(doc: Doc, label: str) -> Span:
    return next(span for span in doc.spans["triple"] if span.label_ == label)


@settings(max_examples=60)
@given(document=gold_documents())
def test_every_span_has_its_exact_characters(document: Document) -> None:
    (doc,) = docs(document)
    assert doc.text == document.raw
    mentions = {(s.start_char, s.end_char, s.text, s.label_) for s in doc.spans["mention"]}
    assert {(m.start, m.end, m.text, m.type) for m in document.mentions or ()} <= mentions


def test_named_mentions_are_entities_for_training() -> None:
    (doc,) = docs(SAMPLE)
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("Norvik", "ORG", "e1"),
        ("Norvik", "ORG", "e1"),
        ("Telvia", "ORG", "e2"),
    ]


def test_another_factuality() -> None:
    def change(doc: Doc) -> None:
        doc.spans["triple"].attrs["fields"][cue(doc, "market_share").id_]["factuality"] = "negated"

    assert edited(change) == replace(
        SAMPLE, triples=(replace(triple(SAMPLE, "1"), factuality="negated"), triple(SAMPLE, "2"))
    )


def test_a_moved_subject() -> None:
    def change(doc: Doc) -> None:
        telvia = next(span.id_ for span in doc.spans["mention"] if span.text == "Telvia")
        moved = ("Subject", cue(doc, "market_share").id_)
        links = doc.user_data["links"]
        doc.user_data["links"] = [(*moved, telvia) if tuple(link[:2]) == moved else link for link in links]

    assert triple(edited(change), "1").subject.name == "Telvia"


def test_a_deleted_triple() -> None:
    def change(doc: Doc) -> None:
        gone = cue(doc, "market_share")
        kept = [span for span in doc.spans["triple"] if span.id_ != gone.id_]
        attrs = doc.spans["triple"].attrs
        doc.spans["triple"] = kept
        doc.spans["triple"].attrs.update(attrs)
        doc.user_data["links"] = [link for link in doc.user_data["links"] if gone.id_ not in link]

    assert edited(change) == replace(SAMPLE, triples=(triple(SAMPLE, "2"),))


def test_a_new_mention_without_an_id() -> None:
    def change(doc: Doc) -> None:
        start = RAW.index("market.")
        span = doc.char_span(start, start + 6, label="LOC", kb_id="e9")
        assert span is not None
        doc.spans["mention"].append(span)

    changed = edited(change)
    assert [e.name for e in changed.entities or ()] == ["Norvik", "Telvia", "Finland", "market"]


BROKEN: dict[str, Callable[[Doc], object]] = {
    "has no user_data": lambda doc: doc.user_data.clear(),
    "link Subject: Subject: an end of it is no mark": lambda doc: doc.user_data.update(links=[("Subject", "t9", "x")]),
    "fields or links are not as": lambda doc: doc.user_data.update(links=[("Subject", "t9")]),
    "span bans at .* has no Subject": lambda doc: doc.user_data.update(links=[]),
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_doc_is_an_error_that_says_where(message: str) -> None:
    def change(doc: Doc) -> None:
        if "bans" in message:
            doc.spans["triple"] = [cue(doc, "bans")]
            doc.spans["passage"] = []
        BROKEN[message](doc)

    with pytest.raises(GoldError, match=rf"^mine\.spacy doc 1.*{message}"):
        edited(change)


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"not a docbin"])
def test_what_is_no_docbin_is_an_error(content: bytes) -> None:
    with pytest.raises(GoldError, match=r"^mine\.spacy: not a DocBin"):
        docbin.read({"mine.spacy": content}, ONTOLOGY)


def test_another_text_is_an_error() -> None:
    (doc,) = docs(SAMPLE)
    words = [token.text.replace("Telvia", "Televa") for token in doc]
    other = Doc(doc.vocab, words, [bool(token.whitespace_) for token in doc])
    other.user_data.update(doc.user_data)
    with pytest.raises(GoldError, match="text was changed"):
        docbin.read({"m.spacy": DocBin(docs=[other], store_user_data=True).to_bytes()}, ONTOLOGY)
