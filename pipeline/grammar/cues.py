"""Finds the words of ontology cues in a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pipeline.grammar.predications import Predication
from pipeline.grammar.tree import Tree
from pipeline.ontology.schema import Cue, Relation

Kind = Literal["verb", "noun", "title", "adjective"]
HYPHENS = frozenset("-‐‑–")


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A cue with the relation that it expresses and the kind of word that it is."""

    relation: Relation
    kind: Kind
    cue: Cue


Lexicon = Mapping[tuple[str, str], tuple[Lexeme, ...]]


def lexicon(relations: Iterable[Relation]) -> Lexicon:
    """Cues by (part of speech of a predication, lemma of the cue's last word).

    A hyphen inside a cue may part words: "co-founder" is found by "founder".
    """
    found: dict[tuple[str, str], list[Lexeme]] = {}
    for relation in relations:
        kinds: tuple[tuple[Kind, str, tuple[Cue, ...]], ...] = (
            ("verb", "verb", relation.verbs),
            ("noun", "noun", relation.nouns),
            ("title", "noun", relation.titles),
            ("adjective", "adjective", relation.adjectives),
        )
        for kind, pos, cues in kinds:
            for cue in cues:
                last = cue.lemma.rsplit("-", 1)[-1]
                found.setdefault((pos, last), []).append(Lexeme(relation, kind, cue))
    return {key: tuple(lexemes) for key, lexemes in found.items()}


def cue_words(tree: Tree, predication: Predication, cue: Cue) -> tuple[int, ...]:
    """Token indices of the cue if the predication ends it, else none: "prime minister", "co-founder", "rule_out".

    Words of a cue stand next to each other; a hyphen of the cue may be a token of its own, or part of the word.
    """
    if len(predication.words) > 1:  # a particle makes another verb: "rule" is no cue in "rule out"
        return predication.words if predication.lemma == cue.cue else ()
    return _before(tree, predication, cue)


def _before(tree: Tree, predication: Predication, cue: Cue) -> tuple[int, ...]:
    at, rest = predication.head, cue.cue.lower()
    while True:
        word = next((w for w in (tree.lemma(at), tree.form(at)) if rest.endswith(w)), None)
        if word is None:
            return ()
        rest = rest[: -len(word)]
        if not rest.strip():
            return tuple(range(at, predication.head + 1))
        if rest[-1] not in " -" and tree.form(at) not in HYPHENS and word not in HYPHENS:
            return ()
        rest = rest.rstrip(" ")
        at -= 1
        if at < 0:
            return ()
