"""A sheet of marks and links as a gold document: what people drew, checked.

A triple that a person added gets the next free number as its id and, where it has no evidence, the characters that
span its cue and arguments. Marks that no triple uses any more (evidence, topics) are passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar, cast, get_args

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Factuality,
    Format,
    Kind,
    Mention,
    Quote,
    Span,
    Stances,
    Text,
    Triple,
)
from pipeline.errors import GoldError
from pipeline.gold.lines import text_of
from pipeline.gold.tools.checks import check, entity_names, told_entities, told_order, triple_ids
from pipeline.gold.tools.order import in_text, in_turn, natural
from pipeline.gold.tools.sheet import (
    LINK_LABELS,
    Group,
    Link,
    Mark,
    Sheet,
    entity_types,
    scope_of,
    score_of,
    usual_kind,
    value_of,
)
from pipeline.ontology.schema import Ontology

T = TypeVar("T", Entity, Triple)


def document_of(sheet: Sheet, ontology: Ontology) -> Document:
    """The document that the sheet tells; GoldError says where it does not hold and what to do."""
    check(sheet, ontology)
    told = told_entities(sheet)
    links: dict[str, list[Link]] = defaultdict(list)
    for link in sheet.links:
        links[link.source].append(link)
    return _Reading(
        sheet=sheet,
        ontology=ontology,
        marks={mark.key: mark for mark in sheet.marks},
        links=links,
        ids=triple_ids(sheet),
        names=entity_names(sheet) | {id: name for id, name, _ in told},
        types=entity_types(sheet.marks) | {id: type for id, _, type in told},
    ).document()


@dataclass(frozen=True, slots=True)
class _Reading:
    """The sheet with marks by key, links by where they start, ids of triples by key, names and types by entity."""

    sheet: Sheet
    ontology: Ontology
    marks: Mapping[str, Mark]
    links: Mapping[str, list[Link]]
    ids: Mapping[str, str]
    names: Mapping[str, str]
    types: Mapping[str, str]

    def document(self) -> Document:
        sheet, text, entities = self.sheet, self._text(), self._entities()
        layers = sheet.fields.get("layers", "text mentions entities triples stances").split()
        mentions = [self._mention(m) for m in self._of("mention") if scope_of(m) == "mention"]
        triples = self._ordered([self._triple(mark) for mark in self._of("triple")], "triple_order")
        stances = tuple(t for t in triples if t.family == "stance")
        facts = tuple(t for t in triples if t.family != "stance")
        attributions = self._attributions({t.id: t.evidence.start for t in triples})
        drawn = bool(text.cuts or text.title or text.byline)
        return Document(
            name=sheet.name,
            raw=sheet.raw,
            format=self._format(),
            published=sheet.fields.get("published"),
            text=text if drawn or "text" in layers else None,
            mentions=in_text(mentions) if mentions or "mentions" in layers else None,
            entities=entities if any(e.mentions for e in entities) or "entities" in layers else None,
            triples=facts if facts or "triples" in layers else None,
            stances=Stances(stances, attributions) if stances or attributions or "stances" in layers else None,
        )

    def _of(self, group: Group) -> list[Mark]:
        return [mark for mark in self.sheet.marks if mark.group == group]

    def _ordered(self, found: Iterable[T], field: str) -> tuple[T, ...]:
        places = told_order(self.sheet, field)
        return tuple(sorted(found, key=lambda f: (places.get(f.id, len(places)), natural(f.id))))

    def _format(self) -> Format:
        got = self.sheet.fields.get("format", "text")
        if got not in get_args(Format):
            raise GoldError(f"{self.sheet.where}: format {got!r}: unknown; take one of {', '.join(get_args(Format))}")
        return cast(Format, got)

    def _quote(self, start: int, end: int) -> Quote:
        return Quote(self.sheet.raw[start:end], start, end)

    def _text(self) -> Text:
        cuts: list[Cut] = []
        spans: dict[str, Span] = {}
        for mark in self._of("passage"):
            if mark.label == "Cut":
                cuts.append(Cut(mark.start, mark.end, mark.fields.get("reason", "boilerplate")))
            elif mark.label in ("Title", "Byline"):
                if mark.label in spans:
                    raise GoldError(f"{mark.where}: {mark.label}: the article has one already; delete one of them")
                spans[mark.label] = Span(mark.start, mark.end)
        outlet, published = self.sheet.fields.get("outlet"), self.sheet.fields.get("dated")
        text = Text("", (), tuple(sorted(cuts)), spans.get("Title"), spans.get("Byline"), outlet, published)
        return text_of(self.sheet.raw, text)

    # ------------------------------------------------------------------------------- mentions, entities

    def _mention(self, mark: Mark) -> Mention:
        kind = cast(Kind, mark.fields.get("kind") or usual_kind(mark.label))
        text, by = self.sheet.raw[mark.start : mark.end], mark.fields.get("by", "gold")
        return Mention(mark.start, mark.end, text, mark.label, kind, value_of(mark.fields), score_of(mark), by)

    def _members(self) -> dict[str, list[Mention]]:
        members: dict[str, list[Mention]] = {id: [] for id in self.types}
        for mark in self._of("mention"):
            if "entity" in mark.fields and scope_of(mark) != "argument":
                members[mark.fields["entity"]].append(self._mention(mark))
        return members

    def _entities(self) -> tuple[Entity, ...]:
        members = self._members()
        found = [Entity(id, self._name(id), type, in_text(members[id])) for id, type in self.types.items()]
        return self._ordered(found, "entity_order")

    def _name(self, id: str) -> str:
        """The entity's name; where nobody wrote one, the longest of its names in the text."""
        written = self.names.get(id)
        mentions = [] if written else self._members()[id]
        if not written and not mentions:
            raise GoldError(f"{self.sheet.where}: entity {id!r}: has no name and no mention; write its name on a mark")
        return written or max(mentions, key=lambda m: (m.kind == "name", m.end - m.start)).text

    def _argument(self, mark: Mark) -> Argument:
        entity, text = mark.fields.get("entity"), self.sheet.raw[mark.start : mark.end]
        name = None if entity is None else self._name(entity)
        return Argument(mark.label, text, mark.start, mark.end, entity, name, value_of(mark.fields))

    # --------------------------------------------------------------------------------- triples, stances

    def _triple(self, mark: Mark) -> Triple:
        what = f"{mark.where}: {mark.label} over {self.sheet.raw[mark.start : mark.end][:40]!r}"
        ends = (self._end(mark, "Subject", what), self._end(mark, "Object", what))
        evidence = self._one(mark, "Evidence", what)
        target = self._one(mark, "Target", what)
        start, end = min(p.start for p in (mark, *ends)), max(p.end for p in (mark, *ends))
        others = [(x.label, self.marks[x.target]) for x in self.links[mark.key] if x.label not in LINK_LABELS]
        qualifiers = sorted((name, at.start, at.end) for name, at in others)
        return Triple(
            id=self.ids[mark.key],
            family=self.ontology[mark.label].family,
            relation=mark.label,
            subject=ends[0],
            object=ends[1],
            cue=self._quote(mark.start, mark.end),
            evidence=self._quote(evidence.start, evidence.end) if evidence else self._quote(start, end),
            qualifiers=tuple((name, self._quote(start, end)) for name, start, end in qualifiers),
            factuality=cast(Factuality, mark.fields.get("factuality", "fact")),
            score=score_of(mark),
            by=mark.fields.get("by", "gold"),
            target=self.ids[target.key] if target else None,
        )

    def _end(self, mark: Mark, label: Literal["Subject", "Object"], what: str) -> Argument:
        found = self._one(mark, label, what)
        if found is None:
            raise GoldError(f"{what}: has no {label}; draw the arrow, or delete the triple")
        return self._argument(found)

    def _one(self, mark: Mark, label: str, what: str) -> Mark | None:
        found = self._linked(mark, label)
        if len(found) > 1:
            raise GoldError(f"{what}: has {len(found)} arrows {label}; keep one")
        return found[0] if found else None

    def _linked(self, mark: Mark, label: str) -> list[Mark]:
        """Marks that the mark's links of this label lead to; GoldError where one leads to another kind of mark."""
        group = _ENDS[label]
        for link in self.links[mark.key]:
            if link.label == label and self.marks[link.target].group != group:
                raise GoldError(f"{link.where}: {label}: leads to {self.marks[link.target].label}, not to a {group}")
        return [self.marks[link.target] for link in self.links[mark.key] if link.label == label]

    def _attributions(self, evidence: Mapping[str, int]) -> tuple[Attribution, ...]:
        """`evidence`: id of a triple -> where its evidence starts, the place of a cue that is not labelled."""
        found = []
        for mark in self.sheet.marks:
            sources = [self._argument(source) for source in self._linked(mark, "Source")]
            contents = [self.ids[content.key] for content in self._linked(mark, "Content")]
            cue = self._quote(mark.start, mark.end)
            if mark.group == "triple":
                contents = [self.ids[mark.key]]
                cue = self._quote(evidence[contents[0]], evidence[contents[0]])
            elif mark.label == "Says" and not (sources and contents):
                raise GoldError(f"{mark.where}: Says: needs arrows to its Source and its Content; draw or delete it")
            found += [Attribution(content, source, cue) for content in contents for source in sources]
        return in_turn(found)


_ENDS: Mapping[str, Group] = {
    "Subject": "mention",
    "Object": "mention",
    "Evidence": "passage",
    "Target": "triple",
    "Source": "mention",
    "Content": "triple",
}
