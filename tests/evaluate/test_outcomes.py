"""What becomes of each triple, kind by kind; every triple has one outcome."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Argument, Document, Quote, Stances, Triple, Value
from pipeline.evaluate.outcomes import outcomes
from pipeline.evaluate.score import score
from pipeline.gold.folder import read_gold
from pipeline.ontology.schema import load

ONTOLOGY = load()
GOLD = read_gold(Path(__file__).parents[1] / "cases/evaluate/gold", "dev")[0]
STANCES = GOLD.stances or Stances()
(DENIES,) = STANCES.stances
SHARE, RIVAL = GOLD.triples or ()
OTHER = Argument("ORG", "x", 900, 905, entity="other", name="Other Co")
ELSEWHERE = Quote("x", 900, 905)


def found(*triples: Triple, said: bool = True) -> Document:
    """A run that reads just these in the article, with gold's attributions or none."""
    stances = Stances(tuple(t for t in triples if t.family == "stance"), STANCES.attributions if said else ())
    return replace(GOLD, triples=tuple(t for t in triples if t.family != "stance"), stances=stances)


def kinds(predicted: Document) -> list[str]:
    return [outcome.kind for outcome in outcomes(GOLD, predicted, ONTOLOGY)]


def value(number: float) -> Argument:
    return replace(SHARE.object, value=Value(number, "%"))


@pytest.mark.parametrize(
    ("predicted", "kind"),
    [
        pytest.param(SHARE, "right", id="as gold"),
        pytest.param(replace(SHARE, factuality="fact"), "wrong factuality", id="fact where gold says possible"),
        pytest.param(replace(SHARE, relation="revenue"), "wrong relation", id="another relation"),
        pytest.param(
            replace(SHARE, relation="revenue", evidence=ELSEWHERE), "wrong relation", id="another relation, elsewhere"
        ),
        pytest.param(replace(SHARE, subject=OTHER), "wrong subject", id="another subject"),
        pytest.param(replace(SHARE, object=value(26)), "wrong object", id="another value"),
        pytest.param(
            replace(SHARE, subject=OTHER, evidence=ELSEWHERE), "wrong subject", id="the cue is enough of a place"
        ),
        pytest.param(
            replace(SHARE, subject=OTHER, evidence=ELSEWHERE, cue=ELSEWHERE), "missed", id="half right elsewhere"
        ),
        pytest.param(replace(SHARE, subject=OTHER, object=value(26)), "missed", id="both arguments wrong"),
        pytest.param(replace(SHARE, subject=OTHER, relation="revenue"), "missed", id="one argument, other relation"),
    ],
)
def test_kinds(predicted: Triple, kind: str) -> None:
    rest = ["spurious"] if kind == "missed" else []
    assert kinds(found(predicted)) == [kind, "missed", "missed", *rest]


def test_a_source_that_is_not_told_is_wrong_and_comes_before_factuality() -> None:
    assert kinds(found(SHARE, said=False))[0] == "wrong source"
    assert kinds(found(replace(SHARE, factuality="fact"), said=False))[0] == "wrong source"


def test_a_symmetric_relation_may_be_turned() -> None:
    turned = replace(RIVAL, subject=RIVAL.object, object=RIVAL.subject)
    assert kinds(found(turned))[1] == "right"
    assert kinds(found(replace(turned, object=OTHER)))[1] == "wrong subject", "Telvia is gold's object"
    assert kinds(found(replace(turned, subject=OTHER)))[1] == "wrong object"


def test_the_better_round_comes_first() -> None:
    """A strict match is not given away to a half right triple that stands before it."""
    half = replace(SHARE, id="half", subject=OTHER)
    relation = replace(SHARE, id="relation", relation="revenue")
    told = outcomes(GOLD, found(half, relation, SHARE), ONTOLOGY)
    assert [(o.kind, o.predicted.id if o.predicted else None) for o in told] == [
        ("right", "1"),
        ("missed", None),
        ("missed", None),
        ("spurious", "half"),
        ("spurious", "relation"),
    ]


def test_no_predictions_and_no_gold() -> None:
    empty = Document(GOLD.name, GOLD.raw)
    assert kinds(empty) == ["missed"] * 3
    assert [o.kind for o in outcomes(empty, GOLD, ONTOLOGY)] == ["spurious"] * 3
    assert outcomes(empty, empty, ONTOLOGY) == []


edits = st.sampled_from(
    [{}, {"subject": OTHER}, {"object": OTHER}, {"relation": "partner_of"}, {"factuality": "planned"},
     {"evidence": ELSEWHERE, "cue": ELSEWHERE}]
)  # fmt: skip
some_triples = st.lists(st.tuples(st.sampled_from([DENIES, SHARE, RIVAL]), edits), max_size=6).map(
    lambda chosen: [replace(t, id=f"p{n}", **edit) for n, (t, edit) in enumerate(chosen)]
)


@given(some_triples)
def test_every_triple_has_one_outcome_and_strict_ones_are_as_scored(triples: list[Triple]) -> None:
    predicted = found(*triples, said=False)
    told = outcomes(GOLD, predicted, ONTOLOGY)
    assert [o.gold.id for o in told if o.gold] == ["1", "2", "0"]
    assert sorted(o.predicted.id for o in told if o.predicted) == sorted(t.id for t in triples)
    assert all((o.gold is None) == (o.kind == "spurious") for o in told)
    assert all((o.predicted is None) == (o.kind == "missed") for o in told)
    strict = {"right", "wrong source", "wrong factuality"}
    assert sum(o.kind in strict for o in told) == score([GOLD], [predicted], ONTOLOGY).strict.matched
