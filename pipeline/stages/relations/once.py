"""Each fact once: of several tellings the clearest, of relations of one kind the most specific."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.document import Argument, Syntax, Triple
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.phrases import head_of
from pipeline.ontology.schema import Ontology

Key = tuple[str, str, str]


def once(triples: Iterable[Triple], arguments: Arguments, ontology: Ontology) -> tuple[Triple, ...]:
    """The triples without repetitions, in text order; of a symmetric relation one of a pair.

    Where the ontology calls a relation more specific than another one between the same two, only it is kept.
    """
    best: dict[Key, Triple] = {}
    syntax = arguments.syntax
    opening = syntax.tokens[syntax.sentences[0][1] - 1].end if syntax.sentences else 0
    for found in triples:
        key = _key(found, syntax, ontology)
        if key not in best or _clarity(found, opening) < _clarity(best[key], opening):
            best[key] = found
    kept = []
    for key, one in best.items():
        stronger = next((r.name for r in ontology if key[0] in r.over and (r.name, *key[1:]) in best), None)
        if stronger is None:
            kept.append(one)
        else:
            pair = f"{one.subject.text!r} and {one.object.text!r}"
            arguments.reject(one.relation, one.cue, f"{stronger}, which is more specific, holds between {pair}")
    return tuple(sorted(kept, key=lambda t: (t.evidence.start, t.evidence.end, t.relation, t.id)))


def _key(found: Triple, syntax: Syntax, ontology: Ontology) -> Key:
    subject, object_ = _thing(found.subject, syntax), _thing(found.object, syntax)
    if ontology[found.relation].symmetric and object_ < subject:
        subject, object_ = object_, subject
    return found.relation, subject, object_


def _thing(argument: Argument, syntax: Syntax) -> str:
    """An entity by its id, a topic by the lemma of its head: "sales", "sale of software" are told as one."""
    if argument.entity is not None:
        return argument.entity
    tokens = syntax.inside(argument.start, argument.end)
    return "topic " + (syntax.tokens[head_of(syntax, tokens)].lemma.lower() if tokens else argument.text)


def _clarity(found: Triple, opening: int) -> tuple[bool, bool, int, int]:
    """Names before descriptions and pronouns, the body before the opening (a headline), then short, then early."""
    named = all(a.entity is None or a.text[:1].isupper() for a in (found.subject, found.object))
    return not named, found.evidence.start < opening, found.evidence.end - found.evidence.start, found.evidence.start
