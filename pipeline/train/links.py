"""What labelled articles teach: names, words that are cues of a relation, and what other words are to a cue.

The articles are read by the engine itself, so that cues and arguments are words of its own sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.document import SAYS, Argument, Document, Entity, Syntax, Triple
from pipeline.errors import GoldError
from pipeline.evaluate.match import all_triples
from pipeline.flow import load
from pipeline.gold import passages
from pipeline.gold.folder import read_gold
from pipeline.grammar.countries import country_in, country_named
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import tree_of
from pipeline.ontology import schema as ontologies
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.gold import tags
from pipeline.train.sources import ASKED, is_settled, joined, ruled, saying

# What the engine learns cues of, in the order of its columns: the relations of the ontology, then who says what. A new
# one is put at the end, so that older weights are those of the first columns.
KNOWN = frozenset(relation.name for relation in ontologies.load())
RELATIONS = (*(relation.name for relation in ontologies.load()), SAYS)


def read(folder: Path, split: str) -> Iterator[Sentence]:
    """Sentences with names and cues of the articles of one split of a gold folder, read by the shipped engine."""
    for gold, read in _read(read_gold(folder, split)):
        yield from sentences(gold, read)


def read_passages(folder: Path, held_out: bool = False) -> Iterator[Sentence]:
    """Sentences with names and cues of the passages in a folder that are held out of training, or of those that are
    not; GoldError if one has a fault."""
    documents, faults = passages.read(folder, ontologies.load())
    if faults:
        raise GoldError(f"{folder}: {len(faults)} faults, the first is {faults[0]}")
    for gold, read in _read([document for document in documents if passages.is_held_out(document) == held_out]):
        yield from sentences(gold, read)


def _read(labelled: Iterable[Document]) -> Iterator[tuple[Document, Document]]:
    """Labelled articles, each with the same article as the engine reads it."""
    flow = load().until("entities")
    for gold in labelled:
        bare = Document(gold.name, gold.raw, gold.format, gold.published)
        yield gold, flow([bare])[0]


def sentences(gold: Document, read: Document) -> Iterator[Sentence]:
    """The sentences of an article with their names and cues. `read`: the same article with the layers syntax, mentions
    and entities as the engine reads them, by which pronouns and descriptions are found.

    Labels tell who says a triple, not what else is said. Where rules read a saying it is taught too; of a sentence with
    another word of saying it is not asked who says what.
    """
    assert read.syntax is not None
    placed = _Placed.of(gold, read)
    names = [m for m in gold.mentions or () if m.kind == "name"]
    found, said = _told(gold, placed), _said(gold, placed)
    for cue in ruled(read):
        inside = said.setdefault(read.syntax.sentence_of(cue.word), [])
        if all(other is None or other.word != cue.word for other in inside):
            inside.append(cue)
    for at, (first, end) in enumerate(read.syntax.sentences):
        tokens = read.syntax.tokens[first:end]
        known = [cue.word - first for cue in said.get(at, ()) if cue]
        settled = None not in said.get(at, ()) and is_settled(tokens, known)
        yield Sentence(
            words=tuple(t.form for t in tokens),
            names=tags(tokens, names),
            cues=joined([*found.get(at, ()), *said.get(at, ())], first),
            asked=KNOWN | ASKED if settled else KNOWN,
        )


def _told(gold: Document, placed: _Placed) -> dict[int, list[Cue]]:
    """By sentence the cues of all triples, as tokens of the document."""
    found: dict[int, list[Cue]] = {}
    for triple in all_triples(gold):
        cue = placed.cue(triple)
        if cue is not None:
            subject, object_ = (placed.argument(a, triple, cue) for a in (triple.subject, triple.object))
            one = Cue(cue, (triple.relation,), _one(subject), _one(object_))
            found.setdefault(placed.syntax.sentence_of(cue), []).append(one)
    return found


def _one(word: int | None) -> tuple[int, ...]:
    return () if word is None else (word,)


def _said(gold: Document, placed: _Placed) -> dict[int, list[Cue | None]]:
    """By sentence the sayings that tell the triples with a source, None for one whose words are not found."""
    sources = {a.triple: a.source for a in gold.stances.attributions} if gold.stances else {}
    tree, found = tree_of(placed.syntax), dict[int, list[Cue | None]]()
    for triple in all_triples(gold):
        cue = placed.cue(triple)
        if triple.id in sources and cue is not None:
            named = frozenset(placed.heads(sources[triple.id]))
            found.setdefault(placed.syntax.sentence_of(cue), []).append(saying(placed.syntax, tree, cue, named))
    return found


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
        sentence = self.syntax.sentence_of(cue)
        near = sorted((abs(h - cue), h) for h in self.heads(argument) if self.syntax.sentence_of(h) == sentence)
        inside = [h for _, h in near if triple.evidence.start <= self.syntax.tokens[h].start < triple.evidence.end]
        return next(iter([*inside, *(h for _, h in near)]), None)

    def heads(self, argument: Argument) -> list[int]:
        """The words that head the argument, or a mention of the entity that it is, anywhere in the article."""
        spans = [(argument.start, argument.end)]
        if argument.entity is not None:
            entities = (self.entities[argument.entity], *self.same[argument.entity])
            spans = [(m.start, m.end) for entity in entities for m in entity.mentions]
            spans += self.adjectives.get(country_named(entities[0].name) or "", ())
        return [head_of(self.syntax, tokens) for s, e in spans if (tokens := self.syntax.inside(s, e))]


def _adjectives(entities: Iterable[Entity]) -> dict[str, list[tuple[int, int]]]:
    found: dict[str, list[tuple[int, int]]] = {}
    for mention in (m for entity in entities if entity.type == "NORP" for m in entity.mentions):
        country = country_in(mention.text)
        if country is not None:
            found.setdefault(country, []).append((mention.start, mention.end))
    return found


def _overlap(one: Entity, other: Entity) -> bool:
    return any(m.start < n.end and n.start < m.end for m in one.mentions for n in other.mentions)
