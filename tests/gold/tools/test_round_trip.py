"""Export and import give the same document, whatever the tool."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from pipeline.document import Document, Piece, Quote, Stances
from pipeline.errors import GoldError
from pipeline.gold.folder import index, read_article
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.order import canonical, natural
from pipeline.gold.tools.registry import TOOLS
from tests.gold.documents import ONTOLOGY, gold_documents
from tests.gold.tools.sample import SAMPLE, at, triple

ROOT = Path(__file__).parents[3]
GOLD, TEXTS = ROOT / "corpus/gold/wikinews", ROOT.parent / "shared/gold/articles"


@settings(max_examples=100)
@given(document=gold_documents())
def test_every_tool_gives_back_what_it_was_given(document: Document) -> None:
    for name, tool in TOOLS.items():
        assert tool.read(tool.write([document], ONTOLOGY), ONTOLOGY) == [document], name


@pytest.mark.parametrize("name", TOOLS)
def test_real_articles_come_back(name: str) -> None:
    if not (GOLD / "index.tsv").is_file() or not TEXTS.is_dir():
        pytest.skip("needs corpus/gold/wikinews and the texts in ../shared/gold")
    rows = [row for row in index(GOLD) if row.split in ("train", "dev")][::4]
    gold = [read_article(GOLD, row, (TEXTS / f"{row.id}.txt").read_bytes().decode()) for row in rows]
    assert len(gold) > 50
    back = TOOLS[name].read(TOOLS[name].write(gold, ONTOLOGY), ONTOLOGY)
    assert {d.name: d for d in back} == {d.name: d for d in gold}


@pytest.mark.parametrize("name", TOOLS)
def test_several_articles_of_one_export(name: str) -> None:
    documents = [SAMPLE, replace(SAMPLE, name="another", published=None)]
    back = TOOLS[name].read(TOOLS[name].write(documents, ONTOLOGY), ONTOLOGY)
    assert sorted(back, key=lambda d: d.name) == sorted(documents, key=lambda d: d.name)


@pytest.mark.parametrize("name", TOOLS)
def test_the_same_document_gives_the_same_bytes(name: str) -> None:
    assert TOOLS[name].write([SAMPLE], ONTOLOGY) == TOOLS[name].write([SAMPLE], ONTOLOGY)


@pytest.mark.parametrize("name", TOOLS)
def test_files_do_not_hold_the_labels_twice(name: str) -> None:
    """The name of an entity stands in attributes, not in a copy of the document beside them."""
    written = b"".join(content for file, content in TOOLS[name].write([SAMPLE], ONTOLOGY).items())
    assert written.count(b'"relation": "market_share"') == 0
    assert written.count(b"Finland") <= 1


def test_what_predictions_have_beyond_gold_stays_behind() -> None:
    text = SAMPLE.text
    assert text is not None
    predicted = replace(SAMPLE, text=replace(text, body="Norvik", pieces=(Piece(0, 6, 0, 6),)))
    for tool in TOOLS.values():
        assert tool.read(tool.write([predicted], ONTOLOGY), ONTOLOGY) == [SAMPLE]
    assert canonical(predicted) == SAMPLE


def with_triple(**changes: object) -> Document:
    return replace(SAMPLE, triples=(replace(SAMPLE.triples[0], **changes),), stances=Stances())  # type: ignore[arg-type,index]


def with_attribution(**changes: object) -> Document:
    stances = SAMPLE.stances
    assert stances is not None
    said = tuple(replace(a, **changes) for a in stances.attributions)  # type: ignore[arg-type]
    return replace(SAMPLE, stances=Stances(stances.stances, said))


SHARE = triple(SAMPLE, "1")
LOST = {
    "triple '9'": with_attribution(triple="9"),
    "layer stances: Attribution": with_attribution(cue=Quote("", 3, 3)),
    "entity 'e1' is named 'Another'|layer triples: Triple": with_triple(subject=replace(SHARE.subject, name="Another")),
    "layer triples: Triple.*They": with_triple(subject=replace(SHARE.subject, text="They")),
    "'likes'": with_triple(relation="likes"),
    "triple '2': a target": replace(SAMPLE, triples=()),
    "market_share: 7-7": with_triple(cue=Quote("", 7, 7)),
}


@pytest.mark.parametrize("message", LOST)
def test_what_could_not_come_back_is_an_error_at_once(message: str) -> None:
    with pytest.raises(GoldError, match=f"^sample: .*(?:{message})"):
        sheet_of(LOST[message], ONTOLOGY)


@pytest.mark.parametrize("ids", [["2", "10"], ["e2", "e10"], ["a", "a1"], ["1", "01a"], ["", "x"]])
def test_ids_sort_as_people_sort_them(ids: list[str]) -> None:
    backwards = ids[::-1]
    backwards.sort(key=natural)
    assert backwards == ids


def test_the_sample_is_as_it_says() -> None:
    assert triple(SAMPLE, "0").target == "2"
    assert at("said").text == "said"
