"""Voices: predications of saying with their speaker, whatever way the tree hangs them together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.document import Argument
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.predications import Predication
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.speakers import Speakers, phrase_head
from pipeline.stages.stance.topics import below

CLOSING = frozenset({'"', "”", "''", "’", "'", "»"})
# Slots that name who speaks, of a verb and of a noun ("Telvia's claim", "reports by Telvia").
SPEAKERS = {"verb": ("agent",), "noun": ("agent", "poss", "by", "of", "from", "compound")}


@dataclass(frozen=True, slots=True)
class Voice:
    """A predication of saying; `speaker`: the token of its `source`; `clauses`: heads of what is said, maybe none;
    `figures`: heads of phrases whose figures alone are what is said ("reported a loss of $3 million")."""

    predication: Predication
    speaker: int
    source: Argument
    clauses: tuple[int, ...]
    figures: tuple[int, ...] = ()


def voices(speakers: Speakers, predications: Sequence[Predication]) -> Iterator[Voice]:
    """Those who say something; what they say may stand in a quotation beside them. A denied saying is none."""
    for predication in predications:
        if predication.factuality == "negated" or predication.pos == "adjective":
            continue
        clauses, figures = _clauses(speakers, predication), _figures(speakers, predication)
        found = None
        if clauses or figures or _quotes(speakers, predication):
            found = _speaker(speakers, predication, clauses)
        if found is not None:
            yield Voice(predication, *found, clauses, figures)


def _tells(speakers: Speakers, predication: Predication) -> bool:
    words = speakers.words.verbs if predication.pos == "verb" else speakers.words.nouns
    return predication.lemma in words or _is_gerund(speakers, predication)


def _quotes(speakers: Speakers, predication: Predication) -> bool:
    """Whether the predication may stand beside a quotation."""
    quoting = predication.lemma in speakers.words.of_quotes or _tells(speakers, predication)
    return predication.pos == "verb" and quoting


def _is_gerund(speakers: Speakers, predication: Predication) -> bool:
    """Whether a noun is the "-ing" of a verb of saying: trees disagree about "with Telvia estimating that"."""
    stem = speakers.arguments.tree.form(predication.head).removesuffix("ing")
    known = stem in speakers.words.verbs or stem + "e" in speakers.words.verbs
    return predication.pos == "noun" and stem != speakers.arguments.tree.form(predication.head) and known


# --------------------------------------------------------------------------------------------- what is said


def _figures(speakers: Speakers, predication: Predication) -> tuple[int, ...]:
    words = speakers.words
    if predication.pos != "verb" or predication.lemma not in words.of_figures | words.ascribing:
        return ()
    return (*predication.fillers("patient"), *predication.fillers("at"))


def _clauses(speakers: Speakers, predication: Predication) -> tuple[int, ...]:
    """Heads of what is said: the complement clause, or what a saying is set beside (", he announced", "as he said")."""
    tree, head = speakers.arguments.tree, predication.head
    if predication.lemma in speakers.words.charging:
        return _charged(tree, predication)
    if not _tells(speakers, predication):
        return ()
    clauses = predication.fillers("clause") or tree.under(head, "ccomp") or _expressed(speakers, predication)
    clauses = tuple(c for c in clauses if head in tree.above(c)) or clauses
    before = tuple(c for c in clauses if c < head)
    if before:  # what stands behind belongs to who speaks: '", said Ann, the firm's head of sales'
        clauses = (*before, *(c for c in clauses if c > head and _marked(tree, c)))
    if clauses and clauses[0] in tree.above(head):
        return (_clause_around(tree, head),)
    if clauses or predication.pos != "verb" or predication.fillers("patient"):
        return clauses
    if _is_beside(tree, head):
        return (_clause_around(tree, head),)
    return tuple(c for c in tree.under(head, "advcl") if c > head and tree.under(c, "nsubj") and not _marked(tree, c))


def _expressed(speakers: Speakers, predication: Predication) -> tuple[int, ...]:
    """What a noun tells that somebody expresses: "stated its intention to leave", "claimed responsibility for"."""
    tree, words = speakers.arguments.tree, speakers.words
    if predication.lemma not in words.expressing:
        return ()
    nouns = predication.fillers("patient")
    owned = [noun for noun in nouns if tree.lemma(noun) in words.owning_up]
    return (*owned, *(c for noun in nouns for c in tree.under(noun, "acl") if tree.under(c, "mark")))


def _charged(tree: Tree, predication: Predication) -> tuple[int, ...]:
    """Heads of what somebody is to do or charged with: "asked it to wait", "accuses it of having lied"."""
    patients = predication.fillers("patient")
    if not patients and not tree.under(predication.head, "ccomp"):
        return ()
    return tuple(c for c in tree.under(predication.head, "xcomp", "ccomp", "advcl") if c > predication.head)


def _is_beside(tree: Tree, head: int) -> bool:
    """Whether a saying stands beside what is said: "it fell, Telvia said", "as Telvia said"."""
    aside = tree.base(head) in ("parataxis", "advcl") or (tree.base(head) == "conj" and tree.tokens[head].head > head)
    return aside and bool(tree.under(head, "nsubj")) and all(tree.form(m) == "as" for m in tree.under(head, "mark"))


def _clause_around(tree: Tree, head: int) -> int:
    """Head of the clause that a saying stands in: the nearest verb or clause above it, else the sentence's root."""
    around = head
    for around in tree.above(head):
        if tree.tokens[around].upos in ("VERB", "AUX") or tree.clausal(around):
            break
    return around


def _marked(tree: Tree, clause: int) -> bool:
    return bool(tree.under(clause, "mark") or tree.under(clause, "advmod"))


# ------------------------------------------------------------------------------------------------ who says it


def _speaker(speakers: Speakers, predication: Predication, said: Sequence[int]) -> tuple[int, Argument] | None:
    tokens = [t for slot in SPEAKERS[predication.pos] for t in predication.fillers(slot)]
    if predication.pos == "verb":
        tokens = _candidates(speakers, predication, tokens, said)
    return next(((t, source) for t in tokens if (source := speakers.at(t))), None)


def _candidates(speakers: Speakers, predication: Predication, agents: Sequence[int], said: Sequence[int]) -> list[int]:
    """Heads of phrases that may name the speaker of a verb, best first; never one that stands in what is said."""
    arguments, tree, head = speakers.arguments, speakers.arguments.tree, predication.head
    if tree.form(head).endswith("ing"):  # "adding Peru will sue": what follows is said, whatever the tree
        before = [a for a in agents if a < head]
        return before or [s for above in tree.above(head) for s in tree.under(above, "nsubj") if s < head]
    own = [a for a in agents if a in tree.under(head, "nsubj")]
    behind = _behind(arguments, head, bool(own))
    if behind or own:
        return [*behind, *_nearest_first(arguments, own), *(a for a in agents if a not in own)]
    content = {token for clause in said for token in below(tree, clause)} - below(tree, head)
    content.update(tree.under(head, "obj", "iobj"))
    return [*_before(arguments, head), *(a for a in agents if a not in content)]


def _nearest_first(arguments: Arguments, own: Sequence[int]) -> list[int]:
    """Where a tree gives a verb two subjects ("the Moscow daily Kommersant said"), a person's or else the last one."""
    return sorted(own, key=lambda token: (arguments.at(token, {"PERSON"}) is None, -token))


def _behind(arguments: Arguments, verb: int, has_subject: bool) -> list[int]:
    """Who is named right behind a verb that follows a quotation or comma: '", wrote Trump', ", said its director, Ms
    Marsh": trees take them for objects, or for more of what stands before the comma."""
    tree, first = arguments.tree, verb + 1
    before = tree.form(verb - 1) if verb else ""
    if first == len(tree.tokens) or not (before in CLOSING or (before == "," and not has_subject)):
        return []
    head = phrase_head(tree, first)
    told = before == "," and tree.base(head) in ("obj", "iobj")  # ", told Norvik to wait"
    named = head in arguments.mentions or not has_subject
    return [head] if named and not told and tree.tokens[head].upos in ("NOUN", "PROPN", "PRON") else []


def _before(arguments: Arguments, verb: int) -> list[int]:
    """The name right before a verb that the tree gives no subject."""
    if arguments.tree.under(verb, "aux:pass", "nsubj", "cop"):
        return []
    at = verb - 1
    while at >= 0 and arguments.tree.tokens[at].upos in ("ADV", "AUX", "PUNCT"):
        at -= 1
    found = arguments.mentions.get(at)
    beside = arguments.tree.tokens[verb].head != at or arguments.tree.base(verb) == "parataxis"
    return [at] if found and found[1].kind == "name" and beside else []
