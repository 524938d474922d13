"""The buffer keeps its promises under any edits, and so does the stage over any text."""

from __future__ import annotations

import time
from bisect import bisect_right
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.document import Cut, Document, Piece, Text
from pipeline.stages.clean.buffer import Buffer, Edit
from pipeline.stages.clean.stage import Clean

SCRAPS = [
    "Also on gazette.example Ten ferries that never sailHowever, ",
    "READ MORE: ",
    "[reported](#)",
    "[Zoom](https://a.example/(x))",
    "Related article: [A B C](#)",
    "# ",
    "* ",
    "**bold**",
    "\n",
    "\n\n",
    "\r\n",
    "   ",
    "\t",
    "&amp;",
    "&#8217;",
    "&nbsp;",
    "â€™",
    "Ã©",
    "Ã¢â‚¬â„¢",
    "\u200b",
    "\u202eabc\u202c",
    "\ufeff",
    "\u00a0",
    "שלום עולם ",
    "مرحبا ",
    "e\u0301",
    "🍝",
    "👩\u200d🚀",
    "<p>",
    "</p>",
    "<div class='x'>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<",
    ">",
    "https://a.example/2021/04/07/x ",
    "pic.twitter.com/abc",
    "April 7, 2021\n",
    "By Ada Holm\n",
    "(Photo: Ada Holm, AP)",
    "end.The ",
    " MORE said",
    "Ada Holm Ada HolmStorm hits",
    "Share this article\n",
    "The court ruled on Monday. ",
    "a line without an end that is long enough to be torn apart here",
    "\n\nand goes on",
    "often-\nviolent",
    " QRN, -3.05%",
]
SOUP = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=12)), max_size=25).map("".join)
FORMATS = st.sampled_from(["text", "markdown", "html"])
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def raw_places(pieces: tuple[Piece, ...], length: int) -> list[tuple[int, int]]:
    """Raw range of each body character."""
    text = Text("x" * length, pieces)
    return [(s.start, s.end) for s in (text._raw_of(i) for i in range(length))]


def check_map(raw: str, body: str, pieces: tuple[Piece, ...], cuts: tuple[Cut, ...]) -> None:
    assert sum(p.length for p in pieces) == len(body)
    assert all(p.length > 0 and p.raw_length >= 0 for p in pieces)
    assert [p.body for p in pieces] == [sum(q.length for q in pieces[:i]) for i in range(len(pieces))]
    places = raw_places(pieces, len(body))
    assert all(0 <= start <= end <= len(raw) for start, end in places)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(places))
    assert all(0 <= c.start < c.end <= len(raw) and c.reason for c in cuts)
    assert all(a.end <= b.start for a, b in pairwise(cuts))
    for start, end in places:
        at = bisect_right(cuts, start, key=lambda c: c.start) - 1
        assert end == start or not (at >= 0 and cuts[at].end > start)
        assert not any(c.start < end and start < c.end for c in cuts[at + 1 : at + 2] if end > start)


@st.composite
def edits(draw: Any, length: int) -> list[Edit]:
    made = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, length))
        end = draw(st.integers(start, min(length, start + 5)))
        put = draw(st.sampled_from(["", "", "y", "zz", "long repair", " "]))
        made.append(Edit(start, end, put, draw(st.sampled_from([None, "teaser", "markup"]))))
    return made


@given(st.data(), st.text(alphabet="ab \n", max_size=20))
@settings(max_examples=300, deadline=None)
def test_any_edits_keep_the_map(data: st.DataObject, raw: str) -> None:
    buffer = Buffer.of(raw)
    for _ in range(3):
        buffer = buffer.edit(data.draw(edits(len(buffer.text))))
        check_map(raw, buffer.text, buffer.pieces, buffer.cuts)


def test_a_repair_taken_apart_stays_a_repair() -> None:
    buffer = Buffer.of("a&amp;b").edit([Edit(1, 6, "and!")])
    buffer = buffer.edit([Edit(3, 4, "", "teaser")])
    assert buffer.text == "aan!b"
    assert raw_places(buffer.pieces, 5) == [(0, 1), (1, 6), (1, 6), (1, 6), (6, 7)]
    assert buffer.cuts == ()


def test_parts_of_repairs_that_share_raw_characters_give_one_cut() -> None:
    buffer = Buffer.of("aaaaa").edit([Edit(4, 5, "zz")]).edit([Edit(0, 5, "y")])
    assert buffer.edit([Edit(0, 2, "", "teaser")]).cuts == (Cut(0, 5, "teaser"),)


def test_of_overlapping_edits_the_first_and_longest_wins() -> None:
    assert Buffer.of("abcdef").edit([Edit(1, 2, "x"), Edit(1, 4, "y"), Edit(3, 5, "z")]).text == "ayef"


def test_dress_takes_the_reason_of_what_it_dresses() -> None:
    buffer = Buffer.of("**Ad**").edit([Edit(0, 2, "", "markup"), Edit(4, 6, "", "markup")])
    assert buffer.edit([Edit(0, 2, "", "ad")]).cuts == (Cut(0, 6, "ad"),)


# ------------------------------------------------------------------------------------------ the whole stage


@given(SOUP, FORMATS)
@SLOW
def test_any_text_keeps_the_map(raw: str, form: Any) -> None:
    text = Clean()([Document("soup", raw, form)])[0]
    check_map(raw, text.body, text.pieces, text.cuts)
    for span in (text.title, text.byline):
        assert span is None or 0 <= span.start < span.end <= len(raw)
    assert text.body == text.body.strip()
    assert "\n\n\n" not in text.body


@given(SOUP, FORMATS, st.data())
@SLOW
def test_any_body_range_has_a_raw_range(raw: str, form: Any, data: st.DataObject) -> None:
    text = Clean()([Document("soup", raw, form)])[0]
    if not text.body:
        return
    start = data.draw(st.integers(0, len(text.body) - 1))
    end = data.draw(st.integers(start + 1, len(text.body)))
    span = text.to_raw(start, end)
    assert 0 <= span.start <= span.end <= len(raw)
    if end - start > 1:
        inner = text.to_raw(start, end - 1)
        assert (inner.start, True) == (span.start, inner.end <= span.end)


@given(SOUP, FORMATS)
@SLOW
def test_characters_that_are_not_repaired_equal_their_raw_ones(raw: str, form: Any) -> None:
    text = Clean()([Document("soup", raw, form)])[0]
    for piece in text.pieces:
        shown = text.body[piece.body : piece.body + piece.length]
        stands = raw[piece.raw : piece.raw + piece.raw_length]
        if piece.length != piece.raw_length:
            continue
        for one, other in zip(shown, stands, strict=True):
            # Of equal length are only white space put in order and repairs of entities or broken encodings.
            assert one == other or (one.isspace() and other.isspace()) or not raw.isascii() or "&" in raw


@given(st.text(alphabet="abc XYZ.,\n", max_size=200))
@SLOW
def test_nothing_visible_vanishes(raw: str) -> None:
    text = Clean()([Document("soup", raw)])[0]
    seen = {i for start, end in raw_places(text.pieces, len(text.body)) for i in range(start, end)}
    seen.update(i for c in text.cuts for i in range(c.start, c.end))
    assert {i for i, c in enumerate(raw) if not c.isspace()} <= seen


@pytest.mark.parametrize(
    "scrap",
    [
        "The court in Lund ruled on Monday. ",
        "Also on gazette.example ",
        "[",
        "[a](",
        "(",
        "*",
        "* a\n",
        "_a ",
        "<a ",
        '<a "',
        "<!--",
        "<script>",
        "<p>a",
        "<div>",
        "&",
        "&amp;",
        "\u200b",
        "â€™",
        " ",
        "\n",
        " \n",
        "A",
        "Aa",
        "Ada Holm ",
        "MORE ",
        "Share this. ",
        "https://a.example/",
        "2021 ",
        "x / y ",
        "\u00c3",
        "a\n",
        "READ MORE: a",
        "Photo: A. ",
    ],
)
@pytest.mark.parametrize("form", ["markdown", "html"])
def test_time_grows_with_the_length_only(scrap: str, form: Any) -> None:
    """Four times the length may take at most twelve times as long: a quadratic pass takes sixteen."""

    def seconds(characters: int) -> float:
        raw = scrap * (characters // len(scrap))
        start = time.process_time()
        Clean()([Document("long", raw, form)])
        return time.process_time() - start

    def fits() -> bool:
        short, long = seconds(5_000), seconds(20_000)
        return long < 0.3 or long / short < 12

    seconds(1000)
    assert any(fits() for _ in range(4))  # a busy machine may spoil a timing, not four in a row
