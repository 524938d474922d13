"""The page opened in Chromium and used: searched, filtered, clicked and walked through with keys, in both colours."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluate.browser.page import page
from tests.evaluate.browser.sample import ARTICLES, ONTOLOGY, RAW

EVIDENCE = "It has a 25% share of the local market"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "errors.html"
    path.write_text(page(ARTICLES, ONTOLOGY, "Sample & friends"), encoding="utf-8")
    return path


Visit = Callable[..., Any]


def texts(opened: Any, selector: str) -> list[str]:
    """What stands in the elements, spaces made one."""
    return [" ".join(text.split()) for text in opened.locator(selector).all_text_contents()]


def shown(opened: Any) -> tuple[list[str], list[str]]:
    """Names in the list of articles and kinds in the list of outcomes; signs left out."""
    return texts(opened, "#articles .name"), [text[1:] for text in texts(opened, "#outcomes .badge")]


def option_counts(opened: Any, name: str) -> list[str]:
    return texts(opened, f"#{name} option")


def in_view(opened: Any, selector: str, pane: str) -> bool:
    """Whether all such elements lie inside the pane."""
    frame = opened.locator(pane).bounding_box()
    boxes = [element.bounding_box() for element in opened.locator(selector).all()]
    return bool(boxes) and all(
        frame["y"] <= box["y"] and box["y"] + box["height"] <= frame["y"] + frame["height"] for box in boxes
    )


# ------------------------------------------------------------------------------------------- lists and counts


def test_it_opens_on_the_first_article(path: Path, visit: Visit) -> None:
    opened = visit(path)
    assert opened.title() == "Sample & friends"
    names, kinds = shown(opened)
    assert names == ["a1", "a2", "a3"]
    assert Counter(kinds) == Counter(outcome.kind for outcome in ARTICLES[0].outcomes)
    assert texts(opened, "#totals") == ["3 of 3 articles1 right5 wrong2 missed1 spurious"]
    assert texts(opened, "#articles .numbers") == ["1511", "0010", "0000"]
    assert "not in the run" in texts(opened, "#articles .item")[1]
    assert opened.evaluate("document.getElementById('text').textContent") == RAW
    chips = ["✓right1", "≠wrong source1", "≠wrong factuality1", "≠wrong relation1", "≠wrong subject1", "≠wrong object1"]
    assert texts(opened, "#kinds button") == [*chips, "○missed2", "+spurious1"]


def test_an_article_without_triples_stays_in_the_list(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#articles .item").nth(2).click()
    assert texts(opened, "#text") == ["It rained in Oulu."]
    assert texts(opened, "#outcomes") == ["Neither gold nor the run has a triple here."]


# ---------------------------------------------------------------------------------------------------- filters


def test_kinds_add_up_and_counts_follow(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#kinds button[data-kind=missed]").click()
    assert shown(opened) == (["a1", "a2"], ["missed"])
    assert texts(opened, "#totals") == ["2 of 3 articles0 right0 wrong2 missed0 spurious"]
    assert option_counts(opened, "relation") == ["all", "market_share (1)", "sues (1)"]
    assert option_counts(opened, "by") == ["all"], "what is missed was found by nothing"
    assert texts(opened, "#kinds button")[-3:] == ["≠wrong object1", "○missed2", "+spurious1"], (
        "what one more would show"
    )
    opened.locator("#kinds button[data-kind='wrong object']").click()
    assert shown(opened) == (["a1", "a2"], ["wrong object", "missed"])
    assert option_counts(opened, "family") == ["all", "attribute (1)", "event (2)"]
    opened.locator("#kinds button[data-kind=missed]").click()
    assert shown(opened) == (["a1"], ["wrong object"])
    assert opened.locator("#kinds [aria-pressed=true]").count() == 1


CHOICES = {
    "family": ("stance", ["a1"], ["right", "spurious"]),
    "relation": ("acquires", ["a1"], ["wrong source", "wrong relation"]),
    "relation, predicted": ("buys", ["a1"], ["wrong relation"]),
    "by": ("model", ["a1"], ["wrong factuality", "spurious"]),
    "outlet": ("The Other", ["a2"], ["missed"]),
}


def test_choices(path: Path, visit: Visit) -> None:
    opened = visit(path)
    for choice, (value, names, kinds) in CHOICES.items():
        opened.locator(f"#{choice.split(',')[0]}").select_option(value)
        assert shown(opened) == (names, kinds), choice
        assert len(option_counts(opened, choice.split(",")[0])) > 2, "the other values can still be chosen"
        opened.locator("#reset").click()
        assert shown(opened)[0] == ["a1", "a2", "a3"]


WORDS = {
    "evidence": ("LOCAL market", ["a1"], ["missed"]),
    "name that the words do not have": ("norvik 25%", ["a1"], ["missed"]),
    "article": ("a2", ["a2"], ["missed"]),
    "rule or model": ("model hamnes", ["a1"], ["spurious"]),
    "source": ("osby telvia", ["a1"], ["wrong source"]),
    "nothing": ("no such words", [], []),
    "no pattern": (".*", [], []),
}


def test_words(path: Path, visit: Visit) -> None:
    opened = visit(path)
    for case, (words, names, kinds) in WORDS.items():
        opened.locator("#words").fill(words)
        assert shown(opened) == (names, kinds), case
        assert ("No article answers to these filters." in texts(opened, "#articles")) == (not names), case
    assert texts(opened, "#text") == [""]


def test_articles_with_most_errors_first(path: Path, visit: Visit) -> None:
    opened = visit(path, "#words=sues")
    opened.locator("#order").select_option("errors")
    assert shown(opened)[0] == ["a1", "a2"]
    opened.locator("#outlet").select_option("The Other")
    opened.locator("#outlet").select_option("")
    opened.locator("#kinds button[data-kind=missed]").click()
    assert shown(opened)[0] == ["a2"]


# ------------------------------------------------------------------------------------------- a chosen outcome


def test_a_missed_triple_is_found_filtered_chosen_and_shown(path: Path, visit: Visit) -> None:
    opened = visit(path, viewport={"width": 1366, "height": 768})
    opened.locator("#words").fill("market")
    opened.locator("#articles .item").first.click()
    assert not in_view(opened, "#text [data-items]", "#text"), "the evidence lies below the fold"
    opened.locator("#outcomes .item", has_text="missed").click()
    assert "".join(opened.locator("#text .evidence").all_text_contents()) == EVIDENCE
    assert in_view(opened, "#text .evidence", "#text")
    roles = {role: "".join(texts(opened, f"#text .{role}")) for role in ("subject", "cue", "object", "qualifier")}
    assert roles == {"subject": "It", "cue": "share", "object": "25%", "qualifier": "the local market"}
    labels = opened.eval_on_selector_all("#text [data-label]", "all => all.map(one => one.dataset.label)")
    assert labels == ["subject", "object", "cue", "qualifier"]
    assert texts(opened, ".card thead th") == ["gold (nothing predicted)"]
    card = texts(opened, ".card tbody tr")
    assert card[0] == "subjectNorvikORG · “It”"
    assert card[2] == "object25%PERCENT · 25 %"
    assert card[5:] == ["qualifiersmarket the local market", "cueshare", f"evidence{EVIDENCE}"]


def test_gold_and_predicted_stand_side_by_side(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#outcomes .item", has_text="wrong object").click()
    assert texts(opened, ".card thead th") == ["gold", "predicted"]
    assert texts(opened, ".card .asked td") == ["MoldeORG", "BergsetORG"]
    assert texts(opened, "#text .object") == ["Molde", "Bergset"]
    assert texts(opened, "#text .predicted-only") == ["Bergset"]
    assert "found byrules, score 1.00" in texts(opened, ".card tr")
    subject = opened.locator(".card tbody tr").first.locator("td")
    assert (subject.count(), subject.get_attribute("colspan")) == (1, "2"), "both say the same"


ASKED = {
    "wrong source": ["TelviaORG", "the article itself"],
    "wrong factuality": ["possible", "fact"],
    "wrong relation": [
        f"acquiresevent: {ONTOLOGY['acquires'].gloss}",
        f"buysevent: {ONTOLOGY['buys'].gloss}",
    ],
    "wrong subject": ["TelviaORG", "NorvikORG"],
}


def test_the_row_in_question_is_marked(path: Path, visit: Visit) -> None:
    opened = visit(path)
    for kind, cells in ASKED.items():
        opened.locator("#outcomes .item", has_text=kind).click()
        assert texts(opened, ".card .asked td") == cells, kind
    opened.locator("#outcomes .item", has_text="right").click()
    assert texts(opened, ".card .asked td") == []


def test_the_other_evidence_is_one_press_away(path: Path, tmp_path: Path, visit: Visit) -> None:
    """Gold reads the fact from the head of the article, the run from its foot."""
    article = ARTICLES[0]
    share = next(o.gold for o in article.outcomes if o.kind == "missed")
    denial = next(o.gold for o in article.outcomes if o.kind == "right")
    assert share
    assert denial
    far = replace(article.outcomes[0], kind="right", gold=denial, predicted=replace(share, relation="denies"))
    file = tmp_path / "far.html"
    file.write_text(page([replace(article, outcomes=[far])], ONTOLOGY), encoding="utf-8")
    opened = visit(file, "#item=0", viewport={"width": 1366, "height": 768})
    assert in_view(opened, "#text .gold-evidence", "#text")
    assert not in_view(opened, "#text .predicted-evidence", "#text")
    opened.locator(".card .quote").nth(1).press("Enter")
    assert in_view(opened, "#text .predicted-evidence", "#text")


def test_words_in_the_text_choose_what_they_express(path: Path, visit: Visit) -> None:
    opened = visit(path)
    lanes = {group: texts(opened, f"#text .{group}") for group in ("gold-missed", "predicted-spurious", "gold-right")}
    assert lanes == {"gold-missed": ["share"], "predicted-spurious": ["rewards"], "gold-right": ["denied"]}
    opened.locator("#text .predicted-spurious").click()
    assert texts(opened, "#outcomes [aria-current] .badge") == ["+spurious"]


def test_what_is_cut_is_grey_and_says_by_whom(path: Path, visit: Visit) -> None:
    opened = visit(path)
    titles = opened.eval_on_selector_all("#text .cut", "all => all.map(one => [one.textContent, one.title])")
    assert titles == [
        ["Norvik denies ban", "cut (predicted only): stamp"],
        ["Share this!", "cut (gold and predicted): share"],
    ]
    assert texts(opened, "#text .predicted-cut") == ["Norvik denies ban"]


# ------------------------------------------------------------------------------------------- address and keys


def test_the_address_tells_the_state_and_brings_it_back(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#kinds button[data-kind=missed]").click()
    opened.locator("#kinds button[data-kind='wrong object']").click()
    opened.locator("#words").fill("share % ü&#")
    opened.locator("#words").fill("norvik")
    opened.locator("#outcomes .item", has_text="missed").click()
    fragment = "#" + opened.url.split("#")[1]
    assert fragment == "#article=a1&item=6&kind=wrong+object%2Cmissed&words=norvik"
    again = visit(path, fragment)
    assert shown(again) == (["a1"], ["wrong object", "missed"])
    assert again.locator("#words").input_value() == "norvik"
    assert "".join(again.locator("#text .evidence").all_text_contents()) == EVIDENCE
    assert in_view(again, "#text .evidence", "#text")
    again.evaluate("location.hash = '#article=a2'")
    again.wait_for_function("document.getElementById('article-name').textContent === 'a2'")
    assert shown(again) == (["a1", "a2", "a3"], ["missed"])


@pytest.mark.parametrize(
    "fragment", ["#article=nowhere&item=99", "#%", "#item=x&kind=,", "#kind=__proto__", "#a=b=c&&"]
)
def test_an_address_of_nothing_is_no_harm(fragment: str, path: Path, visit: Visit) -> None:
    opened = visit(path, fragment)
    assert opened.locator("#outcomes [aria-current]").count() == 0
    opened.locator("#reset").click() if opened.locator("#reset").is_enabled() else None
    assert shown(opened)[0] == ["a1", "a2", "a3"]


def focused(opened: Any) -> str:
    return str(opened.evaluate("document.activeElement.id || document.activeElement.textContent.slice(0, 24)"))


def test_a_walk_by_keys(path: Path, visit: Visit) -> None:
    opened = visit(path)
    press = opened.keyboard.press
    press("/")
    assert focused(opened) == "words"
    stops = []
    for _ in range(13):
        press("Tab")
        stops.append(focused(opened))
    assert stops[:4] == ["family", "relation", "by", "outlet"]
    assert stops[4].startswith("✓right"), "the button that clears is no stop while there is nothing to clear"
    assert stops[12] == "order"
    press("Tab")
    assert focused(opened).startswith("a1")
    press("ArrowDown")
    assert focused(opened).startswith("a2")
    assert texts(opened, "#text") == ["Ryvik sued Telvia."]
    press("ArrowUp")
    press("Enter")
    assert focused(opened).startswith("✓right"), "enter goes on to the triples"
    assert texts(opened, "#text .evidence.cue") == ["denied"]
    press("End")
    assert focused(opened).startswith("+spurious")
    assert in_view(opened, "#text .evidence", "#text")
    press("ArrowUp")
    assert focused(opened).startswith("○missed")
    assert in_view(opened, "#text .evidence", "#text")
    press("ArrowRight")
    assert focused(opened) == "text"
    press("ArrowLeft")
    press("ArrowLeft")
    assert focused(opened).startswith("a1")
    press("Escape")
    assert opened.locator("#text .evidence").count() == 0
    assert focused(opened).startswith("a1")


def test_space_on_a_kind_keeps_the_focus(path: Path, visit: Visit) -> None:
    opened = visit(path)
    opened.locator("#kinds button[data-kind=missed]").focus()
    opened.keyboard.press("Space")
    assert shown(opened)[1] == ["missed"]
    assert focused(opened).startswith("○missed")


# ---------------------------------------------------------------------------------------------- size and colour


def test_only_the_chosen_article_is_drawn(tmp_path: Path, visit: Visit) -> None:
    many = [
        replace(ARTICLES[0], gold=replace(ARTICLES[0].gold, name=f"b{n:03}"), outcomes=ARTICLES[0].outcomes * 4)
        for n in range(150)
    ]
    file = tmp_path / "many.html"
    file.write_text(page(many, ONTOLOGY), encoding="utf-8")
    opened = visit(file)
    assert len(shown(opened)[0]) == 150
    assert opened.evaluate("document.querySelectorAll('#text, #outcomes').length") == 2
    assert opened.locator("#outcomes .item").count() == len(many[0].outcomes)
    assert len(opened.locator("main").text_content()) < 3 * len(RAW) + 150 * 60 + 40 * 200
    opened.locator("#articles .item").first.press("End")
    assert texts(opened, "#article-name") == ["b149"]
    assert in_view(opened, "#articles [aria-current]", "#articles")


CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const style = document.body.appendChild(document.createElement('i')).style;
  const light = (name) => {
    style.color = `var(--${name})`;
    canvas.fillStyle = getComputedStyle(document.body.lastChild).color;
    canvas.fillRect(0, 0, 1, 1);
    const parts = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const of = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const words = ['ink', 'faint', 'right', 'wrong', 'missed', 'spurious'];
  const roles = ['evidence', 'subject', 'cue', 'object', 'source', 'qualifier', 'asked', 'hover'];
  return [...words.flatMap((name) => [[name, 'page', of(name, 'page')], [name, 'sheet', of(name, 'sheet')]]),
    ...roles.map((name) => ['ink', name, of('ink', name)])];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_can_be_read_in_both_colours(scheme: str, path: Path, visit: Visit) -> None:
    opened = visit(path, color_scheme=scheme)
    light = opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 246, 244)"
    assert light == (scheme == "light")
    ratios = opened.evaluate(CONTRAST)
    assert {name: round(ratio, 2) for *name, ratio in map(tuple, ratios) if ratio < 4.5 for name in [tuple(name)]} == {}
