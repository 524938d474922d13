"""Attitudes: of two that gold gives as holder and target of a position, which attitude is read?

Three readings of the same pair, the holders and targets being gold's:

- *rules*: the likeliest position that the rules told between the two; nothing where they told none;
- *model*: of the engine's clues to attitudes in the sentence of the position the likeliest, by the product of what it
  gives the cue, the holder and the target;
- *both*: the likeliest position that the profile read between the two, else the model's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.document import Argument, Document, Syntax, Triple
from pipeline.evaluate.match import Judge
from pipeline.evaluate.tally import Share, Tally
from pipeline.grammar.scores import LEAST
from pipeline.ontology.schema import Ontology


@dataclass(frozen=True, slots=True)
class Attitudes(Tally):
    """How many gold positions there are, and of how many each reading gives an attitude, and the right one."""

    asked: int = 0
    rules_read: int = 0
    rules: int = 0
    model: int = 0
    both: int = 0


def of_gold(pairs: Iterable[tuple[Document, Document | None]], ontology: Ontology) -> dict[str, Attitudes]:
    """Attitude -> tally over (gold, what the profile read in the article when gold's entities were given it).

    An article that failed has read nothing.
    """
    found: dict[str, Attitudes] = {}
    for gold, read in pairs:
        for attitude, tally in _article(gold, read or Document(gold.name, gold.raw), ontology):
            found[attitude] = found.get(attitude, Attitudes()) + tally
    return dict(sorted(found.items()))


def table(tallies: Mapping[str, Attitudes]) -> str:
    """A line for each attitude and one for all: in percent what each reading gets right of all positions, and the
    rules of those that they read at all."""
    total = sum(tallies.values(), Attitudes())
    rows = [f"{'attitude':12}  asked   rules   if read   model    both"]
    for name, t in [*tallies.items(), ("all", total)]:
        counts = ((t.rules, t.asked), (t.rules, t.rules_read), (t.model, t.asked), (t.both, t.asked))
        rules, if_read, model, both = (100 * Share(*pair).accuracy for pair in counts)
        rows.append(f"{name:12} {t.asked:6} {rules:7.1f} {if_read:9.1f} {model:7.1f} {both:7.1f}")
    return "\n".join(rows)


def _article(gold: Document, read: Document, ontology: Ontology) -> Iterator[tuple[str, Attitudes]]:
    judge = Judge.of(gold, read, ontology)
    stances = gold.stances.stances if gold.stances else ()
    clues = _Clues(read, frozenset(relation.name for relation in ontology.of("stance")))
    for stance in stances:
        right = {other.relation for other in stances if _pair(other) == _pair(stance)}
        told = [t for t in (read.stances.stances if read.stances else ()) if judge.pair(stance, t)]
        rules = _likeliest([t for t in told if t.by == "rules"])
        model = clues.attitude(stance)
        both = _likeliest(told) or model
        hits = (rules is not None, rules in right, model in right, both in right)
        yield stance.relation, Attitudes(1, *map(int, hits))


def _pair(stance: Triple) -> tuple[str | int, str | int]:
    return stance.subject.entity or stance.subject.start, stance.object.entity or stance.object.start


def _likeliest(told: Iterable[Triple]) -> str | None:
    best = max(told, key=lambda t: t.score, default=None)
    return best.relation if best else None


@dataclass(frozen=True, slots=True)
class _Clues:
    """What the engine saw of attitudes in an article."""

    read: Document
    attitudes: frozenset[str]

    def attitude(self, stance: Triple) -> str | None:
        """The attitude of the likeliest clue in the sentence of the position; None where it saw none."""
        syntax = self.read.syntax
        inside = syntax.inside(stance.evidence.start, stance.evidence.end) if syntax else range(0)
        if syntax is None or not inside:
            return None
        sentences = {syntax.sentence_of(inside[0]), syntax.sentence_of(inside[-1])}
        holder, target = (self._words(syntax, argument) for argument in (stance.subject, stance.object))
        chances = [
            (clue.score * _linked(clue.subjects, holder) * _linked(clue.objects, target), clue.relation)
            for clue in syntax.clues
            if clue.relation in self.attitudes and syntax.sentence_of(clue.word) in sentences
        ]
        return max(chances)[1] if chances else None

    def _words(self, syntax: Syntax, argument: Argument) -> set[int]:
        """The tokens of an argument, of an entity those of all its mentions."""
        mentions = [m for e in self.read.entities or () if e.id == argument.entity for m in e.mentions]
        spans = [(argument.start, argument.end), *((m.start, m.end) for m in mentions)]
        return {token for start, end in spans for token in syntax.inside(start, end)}


def _linked(words: Iterable[tuple[int, float]], wanted: set[int]) -> float:
    return max((chance for word, chance in words if word in wanted), default=LEAST)
