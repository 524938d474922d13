"""INCEpTION: files that UIMA's own reader takes, edited through it; what is broken."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools import inception
from tests.gold.documents import ONTOLOGY, gold_documents
from tests.gold.tools.sample import RAW, SAMPLE, triple

cassis = pytest.importorskip("cassis", reason="dkpro-cassis, the extra [dev]")

FILES = inception.write([SAMPLE], ONTOLOGY)
TRIPLE, MENTION = "webanno.custom.Triple", "webanno.custom.Mention"


def edited(change: Callable[[Any], object]) -> Document:
    """The document after a change that UIMA's reader and writer carried out."""
    cas = cassis.load_cas_from_json(FILES["sample.json"].decode())
    change(cas)
    return inception.read({"sample.json": cas.to_json().encode()}, ONTOLOGY)[0]


def cue(cas: Any, relation: str) -> Any:
    return next(t for t in cas.select(TRIPLE) if t.label == relation)


def slot(cas: Any, relation: str, role: str) -> Any:
    return next(link for link in cue(cas, relation).arguments.elements if link.role == role)


def test_the_type_system_is_the_one_in_the_files() -> None:
    types = cassis.load_typesystem(io.BytesIO(FILES["TypeSystem.xml"]))
    cas = cassis.load_cas_from_json(FILES["sample.json"].decode(), typesystem=types)
    found = {t.name: {f.name: f.rangeType.name for f in t.features} for t in types.get_types()}
    in_cas = {t.name: {f.name: f.rangeType.name for f in t.features} for t in cas.typesystem.get_types()}
    assert found.items() <= in_cas.items()
    assert {"label", "identifier", "factuality", "score", "by", "arguments"} == found[TRIPLE].keys()


@settings(max_examples=40)
@given(document=gold_documents())
def test_what_uima_reads_and_writes_again_comes_back(document: Document) -> None:
    files = inception.write([document], ONTOLOGY)
    (file,) = [name for name in files if name.endswith(".json")]
    cas = cassis.load_cas_from_json(files[file].decode())
    assert cas.sofa_string == document.raw
    mentions = {(m.begin, m.end, m.get_covered_text()) for m in cas.select(MENTION)}
    assert {(m.start, m.end, m.text) for m in document.mentions or ()} <= mentions
    assert inception.read({file: cas.to_json().encode()}, ONTOLOGY) == [document]


def test_offsets_are_utf_16_units() -> None:
    structures = json.loads(FILES["sample.json"])["%FEATURE_STRUCTURES"]
    units = RAW.encode("utf-16-le")
    spans = {units[2 * s["begin"] : 2 * s["end"]].decode("utf-16-le") for s in structures if s["%TYPE"] == MENTION}
    assert spans == {"Norvik", "Telvia", "It", "the ban", "25%"}


def test_another_factuality() -> None:
    changed = edited(lambda cas: setattr(cue(cas, "market_share"), "factuality", "possible"))
    assert changed == replace(
        SAMPLE, triples=(replace(triple(SAMPLE, "1"), factuality="possible"), triple(SAMPLE, "2"))
    )


def test_a_moved_subject() -> None:
    def move(cas: Any) -> None:
        telvia = next(m for m in cas.select(MENTION) if m.entity == "e2")
        slot(cas, "market_share", "Subject").target = telvia

    assert triple(edited(move), "1").subject.name == "Telvia"


def test_a_deleted_triple() -> None:
    changed = edited(lambda cas: cas.remove(cue(cas, "market_share")))
    assert changed == replace(SAMPLE, triples=(triple(SAMPLE, "2"),))


def test_a_slot_that_was_added_but_not_filled_says_nothing() -> None:
    def add(cas: Any) -> None:
        link = cas.typesystem.get_type("webanno.custom.TripleArgumentsLink")
        cue(cas, "market_share").arguments.elements.append(link(role="time"))

    assert edited(add) == SAMPLE


def test_layers_of_other_projects_are_passed_over() -> None:
    def add(cas: Any) -> None:
        sentence = cas.typesystem.create_type("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence")
        cas.add(sentence(begin=0, end=17))

    assert edited(add) == SAMPLE


def test_a_lost_subject_is_an_error() -> None:
    def lose(cas: Any) -> None:
        slot(cas, "market_share", "Subject").target = None

    with pytest.raises(GoldError, match=r"^sample\.json: market_share at .* has no Subject"):
        edited(lose)


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"%FEATURE_STRUCTURES": []}', b'{"%TYPES": {}}', b"\xff"])
def test_what_is_no_cas_is_an_error(content: bytes) -> None:
    with pytest.raises(GoldError, match=r"^a\.json: no UIMA CAS JSON .*export as UIMA CAS JSON"):
        inception.read({"a.json": content}, ONTOLOGY)


def test_a_changed_text_is_an_error() -> None:
    with pytest.raises(GoldError, match=r"^sample\.json: the article's text was changed"):
        inception.read({"sample.json": FILES["sample.json"].replace(b"denies ban", b"denies Ban")}, ONTOLOGY)
