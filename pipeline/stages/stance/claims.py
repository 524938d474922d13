"""The triples of a document as claims that somebody may take a position to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.document import Syntax, Triple
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.topics import below


@dataclass(frozen=True, slots=True)
class Claims:
    """Finds claims in a tree; `told`: token of a cue -> ids of the triples that it expresses."""

    tree: Tree
    syntax: Syntax
    told: Mapping[int, Sequence[str]]

    def aimed(self, stance: Triple) -> Triple:
        """The stance with the claim that its topic tells as its target, where it has none yet."""
        if stance.target is not None or stance.object.entity is not None:
            return stance
        tokens = self.syntax.inside(stance.object.start, stance.object.end)
        return replace(stance, target=self.under(head_of(self.syntax, tokens))) if tokens else stance

    @classmethod
    def of(cls, tree: Tree, syntax: Syntax, triples: Iterable[Triple]) -> Claims:
        """Of the triples that the document has."""
        told: dict[int, list[str]] = {}
        for triple in triples:
            for token in syntax.inside(triple.cue.start, triple.cue.end):
                told.setdefault(token, []).append(triple.id)
        return cls(tree, syntax, told)

    def under(self, head: int) -> str | None:
        """The triple that the phrase or clause under `head` tells: of several the one with its cue nearest to it.

        What is joined to it ("to cut taxes and build a bridge") is another claim.
        """
        joined = {t for c in self.tree.under(head, "conj") for t in below(self.tree, c)}
        claim = sorted(below(self.tree, head) - joined, key=lambda t: (abs(t - head), t))
        return next((ids[0] for t in claim if (ids := self.told.get(t))), None)
