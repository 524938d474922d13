"""The source of each triple that stands inside a saying."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pipeline.document import Argument, Attribution, Syntax, Triple
from pipeline.stages.stance.sayings import Saying


class Sources:
    """Who says the words at a place of the document."""

    def __init__(self, syntax: Syntax, said: Iterable[Saying]) -> None:
        self._syntax = syntax
        self._around: dict[int, list[Saying]] = defaultdict(list)
        for saying in sorted(said, key=lambda s: (len(s.content), s.cue.start)):
            for token in saying.content:
                self._around[token].append(saying)

    def saying_at(self, token: int) -> Saying | None:
        """The saying that holds the token, of several the innermost."""
        around = self._around.get(token)
        return around[0] if around else None

    def attributions(self, triples: Iterable[Triple]) -> tuple[Attribution, ...]:
        """The source of each triple whose cue stands inside a saying: the innermost one, in the order of triples.

        The holder of a stance is not its source again.
        """
        pairs = ((t, self._of(t)) for t in triples)
        return tuple(Attribution(t.id, saying.source, saying.cue) for t, saying in pairs if saying is not None)

    def _of(self, triple: Triple) -> Saying | None:
        """The saying that tells the triple: its cue, or the value of an attribute, stands inside.

        A lasting tie told by a title or a genitive is what the article knows, unless it stands in a quotation.
        """
        words = self._syntax.inside(triple.cue.start, triple.cue.end)
        saying = self._innermost(words)
        if saying is None and triple.family == "attribute":
            saying = self._innermost(self._syntax.inside(triple.object.start, triple.object.end))
        if saying is None or (triple.family == "stance" and same(saying.source, triple.subject)):
            return None
        lasting = triple.family == "relation" and all(self._syntax.tokens[w].upos != "VERB" for w in words)
        return None if lasting and not saying.quoted else saying

    def _innermost(self, words: range) -> Saying | None:
        """The smallest saying that holds all the words."""
        around = self._around.get(words[0], ()) if words else ()
        return next((s for s in around if s.content.issuperset(words)), None)


def same(a: Argument, b: Argument) -> bool:
    """Whether two arguments stand for the same entity or are the same words."""
    return a.entity == b.entity if a.entity or b.entity else (a.start, a.end) == (b.start, b.end)
