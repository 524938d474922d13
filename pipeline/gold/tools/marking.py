"""A gold document as a sheet of marks and links."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field

from pipeline.document import Argument, Attribution, Document, Mention, Quote, Stances, Text, Triple, Value
from pipeline.errors import GoldError
from pipeline.gold.folder import sha256_of
from pipeline.gold.tools.order import canonical, natural
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import (
    Fields,
    Group,
    Link,
    Mark,
    Sheet,
    entity_types,
    usual_kind,
    usual_scope,
    value_fields,
)
from pipeline.ontology.schema import Ontology

GOLD_LAYERS = ("text", "mentions", "entities", "triples", "stances")


def sheet_of(document: Document, ontology: Ontology) -> Sheet:
    """The document's gold layers as marks and links; the layer `syntax` stays behind.

    GoldError where something could not come back the same: nothing is lost in silence.
    """
    board = _Board(document)
    board.text()
    board.mentions()
    board.triples()
    board.attributions()
    sheet = Sheet(
        document.name, document.raw, tuple(board.marks), tuple(board.links), board.article_fields(), document.name
    )
    wanted, got = canonical(document), document_of(sheet, ontology)
    for layer in GOLD_LAYERS:
        lost = _lost(getattr(wanted, layer), getattr(got, layer))
        if lost is not None:
            raise GoldError(f"{document.name}: layer {layer}: {lost} cannot be told by marks; mend it in the gold")
    return sheet


def _lost(wanted: object, got: object) -> str | None:
    """What of a layer did not come back, None if all did."""
    if wanted == got:
        return None
    if isinstance(wanted, Stances) and isinstance(got, Stances):
        return _lost(wanted.stances, got.stances) or _lost(wanted.attributions, got.attributions)
    if isinstance(wanted, tuple) and isinstance(got, tuple):
        return next((str(item)[:200] for item in wanted if item not in got), "the order of its items")
    return type(wanted).__name__


@dataclass(slots=True)
class _Board:
    """Marks and links so far, and where to find those that may be shared."""

    document: Document
    marks: list[Mark] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    shared: dict[tuple[object, ...], str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    triple_keys: dict[str, str] = field(default_factory=dict)

    def add(self, group: Group, label: str, at: Quote | Mention | Argument, fields: Fields | None = None) -> str:
        key = f"{group[0]}{len(self.marks) + 1}"
        self.marks.append(Mark(key, group, label, at.start, at.end, fields or {}, self.document.name))
        return key

    def passage(self, label: str, at: Quote) -> str:
        """A passage, one for all that speak of the same characters."""
        place = (label, at.start, at.end)
        if place not in self.shared:
            self.shared[place] = self.add("passage", label, at)
        return self.shared[place]

    def link(self, label: str, source: str, target: str) -> None:
        self.links.append(Link(label, source, target, self.document.name))

    # --------------------------------------------------------------------------------------------- text

    def text(self) -> None:
        if self.document.text is None:
            return
        for cut in self.document.text.cuts:
            self.add("passage", "Cut", self.document.quote(cut.start, cut.end), {"reason": cut.reason})
        for label, span in (("Title", self.document.text.title), ("Byline", self.document.text.byline)):
            if span is not None:
                self.add("passage", label, self.document.quote(span.start, span.end))

    def article_fields(self) -> Fields:
        document = self.document
        text = document.text or Text("", ())
        layers = [layer for layer in GOLD_LAYERS if getattr(document, layer) is not None]
        fields = {
            "format": document.format if document.format != "text" else None,
            "published": document.published,
            "outlet": text.outlet,
            "dated": text.published,
            "layers": " ".join(layers) or "none" if len(layers) < len(GOLD_LAYERS) else None,
            "entities": self._untold(),
            "entity_order": _order([e.id for e in document.entities or ()]),
            "triple_order": _order(*([t.id for t in layer] for layer in self._triple_layers())),
            "sha256": sha256_of(document.raw),
        }
        return {name: value for name, value in fields.items() if value is not None}

    def _untold(self) -> str | None:
        """Entities of which no mark tells the name or the type."""
        told = entity_types(self.marks)
        rest = [e for e in self.document.entities or () if told.get(e.id) != e.type or e.id not in self.named]
        return json.dumps([{"id": e.id, "name": e.name, "type": e.type} for e in rest]) if rest else None

    # ----------------------------------------------------------------------------------- mentions, entities

    def mentions(self) -> None:
        document = self.document
        free = Counter(document.mentions or ())
        found: list[tuple[Mention, str | None, str | None, str]] = []
        for entity in document.entities or ():
            for mention in entity.mentions:
                scope = "mention" if free[mention] else "entity"
                free[mention] -= scope == "mention"
                found.append((mention, entity.id, entity.name, scope))
        found += [(mention, None, None, "mention") for mention in free.elements()]
        for mention, entity_id, name, scope in sorted(found, key=lambda f: (f[0].start, f[0].end)):
            self._mention(mention, entity_id, name, scope)

    def _mention(self, mention: Mention, entity: str | None, name: str | None, scope: str) -> None:
        fields = {
            "kind": mention.kind if mention.kind != usual_kind(mention.type) else None,
            **self._entity_fields(entity, name),
            **value_fields(mention.value),
            "scope": scope if scope != usual_scope(mention.type) else None,
            **_origin(mention),
        }
        key = self.add("mention", mention.type, mention, {k: v for k, v in fields.items() if v is not None})
        self.shared.setdefault(_place(mention, entity, mention.value), key)

    def _entity_fields(self, entity: str | None, name: str | None) -> dict[str, str]:
        if entity is None:
            return {}
        if entity in self.named or name is None:
            return {"entity": entity}
        self.named.add(entity)
        return {"entity": entity, "name": name}

    # ------------------------------------------------------------------------------------ triples, stances

    def triples(self) -> None:
        triples = [triple for layer in self._triple_layers() for triple in layer]
        for triple in triples:
            self._triple(triple)
        for triple in triples:
            if triple.target is not None:
                self.link("Target", self.triple_keys[triple.id], self._key(triple.target))

    def _triple_layers(self) -> tuple[tuple[Triple, ...], tuple[Triple, ...]]:
        stances = self.document.stances
        return self.document.triples or (), stances.stances if stances else ()

    def _key(self, id: str) -> str:
        if id not in self.triple_keys:
            raise GoldError(f"{self.document.name}: triple {id!r}: a target or source names it, but it is not there")
        return self.triple_keys[id]

    def _triple(self, triple: Triple) -> None:
        fields = {"id": triple.id} | ({"factuality": triple.factuality} if triple.factuality != "fact" else {})
        key = self.add("triple", triple.relation, triple.cue, {**fields, **_origin(triple)})
        self.triple_keys[triple.id] = key
        self.link("Subject", key, self._argument(triple.subject))
        self.link("Object", key, self._argument(triple.object))
        self.link("Evidence", key, self.passage("Evidence", triple.evidence))
        for name, quote in triple.qualifiers:
            self.link(name, key, self.passage("Qualifier", quote))

    def _argument(self, argument: Argument) -> str:
        """The mention that the argument is, else a mark of its own."""
        place = _place(argument, argument.entity, argument.value)
        if place not in self.shared:
            scope = {"scope": "argument"} if usual_scope(argument.type) != "argument" else {}
            fields = {**self._entity_fields(argument.entity, argument.name), **value_fields(argument.value), **scope}
            self.shared[place] = self.add("mention", argument.type, argument, fields)
        return self.shared[place]

    def attributions(self) -> None:
        for attribution in self.document.stances.attributions if self.document.stances else ():
            triple, source = self._key(attribution.triple), self._argument(attribution.source)
            if attribution.cue.start == attribution.cue.end:
                self.link("Source", triple, source)
            else:
                self.link("Content", self._says(attribution, source), triple)

    def _says(self, attribution: Attribution, source: str) -> str:
        """The words that attribute, one mark for all that this source says with them."""
        place = ("Says", attribution.cue.start, attribution.cue.end, source)
        if place not in self.shared:
            self.shared[place] = self.add("passage", "Says", attribution.cue)
            self.link("Source", self.shared[place], source)
        return self.shared[place]


def _order(*layers: list[str]) -> str | None:
    """The ids of the layers, where one is not in the order that ids have of themselves."""
    usual = all(ids == sorted(ids, key=natural) for ids in layers)
    return None if usual else json.dumps([id for ids in layers for id in ids])


def _origin(found: Mention | Triple) -> dict[str, str]:
    score = {"score": repr(found.score)} if found.score != 1 else {}
    return score | ({"by": found.by} if found.by != "gold" else {})


def _place(at: Mention | Argument, entity: str | None, value: Value | None) -> tuple[object, ...]:
    return (at.type, at.start, at.end, entity, value)
