"""Voices: predications of saying with their speaker, whatever way the tree hangs them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Argument
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.predications import Predication
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.speakers import Speakers

CLOSING = frozenset({'"', "”", "''", "’", "'", "»"})
# Slots that name who speaks, of a verb and of a noun ("Telvia's claim", "reports by Telvia").
SPEAKERS = {"verb": ("agent",), "noun": ("agent", "poss", "by", "of", "from", "compound")}


@dataclass(frozen=True, slots=True)
class Voice:
    """A predication of saying; `speaker`: the token of its `source`; `clauses`: heads of what is said, maybe none."""

    predication: Predication
    speaker: int
    source: Argument
    clauses: tuple[int, ...]


def voices(speakers: Speakers, predications: Sequence[Predication]) -> Iterator[Voice]:
    """Those who say something; what they say may stand in a quotation beside them. A denied saying is none."""
    words = speakers.words
    for predication in predications:
        verb = predication.pos == "verb"
        telling = predication.lemma in (words.verbs if verb else words.nouns) or _is_gerund(speakers, predication)
        quoting = verb and (telling or predication.lemma in words.of_quotes)
        if predication.factuality == "negated" or not (telling or quoting) or predication.pos == "adjective":
            continue
        clauses = _clauses(speakers, predication) if telling else ()
        found = _speaker(speakers, predication) if quoting or clauses else None
        if found is not None:
            yield Voice(predication, *found, clauses)


def _is_gerund(speakers: Speakers, predication: Predication) -> bool:
    """Whether a noun is the "-ing" of a verb of saying: trees disagree about "with Telvia estimating that"."""
    stem = speakers.arguments.tree.form(predication.head).removesuffix("ing")
    known = stem in speakers.words.verbs or stem + "e" in speakers.words.verbs
    return predication.pos == "noun" and stem != speakers.arguments.tree.form(predication.head) and known


def _clauses(speakers: Speakers, predication: Predication) -> tuple[int, ...]:
    """Heads of what is said: the complement clause, a figure, or what a saying is set beside (", he announced")."""
    tree, head = speakers.arguments.tree, predication.head
    clauses = predication.fillers("clause") or tree.under(head, "ccomp")
    if predication.lemma in speakers.words.of_figures:
        clauses += predication.fillers("patient")
    if clauses or predication.pos != "verb" or predication.fillers("patient"):
        return clauses
    if tree.base(head) in ("parataxis", "advcl") and tree.under(head, "nsubj") and not tree.under(head, "mark"):
        return (tree.tokens[head].head,)
    return tuple(c for c in tree.under(head, "advcl") if c > head and tree.under(c, "nsubj") and not _marked(tree, c))


def _marked(tree: Tree, clause: int) -> bool:
    return bool(tree.under(clause, "mark") or tree.under(clause, "advmod"))


def _speaker(speakers: Speakers, predication: Predication) -> tuple[int, Argument] | None:
    tokens = [t for slot in SPEAKERS[predication.pos] for t in predication.fillers(slot)]
    if predication.pos == "verb":
        tokens = _behind(speakers.arguments, predication.head) or _nearest_first(speakers, predication, tokens)
        tokens = tokens or _before(speakers.arguments, predication.head)
    return next(((t, source) for t in tokens if (source := speakers.at(t))), None)


def _nearest_first(speakers: Speakers, predication: Predication, agents: list[int]) -> list[int]:
    """Where a tree gives a verb two subjects ("the Moscow daily Kommersant said"), the last one is the name."""
    own = [a for a in agents if a in speakers.arguments.tree.under(predication.head, "nsubj")]
    return [*reversed(own), *(a for a in agents if a not in own)]


def _behind(arguments: Arguments, verb: int) -> list[int]:
    """The name right behind a verb that follows a quotation mark: '", wrote Trump': trees take it for an object."""
    inverted = verb > 0 and arguments.tree.form(verb - 1) in CLOSING
    return [verb + 1] if inverted and verb + 1 in arguments.mentions else []


def _before(arguments: Arguments, verb: int) -> list[int]:
    """The name right before a verb that the tree gives no subject."""
    if arguments.tree.under(verb, "aux:pass", "nsubj", "cop"):
        return []
    at = verb - 1
    while at >= 0 and arguments.tree.tokens[at].upos in ("ADV", "AUX", "PUNCT"):
        at -= 1
    found = arguments.mentions.get(at)
    return [at] if found and found[1].kind == "name" and arguments.tree.tokens[verb].head != at else []
