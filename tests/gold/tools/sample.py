"""A small article with every layer, by hand, and ways to find things in what comes back."""

from __future__ import annotations

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Mention,
    Quote,
    Span,
    Stances,
    Text,
    Triple,
    Value,
)
from pipeline.gold.lines import text_of

RAW = (
    "Norvik denies ban\n\nBy Eva Lind\n\n😀 Norvik denied\r\nthe ban, Telvia said. "
    "It will have a 25% share of the market.\n\nShare this!\n"
)


def at(text: str, after: str = "") -> Quote:
    """The first place of a text after another."""
    start = RAW.index(text, RAW.index(after))
    return Quote(text, start, start + len(text))


def mention(text: str, after: str = "", kind: str = "name") -> Mention:
    place = at(text, after)
    return Mention(place.start, place.end, text, "ORG", kind, by="gold")  # type: ignore[arg-type]


def norvik(text: str, after: str = "") -> Argument:
    place = at(text, after)
    return Argument("ORG", text, place.start, place.end, "e1", "Norvik")


FIRST, SECOND, IT, TELVIA = (
    mention("Norvik"),
    mention("Norvik", "😀"),
    mention("It", "said", "pronoun"),
    mention("Telvia"),
)
BAN = at("the ban")
TOPIC = Argument("TOPIC", "the ban", BAN.start, BAN.end)
SHARE = at("25%")
SAMPLE = Document(
    name="sample",
    raw=RAW,
    published="2021-04-07",
    text=text_of(
        RAW,
        Text(
            "",
            (),
            (Cut(at("Share this!").start, len(RAW), "share"),),
            Span(0, 17),
            Span(at("By Eva").start, at("\n\n😀").start),
            "Telvia Wire",
        ),
    ),
    mentions=(FIRST, SECOND, TELVIA, IT),
    entities=(
        Entity("e1", "Norvik", "ORG", (FIRST, SECOND, IT)),
        Entity("e2", "Telvia", "ORG", (TELVIA,)),
        Entity("e3", "Finland", "GPE", ()),
    ),
    triples=(
        Triple(
            "1",
            "attribute",
            "market_share",
            norvik("It", "said"),
            Argument("PERCENT", "25%", SHARE.start, SHARE.end, value=Value(25, "%")),
            at("share", "25%"),
            at("It will have a 25% share of the market"),
            (("market", at("the market")),),
            "planned",
            by="gold",
        ),
        Triple("2", "event", "bans", norvik("Norvik"), TOPIC, at("ban"), at("Norvik denies ban"), by="gold"),
    ),
    stances=Stances(
        (
            Triple(
                "0",
                "stance",
                "denies",
                norvik("Norvik", "😀"),
                TOPIC,
                at("denied"),
                at("Norvik denied\r\nthe ban", "😀"),
                by="gold",
                target="2",
            ),
        ),
        (Attribution("0", Argument("ORG", "Telvia", TELVIA.start, TELVIA.end, "e2", "Telvia"), at("said")),),
    ),
)


def triple(document: Document, id: str) -> Triple:
    stances = document.stances.stances if document.stances else ()
    return next(t for t in (*(document.triples or ()), *stances) if t.id == id)
