"""Decoding against brute force: every tree and every tag sequence of small inputs is tried."""

from __future__ import annotations

import itertools
import time

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import NAME_TYPES
from pipeline.engine import decode
from pipeline.engine.labels import NAME_TAGS, OBJECT, ROLES, SUBJECT

Matrix = npt.NDArray[np.float64]


@st.composite
def arc_scores(draw: st.DrawFn, most_words: int = 5, least_words: int = 1) -> Matrix:
    n = draw(st.integers(least_words, most_words))
    values = draw(st.lists(st.integers(-9, 9), min_size=n * (n + 1), max_size=n * (n + 1)))
    return np.array(values, dtype=np.float64).reshape(n, n + 1)


def is_tree(heads: list[int]) -> bool:
    """Exactly one word is its own head, and every word reaches it."""
    if sum(head == at for at, head in enumerate(heads)) != 1:
        return False
    for at in range(len(heads)):
        steps = 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            if steps > len(heads):
                return False
    return True


def total(scores: Matrix, heads: list[int]) -> float:
    return float(sum(scores[at, 0 if head == at else head + 1] for at, head in enumerate(heads)))


def best_total(scores: Matrix) -> float:
    n = len(scores)
    trees = (list(heads) for heads in itertools.product(range(n), repeat=n) if is_tree(list(heads)))
    return max(total(scores, heads) for heads in trees)


@settings(deadline=None)
@given(arc_scores())
def test_tree_is_the_best_of_all_trees(scores: Matrix) -> None:
    heads = decode.tree(scores)
    assert is_tree(heads)
    assert total(scores, heads) == best_total(scores)


@settings(deadline=None, max_examples=25)
@given(arc_scores(most_words=40))
def test_tree_of_many_words_has_one_root_and_no_cycle(scores: Matrix) -> None:
    assert is_tree(decode.tree(scores))


@settings(deadline=None, max_examples=40)
@given(arc_scores(most_words=14, least_words=9))
def test_a_constant_added_to_a_word_changes_nothing(scores: Matrix) -> None:
    shifted = scores + np.arange(len(scores))[:, None] * 50.0
    assert decode.tree(shifted) == decode.tree(scores)


def test_tree_leaves_its_input_alone() -> None:
    scores = np.array([[0.0, 9.0, 3.0], [1.0, 2.0, 9.0]], dtype=np.float32)
    before = scores.copy()
    decode.tree(scores)
    assert (scores == before).all()


def test_greedy_choice_is_taken_where_it_is_a_tree() -> None:
    scores = np.array([[0.0, 9.0, 5.0, 1.0], [7.0, 0.0, 1.0, 1.0], [0.0, 1.0, 6.0, 9.0]])
    assert decode.tree(scores) == [1, 1, 1]


@pytest.mark.parametrize("shape", ["random", "pairs that point at each other", "neighbours", "all alike"])
def test_tree_of_the_longest_sentence_is_fast(shape: str) -> None:
    n = 120
    scores = np.random.default_rng(7).normal(size=(n, n + 1))
    if shape == "pairs that point at each other":
        scores[np.arange(n), 1 + (np.arange(n) ^ 1)] += 20
    elif shape == "neighbours":
        scores = -np.abs(np.arange(n)[:, None] - np.arange(-1, n)[None]).astype(np.float64)
    elif shape == "all alike":
        scores[:] = 0.0
    started = time.perf_counter()
    heads = decode.tree(scores)
    assert time.perf_counter() - started < 3.0  # 0.2 s on a quiet core
    assert is_tree(heads)


# ------------------------------------------------------------------------------------------- names


@st.composite
def tag_scores(draw: st.DrawFn, most_words: int, types: int = len(NAME_TYPES)) -> Matrix:
    """Log-probabilities [N, 1 + 2 types] without ties."""
    n, width = draw(st.integers(1, most_words)), 1 + 2 * types
    logits = np.random.default_rng(draw(st.integers(0, 2**32 - 1))).normal(
        scale=draw(st.floats(0.5, 6)), size=(n, width)
    )
    return np.asarray(logits - np.log(np.exp(logits).sum(1, keepdims=True)), dtype=np.float64)


def is_well_formed(path: tuple[int, ...]) -> bool:
    """An I- (even, not 0) stands behind the B- or I- of its type."""
    return all(tag == 0 or tag % 2 == 1 or before in (tag, tag - 1) for before, tag in itertools.pairwise((0, *path)))


def path_of(
    found: list[tuple[int, int, str, float]], words: int, types: tuple[str, ...] = NAME_TYPES
) -> tuple[int, ...]:
    path = [0] * words
    for start, end, type_, _ in found:
        path[start:end] = [1 + 2 * types.index(type_)] + [2 + 2 * types.index(type_)] * (end - start - 1)
    return tuple(path)


@settings(deadline=None)
@given(tag_scores(most_words=30))
def test_names_lie_in_order_and_apart(log: Matrix) -> None:
    found = decode.names(log)
    assert all(0 <= start < end <= len(log) for start, end, *_ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    assert all(0.0 < score <= 1.0 + 1e-9 and type_ in NAME_TYPES for *_, type_, score in found)


@settings(deadline=None)
@given(tag_scores(most_words=5, types=2))
def test_names_are_the_best_well_formed_reading(log: Matrix) -> None:
    rows = np.arange(len(log))
    paths = [p for p in itertools.product(range(5), repeat=len(log)) if is_well_formed(p)]
    best = max(paths, key=lambda path: float(log[rows, list(path)].sum()))
    assert path_of(decode.names(log), len(log)) == best


@settings(deadline=None)
@given(tag_scores(most_words=12))
def test_the_likeliest_tags_are_read_where_they_are_well_formed(log: Matrix) -> None:
    plain = tuple(int(tag) for tag in log.argmax(1))
    if is_well_formed(plain):
        assert path_of(decode.names(log), len(log)) == plain


def _certain(tags: str, sure: float = 0.9) -> Matrix:
    log = np.full((len(tags.split()), len(NAME_TAGS)), np.log((1 - sure) / (len(NAME_TAGS) - 1)))
    for at, tag in enumerate(tags.split()):
        log[at, NAME_TAGS.index(tag)] = np.log(sure)
    return log


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("O O", []),
        ("B-ORG", [(0, 1, "ORG")]),
        ("B-PERSON I-PERSON O B-GPE", [(0, 2, "PERSON"), (3, 4, "GPE")]),
        ("B-ORG B-ORG I-ORG", [(0, 1, "ORG"), (1, 3, "ORG")]),
        ("B-WORK_OF_ART I-WORK_OF_ART I-WORK_OF_ART", [(0, 3, "WORK_OF_ART")]),
        ("O B-LAW O B-LAW", [(1, 2, "LAW"), (3, 4, "LAW")]),
    ],
)
def test_names_of_tags(tags: str, expected: list[tuple[int, int, str]]) -> None:
    found = decode.names(_certain(tags))
    assert [name[:3] for name in found] == expected
    assert all(score == pytest.approx(0.9) for *_, score in found)


def test_an_inside_without_a_beginning_is_repaired() -> None:
    found = decode.names(_certain("O I-ORG I-ORG"))
    assert is_well_formed(path_of(found, 3))
    assert found == [] or found[0][2] == "ORG"


def test_score_is_the_geometric_mean_over_the_words() -> None:
    log = _certain("B-ORG I-ORG")
    log[1, NAME_TAGS.index("I-ORG")] = np.log(0.4)
    ((_, _, _, score),) = decode.names(log)
    assert score == pytest.approx((0.9 * 0.4) ** 0.5)


# ---------------------------------------------------------------------------------------------- roles

NONE, ARG0, ARG1, NEG = 0, 1, 2, ROLES.index("ARGM-NEG")


def test_roles_are_told_of_the_words_that_are_predicates() -> None:
    columns = np.array([[ARG0, NONE, NONE], [NONE, NONE, NONE]])
    assert decode.roles(np.array([1, 2]), columns, np.full((2, 3), 0.8)) == [(1, 0, ARG0, 0.8)]


def test_a_numbered_role_goes_to_the_surest_word_and_others_to_all() -> None:
    columns = np.array([[ARG1, NEG, ARG1, NEG]])
    sure = np.array([[0.5, 0.9, 0.7, 0.6]])
    found = decode.roles(np.array([0]), columns, sure)
    assert [(word, column) for _, word, column, _ in found] == [(1, NEG), (2, ARG1), (3, NEG)]


# ----------------------------------------------------------------------------------------------- cues


def test_likely_cues_come_with_their_likely_arguments_the_likeliest_first() -> None:
    chances = np.array([[0.05, 0.0], [0.9, 0.2], [0.0, 0.1]])
    links = np.zeros((1, 3, 3))
    links[0, :, SUBJECT] = [0.3, 0.05, 0.6]
    links[0, :, OBJECT] = [0.0, 0.1, 0.2]
    subjects, objects = ((2, 0.6), (0, 0.3)), ((2, 0.2),)
    found = decode.cues(chances, np.array([1]), links)
    assert found == [(1, 0, 0.9, subjects, objects), (1, 1, 0.2, subjects, objects)]


def test_a_sentence_without_cues_has_none() -> None:
    assert decode.cues(np.zeros((2, 5)), np.array([0]), np.ones((1, 2, 3))) == []
