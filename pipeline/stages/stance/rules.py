"""The way of the room: quotations and sayings first, then positions, then the source of everything told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.document import Argument, Stances, Syntax, Text, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.clues import Clues
from pipeline.grammar.cues import Lexicon
from pipeline.grammar.predications import predications
from pipeline.ontology.schema import Ontology
from pipeline.stages.stance.attribution import Sources
from pipeline.stages.stance.claims import Claims
from pipeline.stages.stance.direct import direct
from pipeline.stages.stance.hearing import By, Heard, hear
from pipeline.stages.stance.judgements import Judgements
from pipeline.stages.stance.model import Classifier
from pipeline.stages.stance.quotes import quotations
from pipeline.stages.stance.reported import reported
from pipeline.stages.stance.sayings import Saying
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.stances import Reader
from pipeline.stages.stance.vocabulary import vocabulary


def read(
    arguments: Arguments,
    ontology: Ontology,
    lexicon: Lexicon,
    least: float | None = None,
    classifier: Classifier | None = None,
    by: By = "rules",
) -> Stances:
    """Stances and attributions of a document with the layers text, syntax, mentions, entities and triples; `least`,
    `classifier` as the stage has them, `by` its `sources`."""
    document, syntax = arguments.document, arguments.syntax
    assert document.text is not None
    assert document.triples is not None
    told = document.triples
    spoken = predications(syntax)
    speakers = Speakers(arguments, vocabulary())
    said = sayings(speakers, hear(speakers, spoken, by), quoted(document.text, syntax))
    sources = Sources(syntax, said, speakers.words)
    by_head = {p.head: p for p in spoken}
    claims = Claims.of(speakers.arguments.tree, syntax, told)
    by_cue = Reader(speakers, lexicon, by_head, sources, claims).stances()
    stances = _once([*by_cue, *Judgements(speakers, ontology, sources, claims).stances(spoken)])
    if least is not None:
        joined = Clues(arguments, spoken).joined(stances, ontology.of("stance"), least)
        stances = tuple(sorted(map(claims.aimed, joined), key=_text_order))
    if classifier is not None:
        stances = _once(classifier.judged(arguments, stances))
    return Stances(stances, sources.attributions([*told, *stances]))


def sayings(speakers: Speakers, heard: Heard, quoted: Sequence[range]) -> tuple[Saying, ...]:
    """Whatever somebody says, in his words or not; `quoted`: tokens of each quotation, the outer before the inner."""
    inside = frozenset(token for run in quoted for token in run)
    return (*reported(speakers, heard, inside), *direct(speakers, heard.voices, quoted))


def _once(stances: Iterable[Triple]) -> tuple[Triple, ...]:
    """Each position once, at its first place, in text order."""
    found: dict[tuple[str, str, str], Triple] = {}
    for stance in stances:
        found.setdefault((stance.relation, _thing(stance.subject), _thing(stance.object)), stance)
    return tuple(sorted(found.values(), key=_text_order))


def _text_order(stance: Triple) -> tuple[int, int, str, str]:
    return stance.evidence.start, stance.evidence.end, stance.relation, stance.id


def _thing(argument: Argument) -> str:
    return argument.entity or argument.text.lower()


def quoted(text: Text, syntax: Syntax) -> tuple[range, ...]:
    """Tokens of each quotation of the body, the outer before the inner."""
    spans = [text.to_raw(q.start, q.end) for q in quotations(text.body)]
    return tuple(syntax.inside(span.start, span.end) for span in spans)
