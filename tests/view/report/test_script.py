"""The report opened in Chromium and used: searched, clicked and walked through with keys, in both colours."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.view.report import page as pages
from pipeline.view.report.articles import Article, Row
from pipeline.view.report.page import Run, page
from tests.evaluate.browser.test_script import CONTRAST, in_view, texts
from tests.view.report.sample import CLAIMS, FAILURE, GLOSSES, articles

Visit = Callable[..., Any]


def write(path: Path, given: list[Article], claims: list[Row] | None = None) -> Path:
    path.write_text("".join(page(Run(given, [FAILURE], claims, GLOSSES), "Sample & friends")), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("report") / "report.html", articles())


def until(opened: Any, condition: str) -> None:
    """Waits for a condition. Playwright's own waiting evaluates strings inside the page, which its policy forbids."""
    end = time.monotonic() + 10
    while not opened.evaluate(condition):
        assert time.monotonic() < end, condition
        opened.wait_for_timeout(20)


def sentences(opened: Any, list_: str, count: int) -> list[str]:
    """The triples in a list, once there are so many."""
    until(opened, f"document.querySelectorAll('#{list_} .item').length === {count}")
    return texts(opened, f"#{list_} .sentence")


# ------------------------------------------------------------------------------------------------- overview


def test_the_overview(path: Path, visit: Visit) -> None:
    opened = visit(path)
    assert opened.title() == "Sample & friends"
    opened.locator("#connected li").first.wait_for()
    counts = dict(zip(texts(opened, "#counts dt"), texts(opened, "#counts dd"), strict=True))
    assert counts["articles"] == "3"
    assert (counts["triples"], counts["disputed"], counts["failures"]) == ("5", "1", "1")
    assert texts(opened, "#connected a")[:2] == ["Norvik", "Telvia"]
    assert texts(opened, "#families h3") == ["relation (0)", "attribute (1)", "event (3)", "stance (1)"]
    assert texts(opened, "#disputes .dispute") == ["Norvik acquires OsbyTelvia denies it"]
    assert texts(opened, "#failures li") == ["wire/d4.txt read: is empty"]
    assert texts(opened, "#status") == ["5 triples in 3 articles"]


def test_disputes_across_articles(tmp_path: Path, visit: Visit) -> None:
    opened = visit(write(tmp_path / "r.html", articles(), CLAIMS))
    assert texts(opened, "#disputes .sentence") == ["Ryvik sues Telvia", "Norvik market_share 25%"]
    assert texts(opened, "#disputes .soft") == ["2 outlets", "others: a third"]
    assert texts(opened, "#disputes a") == ["The Court asserts it", "Telvia denies it", "wire asserts it"]
    opened.locator("#disputes a", has_text="The Court").click()
    opened.locator("#text .evidence").first.wait_for()
    assert "".join(opened.locator("#text .evidence").all_text_contents()) == "Ryvik & Sons sued Telvia"


def test_from_the_overview_to_all_else(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#families a", has_text="sues").click()
    assert sentences(opened, "found", 2) == ["Norvik sues Haldenpossible", "Ryvik & Sons sues Telvia"]
    assert opened.locator("#relation").input_value() == "sues"
    opened.go_back()
    opened.locator("#disputes a").click()
    opened.locator("#text .evidence").first.wait_for()
    assert texts(opened, "#told [aria-current] .sentence") == ["Telvia denies Kvam"]
    opened.go_back()
    opened.locator("#connected a", has_text="Telvia").click()
    until(opened, "document.getElementById('entity-name').textContent === 'Telvia'")
    assert opened.locator("header nav [aria-current=page]").text_content() == "Entities"


# ---------------------------------------------------------------------------------------------------- search

SEARCHES = {
    "relation": ("words", "ACQUIRES", ["Norvik acquires Osbysays Telvia"]),
    "text": ("words", "local market", ["Norvik market_share 25% (25 %)"]),
    "words in any order": ("words", "halden may", ["Norvik sues Haldenpossible"]),
    "nothing": ("words", "halden osby", []),
    "markup is no text": ("words", "<b>", []),
    "entity": ("about", "osby", ["Norvik acquires Osbysays Telvia"]),
    "source": ("source", "tel", ["Norvik acquires Osbysays Telvia"]),
    "score": ("score", "0.95", ["Norvik sues Haldenpossible", "Telvia denies Kvam", "Norvik market_share 25% (25 %)",
                                "Ryvik & Sons sues Telvia"]),
}  # fmt: skip
CHOICES = {
    "family": ("attribute", ["Norvik market_share 25% (25 %)"]),
    "relation": ("denies", ["Telvia denies Kvam"]),
    "factuality": ("possible", ["Norvik sues Haldenpossible"]),
}


def test_searches(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=triples")
    for told, (field, words, found) in SEARCHES.items():
        opened.locator(f"#{field}").fill(words)
        assert sentences(opened, "found", len(found)) == found, told
        until(opened, f"document.getElementById('status').textContent === '{len(found)} of 5 triples'")
        opened.locator("#reset").click()
        sentences(opened, "found", 5)
    for name, (value, found) in CHOICES.items():
        opened.locator(f"#{name}").select_option(value)
        assert sentences(opened, "found", len(found)) == found, name
        opened.locator("#reset").click()
    opened.locator("#source").fill("the article itself")
    assert len(sentences(opened, "found", 4)) == 4
    opened.locator("#reset").click()
    opened.locator("#order").select_option("score")
    sentences(opened, "found", 5)
    assert texts(opened, "#found .sentence")[-1] == "Norvik acquires Osbysays Telvia", "the least sure"


def test_typing_anywhere_leads_to_the_triples(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.keyboard.press("/")
    opened.keyboard.type("kvam")
    assert sentences(opened, "found", 1) == ["Telvia denies Kvam"]
    assert opened.url.endswith("#view=triples&words=kvam")
    opened.go_back()
    opened.locator("#counts").wait_for(state="visible")


def test_a_search_stays_as_it_was_left(path: Path, visit: Visit) -> None:
    opened = visit(path, viewport={"width": 1000, "height": 300})
    opened.locator("#words").fill("norvik")
    assert len(sentences(opened, "found", 4)) == 4
    opened.locator("#found .item").last.click()
    opened.locator("#text .evidence").first.wait_for()
    opened.locator("header nav a", has_text="Entities").click()
    opened.locator("#graph a").first.wait_for()
    opened.locator("header nav a", has_text="Triples").click()
    assert in_view(opened, "#found li[aria-posinset='4']", "#found")
    assert opened.locator("#words").input_value() == "norvik"
    opened.locator("#found .item").last.click()
    opened.locator("#text .evidence").first.wait_for()
    opened.go_back()
    until(opened, "document.activeElement.closest('#found li')?.getAttribute('aria-posinset') === '4'")


def test_from_a_triple_to_its_evidence(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=triples&words=local", viewport={"width": 1366, "height": 768})
    opened.locator("#found .item").click()
    opened.locator("#text .evidence").first.wait_for()
    assert "".join(opened.locator("#text .evidence").all_text_contents()) == "It has a 25% share of the local market"
    assert in_view(opened, "#text .evidence", "#text")
    roles = {role: "".join(texts(opened, f"#text .role.{role}")) for role in ("subject", "cue", "object", "qualifier")}
    assert roles == {"subject": "It", "cue": "share", "object": "25%", "qualifier": "the local market"}
    background = "getComputedStyle(document.querySelector('#text .role.object')).backgroundColor"
    assert opened.evaluate(background) == "rgb(169, 236, 182)", "not hidden by what always stands"
    card = texts(opened, "#told .card tr")
    assert card[0] == "subjectNorvikORG · “It”"
    assert "sourcethe article itself" in card
    assert "factualityfact" in card
    assert opened.evaluate("document.activeElement.getAttribute('aria-expanded')") == "true"


# ------------------------------------------------------------------------------------------------- articles


def test_a_claim_its_source_and_its_denial(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=articles&number=0&triple=0")
    opened.locator("#told .card").wait_for()
    card = texts(opened, "#told .card tr")
    assert "sourceTelviaORG" in card
    assert "stanceTelvia denies it" in card
    assert texts(opened, "#text .role.source") == ["Telvia", "said"]
    opened.locator("#told .jump").click()
    until(opened, "document.querySelector('#told .card').textContent.includes('towards')")
    assert "towardsNorvik acquires Osby" in texts(opened, "#told .card tr")
    opened.locator("#told .card a", has_text="Telvia").click()
    until(opened, "document.getElementById('entity-name').textContent === 'Telvia'")


def test_marks_in_the_text(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=articles")
    opened.locator("#text .lane").first.wait_for()
    assert texts(opened, "#text .lane") == ["acquired", "sue", "not", "share"]
    assert "Norvik (ORG)" in opened.locator("#text .mention").first.get_attribute("title")
    assert texts(opened, "#text .title") == ["Norvik denies ban 🎈"]
    assert not opened.locator("#text .cut").is_visible()
    opened.locator("#shown input[value=cuts]").check()
    assert opened.locator("#text .cut").is_visible()
    assert opened.locator("#text .cut").get_attribute("title") == "cut: share"
    opened.locator("#text .lane", has_text="share").click()
    opened.locator("#told .card").wait_for()
    assert texts(opened, "#told [aria-current] .sentence") == ["Norvik market_share 25% (25 %)"]


def test_html_is_read_as_text(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=articles&article=wire/b2.html&triple=0")
    opened.locator("#text .evidence").first.wait_for()
    assert texts(opened, "#text") == ["Ryvik & Sons in court On Monday 🎈 Ryvik & Sons sued Telvia. 5 < 6."]
    assert "".join(opened.locator("#text .evidence").all_text_contents()) == "Ryvik & Sons sued Telvia"


def test_without_texts_there_is_the_evidence(tmp_path: Path, visit: Visit) -> None:
    opened = visit(write(tmp_path / "r.html", articles(raw=False)), "#view=articles&number=0&triple=3")
    opened.locator("#text .evidence").first.wait_for()
    assert "".join(opened.locator("#text .evidence").all_text_contents()) == "It has a 25% share of the local market"
    opened.keyboard.press("Escape")
    until(opened, "!document.querySelector('#text .evidence')")
    assert "only what the triples quote" in texts(opened, "#legend")[0]


@pytest.mark.parametrize(
    "fragment",
    [
        "#view=x",
        "#%",
        "#view=articles&article=none&triple=99",
        "#view=articles&number=-1",
        "#view=articles&number=x&triple=y",
        "#view=entities&entity=x",
        "#view=triples&relation=__proto__&score=2&factuality=z",
        "#view=triples&score=x",
    ],
)
def test_an_address_of_nothing_is_no_harm(fragment: str, path: Path, visit: Visit) -> None:
    opened = visit(path, fragment)
    opened.locator("header nav a").nth(2).click()
    opened.locator("#article-list .item").last.click()
    until(opened, "document.getElementById('text').textContent === 'It rained in Oulu.'")
    assert texts(opened, "#told") == ["No triple was found here."]


# ------------------------------------------------------------------------------------------------- entities


def test_the_graph_around_an_entity(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=entities")
    opened.locator("#graph a").first.wait_for()
    assert texts(opened, "#entity-name") == ["Norvik"], "the most connected"
    labels = opened.eval_on_selector_all("#graph a", "all => all.map((one) => one.getAttribute('aria-label'))")
    assert sorted(labels) == ["Halden, 1 triple", "Osby, 1 triple"]
    assert texts(opened, "#graph .tie") == ["acquires", "sues"]
    assert texts(opened, "#graph-title") == ["Norvik is tied to 2 entities"]
    assert len(sentences(opened, "ties", 3)) == 3
    opened.locator("#graph a", has_text="Osby").focus()
    opened.keyboard.press("Enter")
    until(opened, "document.getElementById('entity-name').textContent === 'Osby'")
    assert sentences(opened, "ties", 1) == ["Norvik acquires Osbysays Telvia"]
    opened.locator("#entity-words").fill("ryv")
    assert texts(opened, "#entity-list .name") == ["Ryvik & Sons"]
    opened.locator("#ties .item").click()
    opened.locator("#text .evidence").first.wait_for()


# ---------------------------------------------------------------------------------------------- keys and size


def focused(opened: Any) -> str:
    return str(opened.evaluate("document.activeElement.id || document.activeElement.textContent.slice(0, 18)"))


def test_a_walk_by_keys(path: Path, visit: Visit) -> None:
    opened = visit(path, "#view=triples")
    press = opened.keyboard.press
    sentences(opened, "found", 5)
    opened.locator("#order").focus()
    press("Tab")
    assert focused(opened) == "Norvik acquires Os", "the button that clears is no stop while there is nothing to clear"
    press("ArrowDown")
    assert focused(opened) == "Norvik sues Halden"
    press("End")
    assert focused(opened) == "Ryvik & Sons sues "
    press("Home")
    press("Enter")
    opened.locator("#text .evidence").first.wait_for()
    until(opened, "document.activeElement.textContent.startsWith('Norvik acquires')")
    press("ArrowDown")
    until(opened, "document.querySelector('#told [aria-current]').textContent.includes('Halden')")
    assert focused(opened) == "Norvik sues Halden"
    press("ArrowRight")
    assert focused(opened) == "text"
    press("ArrowLeft")
    press("ArrowLeft")
    assert focused(opened) == "Norvik denies ban "
    press("ArrowDown")
    until(opened, "document.getElementById('article-name').textContent.startsWith('Ryvik')")
    assert focused(opened) == "Ryvik & Sons in co"
    press("Enter")
    opened.locator("#told .card").wait_for()
    press("Escape")
    until(opened, "!document.querySelector('#told .card')")
    press("/")
    assert focused(opened) == "article-words"


def test_long_lists_are_drawn_in_part(tmp_path: Path, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "TRIPLES_AT_A_TIME", 100)
    monkeypatch.setattr(pages, "CHARACTERS_AT_A_TIME", 20_000)
    first = articles()[0]
    many = [replace(first, summary={**first.summary, "document": f"{n:04}.txt"}) for n in range(300)]
    opened = visit(write(tmp_path / "many.html", many), "#view=triples")
    until(opened, "document.getElementById('status').textContent === '1,200 of 1,200 triples'")
    assert opened.locator("#found .item").count() < 40
    opened.locator("#found .item").first.focus()
    opened.keyboard.press("End")
    last = opened.locator("#found li[aria-posinset='1200']")
    assert last.get_attribute("aria-setsize") == "1200"
    assert in_view(opened, "#found li[aria-posinset='1200']", "#found")
    assert "0299.txt" in last.text_content()
    opened.keyboard.press("Enter")
    opened.locator("#text .evidence").first.wait_for()
    assert in_view(opened, "#article-list [aria-current]", "#article-list")
    assert opened.locator("#article-list .item").count() < 40
    assert opened.evaluate("texts.size") <= 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_in_both_colours(scheme: str, path: Path, visit: Visit) -> None:
    opened = visit(path, color_scheme=scheme)
    light = opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 246, 244)"
    assert light == (scheme == "light")
    words = CONTRAST.replace("'right', 'wrong', 'missed', 'spurious'", "'accent', 'disputed'").replace("'asked', ", "")
    assert {(a, b): round(ratio, 2) for a, b, ratio in opened.evaluate(words) if ratio < 4.5} == {}


NAMELESS = """() => [...document.querySelectorAll('a, button, input, select, [role=region], svg')].filter((one) => {
  const labels = (one.getAttribute('aria-labelledby') ?? '').split(' ').map((id) => document.getElementById(id));
  const words = [one.getAttribute('aria-label'), one.textContent, one.labels?.[0]?.textContent, labels[0]?.textContent];
  return !words.some((text) => text?.trim());
}).map((one) => one.outerHTML)"""


@pytest.mark.parametrize("view", ["overview", "triples", "articles", "entities"])
def test_everything_has_a_name(view: str, path: Path, visit: Visit) -> None:
    opened = visit(path, f"#view={view}&triple=0")
    until(opened, "document.getElementById('status').textContent !== 'reading the page …'")
    assert opened.evaluate(NAMELESS) == []
    assert opened.evaluate("new Set([...document.querySelectorAll('[id]')].map((one) => one.id)).size"
                           " === document.querySelectorAll('[id]').length"), "no id twice"  # fmt: skip
