"""Fits the weights by which triples are scored: on labelled articles, checked on articles that the fit did not see.

Ridge-penalised logistic regression by Newton's method (iteratively reweighted least squares), one for what rules tell
and one for what the engine alone saw.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.document import Document, Stances, Triple
from pipeline.evaluate.match import Judge, all_triples, assign
from pipeline.evaluate.reliability import calibration_error
from pipeline.flow import Flow
from pipeline.gold.folder import read_gold
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.clues import Clues
from pipeline.grammar.predications import predications
from pipeline.grammar.scores import KINDS, NAMES, Kind
from pipeline.ontology.schema import Ontology

Array = NDArray[np.float64]

RIDGE = 1.0  # penalty on squared weights, in units of the log likelihood
STEPS = 30  # of Newton's method, which has converged long before
FOLDS = 8


@dataclass(frozen=True, slots=True)
class Judged:
    """A candidate of a labelled article, and whether it is right (strict, one to one)."""

    article: str
    kind: Kind
    signs: tuple[float, ...]
    right: bool


@dataclass(frozen=True, slots=True)
class Fitted:
    """Weights by kind in the order of `NAMES`, and how they score articles that they were not fitted on: pairs of
    probability and right or wrong by kind, and how many triples gold has."""

    weights: Mapping[Kind, Array]
    held_out: Mapping[Kind, list[tuple[float, bool]]]
    gold: int


def judged(gold: Document, flow: Flow, ontology: Ontology) -> list[Judged]:
    """All candidates of an article as a flow of rules alone and the engine's clues give them."""
    read = flow([Document(gold.name, gold.raw, gold.format, gold.published)])[0]
    assert read.stances is not None
    arguments = Arguments.of(read)
    clues = Clues(arguments, predications(arguments.syntax))
    found = [
        *clues.candidates(read.triples or (), ontology.of("relation", "attribute", "event")),
        *clues.candidates(read.stances.stances, ontology.of("stance")),
    ]
    right = _right(gold, read, [candidate.triple for candidate in found], ontology)
    return [Judged(gold.name, c.kind, c.signs.row(), id(c.triple) in right) for c in found]


def _right(gold: Document, read: Document, found: Sequence[Triple], ontology: Ontology) -> set[int]:
    judge = Judge.of(gold, read.with_layer("stances", Stances()), ontology)
    return {id(triple) for _, triple in assign(all_triples(gold), found, judge.strict, judge.unlike)}


def fitted(folders: Sequence[Path], split: str, flow: Flow, ontology: Ontology) -> Fitted:
    """Fit on the articles of one split of gold folders; each article is also scored by a fit on the others' folds."""
    gold = [article for folder in folders for article in read_gold(folder, split)]
    found = [one for article in gold for one in judged(article, flow, ontology)]
    held_out = {kind: list(_held_out([one for one in found if one.kind == kind])) for kind in KINDS}
    weights = {kind: _fit([one for one in found if one.kind == kind]) for kind in KINDS}
    return Fitted(weights, held_out, sum(len(all_triples(article)) for article in gold))


def _held_out(found: Sequence[Judged]) -> Iterator[tuple[float, bool]]:
    articles = sorted({one.article for one in found})
    for fold in range(FOLDS):
        out = set(articles[fold::FOLDS])
        weights = _fit([one for one in found if one.article not in out])
        for one in (one for one in found if one.article in out):
            yield float(_sigmoid(np.array(one.signs) @ weights)), one.right


def _fit(found: Sequence[Judged]) -> Array:
    signs = np.array([one.signs for one in found])
    right = np.array([one.right for one in found], dtype=np.float64)
    weights = np.zeros(len(NAMES))
    penalty = RIDGE * np.eye(len(NAMES))
    for _ in range(STEPS):
        chance = _sigmoid(signs @ weights)
        slope = signs.T @ (chance - right) + RIDGE * weights
        bend = (signs * (chance * (1 - chance))[:, None]).T @ signs + penalty
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def _sigmoid(total: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-total)))


def as_toml(found: Fitted, split: str) -> str:
    """The weights as `grammar/scores.toml` has them."""
    lines = [f"# Fitted on split {split} of labelled articles by `tripline scores`; what the names mean: scores.py."]
    for kind in KINDS:
        lines += ["", f"[{kind}]", *(f"{n} = {w:.3f}" for n, w in zip(NAMES, found.weights[kind], strict=True))]
    return "\n".join(lines) + "\n"


def table(found: Fitted) -> str:
    """What is kept, and how much of it is right, if only triples are kept that score so much; on held-out articles."""
    scores = [pair for kind in KINDS for pair in found.held_out[kind]]
    told = found.held_out["told"]
    lines = [f"{'kept from':>12} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'found':>6} {'gold':>6}"]
    lines.append(_line("rules, all", told, found.gold))
    for least in (step / 20 for step in range(2, 15)):
        lines.append(_line(f"{least:.2f}", [pair for pair in scores if pair[0] >= least], found.gold))
    lines.append(f"expected calibration error {100 * calibration_error(scores):.1f}")
    return "\n".join(lines)


def _line(name: str, kept: Sequence[tuple[float, bool]], gold: int) -> str:
    right, n = sum(r for _, r in kept), max(1, len(kept))
    f1 = 200 * right / (len(kept) + gold)
    return f"{name:>12} {100 * right / n:6.1f} {100 * right / gold:6.1f} {f1:6.1f} {right:6,} {len(kept):6,} {gold:6,}"
