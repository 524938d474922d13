"""Makes triples: with their evidence, their id, and only between types that the ontology allows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

from pipeline.document import Argument, Document, Factuality, Quote, Syntax, Triple
from pipeline.ontology.schema import Relation

Qualifiers = Sequence[tuple[str, Quote]]


def allowed(relation: Relation, subject: Argument, object_: Argument) -> bool:
    """Whether nothing speaks against the two as arguments of the relation."""
    return not objection(relation, subject, object_)


def objection(relation: Relation, subject: Argument, object_: Argument) -> str:
    """Why the two cannot be arguments of the relation: a type that does not fit, the same thing twice, or, of topics,
    one within the other; "" if they can."""
    for side, argument, types in (
        ("subject", subject, relation.subject_types),
        ("object", object_, relation.object_types),
    ):
        if argument.type not in types:
            return f"{side} {argument.text!r} is {argument.type}; it must be {', '.join(sorted(types))}"
    if subject.entity is not None and subject.entity == object_.entity:
        return f"subject and object are the same thing, {subject.name!r}"
    if subject.entity is not None and object_.entity is not None:
        return ""  # "the American company's distributor": one description may hold the other
    overlap = subject.start < object_.end and object_.start < subject.end
    return f"subject {subject.text!r} and object {object_.text!r} are the same words" if overlap else ""


def triple(
    document: Document,
    relation: Relation,
    arguments: tuple[Argument, Argument],
    cue: Quote,
    factuality: Factuality = "fact",
    qualifiers: Qualifiers = (),
    by: str = "rules",
) -> Triple:
    """A triple whose evidence is the shortest run that holds cue, arguments and qualifiers."""
    subject, object_ = arguments
    parts: list[Argument | Quote] = [subject, object_, cue, *(quote for _, quote in qualifiers)]
    evidence = _evidence(document, cue, parts)
    held = tuple(sorted(((n, q) for n, q in qualifiers if inside(q, evidence)), key=lambda pair: pair[0]))
    return Triple(
        id=identity(document.name, relation.name, subject, object_, evidence, factuality),
        family=relation.family,
        relation=relation.name,
        subject=subject,
        object=object_,
        cue=cue,
        evidence=evidence,
        qualifiers=held,
        factuality=factuality,
        score=relation.precision,
        by=by,
    )


def identity(
    name: str, relation: str, subject: Argument, object_: Argument, evidence: Quote, factuality: Factuality
) -> str:
    """16 hex digits (SHA-256) of the content: the same finding has the same id in every run."""
    content = (name, relation, _content(subject), _content(object_), evidence.start, evidence.end, factuality)
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def _content(argument: Argument) -> tuple[str | float | int | None, ...]:
    value = argument.value.value if argument.value else None
    return argument.entity, value, argument.text, argument.start, argument.end


def inside(part: Argument | Quote, whole: Quote) -> bool:
    """Whether the part stands within the quote."""
    return whole.start <= part.start and part.end <= whole.end


def _evidence(document: Document, cue: Quote, parts: Iterable[Argument | Quote]) -> Quote:
    """From the first to the last of the parts that stand in the sentence of the cue."""
    first, last = _sentence(document.syntax, cue) if document.syntax else (0, len(document.raw))
    near = [p for p in parts if first <= p.start and p.end <= last]
    return document.quote(min(p.start for p in near), max(p.end for p in near))


def _sentence(syntax: Syntax, cue: Quote) -> tuple[int, int]:
    first, last = syntax.sentences[syntax.sentence_of(syntax.inside(cue.start, cue.end)[0])]
    return syntax.tokens[first].start, syntax.tokens[last - 1].end
