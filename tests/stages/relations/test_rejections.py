"""What `tripline show --why` tells: cues that gave no triple, and why."""

from __future__ import annotations

import pytest

from pipeline.flow import load

CASES = [
    # text, relation, cue, words of the reason
    ("The wind banned nothing at Norvik Energy on Monday.", "bans", "banned", "wanted"),
    (
        "Norvik Energy acquired the shares for $5m, said Bo Aust, who leads the wind.",
        "leads",
        "leads",
        "wanted GPE, ORG",
    ),
    ("Norvik Energy and Telvia Group are partners. Lena Aust of Norvik Energy denied it.", "denies", "denied", "told"),
]


@pytest.mark.parametrize(("text", "relation", "cue", "reason"), CASES)
def test_a_rejection_names_cue_and_reason(text: str, relation: str, cue: str, reason: str) -> None:
    flow = load()
    told = flow.rejections(flow.read_text(text))
    assert any(r.relation == relation and r.cue.text == cue and reason in r.why for r in told), told
    assert all(text[r.cue.start : r.cue.end] == r.cue.text for r in told)


def test_what_is_told_is_not_turned_away() -> None:
    flow = load()
    document = flow.read_text("Lena Aust, chief executive of Norvik Energy, founded Telvia Group in 1999.")
    told = {(t.relation, t.cue.start) for t in document.triples or ()}
    assert ("leads", 11) in told
    assert told.isdisjoint((r.relation, r.cue.start) for r in flow.rejections(document) if "wanted" in r.why)
