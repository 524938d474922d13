"""For all tests: a toy article with every layer, a toy flow whose stages need no model, a browser, and no deadlines."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Layer,
    Mention,
    Piece,
    Quote,
    Span,
    Stances,
    Syntax,
    Text,
    Token,
    Triple,
    Value,
)
from pipeline.flow import Flow

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# A busy machine is slow; that is no failure. CI draws the same examples each time, a developer new ones.
settings.register_profile(
    "busy", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=bool(os.environ.get("CI"))
)
settings.load_profile("busy")

TOY = "Norvik denies ban\n\nNorvik denied the ban, Telvia said. It has a 25% share of the market.\n\nShare this!\n"


def toy_document(raw: str = TOY, name: str = "toy.txt") -> Document:
    """The toy article with all layers, written by hand."""

    def quote(text: str, start: int = 0) -> Quote:
        at = raw.index(text, start)
        return Quote(text, at, at + len(text))

    def norvik(text: str) -> Argument:
        at = quote(text, 19)
        return Argument("ORG", text, at.start, at.end, entity="e1", name="Norvik")

    body = raw[:-12]
    said, share, per_cent = quote("said"), quote("It has a 25% share of the market"), quote("25%")
    telvia = quote("Telvia")
    ban = quote("the ban")
    names = [quote("Norvik"), quote("Norvik", 10)]
    one = [Mention(m.start, m.end, m.text, "ORG") for m in names]
    it = quote("It has")
    one.append(Mention(it.start, it.start + 2, "It", "ORG", kind="pronoun"))
    other = Mention(telvia.start, telvia.end, telvia.text, "ORG", score=0.5, by="model")
    value = Mention(per_cent.start, per_cent.end, "25%", "PERCENT", kind="value", value=Value(25.0, "%"))
    share_triple = Triple(
        id="0000000000000001",
        family="attribute",
        relation="market_share",
        subject=norvik("It"),
        object=Argument("PERCENT", "25%", per_cent.start, per_cent.end, value=Value(25.0, "%")),
        cue=quote("share"),
        evidence=share,
        qualifiers=(("market", quote("the market")),),
        score=0.912345,
    )
    denial = Triple(
        id="0000000000000002",
        family="stance",
        relation="denies",
        subject=norvik("Norvik"),
        object=Argument("TOPIC", ban.text, ban.start, ban.end),
        cue=quote("denied"),
        evidence=quote("Norvik denied the ban, Telvia said"),
        target="0000000000000001",
    )
    source = Argument("ORG", "Telvia", telvia.start, telvia.end, entity="e2", name="Telvia")
    return Document(
        name=name,
        raw=raw,
        text=Text(
            body=body,
            pieces=(Piece(0, len(body), 0, len(body)),),
            cuts=(Cut(len(body) + 1, len(raw) - 1, "share"),),
            title=Span(0, 17),
            outlet="The Toy",
            published="2024-05-06",
        ),
        syntax=Syntax((Token("Norvik", 0, 6, "norvik", "PROPN", 0, "root"),), ((0, 1),)),
        mentions=(*one[:2], other, value),
        entities=(Entity("e1", "Norvik", "ORG", tuple(one)), Entity("e2", "Telvia", "ORG", (other,))),
        triples=(share_triple,),
        stances=Stances((denial,), (Attribution(denial.id, source, said),)),
    )


@dataclass(frozen=True, slots=True)
class ToyStage:
    """Writes the toy article's layer; fails on a document that says "poison NAME" with the stage's name."""

    name: str
    gives: Layer
    needs: frozenset[Layer] = frozenset()

    def __call__(self, documents: Sequence[Document]) -> list[Any]:
        for document in documents:
            if f"poison {self.name}" in document.raw:
                raise RuntimeError(f"cannot work\non {document.name}")
        return [getattr(toy_document(name=d.name), self.gives) for d in documents]


def toy_stages() -> tuple[ToyStage, ...]:
    return (
        ToyStage("clean", "text"),
        ToyStage("parse", "syntax", frozenset({"text"})),
        ToyStage("ner", "mentions", frozenset({"syntax"})),
        ToyStage("coref", "entities", frozenset({"mentions"})),
        ToyStage("relations", "triples", frozenset({"entities"})),
        ToyStage("stance", "stances", frozenset({"triples"})),
    )


@pytest.fixture
def toy() -> Document:
    return toy_document()


@pytest.fixture
def toy_flow() -> Flow:
    return Flow(toy_stages())


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The system's own Chromium; the driver would download another one, which is not wanted."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        pytest.skip("no Chromium on this machine; on Debian: apt-get install chromium")
    driver = pytest.importorskip("playwright.sync_api", reason="no playwright; pip install -e '.[dev]'")
    root = os.geteuid() == 0  # Chromium's sandbox does not start as root
    with driver.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if root else [])
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a file, `visit(path, "#fragment", color_scheme="dark")`, and watches it until the test ends.

    The test fails if a page says anything on the console, throws, or asks for anything but the file itself.
    """
    troubles: list[str] = []
    contexts = []

    def open_file(path: Path, fragment: str = "", **options: Any) -> Page:
        page = chromium.new_context(offline=True, **options).new_page()
        page.set_default_timeout(10_000)
        contexts.append(page.context)
        page.on("console", lambda message: troubles.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: troubles.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (troubles.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        asked = path.resolve().as_uri()
        page.on("request", lambda r: r.url.split("#")[0] == asked or troubles.append(f"request: {r.url[:200]}"))
        page.goto(asked + fragment)
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert not troubles, troubles
