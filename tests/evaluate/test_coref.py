"""The three metrics against examples worked out in the papers, and by properties."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from pipeline.document import Document
from pipeline.evaluate.coref import Cluster, Coref, best_sum, coref, labels_all_kinds, of_clusters


def clusters(written: str) -> list[Cluster]:
    """ "abc d" is a cluster of the mentions a, b and c, and one of d alone."""
    return [frozenset((ord(letter), ord(letter) + 1) for letter in word) for word in written.split()]


# (gold, predicted), then precision and recall of MUC, B-cubed and CEAF-e
EXAMPLES = [
    # Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions", section 4
    pytest.param(
        "abc defg", "ab cd fghi", (2 / 5, 2 / 5), (1 / 2, 35 / 84), (1.3 / 3, 1.3 / 2), id="Pradhan et al. 2014"
    ),
    # Bagga and Baldwin 1998, figures 1 to 3: two wrong links that MUC takes for equally bad
    pytest.param(
        "12345 67 89ABC", "12345 6789ABC", (9 / 10, 1), (16 / 21, 1), ((1 + 10 / 12) / 2, (1 + 10 / 12) / 3),
        id="Bagga and Baldwin 1998, one small cluster too much",
    ),
    pytest.param(
        "12345 67 89ABC", "1234589ABC 67", (9 / 10, 1), (7 / 12, 1), ((1 + 10 / 15) / 2, (1 + 10 / 15) / 3),
        id="Bagga and Baldwin 1998, one large cluster too much",
    ),
    # by hand: MUC is blind to what stands alone, the others are not
    pytest.param("a b", "a c", (0, 0), (1 / 2, 1 / 2), (1 / 2, 1 / 2), id="mentions that stand alone"),
    pytest.param("ab", "", (0, 0), (0, 0), (0, 0), id="nothing predicted"),
    pytest.param("", "ab", (0, 0), (0, 0), (0, 0), id="nothing in gold"),
]  # fmt: skip


@pytest.mark.parametrize(("gold", "predicted", "muc", "b_cubed", "ceaf"), EXAMPLES)
def test_published_examples(gold: str, predicted: str, muc, b_cubed, ceaf) -> None:
    found = of_clusters(clusters(gold), clusters(predicted))
    for metric, (precision, recall) in ((found.muc, muc), (found.b_cubed, b_cubed), (found.ceaf, ceaf)):
        assert (metric.precision, metric.recall) == pytest.approx((precision, recall))
    assert found.mean == pytest.approx((found.muc.f1 + found.b_cubed.f1 + found.ceaf.f1) / 3)


def test_articles_add_up_before_the_ratio_is_taken() -> None:
    one, other = of_clusters(clusters("abc"), clusters("abc")), of_clusters(clusters("ab cd"), clusters("ac bd"))
    assert (one + other).muc.recall == pytest.approx(2 / 4)
    assert (one + other).b_cubed.recall == pytest.approx((3 + 2) / 7)
    assert (one + other).ceaf.recall == pytest.approx((1 + 1) / 3)


partitions = st.lists(st.integers(0, 3), max_size=8).map(
    lambda homes: [c for k in range(4) if (c := frozenset((i, i + 1) for i, home in enumerate(homes) if home == k))]
)


@given(partitions, partitions)
def test_precision_is_recall_the_other_way_round(one: list[Cluster], other: list[Cluster]) -> None:
    there, back = of_clusters(one, other), of_clusters(other, one)
    for metric in ("muc", "b_cubed", "ceaf"):
        a, b = getattr(there, metric), getattr(back, metric)
        assert (a.precision, a.recall) == pytest.approx((b.recall, b.precision))
        assert 0 <= a.f1 <= 1 + 1e-9


@given(partitions.filter(lambda p: any(len(c) > 1 for c in p)))
def test_gold_against_itself_is_perfect_in_any_order(gold: list[Cluster]) -> None:
    assert of_clusters(gold, gold[::-1]).mean == pytest.approx(1)


@given(st.integers(1, 7), st.integers(1, 7), st.integers(0, 1000))
def test_best_sum_is_scipys(rows: int, columns: int, seed: int) -> None:
    random = np.random.default_rng(seed)
    like = random.random((rows, columns)) * (random.random((rows, columns)) < 0.5)
    assert best_sum(like) == pytest.approx(like[linear_sum_assignment(like, maximize=True)].sum())


def test_only_the_kinds_asked_for_are_scored(toy: Document) -> None:
    assert labels_all_kinds(toy)
    names = tuple(replace(e, mentions=tuple(m for m in e.mentions if m.kind == "name")) for e in toy.entities or ())
    named = replace(toy, entities=names)
    assert not labels_all_kinds(named)
    assert coref(toy, toy).muc.recall == 1
    assert coref(toy, named).muc.recall == pytest.approx(1 / 2), "the link to the pronoun is missed"
    assert coref(named, toy, frozenset({"name"})) == coref(named, named)
    assert coref(toy, Document("toy", toy.raw)) == Coref(muc_gold=2, b_cubed_gold=4, ceaf_gold=2)
