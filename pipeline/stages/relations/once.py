"""Each fact once: of several tellings the clearest, of relations of one kind the most specific."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.document import Argument, Syntax, Triple
from pipeline.grammar.phrases import head_of

# Of relations that hold between the same two, the most specific is kept (the labelling rules, rule 4).
SPECIFIC_FIRST = (
    ("leads", "speaks_for", "works_for"),
    ("bans", "restricts"),
    ("acquires", "buys"),
    ("convicts", "charges", "accuses"),
)

Key = tuple[str, str, str]


def once(triples: Iterable[Triple], syntax: Syntax, symmetric: frozenset[str] = frozenset()) -> tuple[Triple, ...]:
    """The triples without repetitions, in text order; of a symmetric relation one of a pair."""
    best: dict[Key, Triple] = {}
    opening = syntax.tokens[syntax.sentences[0][1] - 1].end if syntax.sentences else 0
    for found in triples:
        key = _key(found, syntax, symmetric)
        if key not in best or _clarity(found, opening) < _clarity(best[key], opening):
            best[key] = found
    kept = [triple for key, triple in best.items() if not _is_outranked(key, best)]
    return tuple(sorted(kept, key=lambda t: (t.evidence.start, t.evidence.end, t.relation, t.id)))


def _key(found: Triple, syntax: Syntax, symmetric: frozenset[str]) -> Key:
    subject, object_ = _thing(found.subject, syntax), _thing(found.object, syntax)
    if found.relation in symmetric and object_ < subject:
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


def _is_outranked(key: Key, best: dict[Key, Triple]) -> bool:
    relation, *pair = key
    chains: Sequence[Sequence[str]] = [chain for chain in SPECIFIC_FIRST if relation in chain]
    return any((stronger, *pair) in best for chain in chains for stronger in chain[: chain.index(relation)])
