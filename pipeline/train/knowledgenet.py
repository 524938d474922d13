"""The whole pipeline on KnowledgeNet (Mesquita et al. 2019): how many of its facts are read from raw text.

The figure is its "text" score, counted as the published scorer counts: a fact is found if a predicted one of the same
property in the same passage has its subject and object at overlapping characters (or, "exact", at the same); a
predicted fact that finds none is wrong if the passage was searched for its property, else it is not counted; recall is
over all facts of the fold and all properties, precision over found and wrong facts. As there, every mention of a thing
in a passage is a fact of its own, so a triple predicts one fact for each pair of mentions of its two things.

It differs in what is read: the published scorer's files hold whole documents, the public snapshot the annotated
passages only, so a document here is its passages in order, a paragraph each, and a pronoun whose name stands between
them stays unresolved. Figures of the leaderboard are of the fifth fold, whose facts are not public.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from pipeline.document import Argument, Document, Triple
from pipeline.evaluate.tally import Counts
from pipeline.flow import Flow
from pipeline.grammar.tree import RELATIVE, tree_of
from pipeline.train.facts import passages

_WORD = re.compile(r"[\w-]+")
RELATIVES = RELATIVE | {"where"}

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact: its property and the half-open ranges of characters of subject and object."""

    property: str
    subject: Span
    object: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document: its characters, the properties for which it was searched, and the facts found."""

    begin: int
    end: int
    asked: frozenset[str]
    facts: frozenset[Stated]


class Rule(BaseModel):
    """When a triple says a property; the fields are explained in knowledgenet.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    property: str
    relation: str
    swapped: bool = False
    both: bool = False
    wider: bool = False
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    cues: frozenset[str] = frozenset()
    not_cues: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    not_names: frozenset[str] = frozenset()

    def fits(self, triple: Triple) -> bool:
        """Whether the triple says the property."""
        cue, name = _words(triple.cue.text), _words(triple.object.name or triple.object.text)
        return (
            self.relation == triple.relation
            and (not self.subject or triple.subject.type in self.subject)
            and (not self.object or triple.object.type in self.object)
            and (not self.cues or bool(cue & self.cues))
            and (not self.names or bool(name & self.names))
            and not cue & self.not_cues
            and not name & self.not_names
        )


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower()))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of knowledgenet.toml."""
    page = resources.files("pipeline.train").joinpath("knowledgenet.toml").read_text("utf-8")
    return tuple(Rule.model_validate(block) for block in tomllib.loads(page)["rule"])


def tallies(flow: Flow, data: Path, split: str) -> dict[str, Mapping[str, Counts]]:
    """Document -> measure -> counts, the measures "overlap", "exact" and, by overlap, each property."""
    found: dict[str, Mapping[str, Counts]] = {}
    for name, rows in groupby(passages(data, split), key=lambda row: str(row["documentId"])):
        raw, gold = _document(sorted(rows, key=lambda row: int(row["passageStart"])))
        found[name] = _counts(flow.read_text(raw, name), gold)
    return found


def _document(rows: Sequence[Mapping[str, Any]]) -> tuple[str, list[Passage]]:
    """The text of the passages, a paragraph each, and what is annotated in it."""
    raw, found = "", list[Passage]()
    for row in rows:
        raw += "\n\n" if raw else ""
        shift = len(raw) - row["passageStart"]
        facts = [
            Stated(
                fact["property"],
                (fact["subjectStart"] + shift, fact["subjectEnd"] + shift),
                (fact["objectStart"] + shift, fact["objectEnd"] + shift),
            )
            for fact in row["facts"]
        ]
        begin, raw = len(raw), raw + row["passageText"]
        found.append(Passage(begin, len(raw), frozenset(row["properties"]), frozenset(facts)))
    return raw, found


def _counts(read: Document, gold: Iterable[Passage]) -> dict[str, Counts]:
    found: dict[str, Counts] = {"overlap": Counts(), "exact": Counts()}
    for passage in gold:
        said = {fact for triple in read.triples or () for fact in _said(read, triple, passage)}
        for asked in sorted(passage.asked):
            wanted, predicted = ({f for f in facts if f.property == asked} for facts in (passage.facts, said))
            by_overlap = _matched(wanted, predicted, _overlap)
            found["overlap"] += by_overlap
            found["exact"] += _matched(wanted, predicted, Span.__eq__)
            found[asked] = found.get(asked, Counts()) + by_overlap
    return found


def _matched(wanted: set[Stated], predicted: set[Stated], same: Any) -> Counts:
    """Facts found; facts; facts found and predicted facts that find none."""

    def match(one: Stated, other: Stated) -> bool:
        return bool(same(one.subject, other.subject) and same(one.object, other.object))

    right = sum(any(match(one, other) for other in predicted) for one in wanted)
    wrong = sum(not any(match(one, other) for one in wanted) for other in predicted)
    return Counts(right, len(wanted), right + wrong)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _said(read: Document, triple: Triple, passage: Passage) -> Iterator[Stated]:
    """The facts that a triple says in the passage in which its evidence stands, one for each pair of mentions."""
    if not (passage.begin <= triple.cue.start < passage.end):
        return
    for rule in rules():
        if rule.fits(triple):
            objects = [triple.object, *(_around(read, triple.object, passage) if rule.wider else ())]
            for subject in _places(read, triple.subject, passage):
                for object_ in (place for one in objects for place in _places(read, one, passage)):
                    ways = [(object_, subject)] if rule.swapped else [(subject, object_)]
                    for first, second in ways + [(object_, subject)] * rule.both:
                        if not _overlap(first, second):
                            yield Stated(rule.property, first, second)


def _around(read: Document, argument: Argument, passage: Passage) -> list[Argument]:
    """The places in which a place is said to lie in the passage, and those in which they do."""
    found: list[Argument] = []
    inside = [
        t for t in read.triples or () if t.relation == "located_in" and passage.begin <= t.cue.start < passage.end
    ]
    names = {argument.entity}
    while more := [t for t in inside if t.subject.entity in names and t.object.entity not in names]:
        found += [t.object for t in more]
        names |= {t.object.entity for t in more}
    return found


def _places(read: Document, argument: Argument, passage: Passage) -> list[Span]:
    """Where the argument stands in the passage: all mentions of an entity and the relative pronouns that stand for
    it, the one place of all else."""
    found = [(argument.start, argument.end)]
    if argument.entity is not None:
        entity = next(e for e in read.entities or () if e.id == argument.entity)
        found += [(m.start, m.end) for m in entity.mentions]
        found += [pronoun for pronoun, word in _relatives(read) if any(_overlap(word, place) for place in found)]
    return sorted({place for place in found if passage.begin <= place[0] and place[1] <= passage.end})


def _relatives(read: Document) -> list[tuple[Span, Span]]:
    """Words whose clause tells of a word before it ("who", "where"), each with that word, as ranges of characters."""
    if read.syntax is None:
        return []
    tokens, tree = read.syntax.tokens, tree_of(read.syntax)
    found = []
    for at, token in enumerate(tokens):
        if token.form.lower() in RELATIVES:
            clauses = (above for above in tree.above(at) if tokens[above].deprel == "acl:relcl")
            head = tokens[tokens[clause].head] if (clause := next(clauses, None)) is not None else token
            found += [((token.start, token.end), (head.start, head.end))] if head.start < token.start else []
    return found
