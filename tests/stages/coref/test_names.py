"""Which names are one thing."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import NAME_TYPES, Mention
from pipeline.stages.coref.names import canonical, cluster

CASES = tomllib.loads(Path("tests/cases/coref/names.toml").read_text(encoding="utf-8"))["case"]


def mentions(names: list[tuple[str, str]]) -> tuple[list[Mention], str]:
    """Mentions of a text that is the names, a comma between them."""
    found, raw = [], ""
    for text, type_ in names:
        found.append(Mention(len(raw), len(raw) + len(text), text, type_))
        raw += text + ", "
    return found, raw


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c["why"], marks=pytest.mark.xfail(reason=c["xfail"]) if "xfail" in c else ()) for c in CASES],
)
def test_names_of_one_thing(case):
    found, raw = mentions([tuple(n) for n in case["names"]])
    together = [tuple(m.text for m in c) for c in cluster(found, raw)]
    expected = [tuple(t) for t in case["together"]]
    alone = [c for c in together if len(set(c)) > 1 or c in expected]
    assert sorted(alone) == sorted(expected)


def test_an_acronym_in_brackets_needs_no_initials():
    raw = "Fighters of the People's Protection Units (YPG) left."
    found = [Mention(16, 41, raw[16:41], "ORG"), Mention(43, 46, "YPG", "ORG")]
    assert [len(c) for c in cluster(found, raw)] == [2]


@pytest.mark.parametrize(
    ("names", "type_", "expected"),
    [
        (["Zoom Video Communications", "Zoom", "Zoom"], "ORG", "Zoom"),
        (["Zoom", "Zoom Video Communications"], "ORG", "Zoom Video Communications"),
        (["Steve Jobs", "Jobs", "Jobs"], "PERSON", "Steve Jobs"),
        (["the Kremlin’s"], "ORG", "Kremlin"),
        (["The Moscow\nTimes"], "ORG", "Moscow Times"),
    ],
)
def test_canonical_name(names, type_, expected):
    found, _ = mentions([(n, type_) for n in names])
    assert canonical(found, type_) == expected


@given(
    st.lists(st.tuples(st.text(min_size=1, max_size=30).filter(str.strip), st.sampled_from(NAME_TYPES)), max_size=12)
)
def test_every_mention_is_in_exactly_one_cluster(names):
    found, raw = mentions(names)
    clusters = cluster(found, raw)
    assert sorted((m for c in clusters for m in c), key=lambda m: m.start) == found
    assert [c[0].start for c in clusters] == sorted(c[0].start for c in clusters)
    assert clusters == cluster(found, raw)
