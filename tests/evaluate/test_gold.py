"""Labels become layers; a label that does not fit its article is an error that says where."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import GoldError
from pipeline.evaluate.gold import document, read_gold
from pipeline.io.rows import tables
from pipeline.ontology.schema import Ontology, load

CASES = Path(__file__).parents[1] / "cases/evaluate/gold"
SHARED = Path(__file__).parents[3] / "shared/gold"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load()


def test_labels_become_layers(ontology: Ontology) -> None:
    g1, g2 = read_gold(CASES, "dev", ontology)
    assert (g1.name, g2.name) == ("g1", "g2")
    assert [(m.text, m.type) for m in g1.mentions or ()] == [
        ("Norvik", "ORG"), ("Telvia", "ORG"), ("Finnish", "NORP"), ("Norvik Group", "ORG"), ("Telvia", "ORG")
    ]  # fmt: skip
    assert [t.relation for t in g1.triples or ()] == ["market_share", "competitor_of"]
    assert g1.stances is not None
    assert [t.relation for t in g1.stances.stances] == ["denies"]
    assert [(a.triple, a.source.name) for a in g1.stances.attributions] == [("1", "Telvia")]
    share = (g1.triples or ())[0]
    assert share.factuality == "possible"
    assert share.object.value is not None
    assert (share.object.value.value, share.object.value.unit) == (25, "%")
    assert g1.text is not None
    assert "Share this!" not in g1.text.body
    assert g1.text.to_raw(0, 6).start == 0
    assert g2.triples == ()


def test_every_span_is_the_raw_text_at_its_place(ontology: Ontology) -> None:
    for gold in read_gold(CASES, "dev", ontology):
        for row in tables(gold)["triples"]:
            for part in (row["subject"], row["object"], row["cue"], row["evidence"], *row["qualifiers"].values()):
                assert gold.raw[part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize(
    ("at", "value", "told"),
    [
        (("boilerplate",), ["Subscribe"], "boilerplate: 'Subscribe' does not stand"),
        (("triples", 0, "ev"), "Norvik admitted", "triple 0 (denies): 'Norvik admitted' does not stand"),
        (("triples", 0, "cue"), "rival", "'rival' does not stand"),
        (("triples", 0, "r"), "sings", "triple 0 (sings): the ontology has no such relation"),
        (("triples", 0, "s"), "nobody", "'nobody' is no entity"),
        (("triples", 1, "src"), "nobody", "'nobody' is no entity"),
        (("triples", 1, "fact"), "maybe", "unknown factuality 'maybe'"),
        (("triples", 1, "o"), {"value": "26%", "norm": 26, "unit": "%"}, "'26%' does not stand"),
    ],
)
def test_a_label_that_does_not_fit_says_where(
    ontology: Ontology, at: tuple[Any, ...], value: object, told: str
) -> None:
    label = json.loads((CASES / "labels/g1.json").read_text())
    raw = (CASES / "articles/g1.txt").read_bytes().decode()
    place = label
    for step in at[:-1]:
        place = place[step]
    place[at[-1]] = value
    with pytest.raises(GoldError) as error:
        document("g1", raw, label, ontology)
    assert told in str(error.value)


def test_folders_that_cannot_be_used(ontology: Ontology, tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="cannot be read"):
        read_gold(tmp_path, "dev", ontology)
    (tmp_path / "index.tsv").write_text("id\tsplit\na\tdev\n")
    with pytest.raises(GoldError, match="no article of split 'train'"):
        read_gold(tmp_path, "train", ontology)
    with pytest.raises(GoldError, match=r"a\.txt: cannot be read"):
        read_gold(tmp_path, "dev", ontology)
    with pytest.raises(GoldError, match="the splits are train, dev, test"):
        read_gold(CASES, "all", ontology)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the labelled articles are not beside the checkout")
@pytest.mark.parametrize(("split", "articles"), [("dev", 30), ("train", 195)])
def test_the_labelled_articles_can_be_read(ontology: Ontology, split: str, articles: int) -> None:
    gold = read_gold(SHARED, split, ontology)
    assert len(gold) == articles
    assert all(g.raw[m.start : m.end] == m.text for g in gold for m in g.mentions or ())
