"""Coreference by the usual three metrics and their mean, the CoNLL score.

MUC (Vilain et al. 1995) counts the links that hold a cluster together; B-cubed (Bagga and Baldwin 1998) asks of every
mention how much of its cluster is right; CEAF-e (Luo 2005, similarity phi 4) pairs clusters one to one. All as worked
out for predicted mentions by Pradhan et al. 2014. Clusters of one mention count, because gold labels them (MUC is
blind to them by nature). A mention is its span: both offsets must be right.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.document import Document, Kind
from pipeline.evaluate.tally import Tally, ratio

Cluster = frozenset[tuple[int, int]]
ALL_KINDS: frozenset[Kind] = frozenset({"name", "description", "pronoun"})
NAMES: frozenset[Kind] = frozenset({"name"})


@dataclass(frozen=True, slots=True)
class Overlap:
    """What is right of the gold clusters, and what is right of the predicted ones."""

    right_of_gold: float
    gold: float
    right_of_predicted: float
    predicted: float

    @property
    def precision(self) -> float:
        return ratio(self.right_of_predicted, self.predicted)

    @property
    def recall(self) -> float:
        return ratio(self.right_of_gold, self.gold)

    @property
    def f1(self) -> float:
        return ratio(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Coref(Tally):
    """The numerators and denominators of the three metrics, side by side so that they add up over articles."""

    muc_right_of_gold: float = 0
    muc_gold: float = 0
    muc_right_of_predicted: float = 0
    muc_predicted: float = 0
    b_cubed_right_of_gold: float = 0
    b_cubed_gold: float = 0
    b_cubed_right_of_predicted: float = 0
    b_cubed_predicted: float = 0
    ceaf_right: float = 0
    ceaf_gold: float = 0
    ceaf_predicted: float = 0

    @property
    def muc(self) -> Overlap:
        return Overlap(self.muc_right_of_gold, self.muc_gold, self.muc_right_of_predicted, self.muc_predicted)

    @property
    def b_cubed(self) -> Overlap:
        right = (self.b_cubed_right_of_gold, self.b_cubed_right_of_predicted)
        return Overlap(right[0], self.b_cubed_gold, right[1], self.b_cubed_predicted)

    @property
    def ceaf(self) -> Overlap:
        return Overlap(self.ceaf_right, self.ceaf_gold, self.ceaf_right, self.ceaf_predicted)

    @property
    def mean(self) -> float:
        """The CoNLL score: the mean of the three F1."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3


def coref(gold: Document, predicted: Document, kinds: Collection[Kind] = ALL_KINDS) -> Coref:
    """The tally of one article, over mentions of these kinds only."""
    return of_clusters(_clusters(gold, kinds), _clusters(predicted, kinds))


def of_clusters(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Coref:
    """The tally of two clusterings; no cluster may be empty."""
    links, back = _muc(gold, predicted), _muc(predicted, gold)
    shares, shares_back = _b_cubed(gold, predicted), _b_cubed(predicted, gold)
    return Coref(*links, *back, *shares, *shares_back, _ceaf(gold, predicted), len(gold), len(predicted))


def labels_all_kinds(gold: Document) -> bool:
    """Whether pronouns or descriptions are labelled in the article; if not, its coreference is scored on names."""
    return any(m.kind in ("description", "pronoun") for e in gold.entities or () for m in e.mentions)


def _clusters(document: Document, kinds: Collection[Kind]) -> list[Cluster]:
    spans = [frozenset((m.start, m.end) for m in e.mentions if m.kind in kinds) for e in document.entities or ()]
    return [cluster for cluster in spans if cluster]


def _muc(these: Sequence[Cluster], those: Sequence[Cluster]) -> tuple[int, int]:
    """Links of these clusters that those keep, and all their links. A mention that those lack stands alone."""
    home = {mention: at for at, cluster in enumerate(those) for mention in cluster}
    kept = sum(len(c) - len({home.get(m, m) for m in c}) for c in these)
    return kept, sum(len(c) - 1 for c in these)


def _b_cubed(these: Sequence[Cluster], those: Sequence[Cluster]) -> tuple[float, int]:
    """Summed over the mentions of these clusters: the share of the cluster that those keep with it; and how many."""
    kept = sum(len(c & other) ** 2 / len(c) for c in these for other in those)
    return kept, sum(map(len, these))


def _ceaf(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> float:
    """The greatest sum of likenesses of clusters that are paired one to one."""
    like = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold], dtype=float)
    return best_sum(like) if like.size else 0.0


def best_sum(like: np.ndarray[Any, Any]) -> float:
    """The greatest sum of one-to-one pairs of rows and columns, `like` [rows, columns] >= 0; neither may be 0.

    The Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987): rows are placed one after another,
    each along the path on which the potentials `u` and `v` are lost least.
    """
    cost = -(like if like.shape[0] <= like.shape[1] else like.T)
    rows, columns = cost.shape
    u, v = np.zeros(rows + 1), np.zeros(columns + 1)
    holder = np.full(columns + 1, rows)  # column -> row; `rows` is none, the last column is where a path begins
    for row in range(rows):
        holder[columns], at = row, columns
        least, before = np.full(columns, np.inf), np.full(columns, columns)
        done = np.zeros(columns + 1, dtype=bool)
        while holder[at] != rows:
            done[at] = True
            loss = cost[holder[at]] - u[holder[at]] - v[:columns]
            nearer = ~done[:columns] & (loss < least)
            least[nearer], before[nearer] = loss[nearer], at
            to = int(np.argmin(np.where(done[:columns], np.inf, least)))
            step = least[to]
            u[holder[done]] += step
            v[done] -= step
            least[~done[:columns]] -= step
            at = to
        while at != columns:
            holder[at], at = holder[before[at]], before[at]
    taken = [(holder[c], c) for c in range(columns) if holder[c] != rows]
    return float(-sum(cost[r, c] for r, c in taken))
