"""Trees written by hand, and what must be read from them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Syntax
from pipeline.grammar.predications import Predication, predications
from tests.grammar import conllu

FILE = Path(__file__).parents[1] / "cases/grammar/predications.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


def marked(case: dict[str, Any]) -> Any:
    why = case.get("known_failure")
    marks = [pytest.mark.xfail(reason=why, strict=True)] if why else []
    return pytest.param(case, id=case["name"], marks=marks)


def slots_of(predication: Predication, syntax: Syntax) -> set[str]:
    return {f"{name.replace(' ', '_')}={syntax.tokens[token].form}" for name, token in predication.slots}


@pytest.mark.parametrize("case", [marked(case) for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    syntax = conllu.read(case["tree"])
    read = predications(syntax)
    shown = [(p.lemma, p.factuality, slots_of(p, syntax)) for p in read]
    for line in case["has"]:
        lemma, factuality, *slots = line.split()
        assert any(x == lemma and f == factuality and s >= set(slots) for x, f, s in shown), (line, shown)
    for line in case.get("not", ()):
        lemma, *slots = line.split()
        assert not any(x == lemma and s >= set(slots) for x, _, s in shown), (line, shown)


def test_order_and_indices_hold_for_all_cases() -> None:
    for case in CASES:
        syntax = conllu.read(case["tree"])
        read = predications(syntax)
        assert [p.head for p in read] == sorted(p.head for p in read)
        for predication in read:
            assert predication.head in predication.words
            assert list(predication.words) == sorted(predication.words)
            assert all(0 <= token < len(syntax.tokens) for _, token in predication.slots)


def test_empty_document_has_none() -> None:
    assert predications(Syntax((), ())) == ()
