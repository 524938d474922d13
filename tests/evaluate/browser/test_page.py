"""The page: one file that needs nothing beside it, and in which no words of an article become markup or script."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.document import Argument, Attribution, Cut, Document, Quote, Stances, Text
from pipeline.evaluate.browser.articles import Article
from pipeline.evaluate.browser.page import page
from pipeline.evaluate.outcomes import Outcome
from tests.evaluate.browser.sample import ARTICLES, DENIAL, ONTOLOGY

HOSTILE = {
    "end of script": "</script><script>window.hit=1</script>",
    "image": "<img src=x onerror=window.hit=1>",
    "attribute": "\"' onmouseover=window.hit=1 autofocus onfocus=window.hit=1 x='",
    "comment": "<!--<script>",
    "template": "{{ script }} {{ data }} ${window.hit=1} `window.hit=1`",
    "line ends": "a\u2028window.hit=1\u2029b\r\nc\0d",
    "prototype": "__proto__",
    "address": "#&kind=right&article=a1%3Cimg%20src=x%20onerror=window.hit=1%3E",
    "entity": "&lt;img src=x onerror=window.hit=1&gt;",
}


def hostile(text: str) -> Article:
    """An article in which everything that can be text is `text`."""
    raw = f"{text}\n{text}"
    there = Quote(text, 0, len(text))
    argument = Argument(text, text, len(text) + 1, len(raw), entity=text, name=text)
    triple = replace(
        DENIAL, id=text, family=text, relation=text, subject=argument, object=argument, cue=there, evidence=there,
        qualifiers=((text, there),), factuality=text, by=text, target=text,
    )  # type: ignore[arg-type]  # fmt: skip
    stances = Stances((triple,), (Attribution(text, argument, there),))
    text_layer = Text(raw, (), (Cut(len(text), len(raw), text),))
    gold = Document(text, raw, published=text, text=text_layer, stances=stances)
    return Article(gold, gold, [Outcome("wrong object", triple, triple)], text)


def test_same_articles_same_bytes() -> None:
    assert page(ARTICLES, ONTOLOGY) == page(ARTICLES, ONTOLOGY)


def test_the_file_asks_for_nothing() -> None:
    text = page(ARTICLES, ONTOLOGY)
    assert re.findall(r"""\b(?:src|href|url)\s*[=(]\s*["']?[^"')\s]*""", text) == ['href="data:,']
    assert not re.search(r"https?://|@import|\bfetch\(|XMLHttpRequest|innerHTML|insertAdjacentHTML|\beval\(", text)
    assert "{{" not in text
    assert "content=\"default-src 'none'; img-src data:; style-src 'sha256-" in text
    assert "unsafe" not in text


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_words_never_become_markup(text: str) -> None:
    plain, bad = page(ARTICLES, ONTOLOGY), page([hostile(text)], ONTOLOGY, title=text)
    for tag in ("<script", "</script", "<img", "<!--", "<"):
        assert bad.lower().count(tag) == plain.lower().count(tag)
    assert bad.count("\u2028") == plain.count("\u2028") + 2 * text.count("\u2028"), "twice in the title, escaped"


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_words_do_nothing_in_a_browser(text: str, tmp_path: Path, visit: Callable[..., Any]) -> None:
    path = tmp_path / "errors.html"
    path.write_text(page([hostile(text), *ARTICLES], ONTOLOGY, title=text), encoding="utf-8")
    opened = visit(path, "#item=0")
    opened.locator("#outcomes .item").first.click()
    opened.locator("#words").fill(text.split()[0].replace("\0", ""))
    opened.locator("#kinds button").nth(5).click()
    opened.locator("#relation").select_option(index=1)
    opened.locator("#reset").click()
    opened.locator("#outcomes .item").first.hover()
    assert opened.evaluate("window.hit") is None
    assert opened.evaluate("document.images.length + document.scripts.length") == 2
    assert opened.evaluate("document.getElementById('text').textContent") == f"{text}\n{text}"
    assert opened.evaluate("document.querySelector('#outcomes b').textContent") == text
    assert opened.evaluate("document.querySelector('#articles .name').textContent") == text
