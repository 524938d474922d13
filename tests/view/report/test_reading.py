"""What is shown of an article, and that each raw span is found in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.view.report.reading import Reading

HTML = {
    "tags": ("<p>One <b>t</b>wo</p><p>three</p>", "One two\n\nthree"),
    "a break": ("one<br>two", "one\n\ntwo"),
    "references": ("<p>A &amp; B &#8217;s &#x1F388; &lt;p&gt; &nope; AT&T</p>", "A & B ’s 🎈 <p> &nope; AT&T"),
    "space": ("<p>one\n   two</p>\n\n  <p> three </p>", "one two\n\nthree"),
    "comments": ("one<!-- <p>x</p> -->two", "onetwo"),
    "a comment without end": ("one<!-- two", "one"),
    "a tag without end": ("one <a href='two", "one"),
    "scripts": ("<SCRIPT>var a = '<p>';</Script >one<style>p{}</style>", "one"),
    "a script without end": ("one<script>two</scrip", "one"),
    "a title": ("<title>x</title><header>one</header>", "one"),
    "less than": ("5 < 6 and a<3", "5 < 6 and a<3"),
    "nothing": ("<p></p>", ""),
}


@pytest.mark.parametrize(("raw", "shown"), HTML.values(), ids=HTML)
def test_html(raw: str, shown: str) -> None:
    assert Reading.of_article(raw, "html", ()).text == shown


def test_what_was_cut_of_html_is_left_out() -> None:
    raw = "<p>Menu</p><p>Norvik sued Telvia.</p>"
    assert Reading.of_article(raw, "html", [(3, 7)]).text == "Norvik sued Telvia."


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_text_is_shown_as_it_is(form: str) -> None:
    raw = "a <b>&amp;</b>\r\n\n 🎈b"
    shown = Reading.of_article(raw, form, [(0, 1)])
    assert shown.text == raw
    assert shown.span(len(raw) - 1, len(raw)) == [len(raw), len(raw) + 1], "the balloon counts two"


QUOTES = {
    "one": ([(5, "ab")], "ab"),
    "in their order": ([(9, "cd"), (5, "ab")], "ab\n…\ncd"),
    "overlapping": ([(5, "abc"), (6, "bcd")], "abcd"),
    "one in the other": ([(6, "b"), (5, "abc")], "abc"),
    "touching": ([(5, "ab"), (7, "cd")], "abcd"),
    "none": ([], ""),
}


@pytest.mark.parametrize(("quotes", "shown"), QUOTES.values(), ids=QUOTES)
def test_quotes(quotes: list[tuple[int, str]], shown: str) -> None:
    assert Reading.of_quotes(quotes, "text").text == shown


def test_quotes_of_html_have_no_tags() -> None:
    shown = Reading.of_quotes([(10, "A &amp; <b>B</b>"), (40, "C</p><p>D")], "html")
    assert shown.text == "A & B\n…\nC\n\nD"
    assert shown.span(21, 22) == [4, 5]


def words(shown: Reading, span: list[int]) -> str:
    return shown.text.encode("utf-16-le", "surrogatepass")[2 * span[0] : 2 * span[1]].decode("utf-16-le", "replace")


PARTS = st.lists(
    st.sampled_from(["<p>", "</p>", "<b>", " \n", "🎈", "&amp;", "&", "<", "Norvik", "<!--", "-->", "<script>"])
)


@given(PARTS, PARTS)
def test_a_word_stays_itself_where_it_is_shown(before: list[str], behind: list[str]) -> None:
    raw = "".join(before) + " WORD " + "".join(behind)
    start = raw.index("WORD")
    shown = Reading.of_article(raw, "html", ())
    assert len(shown.places) == len(raw) + 1
    assert list(shown.places) == sorted(shown.places)
    assert words(shown, shown.span(start, start + 4)) == ("WORD" if "WORD" in shown.text else "")


@given(st.text(alphabet="ab🎈\n"), st.data())
def test_quotes_stand_at_their_places(raw: str, data: st.DataObject) -> None:
    edge = st.integers(0, len(raw))
    spans = [tuple(sorted(data.draw(st.tuples(edge, edge)))) for _ in range(3)]
    shown = Reading.of_quotes([(start, raw[start:end]) for start, end in spans if start < end], "text")
    for start, end in spans:
        assert words(shown, shown.span(start, end)) == raw[start:end]


@pytest.mark.parametrize("part", ["<", "<a", "<!--", "<script>", "<title", "&", "&#1", "</", "<p>", " "])
def test_time_grows_with_length(part: str) -> None:
    begin = time.perf_counter()
    Reading.of_article(part * 50_000, "html", ())
    assert time.perf_counter() - begin < 10, "seconds, on a busy machine; a square would take hours"
