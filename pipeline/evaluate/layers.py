"""Tallies of one article's lower layers: what was cut, which names, pronouns and descriptions were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.document import Document, Kind, Mention
from pipeline.evaluate.tally import Counts, Share


def cut_counts(gold: Document, predicted: Document) -> Counts:
    """Raw characters that are not the article, white space aside."""
    wanted, found = _cut(gold), _cut(predicted)
    return Counts(len(wanted & found), len(wanted), len(found))


def kept_share(gold: Document, predicted: Document) -> Share:
    """How many of the article's own characters were kept, white space aside; what is missing was wrongly cut."""
    own = {at for at, character in enumerate(gold.raw) if not character.isspace()} - _cut(gold)
    return Share(len(own - _cut(predicted)), len(own))


def _cut(document: Document) -> set[int]:
    cuts = document.text.cuts if document.text else ()
    characters = (pair for cut in cuts for pair in enumerate(document.raw[cut.start : cut.end], cut.start))
    return {at for at, character in characters if not character.isspace()}


def name_counts(gold: Sequence[Mention], predicted: Sequence[Mention]) -> dict[str, Counts]:
    """Counts by type for the names of one article; a name is right if both offsets and the type are."""
    wanted = {(m.start, m.end, m.type) for m in gold if m.kind == "name"}
    found = {(m.start, m.end, m.type) for m in predicted if m.kind == "name"}
    types = sorted({type_ for _, _, type_ in wanted | found})
    by_type = [Counter(type_ for _, _, type_ in items) for items in (wanted & found, wanted, found)]
    return {type_: Counts(*(counter[type_] for counter in by_type)) for type_ in types}


def reference_counts(gold: Document, predicted: Document, kind: Kind) -> Counts:
    """Pronouns or descriptions that stand for an entity: both offsets must be right; for which one, coreference says.

    They stand among the entities' mentions; the layer `mentions` need not hold them.
    """
    wanted, found = _references(gold, kind), _references(predicted, kind)
    return Counts(len(wanted & found), len(wanted), len(found))


def _references(document: Document, kind: Kind) -> set[tuple[int, int]]:
    return {(m.start, m.end) for entity in document.entities or () for m in entity.mentions if m.kind == kind}
