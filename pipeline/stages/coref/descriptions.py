"""Descriptions that mean a named thing: "the company", "the Estonian firm", "Zoom's regional distributor"."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pipeline.grammar.countries import country_of_adjective
from pipeline.grammar.tree import Tree
from pipeline.stages.coref.lexicon import nouns
from pipeline.stages.coref.memory import Memory
from pipeline.stages.coref.referents import Referent, countries_of, traits_of

DEFINITE = frozenset({"the", "this", "that"})
# A noun with one of these tells which thing it means by itself: "the company that ...", "the head of ...", "the
# first company", "the Bush administration".
TELLING = ("nmod", "acl", "appos", "nummod", "conj", "flat", "advcl")
RANKS = frozenset("another first former last latter new next only other previous same second such third".split())

SAME_NOUN = 3.0  # the text called the thing so before
ALIKE_NOUN = 2.4  # ... or by a noun of like meaning
EARNED_NOUN = 2.0  # ... or said that it does what the noun says
FREE_NOUN = 0.3  # at most this where the noun says little: any firm is a "company"
COUNTRY = 1.5  # the description's nationality is known of it
ENOUGH = 0.5  # least score of an antecedent
MARGIN = 0.2  # by which it must lead the second
RECENCY = (1.0, 0.7, 0.3)  # by sentences back; what is farther off must have been called by such a noun
LATEST = 0.15  # what was spoken of last, in the same sentence
FARTHEST = 15  # sentences back for any thing
AHEAD = 3  # sentences that a description at the head of an article may point forward
HEAD = 3  # sentences of that head


@dataclass(frozen=True, slots=True)
class Description:
    """A definite noun phrase: its first token and head, and the head of its possessor, if it has one."""

    first: int
    head: int
    sentence: int
    owner: int | None


def described(tree: Tree, head: int, sentence: int, names: Collection[int]) -> Description | None:
    """The definite description that a noun heads, if it is one that may stand for a name; `names`: their tokens."""
    token = tree.tokens[head]
    if token.upos != "NOUN" or tree.lemma(head) not in nouns().types or tree.form(head) != tree.lemma(head):
        return None
    if tree.base(head) in ("compound", "appos", "flat", "amod") or tree.under(head, "cop"):
        return None
    owners = tree.under(head, "nmod:poss")
    if any(tree.form(owner) in ("my", "our", "your") for owner in owners):
        return None
    definite = any(tree.lemma(d) in DEFINITE for d in tree.under(head, "det"))
    if not (definite or owners) or any(_tells(tree, child, names) for child in tree.children[head]):
        return None
    first = min([head, *(c for c in tree.children[head] if c < head and tree.base(c) not in ("case", "cc", "punct"))])
    while owners and (below := [c for c in tree.children[first] if c < first]):
        first = min(below)
    return Description(first, head, sentence, owners[0] if owners else None)


def _tells(tree: Tree, child: int, names: Collection[int]) -> bool:
    if tree.deprel(child) == "nmod:poss":
        return False
    ranks = tree.base(child) == "amod" and (tree.form(child) in RANKS or tree.form(child).endswith("est"))
    named = child in names and country_of_adjective(tree.tokens[child].form) is None
    return ranks or named or tree.tokens[child].upos == "NUM" or tree.base(child) in TELLING


def antecedent(tree: Tree, description: Description, memory: Memory, barred: Collection[Referent]) -> Referent | None:
    """The named thing that the description means, or None where the text leaves it open."""
    scored = sorted(
        ((_score(tree, description, thing, sentence, memory) + _latest(rank, sentence, description), -rank, thing)
         for rank, (thing, sentence) in enumerate(memory.known()) if thing not in barred),
        key=lambda s: s[:2], reverse=True,
    )  # fmt: skip
    if not scored or scored[0][0] < ENOUGH:
        return None
    second = scored[1][0] if len(scored) > 1 else 0.0
    return scored[0][2] if scored[0][0] - second >= MARGIN else None


def _score(tree: Tree, description: Description, thing: Referent, sentence: int, memory: Memory) -> float:
    noun, ago = tree.lemma(description.head), description.sentence - sentence
    if ago > FARTHEST or (thing.type not in nouns().types[noun] and noun not in thing.nouns):
        return 0.0
    named = _naming(noun, thing)
    countries = countries_of(tree, description.head)
    if countries and countries.isdisjoint(thing.countries) and (thing.countries or description.owner is not None):
        return 0.0
    shared = COUNTRY if countries & thing.countries else 0.0
    free = noun in nouns().free and description.owner is None
    if free:
        if not traits_of(tree, description.head) <= thing.traits:
            return 0.0
        named = min(named, FREE_NOUN)
    if not (free or named) or (free and ago >= len(RECENCY) and not shared):
        return 0.0
    if noun in nouns().business and nouns().public & thing.nouns:
        return 0.0
    if "country" in nouns().alike[noun] and "country" not in thing.nouns:
        return 0.0
    return named + shared + _salience(thing, ago, memory)


def _latest(rank: int, sentence: int, description: Description) -> float:
    return LATEST if rank == 0 and sentence == description.sentence else 0.0


def _naming(noun: str, thing: Referent) -> float:
    words = nouns()
    if noun in thing.nouns:
        return SAME_NOUN
    if words.alike[noun] & thing.nouns:
        return ALIKE_NOUN
    return EARNED_NOUN if words.doing.get(noun, frozenset()) & thing.doing else 0.0


def _salience(thing: Referent, ago: int, memory: Memory) -> float:
    """Up to about 1.9: the latest sentence, a subject there, and a little for how often it was spoken of."""
    role = next((o.weight for o in memory.latest() if o.referent is thing), 0.0)
    recency = RECENCY[ago] if ago < len(RECENCY) else 0.0
    return recency * (1 + 0.6 * role) + min(memory.count(thing), 6) * 0.02


def ahead(tree: Tree, description: Description, coming: Iterable[tuple[Referent, int]]) -> Referent | None:
    """What a description at the head of an article points forward to: the only coming thing that is called so.

    "rules from Zoom's regional distributor ... a letter from RightConf, the company selling Zoom's technology".
    `coming`: named things with the sentence of their first mention.
    """
    noun = tree.lemma(description.head)
    if description.sentence >= HEAD or noun in nouns().free:
        return None
    fitting = [
        thing
        for thing, sentence in coming
        if 0 < sentence - description.sentence <= AHEAD and thing.type in nouns().types[noun] and _naming(noun, thing)
    ]
    return fitting[0] if len(fitting) == 1 else None
