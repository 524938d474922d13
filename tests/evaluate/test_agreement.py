"""Agreement of two labellers, worked out by hand; kappa against its definition."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.evaluate.agreement import Agreement, agreement, as_json, kappa, labelled, table
from pipeline.evaluate.tally import Counts
from pipeline.gold.labels import document
from pipeline.ontology.schema import load

ONTOLOGY = load()
CASES = Path(__file__).parents[1] / "cases"
RAW = """Norvik denied the ban, Telvia said on Monday.

It has a 25% share of the Finnish market. Norvik sued Telvia. Oulu fined Norvik.

Share this!
"""
ONE: dict[str, Any] = {
    "id": "a",
    "boilerplate": ["Share this!"],
    "entities": [
        {"id": "n", "name": "Norvik", "type": "ORG", "aliases": ["Norvik"], "refs": [{"text": "It", "in": "It has"}]},
        {"id": "t", "name": "Telvia", "type": "ORG", "aliases": ["Telvia"]},
        {"id": "o", "name": "Oulu", "type": "GPE", "aliases": ["Oulu"]},
    ],
    "triples": [
        {"s": "n", "r": "denies", "o": {"topic": "ban"}, "ev": "Norvik denied the ban", "cue": "denied", "src": "t"},
        {
            "s": "n",
            "r": "market_share",
            "o": {"value": "25%", "norm": 25, "unit": "%"},
            "ev": "It has a 25% share of the Finnish market",
            "cue": "share",
            "q": {"market": "the Finnish market"},
        },
        {"s": "n", "r": "sues", "o": "t", "ev": "Norvik sued Telvia", "cue": "sued"},
        {"s": "o", "r": "fines", "o": "n", "ev": "Oulu fined Norvik", "cue": "fined"},
    ],
}


def article(*changes: tuple[tuple[Any, ...], object]) -> Document:
    label = json.loads(json.dumps(ONE))
    for (*way, last), value in changes:
        place = label
        for step in way:
            place = place[step]
        place[last] = value
    return document("a", RAW, label, ONTOLOGY)


def compare(*changes: tuple[tuple[Any, ...], object]) -> Agreement:
    return agreement([article()], [article(*changes)], ONTOLOGY)


def test_whoever_labels_the_same_agrees_in_all() -> None:
    found = compare()
    assert found.articles == 1
    assert found.layers == {
        "cut characters": Counts(10, 10, 10),
        "names": Counts(6, 6, 6),
        "pronouns": Counts(1, 1, 1),
        "descriptions": Counts(0, 0, 0),
        "triples: relation": Counts(0, 0, 0),
        "triples: attribute": Counts(1, 1, 1),
        "triples: event": Counts(2, 2, 2),
        "triples: stance": Counts(1, 1, 1),
        "sources": Counts(1, 1, 1),
        "targets": Counts(0, 0, 0),
        "qualifiers": Counts(1, 1, 1),
    }
    assert found.entities.mean == 1
    assert found.factuality == {("fact", "fact"): 4}
    assert found.kappa == 1


@pytest.mark.parametrize(
    ("at", "value", "layer", "counts"),
    [
        (("boilerplate",), ["this!"], "cut characters", Counts(5, 10, 5)),
        (("boilerplate",), ["\n\nShare this!\n"], "cut characters", Counts(10, 10, 10)),
        (("entities", 2, "type"), "ORG", "names", Counts(5, 6, 6)),
        (("entities", 0, "refs"), [], "pronouns", Counts(0, 1, 0)),
        (
            ("entities", 0, "refs", 0),
            {"text": "the ban", "in": "the ban"},
            "descriptions",
            Counts(0, 0, 1),
        ),
        (("triples", 1, "o", "norm"), 26, "triples: attribute", Counts(0, 1, 1)),
        (("triples", 2, "r"), "fines", "triples: event", Counts(1, 2, 2)),
        (("triples", 2, "s"), "o", "triples: event", Counts(1, 2, 2)),
        (("triples", 0, "src"), "o", "sources", Counts(0, 1, 1)),
        (("triples", 0, "src"), None, "sources", Counts(0, 1, 0)),
        (("triples", 2, "src"), "o", "sources", Counts(1, 1, 2)),
        (("triples", 0, "target"), 2, "targets", Counts(0, 0, 1)),
        (("triples", 1, "q"), {"market": "Finnish market"}, "qualifiers", Counts(1, 1, 1)),
        (("triples", 1, "q"), {"market": "It"}, "qualifiers", Counts(0, 1, 1)),
        (("triples", 1, "q"), {"time": "market"}, "qualifiers", Counts(0, 1, 1)),
    ],
)
def test_what_one_labels_otherwise_counts_against_both(
    at: tuple[Any, ...], value: object, layer: str, counts: Counts
) -> None:
    assert compare((at, value)).layers[layer] == counts
    turned = agreement([article((at, value))], [article()], ONTOLOGY)
    assert turned.layers[layer] == Counts(counts.matched, counts.predicted, counts.gold)


def test_an_argument_that_no_mention_shows_is_not_any_entity_of_the_evidence() -> None:
    """Without "It", the subject is the whole evidence, where the other entity's name may stand."""
    change = (("triples", 3, "ev"), "Norvik sued Telvia. Oulu fined Norvik")
    one = article((("entities", 2, "aliases"), []), change)
    other = article((("triples", 3, "s"), "t"), change)
    assert agreement([one], [other], ONTOLOGY).layers["triples: event"] == Counts(1, 2, 2)
    assert agreement([other], [one], ONTOLOGY).layers["triples: event"] == Counts(1, 2, 2)


def test_entities_are_the_same_under_other_ids_and_names() -> None:
    entity = {"id": "n", "name": "Norvik plc", "type": "ORG", "aliases": ["Norvik"], "refs": ONE["entities"][0]["refs"]}
    assert compare((("entities", 0), entity)).layers["triples: event"] == Counts(2, 2, 2)


def test_targets_are_the_same_triple_whatever_its_number() -> None:
    with_target = article((("triples", 0, "target"), 2))
    moved = article((("triples",), [ONE["triples"][2], {**ONE["triples"][0], "target": 0}]))
    assert agreement([with_target], [moved], ONTOLOGY).layers["targets"] == Counts(1, 1, 1)


def test_factuality_is_compared_on_triples_that_both_have() -> None:
    found = compare(
        (("triples", 2, "fact"), "planned"), (("triples", 3, "r"), "sues"), (("triples", 3, "fact"), "possible")
    )
    assert found.factuality == {("fact", "fact"): 2, ("fact", "planned"): 1}
    assert found.kappa == 0


# ------------------------------------------------------------------------------------------------- kappa


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ({}, 1.0),
        ({("a", "a"): 7}, 1.0),
        ({("a", "b"): 7}, 0.0),
        ({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}, 0.4),  # p_o .7, p_e .5
        ({("a", "b"): 5, ("b", "a"): 5}, -1.0),
    ],
)
def test_kappa_by_hand(pairs: dict[tuple[str, str], int], expected: float) -> None:
    assert kappa(Counter(pairs)) == pytest.approx(expected)


@given(st.dictionaries(st.tuples(*[st.sampled_from("abcd")] * 2), st.integers(1, 50)))
def test_kappa_is_the_same_whoever_comes_first_and_at_most_one(pairs: dict[tuple[str, str], int]) -> None:
    counts = Counter(pairs)
    turned = Counter({(b, a): n for (a, b), n in pairs.items()})
    assert kappa(counts) == pytest.approx(kappa(turned))
    assert -1 <= kappa(counts) <= 1 + 1e-12


# --------------------------------------------------------------------------------------------- folders


def test_gold_and_quote_labels_can_be_compared() -> None:
    gold, quoted = (labelled(CASES / name, ONTOLOGY) for name in ("evaluate/gold", "gold/quoted"))
    assert gold == quoted


def test_quote_labels_with_faults_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels/a.json").write_text("{}")
    with pytest.raises(GoldError, match="1 faults, the first: a: "):
        labelled(tmp_path, ONTOLOGY)


def test_only_what_both_labelled_is_compared() -> None:
    other = replace(article(), name="b")
    assert agreement([article(), other], [article()], ONTOLOGY).articles == 1
    with pytest.raises(GoldError, match="no article is in both"):
        agreement([other], [article()], ONTOLOGY)
    with pytest.raises(GoldError, match="a: the two labelled different texts"):
        agreement([article()], [replace(article(), raw="x")], ONTOLOGY)


def test_the_table_and_the_json_show_every_layer() -> None:
    found = compare((("triples", 2, "fact"), "planned"))
    shown, told = table(found), as_json(found)
    for layer, counts in found.layers.items():
        assert layer in shown
        assert told["layers"][layer]["f1"] == counts.f1
    assert "factuality of 4 triples that both have: kappa 0.00" in shown
    assert told["factuality"]["pairs"] == [
        {"first": "fact", "second": "fact", "count": 3},
        {"first": "fact", "second": "planned", "count": 1},
    ]
