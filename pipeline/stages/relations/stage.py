"""Stage `relations`: who is what to whom, who did what to whom, and what is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document, Layer, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.clues import Clues
from pipeline.grammar.cues import Lexicon, lexicon
from pipeline.grammar.predications import predications
from pipeline.grammar.rejections import Rejection
from pipeline.ontology.schema import Ontology
from pipeline.stages.relations.attributes import attributes
from pipeline.stages.relations.named import Named
from pipeline.stages.relations.once import once
from pipeline.stages.relations.reasons import Reasons
from pipeline.stages.relations.rules import Reader
from pipeline.stages.relations.ties import Ties, title_lemmas
from pipeline.stages.relations.titles import Beside

CAUSE = "causes"


@dataclass(frozen=True, slots=True)
class Relations:
    """Gives `triples` of the families relation, event and attribute, in text order.

    With `least` the engine's clues have a say: what rules tell is scored by what the engine saw of it, and what only
    the engine saw is given if it is at least so likely to be right. None: by rules alone.
    """

    ontology: Ontology
    least: float | None = None
    name: str = "relations"
    needs: frozenset[Layer] = frozenset({"text", "syntax", "mentions", "entities"})
    gives: Layer = "triples"
    _lexicon: Lexicon = field(init=False, repr=False, compare=False)
    _measures: Lexicon = field(init=False, repr=False, compare=False)
    _titles: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lexicon", lexicon(self.ontology.of("relation", "event")))
        object.__setattr__(self, "_measures", lexicon(self.ontology.of("attribute")))
        object.__setattr__(self, "_titles", title_lemmas(self.ontology))

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Triple, ...]]:
        """Triples of each document, each fact once."""
        return [self._triples(Arguments.of(document)) for document in documents]

    def rejections(self, document: Document) -> list[Rejection]:
        """What was turned away in reading a document, in text order."""
        rejected: list[Rejection] = []
        self._triples(Arguments.of(document, rejected))
        return sorted(dict.fromkeys(rejected), key=lambda r: (r.cue.start, r.relation))

    def _triples(self, arguments: Arguments) -> tuple[Triple, ...]:
        document, read = arguments.document, predications(arguments.syntax)
        named = Named.of(document)
        found = [*Reader(arguments, Beside(named), self._lexicon).triples(read)]
        found += Ties(document, named, self.ontology, self._titles).triples()
        if CAUSE in self.ontology.relations:
            found += Reasons(arguments, self.ontology[CAUSE]).triples()
        told = [*once(found, arguments, self.ontology), *attributes(arguments, self._measures, read)]
        if self.least is not None:
            told = Clues(arguments, read).joined(told, self.ontology.of("relation", "attribute", "event"), self.least)
        return tuple(sorted(told, key=lambda t: (t.evidence.start, t.evidence.end, t.relation, t.id)))
