"""The table of triples in a notebook: parts marked in the evidence, everything escaped, nothing dropped in silence."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.io.rows import Row, triples
from pipeline.view.table import LONGEST, html


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def page(rows: list[Row]) -> Page:
    read = Page()
    read.feed(html(rows))
    return read


def row(subject: str, cue: str, between: str, object_: str) -> Row:
    text = subject + between + cue + between + object_
    starts = {"subject": 0, "cue": len(subject + between), "object": len(text) - len(object_)}
    parts = {"subject": subject, "cue": cue, "object": object_}
    spans = {
        name: {"text": t, "start": 7 + starts[name], "end": 7 + starts[name] + len(t)} for name, t in parts.items()
    }
    evidence = {"text": text, "start": 7, "end": 7 + len(text)}
    return {"relation": "r<", "factuality": "fact", "source": None, "score": 0.5, "evidence": evidence, **spans}


def test_marks_in_the_evidence(toy: Document) -> None:
    shown = html(triples(toy))
    assert (
        '<mark style="background:#ffec99;color:#000;font-weight:bold" title="cue">share</mark> of the market' in shown
    )
    assert 'title="subject">It</mark> has a <mark' in shown
    assert "25% <small>= 25 %</small>" in shown
    assert "<caption>2 triples</caption>" in shown
    assert ">Telvia</td>" in shown


def test_of_parts_that_overlap_the_cue_is_marked() -> None:
    made = row("Ann", "denied", " ", "it")
    made["object"] = made["cue"]
    assert html([made]).count("<mark") == 2


def test_rows_beyond_the_longest_are_counted() -> None:
    shown = html([row("a", "b", " ", "c")] * (LONGEST + 1))
    assert f"{LONGEST + 1} triples, the first {LONGEST} shown" in shown
    assert shown.count("<tr>") == LONGEST + 1
    assert html([]).startswith('<table class="tripline"><caption>0 triples</caption>')


words = st.text(min_size=1, max_size=12) | st.sampled_from(
    ["<script>alert(1)</script>", "<img src=x onerror=y>", "&lt;"]
)


@given(words, words, st.text(max_size=5), words)
def test_any_text_is_escaped_and_shown_in_full(subject: str, cue: str, between: str, object_: str) -> None:
    made = row(subject, cue, between, object_)
    read = page([made])
    assert read.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "mark", "small"}
    assert read.attributes <= {"class", "scope", "style", "title"}
    assert made["evidence"]["text"] in read.text
