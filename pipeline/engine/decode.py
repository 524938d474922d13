"""From scores to structures: a dependency tree from arc scores, name spans from BIO log-probabilities, roles."""

from __future__ import annotations

from typing import Any

import numpy as np

from pipeline.document import NAME_TYPES
from pipeline.engine.labels import CORE_ROLES, OBJECT, SUBJECT

Array = np.ndarray[Any, Any]

# Roots that are tried when the greedy reading is no tree; a true root below that rank is not seen in practice.
ROOTS = 8
# Cues and their arguments that are less likely than this are not told.
LEAST = 0.1
# A word more likely than this is a predicate.
PREDICATE = 0.5


def tree(scores: Array) -> list[int]:
    """Heads of the best dependency tree with exactly one root.

    `scores` [N, 1+N]: of word i for the root (column 0) or for word j (column 1+j). Returns a head per word, own
    index for the root. Chu-Liu/Edmonds (Edmonds 1967), run only if the greedy choice is no tree.
    """
    n = len(scores)
    scores = scores.astype(np.float64)
    scores[np.arange(n), 1 + np.arange(n)] = -np.inf
    greedy: Array = scores.argmax(1)
    if (greedy == 0).sum() != 1 or _cycle(greedy) is not None:
        greedy = _single_root(scores)
    return [at if head == 0 else int(head) - 1 for at, head in enumerate(greedy)]


def _single_root(scores: Array) -> Array:
    """Best arborescence whose root column is taken once: the best over the likeliest roots.

    A root is likely by what it gains over the word's best other head: a constant added to a row changes no tree.
    """
    n = len(scores)
    gain = scores[:, 0] - scores[:, 1:].max(1)
    best: Array | None = None
    best_total = -np.inf
    for root in np.argsort(-gain, kind="stable")[:ROOTS]:
        one = scores.copy()
        one[:, 0] = -np.inf
        one[root] = -np.inf
        one[root, 0] = scores[root, 0]
        heads: Array = _edmonds(np.vstack([np.full((1, n + 1), -np.inf), one]))[1:]
        total = scores[np.arange(n), heads].sum()
        if best is None or total > best_total:
            best, best_total = heads, total
    assert best is not None
    return best


def _edmonds(scores: Array) -> Array:
    """Heads of the maximum arborescence rooted in node 0 of a square matrix [dependent, head]."""
    heads: Array = scores.argmax(1)
    heads[0] = 0
    cycle = _cycle(heads[1:])
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outside)] - kept[:, None]  # gain of breaking the cycle at a node
    leaving = scores[np.ix_(outside, cycle)]
    size = len(outside)
    small = np.full((size + 1, size + 1), -np.inf)
    small[:size, :size] = scores[np.ix_(outside, outside)]
    small[:size, size] = leaving.max(1)
    small[size, :size] = entering.max(0)
    solved = _edmonds(small)
    result: Array = heads.copy()
    broken = cycle[entering[:, solved[size]].argmax()]
    result[broken] = outside[solved[size]]
    for at in range(1, size):
        head = solved[at]
        result[outside[at]] = cycle[leaving[at].argmax()] if head == size else outside[head]
    return result


def _cycle(heads: Array) -> Array | None:
    """Nodes of one cycle among words 1..N (0 is the root), or None. `heads[i]` is the head of word i+1."""
    state = np.zeros(len(heads) + 1, dtype=int)
    for start in range(1, len(heads) + 1):
        node = start
        while node and not state[node]:
            state[node] = start
            node = heads[node - 1]
        if node and state[node] == start:
            cycle = [node]
            while (following := heads[cycle[-1] - 1]) != node:
                cycle.append(following)
            return np.array(cycle)
    return None


def names(log_probabilities: Array) -> list[tuple[int, int, str, float]]:
    """Best well-formed BIO reading of [N, 21] log-probabilities (columns: O, then B-, I- of each type in order).

    Returns (first word, end word, type, probability); the probability is the geometric mean over the words.
    """
    n, width = log_probabilities.shape
    best = log_probabilities[0].copy()
    best[2::2] = -np.inf
    back = np.zeros((n, width), dtype=int)
    for at in range(1, n):
        anywhere = int(best.argmax())
        step = np.full(width, best[anywhere])
        back[at] = anywhere
        # An I- may follow only the B- or I- of its own type.
        begin, inside = best[1::2], best[2::2]
        step[2::2] = np.maximum(begin, inside)
        back[at, 2::2] = np.where(begin >= inside, np.arange(1, width, 2), np.arange(2, width, 2))
        best = step + log_probabilities[at]
    path = [int(best.argmax())]
    for at in range(n - 1, 0, -1):
        path.append(int(back[at, path[-1]]))
    return _spans(path[::-1], log_probabilities)


def _spans(path: list[int], log_probabilities: Array) -> list[tuple[int, int, str, float]]:
    found = []
    at = 0
    while at < len(path):
        if path[at] % 2:
            end = at + 1
            while end < len(path) and path[end] == path[at] + 1:
                end += 1
            score = float(np.exp(np.mean([log_probabilities[i, path[i]] for i in range(at, end)])))
            found.append((at, end, NAME_TYPES[path[at] // 2], score))
            at = end
        else:
            at += 1
    return found


# (predicate, argument, column of the role, probability)
Framed = list[tuple[int, int, int, float]]


def roles(predicates: Array, columns: Array, sure: Array) -> Framed:
    """(predicate, argument, column, probability) of every role, in the order of the words.

    `predicates` [P]: words; `columns` [P, N]: best label of each predicate and word, 0 is none; `sure` [P, N]: its
    probability. A numbered role is given to one word, the surest.
    """
    found = []
    for predicate, row, chance in zip(predicates, columns, sure, strict=True):
        best: dict[int, int] = {}
        for argument in np.flatnonzero(row):
            column = int(row[argument])
            held = best.get(column) if column in CORE_ROLES else None
            if held is None or chance[argument] > chance[held]:
                best[column if column in CORE_ROLES else -1 - int(argument)] = int(argument)
        found += [(int(predicate), at, int(row[at]), float(chance[at])) for at in sorted(best.values())]
    return found


Likely = tuple[tuple[int, float], ...]
# (word, column of the relation, probability, subjects, objects)
Cued = list[tuple[int, int, float, Likely, Likely]]


def cues(chances: Array, words: Array, links: Array) -> Cued:
    """(word, column of the relation, probability, subjects, objects) of every likely cue, in the order of the words.

    `chances` [N, relations]; `words` [C]: the likely cues; `links` [C, N, 3]: probability of word j being nothing,
    subject, object to each. Subjects and objects are (word, probability), the likeliest first.
    """
    found = []
    for word, row in zip(words, links, strict=True):
        subjects, objects = (_likely(row[:, part]) for part in (SUBJECT, OBJECT))
        for column in np.flatnonzero(chances[word] > LEAST):
            found.append((int(word), int(column), float(chances[word, column]), subjects, objects))
    return found


def _likely(chances: Array) -> Likely:
    words = np.flatnonzero(chances > LEAST)
    return tuple(sorted(((int(w), float(chances[w])) for w in words), key=lambda pair: (-pair[1], pair[0])))
