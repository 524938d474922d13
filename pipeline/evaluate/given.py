"""Reading gold's raw articles with some of gold's layers given: how good is a stage on perfect input?

A flow keeps layers that are there, so a given layer only has to be put in. But what gold does not label the flow must
still read, or the stages after it would be starved: the syntax; values, which gold labels only as objects of
attributes; and, in an article whose gold labels names only, the pronouns and descriptions of its entities.

A gold article's date of publication is always given: labels resolve "last week" against it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal, Protocol, get_args

from pipeline.document import LAYERS, Document, Entity, Layer, Mention
from pipeline.errors import GoldError, StageError
from pipeline.evaluate.coref import labels_all_kinds

Given = Literal["text", "mentions", "entities", "triples"]
GIVEN: tuple[Given, ...] = get_args(Given)


class Pours(Protocol):
    """A flow, as far as it is needed here (`pipeline.flow.Flow`)."""

    def __call__(self, documents: Sequence[Document]) -> list[Document]: ...

    def until(self, layer: Layer) -> Pours: ...


def layers_up_to(given: Given | None) -> tuple[Layer, ...]:
    """The layers that are given; gold has no syntax."""
    return tuple(x for x in LAYERS[: LAYERS.index(given) + 1] if x != "syntax") if given else ()


def predict(gold: Document, flow: Pours, given: Given | None = None) -> Document | None:
    """What the flow reads in a gold article, its layers up to `given` given; None if a stage fails on it.

    GoldError if gold lacks a layer that is to be given.
    """
    layers = layers_up_to(given)
    for layer in layers:
        if getattr(gold, layer) is None:
            raise GoldError(f"{gold.name}: has no layer {layer!r} to give; leave out `--given`, or label it")
    try:
        return flow([_with_layers(gold, flow, layers)])[0]
    except StageError:
        return None


def _with_layers(gold: Document, flow: Pours, layers: Collection[Layer]) -> Document:
    document = Document(gold.name, gold.raw, gold.format, gold.published)
    if "text" in layers:
        document = replace(document, text=gold.text)
    if "mentions" in layers:
        read = flow.until("mentions")([document])[0]
        document = replace(read, mentions=_beside(gold.mentions or (), read.mentions or ()))
    if "entities" in layers:
        read = document if labels_all_kinds(gold) else flow.until("entities")([document])[0]
        document = replace(document, entities=_joined(gold.entities or (), read.entities or ()))
    return replace(document, triples=gold.triples) if "triples" in layers else document


def _beside(gold: Sequence[Mention], found: Sequence[Mention]) -> tuple[Mention, ...]:
    """Gold's names and values in text order, and the found values that do not overlap them."""
    kept = [m for m in gold if m.kind in ("name", "value")]
    values = [m for m in found if m.kind == "value"]
    free = [v for v in values if not any(v.start < m.end and m.start < v.end for m in kept)]
    return tuple(sorted([*kept, *free], key=_place))


def _joined(gold: Sequence[Entity], found: Sequence[Entity]) -> tuple[Entity, ...]:
    """Gold's entities; each takes the found pronouns and descriptions of the entities most of whose names it has."""
    owners = {(m.start, m.end): entity.id for entity in gold for m in entity.mentions}
    more: dict[str, list[Mention]] = {}
    for entity in found:
        names = Counter(owners[m.start, m.end] for m in entity.mentions if (m.start, m.end) in owners)
        if names:
            owner, _ = names.most_common(1)[0]
            more.setdefault(owner, []).extend(m for m in entity.mentions if m.kind != "name")
    return tuple(replace(e, mentions=tuple(sorted([*e.mentions, *more.get(e.id, ())], key=_place))) for e in gold)


def _place(mention: Mention) -> tuple[int, int]:
    return mention.start, mention.end
