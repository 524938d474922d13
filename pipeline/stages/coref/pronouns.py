"""Pronouns that mean a named thing: he, she, it, they, and in quotations I and we."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from pipeline.grammar.tree import Tree
from pipeline.stages.coref.lexicon import Gender
from pipeline.stages.coref.memory import Memory, Occurrence
from pipeline.stages.coref.referents import Referent

Class = Literal["he", "she", "it", "they", "i", "we"]

CLASSES: dict[str, Class] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("it", "its", "itself"), "it"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves"), "they"),
    **dict.fromkeys(("i", "me", "my", "mine", "myself"), "i"),
    **dict.fromkeys(("we", "us", "our", "ours", "ourselves"), "we"),
}  # fmt: skip
GENDERS: dict[Class, Gender] = {"he": "male", "she": "female"}
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
THINGS = frozenset({"ORG", "GPE", "PRODUCT", "FAC", "LOC", "EVENT", "LAW", "WORK_OF_ART", "thing"})
BODIES = frozenset({"band", "club", "duo", "group", "militia", "party", "side", "team", "union"})  # "they", too
SPEAKERS = frozenset({"ORG", "GPE"})  # what can be an "it" that says something
SAYING = frozenset(
    "add admit announce argue believe claim confirm declare deny estimate expect explain hope insist note plan promise "
    "report say state tell think want warn write".split()
)
# "It rained", "it took a year", "it is time": verbs and nouns beside which "it" means nothing.
EMPTY = frozenset("appear case day happen matter rain seem snow take time turn way week year".split())

REACH: dict[Class, int] = {"he": 3, "she": 3, "it": 2, "they": 1}  # sentences back
GOVERNED = 0.8  # the antecedent is the subject of a clause that holds the pronoun
ENOUGH = -0.4
MARGIN = 0.1


@dataclass(frozen=True, slots=True)
class Pronoun:
    """A personal or possessive pronoun: its token, sentence and class."""

    token: int
    sentence: int
    cls: Class


def pronoun(tree: Tree, token: int, sentence: int) -> Pronoun | None:
    """The pronoun at a token; None for other words and for an "it" that means nothing ("it is clear that")."""
    word = tree.tokens[token]
    cls = CLASSES.get(tree.form(token))
    if cls is None or word.upos not in ("PRON", "DET") or (cls == "it" and _is_empty(tree, token)):
        return None
    if tree.form(token) in REFLEXIVE and tree.tokens[word.head].upos in ("PROPN", "NOUN", "PRON"):
        return None  # "Zoom itself" is Zoom
    return Pronoun(token, sentence, cls)


def _is_empty(tree: Tree, token: int) -> bool:
    if tree.base(token) == "expl":
        return True
    head = tree.tokens[token].head
    if tree.base(token) != "nsubj":
        return False
    if tree.under(head, "csubj") or tree.lemma(head) in EMPTY:
        return True
    # "it is clear that", "it is a pity to", "it was Zoom that"
    clauses = tree.under(head, "ccomp", "advcl", "xcomp", "acl:relcl") if tree.under(head, "cop") else ()
    return tree.tokens[head].upos in ("ADJ", "NOUN") and bool(clauses)


def antecedent(tree: Tree, said: Pronoun, memory: Memory, barred: Collection[Referent]) -> Referent | None:
    """What the pronoun means: the most prominent fitting thing before it, if it leads the next clearly."""
    best: dict[Referent, float] = {}
    governors = _governors(tree, said.token)
    for occurrence in memory.latest():
        if said.sentence - occurrence.sentence > REACH[said.cls]:
            break
        if occurrence.referent not in barred and _agrees(tree, said, occurrence.referent):
            score = _score(tree, said, occurrence, governors) + min(memory.count(occurrence.referent), 6) * 0.05
            best[occurrence.referent] = max(score, best.get(occurrence.referent, score))
    scored = sorted(((score, thing) for thing, score in best.items()), key=lambda s: -s[0])
    if not scored or scored[0][0] < ENOUGH or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
        return None
    return scored[0][1]


def _score(tree: Tree, said: Pronoun, before: Occurrence, governors: dict[int, int]) -> float:
    score = before.weight - 0.6 * (said.sentence - before.sentence)
    depth = governors.get(tree.tokens[tree.first_conjunct(before.token)].head)
    if depth is not None and tree.base(tree.first_conjunct(before.token)) == "nsubj":
        score += GOVERNED - 0.15 * min(depth, 4)
    if tree.base(said.token) == "nsubj" and before.weight >= 1.0:
        score += 0.2
    return score


def _governors(tree: Tree, token: int) -> dict[int, int]:
    """The words above a token and how many steps away they are."""
    above: dict[int, int] = {}
    while not tree.is_root(token) and len(above) < 30:
        token = tree.tokens[token].head
        above[token] = len(above)
    return above


def clause_mates(tree: Tree, said: Pronoun) -> set[int]:
    """Tokens whose thing the pronoun cannot mean: the other arguments of its verb, what its noun is equated with.

    "Zoom sued it": not Zoom. "TrueConf, its rival": not TrueConf.
    """
    if tree.form(said.token) in REFLEXIVE:
        return set()
    head = tree.tokens[said.token].head
    if tree.deprel(said.token) == "nmod:poss":
        equated = [head, *tree.under(head, "appos", "flat")]
        equated += tree.under(head, "nsubj") if tree.under(head, "cop") else ()
        return {*equated, tree.tokens[head].head} if tree.base(head) in ("appos", "flat") else set(equated)
    verb = tree.tokens[head].head if tree.base(said.token) in ("nmod", "conj") else head
    arguments = tree.under(verb, "nsubj", "obj", "iobj", "obl")
    return {t for a in arguments for t in tree.coordinated(a)} - {said.token}


def _agrees(tree: Tree, said: Pronoun, thing: Referent) -> bool:
    if said.cls in GENDERS:
        return thing.type == "PERSON" and thing.plural is not True and thing.gender in (None, GENDERS[said.cls])
    if said.cls == "they":
        many = thing.type == "ORG" and not BODIES.isdisjoint(thing.nouns)
        return thing.plural is True or (thing.plural is None and many)
    speaks = tree.base(said.token) == "nsubj" and tree.lemma(tree.tokens[said.token].head) in SAYING
    return thing.type in (SPEAKERS if speaks else THINGS) and thing.plural is not True


def speaker(tree: Tree, said: Pronoun, quoted: set[int]) -> int | None:
    """The subject token of the verb of saying outside the quotation that holds an "I" or "we", if syntax shows it."""
    at = said.token
    while True:
        beside = [at, *(c for c in tree.under(at, "parataxis", "ccomp") if c not in quoted)]
        for verb in beside:
            subjects = [s for s in tree.under(verb, "nsubj") if s not in quoted]
            if verb not in quoted and tree.lemma(verb) in SAYING and subjects:
                return subjects[0]
        if tree.is_root(at):
            return None
        at = tree.tokens[at].head
