"""One type for one spelling, and sure names found wherever they stand."""

import numpy as np
import pytest

from pipeline.document import NAME_TYPES, Syntax, Token
from pipeline.engine.labels import NAME_TAGS
from pipeline.stages.ner.agreement import Name, agree


def syntax(text: str) -> Syntax:
    tokens, at = [], 0
    for word in text.split():
        tokens.append(Token(word, at, at + len(word), word, "PROPN", len(tokens), "root"))
        at += len(word) + 1
    return Syntax(tuple(tokens), ((0, len(tokens)),))


def log(words: int, beliefs: dict[int, dict[str, float]]) -> np.ndarray:
    """Log-probabilities [words, tags]: `beliefs` word -> type -> probability of its B- tag, the rest on O."""
    out = np.full((words, len(NAME_TAGS)), 1e-6)
    for word in range(words):
        believed = beliefs.get(word, {})
        for type_, probability in believed.items():
            out[word, 1 + 2 * NAME_TYPES.index(type_)] = probability
        out[word, 0] = max(1e-6, 1 - sum(believed.values()))
    return np.log(out)


def test_the_surer_reading_of_a_spelling_wins() -> None:
    beliefs = {0: {"PERSON": 0.5, "ORG": 0.4}, 3: {"ORG": 0.95}}
    names = [Name(0, 1, "PERSON", 0.5), Name(3, 4, "ORG", 0.95)]
    found = agree(names, log(5, beliefs), syntax("Kommersant said that Kommersant erred"))
    assert [(n.first, n.type) for n in found] == [(0, "ORG"), (3, "ORG")]


def test_another_spelling_keeps_its_type() -> None:
    beliefs = {0: {"PERSON": 0.999}, 2: {"ORG": 0.9}}
    names = [Name(0, 1, "PERSON", 0.9), Name(2, 3, "ORG", 0.9)]
    found = agree(names, log(3, beliefs), syntax("Petrenko left Petrenkov"))
    assert [n.type for n in found] == ["PERSON", "ORG"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Havefolk declined", "ORG"),  # a lone word that nobody introduced
        ("Mr. Havefolk declined", "PERSON"),
        ("President Havefolk declined", "PERSON"),
        ("Havefolk declined , Ana Havefolk said", "PERSON"),  # introduced by the full name
        ("Havefolk declined , Ana Roe said", "ORG"),
    ],
)
def test_a_person_is_introduced(text: str, expected: str) -> None:
    """The engine takes the word for a person, eight times likelier than for a firm."""
    words = text.split()
    at = words.index("Havefolk")
    names, beliefs = [Name(at, at + 1, "PERSON", 0.8)], {at: {"PERSON": 0.8, "ORG": 0.1}}
    if "Ana" in words:
        full = words.index("Ana")
        names.append(Name(full, full + 2, "PERSON", 0.9))
        beliefs |= {full: {"PERSON": 0.9}, full + 1: {"PERSON": 0.9}}
    found = agree(names, log(len(words), beliefs), syntax(text))
    assert [n.type for n in found if n.first == at] == [expected]


def test_a_person_of_whom_the_engine_is_sure_stays() -> None:
    found = agree([Name(0, 1, "PERSON", 0.99)], log(2, {0: {"PERSON": 0.99, "ORG": 0.001}}), syntax("Merkel declined"))
    assert [n.type for n in found] == ["PERSON"]


@pytest.mark.parametrize(
    ("text", "score", "found"),
    [
        ("TrueConf grew . Even TrueConf grew", 0.9, [0, 4]),
        ("TrueConf grew . Even TrueConf grew", 0.5, [0]),  # not sure enough to be looked for
        ("trueconf grew . Even trueconf grew", 0.9, [0]),  # nothing marks it as a name
        ("TrueConf grew . Even TRUECONF grew", 0.9, [0]),  # another spelling
    ],
)
def test_a_sure_name_is_found_where_the_engine_saw_none(text: str, score: float, found: list[int]) -> None:
    names = [Name(0, 1, "ORG", score)]
    assert [n.first for n in agree(names, log(6, {0: {"ORG": score}}), syntax(text))] == found


def test_the_longer_name_is_looked_for_first_and_nothing_overlaps() -> None:
    tree = syntax("Moscow Times said . Moscow agreed . Moscow Times erred")
    names = [Name(0, 2, "ORG", 0.9), Name(4, 5, "GPE", 0.9)]
    beliefs = {0: {"ORG": 0.9}, 4: {"GPE": 0.9}}
    found = agree(names, log(10, beliefs), tree)
    assert [(n.first, n.end, n.type) for n in found] == [(0, 2, "ORG"), (4, 5, "GPE"), (7, 9, "ORG")]


def test_nothing_gives_nothing() -> None:
    assert agree([], log(1, {}), syntax("Zoom")) == []
