"""Sentences and words: cases are data, promises are properties, hostile bodies take linear time."""

from __future__ import annotations

import time
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.stages.parse.segment import LONGEST, Word, sentences

PATH = Path(__file__).parents[2] / "cases" / "parse" / "sentences.toml"
CASES = tomllib.loads(PATH.read_text(encoding="utf-8"))["case"]
WORDS = (
    "The he Smith U.S. Inc. No. Mr. 5 3.5 a.m. said \"Yes, ( ) [ ] . ! ? … ... , ; — - ' ” “ can't won’t www.a.com é"
)
SPACES = [" ", " ", " ", "\n", "\n\n", "\n\n\n", "\t", "\u00a0", "\u200b"]
PARTS = st.sampled_from([*WORDS.split(), *SPACES, "x" * 300, "(" * 70, "🙂"])
BODIES = st.lists(PARTS, max_size=60).map("".join) | st.text(max_size=80)


def _cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=case["about"],
            marks=[pytest.mark.xfail(reason=case["known_failure"])] if "known_failure" in case else [],
        )
        for case in CASES
    ]


def _texts(body: str) -> list[str]:
    return [body[sentence[0].start : sentence[-1].end] for sentence in sentences(body)]


@pytest.mark.parametrize("case", _cases())
def test_sentences_of_a_case(case: dict[str, Any]) -> None:
    body = case.get("between", " ").join(case["sentences"])
    assert _texts(body) == case["sentences"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Zoom can't, won’t.", ["Zoom", "ca", "n't", ",", "wo", "n’t", "."]),
        ("Russia's firms' ban", ["Russia", "'s", "firms", "'", "ban"]),
        ("$4.5m (25%)", ["$", "4.5", "m", "(", "25", "%", ")"]),
        ("state-run TV", ["state", "-", "run", "TV"]),
    ],
)
def test_words(body: str, words: list[str]) -> None:
    assert [word.form for sentence in sentences(body) for word in sentence] == words


@pytest.mark.parametrize("body", ["", " ", "\n", "\n\n\n \n\n", "\u00a0\t"])
def test_a_body_without_words_has_no_sentences(body: str) -> None:
    assert sentences(body) == []


@settings(deadline=None)
@given(BODIES)
def test_words_lie_in_the_body_in_order(body: str) -> None:
    words = [word for sentence in sentences(body) for word in sentence]
    assert all(body[word.start : word.end] == word.form and not word.form.isspace() for word in words)
    assert all(word.start < word.end for word in words)
    assert all(a.end <= b.start for a, b in pairwise(words))


@settings(deadline=None)
@given(BODIES)
def test_nothing_but_white_space_and_long_runs_of_marks_is_lost(body: str) -> None:
    kept = set()
    for sentence in sentences(body):
        kept.update(at for word in sentence for at in range(word.start, word.end))
    lost = "".join(c if at not in kept else " " for at, c in enumerate(body))
    assert all(len(run) >= 64 and not any(c.isalnum() for c in run) for run in lost.split())


@settings(deadline=None)
@given(BODIES)
def test_sentences_are_neither_empty_nor_too_long_nor_across_paragraphs(body: str) -> None:
    for sentence in sentences(body):
        assert 0 < len(sentence) <= LONGEST
        assert all("\n\n" not in body[a.end : b.start] for a, b in pairwise(sentence))


@settings(deadline=None)
@given(BODIES, BODIES)
def test_paragraphs_are_split_each_for_itself(one: str, other: str) -> None:
    body, shift = f"{one}.\n\nx{other}", len(one) + 3
    moved = [[Word(w.form, w.start + shift, w.end + shift) for w in s] for s in sentences(f"x{other}")]
    assert sentences(body) == sentences(f"{one}.") + moved


def test_a_long_sentence_is_cut_behind_a_comma() -> None:
    body = " ".join(["word"] * 100 + [","] + ["word"] * 99 + ["."])
    assert [len(sentence) for sentence in sentences(body)] == [101, 100]


def test_a_long_sentence_without_marks_is_cut_at_the_limit() -> None:
    assert [len(sentence) for sentence in sentences("word " * 250)] == [120, 120, 10]


def test_a_long_address_is_one_word() -> None:
    address = "https://example.org/" + "a1-b2/" * 800
    assert [word.form for word in sentences(f"See {address} now.")[0]] == ["See", address, "now", "."]


HOSTILE = {
    "brackets": "(" * 100_000,
    "brackets apart": "( " * 20_000,
    "brackets in short runs": ("(" * 60 + " ") * 600,
    "brackets around letters": ("(" * 63 + "x") * 1_600,
    "stops": "a." * 100_000,
    "possessives": "'s" * 50_000,
    "possessives in words": ("'s" * 60 + " ") * 300,
    "underscores": "_" * 100_000,
    "hyphens": "a-" * 100_000,
    "lines": "\n" * 50_000,
    "lines of a letter": "a\n" * 20_000,
    "paragraphs": "a\n\n" * 5_000,
    "quotes": '" ' * 20_000,
    "one long sentence": "word " * 20_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_body_takes_linear_time(body: str) -> None:
    started = time.process_time()
    found = sentences(body)
    assert time.process_time() - started < 10.0  # 0.01 to 3 s on a busy core; quadratic ones take minutes
    assert all(0 < len(sentence) <= LONGEST for sentence in found)


def test_words_of_a_body_are_forgotten() -> None:
    from pipeline.stages.parse.segment import _english

    sentences("Warm up.")
    strings = _english().vocab.strings
    before = len(strings)
    sentences("Quodlibetarian florbs zibbled unheardofly.")
    assert "Quodlibetarian" not in strings
    assert len(strings) == before
