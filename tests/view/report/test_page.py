"""The report: one file that needs nothing beside it, and in which no words of an article become markup or script."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pipeline.view.report.articles import Article, Row
from pipeline.view.report.page import Run, page
from tests.evaluate.browser.test_page import HOSTILE
from tests.view.report.sample import CLAIMS, FAILURE, GLOSSES, articles


def text_of(given: list[Article], title: str = "Sample", failure: Row = FAILURE, claims: Sequence[Row] = CLAIMS) -> str:
    return "".join(page(Run(given, [failure], claims, GLOSSES), title))


def hostile_text(text: str, raw: bool) -> str:
    """A page in which everything that can be text is `text`."""
    voice = {"name": text, "type": text, "told": [{"document": text, "triple": text}]}
    end = {"name": text, "type": text}
    claim = {
        "id": text, "relation": text, "subject": end, "object": end, "asserts": [voice], "denies": [voice],
        "positions": {"doubts": [voice]}, "contradicts": [{"claim": text, "object": end}], "outlets": 2,
    }  # fmt: skip
    return text_of([hostile(text, raw), *articles()], text, dict.fromkeys(FAILURE, text), [claim])


def hostile(text: str, raw: bool) -> Article:
    """An article in which everything that can be text is `text`."""
    quote = {"text": text, "start": 0, "end": len(text)}
    end = {"entity": text, "name": text, "type": text, **quote}
    row = {
        "id": text, "family": text, "relation": text, "subject": end, "object": end, "qualifiers": {text: quote},
        "factuality": "fact", "source": end | {"cue": quote}, "via": [end | {"cue": quote}], "cue": quote,
        "evidence": quote, "score": 1.0, "by": text, "target": text,
    }  # fmt: skip
    summary = {
        "document": text, "format": "html" if "&lt;" in text else "text", "title": quote, "outlet": text,
        "published": text, "words": 1, "cuts": [{"start": len(text) + 1, "end": 2 * len(text) + 1, "reason": text}],
    }  # fmt: skip
    entity = {"name": text, "type": text, "mentions": [quote]}
    return Article(
        summary, [row, row | {"id": "2", "relation": "denies"}], [entity], f"{text}\n{text}" if raw else None
    )


def test_same_articles_same_bytes() -> None:
    assert text_of(articles()) == text_of(articles())


def test_the_file_asks_for_nothing() -> None:
    text = text_of(articles())
    there = re.findall(r"""\b(?:src|url)\s*[=(]\s*["']?[^"')\s]*|href="[^"#]*""", text)
    assert sorted(there) == ['href="', 'href="', 'href="', 'href="', 'href="data:,', "url(#arrow"]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg\")|@import|\bfetch\(|XMLHttpRequest|innerHTML", text)
    assert not re.search(r"insertAdjacentHTML|\beval\(|{{|unsafe", text)
    assert "content=\"default-src 'none'; img-src data:; style-src 'sha256-" in text


@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_words_never_become_markup(text: str, raw: bool) -> None:
    plain, bad = text_of(articles()), hostile_text(text, raw)
    for tag in ("<script", "</script", "<img", "<!--", "<"):
        assert bad.lower().count(tag) == plain.lower().count(tag)


@pytest.mark.parametrize("raw", [True, False])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_words_do_nothing_in_a_browser(text: str, raw: bool, tmp_path: Path, visit: Callable[..., Any]) -> None:
    path = tmp_path / "report.html"
    path.write_text(hostile_text(text, raw), encoding="utf-8")
    opened = visit(path)
    opened.locator("#connected a").first.hover()
    assert opened.locator("#disputes b").text_content() == text
    assert opened.locator("#disputes a").count() == 3
    opened.locator("#words").fill(text.split()[0].replace("\0", ""))
    opened.locator("#found .item").first.click()
    opened.locator("#text .evidence").first.hover()
    opened.locator("#shown input").last.check()
    assert opened.locator("#told b").first.text_content() == text
    opened.locator("#told .item").nth(1).click()
    opened.locator("header nav a").last.click()
    opened.locator("#entity-list .item").first.click()
    opened.locator("#graph .here").wait_for()
    opened.locator("#ties .item").first.hover()
    assert opened.evaluate("window.hit") is None
    assert opened.evaluate(
        "[...document.scripts].every((one) => one.id || one === document.scripts[document.scripts.length - 1])"
    )
    assert opened.evaluate("document.images.length") == 0
