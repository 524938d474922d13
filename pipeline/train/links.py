"""What labelled articles teach: names, words that are cues of a relation, and what other words are to a cue.

The articles are read by the engine itself, so that cues and arguments are words of its own sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import Argument, Document, Entity, Syntax, Triple
from pipeline.errors import GoldError
from pipeline.evaluate.match import all_triples
from pipeline.flow import load
from pipeline.gold import passages
from pipeline.gold.folder import read_gold
from pipeline.grammar.countries import country_in, country_named
from pipeline.grammar.phrases import head_of
from pipeline.ontology import schema as ontologies
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.gold import tags

# The relations that the engine learns, in the order of its columns.
RELATIONS = tuple(relation.name for relation in ontologies.load())


def read(folder: Path, split: str) -> Iterator[Sentence]:
    """Sentences with names and cues of the articles of one split of a gold folder, read by the shipped engine."""
    yield from _read(read_gold(folder, split))


def read_passages(folder: Path, held_out: bool = False) -> Iterator[Sentence]:
    """Sentences with names and cues of the passages in a folder that are held out of training, or of those that are
    not; GoldError if one has a fault."""
    documents, faults = passages.read(folder, ontologies.load())
    if faults:
        raise GoldError(f"{folder}: {len(faults)} faults, the first is {faults[0]}")
    yield from _read([document for document in documents if passages.is_held_out(document) == held_out])


def _read(labelled: Iterable[Document]) -> Iterator[Sentence]:
    flow = load().until("entities")
    for gold in labelled:
        bare = Document(gold.name, gold.raw, gold.format, gold.published)
        yield from sentences(gold, flow([bare])[0])


def sentences(gold: Document, read: Document) -> Iterator[Sentence]:
    """The sentences of an article with their names and cues. `read`: the same article with the layers syntax, mentions
    and entities as the engine reads them, by which pronouns and descriptions are found."""
    assert read.syntax is not None
    placed = _Placed.of(gold, read)
    names = [m for m in gold.mentions or () if m.kind == "name"]
    found: dict[int, dict[int, tuple[set[str], set[int], set[int]]]] = {}
    for triple in all_triples(gold):
        cue = placed.cue(triple)
        if cue is None:
            continue
        sentence = read.syntax.sentence_of(cue)
        relations, subjects, objects = found.setdefault(sentence, {}).setdefault(cue, (set(), set(), set()))
        relations.add(triple.relation)
        for argument, words in ((triple.subject, subjects), (triple.object, objects)):
            word = placed.argument(argument, triple, cue)
            words |= set() if word is None else {word}
    for at, (first, end) in enumerate(read.syntax.sentences):
        tokens = read.syntax.tokens[first:end]
        yield Sentence(
            words=tuple(t.form for t in tokens),
            names=tags(tokens, names),
            cues=tuple(
                Cue(cue - first, tuple(sorted(relations)), _from(first, subjects), _from(first, objects))
                for cue, (relations, subjects, objects) in sorted(found.get(at, {}).items())
            ),
        )


def _from(first: int, tokens: set[int]) -> tuple[int, ...]:
    return tuple(sorted(token - first for token in tokens))


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where labels stand among the words that the engine read. `same`: gold entity -> the entities read for it;
    `adjectives`: country -> where its people or what belongs to it is named ("Danish")."""

    syntax: Syntax
    entities: Mapping[str, Entity]
    same: Mapping[str, Sequence[Entity]]
    adjectives: Mapping[str, Sequence[tuple[int, int]]]

    @classmethod
    def of(cls, gold: Document, read: Document) -> _Placed:
        assert read.syntax is not None
        entities = {e.id: e for e in gold.entities or ()}
        same = {id: [r for r in read.entities or () if _overlap(e, r)] for id, e in entities.items()}
        return cls(read.syntax, entities, same, _adjectives(read.entities or ()))

    def cue(self, triple: Triple) -> int | None:
        tokens = self.syntax.inside(triple.cue.start, triple.cue.end)
        return head_of(self.syntax, tokens) if tokens else None

    def argument(self, argument: Argument, triple: Triple, cue: int) -> int | None:
        """The word that heads the argument in the cue's sentence, the nearest one; None if it stands elsewhere."""
        spans = [(argument.start, argument.end)]
        if argument.entity is not None:
            entities = (self.entities[argument.entity], *self.same[argument.entity])
            spans = [(m.start, m.end) for entity in entities for m in entity.mentions]
            spans += self.adjectives.get(country_named(entities[0].name) or "", ())
        sentence = self.syntax.sentence_of(cue)
        heads = [head_of(self.syntax, tokens) for s, e in spans if (tokens := self.syntax.inside(s, e))]
        near = sorted((abs(h - cue), h) for h in heads if self.syntax.sentence_of(h) == sentence)
        inside = [h for _, h in near if triple.evidence.start <= self.syntax.tokens[h].start < triple.evidence.end]
        return next(iter([*inside, *(h for _, h in near)]), None)


def _adjectives(entities: Iterable[Entity]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for mention in (m for entity in entities if entity.type == "NORP" for m in entity.mentions):
        country = country_in(mention.text)
        if country is not None:
            found.setdefault(country, []).append((mention.start, mention.end))
    return found


def _overlap(one: Entity, other: Entity) -> bool:
    return any(m.start < n.end and n.start < m.end for m in one.mentions for n in other.mentions)
