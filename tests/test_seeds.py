"""The two real articles of the kind users bring: what must be found in them by general rules, and what must not."""

from pathlib import Path

import pytest

from pipeline.document import Document, Triple
from pipeline.flow import load
from pipeline.io.read import find, read

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"

pytestmark = [
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles are not beside this checkout (../shared/seeds)"),
    pytest.mark.skipif(
        not (Path(__file__).parents[1] / "models/news/model.onnx").is_file(), reason="no trained model in models/news"
    ),
]

# subject's name, relation, object's name or text (a substring); a value stands as its number
EXPECTED = {
    "000_0baab1b7dbde0b60.txt": [
        ("Zoom", "market_share", 25.0),
        ("TrueConf", "market_share", 23.0),
        ("Andrei Petrenko", "leads", "RightConf"),
        ("Dmitry Odintsov", "works_for", "TrueConf"),
        ("Dmitry Peskov", "speaks_for", "Kremlin"),
        ("TrueConf", "competitor_of", "Zoom"),
        ("RightConf", "distributor_of", "Zoom"),
    ],
    "004_108205def57f74e2.txt": [
        ("Zoom", "market_share", 25.0),
        ("Zoom", "revenue_share", 1.0),
        ("Zoom", "denies", "banned sales"),
        ("Zoom", "bans", "selling services"),
    ],
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    articles = load(min_score=0.0)([read(source) for source in find([str(SEEDS)])])
    return {document.name: document for document in articles}


def rows(document: Document) -> list[Triple]:
    assert document.triples is not None
    assert document.stances is not None
    return [*document.triples, *document.stances.stances]


def same(triple: Triple, subject: str, relation: str, wanted: str | float) -> bool:
    found = triple.object
    if isinstance(wanted, float):
        fits = found.value is not None and found.value.value == wanted
    else:
        fits = found.name == wanted or (found.name is None and wanted in found.text)
    return triple.relation == relation and triple.subject.name == subject and fits


@pytest.mark.parametrize(
    ("article", "triple"), [(a, t) for a, triples in EXPECTED.items() for t in triples], ids=lambda v: str(v)[:60]
)
def test_expected_triple_is_found(
    documents: dict[str, Document], article: str, triple: tuple[str, str, str | float]
) -> None:
    found = rows(documents[article])
    assert any(same(t, *triple) for t in found), [(t.subject.name, t.relation, t.object.text) for t in found]


def test_the_ban_has_its_source(documents: dict[str, Document]) -> None:
    document = documents["004_108205def57f74e2.txt"]
    assert document.stances is not None
    bans = {t.id for t in rows(document) if t.relation == "bans" and t.subject.name == "Zoom"}
    sources = {a.source.name for a in document.stances.attributions if a.triple in bans}
    assert "Kommersant" in sources


def test_teasers_give_nothing(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for triple in rows(document):
            assert "Microsoft" not in triple.evidence.text
        assert document.text is not None
        assert "Microsoft" not in document.text.body


def test_every_span_quotes_the_raw_file(documents: dict[str, Document]) -> None:
    for document in documents.values():
        for triple in rows(document):
            for part in (triple.subject, triple.object, triple.cue, triple.evidence):
                assert document.raw[part.start : part.end] == part.text
