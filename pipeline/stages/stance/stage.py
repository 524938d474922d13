"""Stage `stance`: who holds which attitude to what, and who says each triple."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Document, Layer, Stances
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.cues import Lexicon, lexicon
from pipeline.grammar.rejections import Rejection
from pipeline.ontology.schema import Ontology
from pipeline.stages.stance.hearing import By
from pipeline.stages.stance.model import Classifier
from pipeline.stages.stance.rules import read


@dataclass(frozen=True, slots=True)
class Stance:
    """Gives `stances`: positions in text order, then the sources of triples and positions.

    With `least` the engine's clues have a say, as in stage `relations`; None: by rules alone. With a `classifier` the
    attitudes are those that it gives to the holders and targets that were found. `sources`: who finds who says what,
    "rules", the engine's clues ("model"), or "both".
    """

    ontology: Ontology
    least: float | None = None
    classifier: Classifier | None = None
    sources: By = "rules"
    name: str = "stance"
    needs: frozenset[Layer] = frozenset({"text", "syntax", "mentions", "entities", "triples"})
    gives: Layer = "stances"
    _lexicon: Lexicon = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lexicon", lexicon(self.ontology.of("stance")))

    def __call__(self, documents: Sequence[Document]) -> list[Stances]:
        """Stances and attributions of each document."""
        return [self._read(Arguments.of(document)) for document in documents]

    def rejections(self, document: Document) -> list[Rejection]:
        """What was turned away in reading a document, in text order."""
        rejected: list[Rejection] = []
        self._read(Arguments.of(document, rejected))
        return sorted(dict.fromkeys(rejected), key=lambda r: (r.cue.start, r.relation))

    def _read(self, arguments: Arguments) -> Stances:
        return read(arguments, self.ontology, self._lexicon, self.least, self.classifier, self.sources)
