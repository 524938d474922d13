"""The source of each triple that stands inside a saying, and the chain of those who pass it on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.document import Argument, Attribution, Relay, Syntax, Triple
from pipeline.stages.stance.sayings import Saying
from pipeline.stages.stance.vocabulary import Vocabulary


class Sources:
    """Who says the words at a place of the document."""

    def __init__(self, syntax: Syntax, said: Iterable[Saying], words: Vocabulary) -> None:
        self._syntax = syntax
        self._words = words
        self._around: dict[int, list[Saying]] = defaultdict(list)
        for saying in sorted(said, key=lambda s: (len(s.content), s.cue.start)):
            for token in saying.content:
                self._around[token].append(saying)

    def saying_at(self, token: int) -> Saying | None:
        """The saying that holds the token, of several the innermost."""
        return next((s for s in self._around.get(token, ()) if not s.figures), None)

    def attributions(self, triples: Iterable[Triple]) -> tuple[Attribution, ...]:
        """The source of each triple that stands inside a saying, with the chain around it, in the order of triples.

        The source is the innermost speaker with a name; without any, the innermost one. The holder of a stance is not
        its source again.
        """
        return tuple(a for triple in triples if (a := _attribution(triple, self._chain(triple))))

    def _chain(self, triple: Triple) -> list[Saying]:
        """The sayings that tell the triple, from the innermost outward, one for each speaker; empty where it is told in
        the article's own voice.

        A triple is told where its cue, or the value of an attribute, stands. A lasting tie told by a title or a
        genitive and a fact told in a relative clause are what the article knows, unless they stand in a quotation.
        """
        words = self._syntax.inside(triple.cue.start, triple.cue.end)
        chain = self._holding(words, triple)
        if not chain and triple.family == "attribute":
            words = self._syntax.inside(triple.object.start, triple.object.end)
            chain = self._holding(words, triple)
        if not chain or self._speaks_for_itself(triple, chain[0].source):
            return []
        lasting = triple.family == "relation" and all(self._syntax.tokens[w].upos != "VERB" for w in words)
        known = triple.factuality == "fact" and chain[0].asides.issuperset(words)
        return [] if (lasting or known) and not chain[0].quoted else chain

    def _speaks_for_itself(self, triple: Triple, source: Argument) -> bool:
        """Whether the source is told by the triple already: it holds the stance, or does what it says by saying so."""
        acting = triple.family == "stance" or triple.relation in self._words.speech_acts
        return acting and same(source, triple.subject)

    def _holding(self, words: Sequence[int], triple: Triple) -> list[Saying]:
        """The sayings that hold all the words, smallest first, one for each speaker."""
        found: list[Saying] = []
        for saying in self._around.get(words[0], ()) if words else ():
            tells = saying.content.issuperset(words) and (triple.family == "attribute" or not saying.figures)
            if tells and not any(same(saying.source, other.source) for other in found):
                found.append(saying)
        return found


def _attribution(triple: Triple, chain: Sequence[Saying]) -> Attribution | None:
    if not chain:
        return None
    said = next((s for s in chain if s.source.entity is not None), chain[0])
    via = tuple(Relay(s.source, s.cue) for s in chain if s is not said)
    return Attribution(triple.id, said.source, said.cue, via or None)


def same(a: Argument, b: Argument) -> bool:
    """Whether two arguments stand for the same entity or are the same words."""
    return a.entity == b.entity if a.entity or b.entity else (a.start, a.end) == (b.start, b.end)
