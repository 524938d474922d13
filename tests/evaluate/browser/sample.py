"""Two compared articles with an outcome of every kind, a third that the run lacks, and a fourth without triples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

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
from pipeline.evaluate.browser.articles import Article
from pipeline.evaluate.outcomes import outcomes
from pipeline.ontology.schema import load

ONTOLOGY = load()
FILLER = "\n\n".join(f"Paragraph {n} tells of the weather, of the sea and of the long road north." for n in range(20))
RAW = f"""Norvik denies ban 🎈

Norvik denied the ban. Norvik acquired Osby, Telvia said. Norvik may sue Halden. Norvik bought Larsnes in May.

Telvia, and not Norvik, sued Kvam. Norvik sued Molde, a firm near Bergset.

{FILLER}

It has a 25% share of the local market. Telvia rewards Hamnes.

Share this!
"""
TYPES = {"25%": "PERCENT", "the ban": "TOPIC"}


def quote(raw: str, text: str, start: int = 0) -> Quote:
    at = raw.index(text, start)
    return Quote(text, at, at + len(text))


def triple(raw: str, evidence: str, relation: str, words: tuple[str, str, str], **rest: Any) -> Triple:
    """The triple of subject, cue and object, all words of the evidence; `name` is what the subject is called."""
    name = rest.pop("name", words[0])
    where = quote(raw, evidence)
    subject, cue, object_ = (quote(raw, text, where.start) for text in words)
    found = Triple(
        id=f"{relation} {where.start} {cue.start} {object_.start}",
        family=ONTOLOGY[relation].family,
        relation=relation,
        subject=replace(_argument(subject), entity=name, name=name),
        object=_argument(object_),
        cue=cue,
        evidence=where,
    )
    return replace(found, **rest)


def _argument(at: Quote) -> Argument:
    type_ = TYPES.get(at.text, "ORG")
    if type_ == "ORG":
        return Argument(type_, at.text, at.start, at.end, entity=at.text, name=at.text)
    return Argument(type_, at.text, at.start, at.end, value=Value(25.0, "%") if type_ == "PERCENT" else None)


def document(
    name: str, raw: str, triples: Sequence[Triple], said: Sequence[Attribution] = (), text: Text | None = None
) -> Document:
    """A document of these triples; its entities are their arguments, each called by its words."""
    mentions: dict[str, list[Mention]] = {}
    for t in triples:
        for argument in (t.subject, t.object):
            if argument.entity:
                mention = Mention(argument.start, argument.end, argument.text, "ORG")
                mentions.setdefault(argument.entity, []).append(mention)
    return Document(
        name=name,
        raw=raw,
        published="2024-05-06",
        text=text,
        mentions=(),
        entities=tuple(Entity(id, id, "ORG", tuple(places)) for id, places in mentions.items()),
        triples=tuple(t for t in triples if t.family != "stance"),
        stances=Stances(tuple(t for t in triples if t.family == "stance"), tuple(said)),
    )


def compared(gold: Document, predicted: Document | None, outlet: str) -> Article:
    told = outcomes(gold, predicted or Document(gold.name, gold.raw), ONTOLOGY)
    return Article(gold, predicted, told, outlet)


DENIAL = triple(RAW, "Norvik denied the ban", "denies", ("Norvik", "denied", "the ban"))
DEAL = triple(RAW, "Norvik acquired Osby, Telvia said", "acquires", ("Norvik", "acquired", "Osby"))
SUIT = triple(RAW, "Norvik may sue Halden", "sues", ("Norvik", "sue", "Halden"), factuality="possible")
BUY = triple(
    RAW, "Norvik bought Larsnes in May", "acquires", ("Norvik", "bought", "Larsnes"),
    qualifiers=(("time", quote(RAW, "May")),),
)  # fmt: skip
KVAM = triple(RAW, "Telvia, and not Norvik, sued Kvam", "sues", ("Telvia", "sued", "Kvam"))
MOLDE = triple(RAW, "Norvik sued Molde, a firm near Bergset", "sues", ("Norvik", "sued", "Molde"))
SHARE = triple(
    RAW, "It has a 25% share of the local market", "market_share", ("It", "share", "25%"), name="Norvik",
    qualifiers=(("market", quote(RAW, "the local market")),),
)  # fmt: skip
AWARD = triple(RAW, "Telvia rewards Hamnes", "supports", ("Telvia", "rewards", "Hamnes"), by="model", score=0.4)
TELVIA = Argument("ORG", "Telvia", RAW.index("Telvia"), RAW.index("Telvia") + 6, entity="Telvia", name="Telvia")

SHARE_LINE = quote(RAW, "Share this!")
GOLD = document(
    "a1",
    RAW,
    [DENIAL, DEAL, SUIT, BUY, KVAM, MOLDE, SHARE],
    [Attribution(DEAL.id, TELVIA, quote(RAW, "said"))],
    Text(RAW, (), (Cut(SHARE_LINE.start, SHARE_LINE.end, "share"),), title=Span(0, 19)),
)
PREDICTED = document(
    "a1",
    RAW,
    [
        replace(DENIAL, score=0.91),
        DEAL,
        replace(SUIT, factuality="fact", by="model"),
        replace(BUY, relation="buys", qualifiers=()),
        replace(KVAM, subject=triple(RAW, "Norvik, sued Kvam", "sues", ("Norvik", "sued", "Kvam")).subject),
        replace(MOLDE, object=triple(RAW, "Norvik sued Molde, a firm near Bergset", "sues",
                                     ("Norvik", "sued", "Bergset")).object),
        AWARD,
    ],
    text=Text(RAW, (), (Cut(SHARE_LINE.start, SHARE_LINE.end, "share"), Cut(0, 17, "stamp"))),
)  # fmt: skip

LOST_RAW = "Ryvik sued Telvia."
LOST = document("a2", LOST_RAW, [triple(LOST_RAW, "Ryvik sued Telvia", "sues", ("Ryvik", "sued", "Telvia"))])
QUIET = document("a3", "It rained in Oulu.", [])

ARTICLES = (
    compared(GOLD, PREDICTED, "The Toy"),
    compared(LOST, None, "The Other"),
    compared(QUIET, QUIET, "The Other"),
)
