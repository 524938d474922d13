"""What the text says about each named thing: the nouns it is called by, its country, a person's gender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.document import Mention, Syntax
from pipeline.grammar.countries import country_named, country_of_adjective
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import RELATIVE, Tree
from pipeline.stages.coref.lexicon import Gender, nouns, people
from pipeline.stages.coref.names import usual_type
from pipeline.stages.coref.spelling import CORPORATE, folded

CLAUSE = 10  # words behind the noun of an apposition that are looked at for what the thing does
LONGEST_APPOSITION = 8  # words up to its noun


@dataclass(eq=False, slots=True)
class Referent:
    """A thing that a later description or pronoun may mean.

    `mentions` is empty for something without a name ("a lawmaker"): it takes the pronouns that would else go to the
    wrong name. `nouns`: lemmas it is called by; `traits`: nouns before those ("media" of "the media firm"); `doing`:
    verbs it is the subject of; `countries`: where it is from.
    `plural`: None where both "it" and "they" fit.
    """

    type: str
    mentions: list[Mention] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    doing: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    gender: Gender | None = None
    plural: bool | None = None

    @property
    def named(self) -> bool:
        """Whether it is an entity of the document."""
        return bool(self.mentions)


def named(mentions: Sequence[Mention], syntax: Syntax, tree: Tree) -> Referent:
    """The referent of a cluster of names, with all that the text says where they stand."""
    type_ = _repaired(mentions, syntax, tree)
    found = Referent(type_, list(mentions), plural=True if type_ == "NORP" else None)
    for mention in mentions:
        words = [w.strip(".,") for w in folded(mention.text).split()]
        found.nouns.update(w for w in words if type_ in nouns().types.get(w, ()))
        if type_ == "ORG" and not CORPORATE.isdisjoint(words):
            found.nouns.add("company")
        if type_ == "GPE" and country_named(mention.text):
            found.nouns.add("country")
        tokens = syntax.inside(mention.start, mention.end)
        if tokens:
            _read_place(found, tree, tokens, head_of(syntax, tokens))
    if type_ == "PERSON":
        found.gender = _gender(found)
    return found


def _repaired(mentions: Sequence[Mention], syntax: Syntax, tree: Tree) -> str:
    """The usual type, unless the text contradicts it: a country is a GPE; "the X" and "the daily X" are no persons."""
    type_ = usual_type(mentions)
    if type_ in ("ORG", "LOC", "PERSON") and any(country_named(m.text) for m in mentions):
        return "GPE"
    if type_ != "PERSON" or any(" " in m.text for m in mentions):
        return type_
    for mention in mentions:
        tokens = syntax.inside(mention.start, mention.end)
        head = head_of(syntax, tokens) if tokens else None
        if head is not None:
            kinds = [nouns().types[tree.lemma(n)] for n in called(tree, tokens, head)]
            article = any(tree.lemma(d) == "the" for d in tree.under(head, "det"))
            if article or any("PERSON" not in k and "ORG" in k for k in kinds):
                return "ORG"
    return type_


def _read_place(found: Referent, tree: Tree, tokens: range, head: int) -> None:
    """Appositions, titles, copulas and verbs of one mention."""
    for noun in called(tree, tokens, head):
        if found.type not in nouns().types[tree.lemma(noun)]:
            continue
        found.nouns.add(tree.lemma(noun))
        found.traits.update(traits_of(tree, noun))
        found.countries.update(countries_of(tree, noun))
        found.doing.update(_verbs_after(tree, noun))
    found.countries.update(countries_of(tree, head))
    if tree.base(head) == "nsubj":
        found.doing.add(tree.lemma(tree.tokens[head].head))
    for clause in tree.under(head, "acl"):  # "which sells ..." or "selling ..."
        if all(tree.lemma(subject) in RELATIVE for subject in tree.under(clause, "nsubj")):
            found.doing.add(tree.lemma(clause))
    if found.type == "PERSON" and found.gender is None:
        before = [tree.tokens[t].form.strip(".") for t in range(max(0, tokens[0] - 1), tokens[-1] + 1)]
        found.gender = next((g for w in before if (g := people().titles.get(w))), None)


def called(tree: Tree, tokens: range, head: int) -> list[int]:
    """Heads of the common nouns said to be the thing: "X, the rival", "rival X", "X is a rival", "the X daily".

    Tree and word order are both read: where the parser misses an apposition, commas still show it.
    """
    above = tree.tokens[head].head
    near = [(n, tree.base(n) == "appos") for n in tree.under(head, "appos", "compound", "nmod:desc", "flat", "amod")]
    if tree.base(head) in ("appos", "flat") or tree.deprel(head) == "nmod:desc":
        near.append((above, False))
    if tree.base(head) == "nsubj" and tree.under(above, "cop"):
        near.append((above, False))
    heads = [n for noun, whole in near for n in (tree.coordinated(noun) if whole else (noun,))]
    if tree.base(head) == "compound" and tree.lemma(above) in nouns().naming:
        heads.append(above)
    heads += [tokens[0] - 1, *_after_comma(tree, tokens[-1] + 1)]
    return [n for n in dict.fromkeys(heads) if n not in tokens and _names_kind(tree, n)]


def _names_kind(tree: Tree, noun: int) -> bool:
    return noun >= 0 and tree.tokens[noun].upos in ("NOUN", "PROPN") and tree.lemma(noun) in nouns().types


def _after_comma(tree: Tree, at: int) -> list[int]:
    """The last noun of an unbroken "the ... noun" right behind a comma at `at`."""
    tokens = tree.tokens[at : at + LONGEST_APPOSITION]
    if len(tokens) < 3 or tokens[0].form != "," or tokens[1].form not in ("the", "a", "an"):
        return []
    count = next((i for i, t in enumerate(tokens[2:]) if t.upos not in ("NOUN", "ADJ", "PROPN")), 0)
    return [at + 1 + count] if count else []


def countries_of(tree: Tree, noun: int) -> set[str]:
    """Countries of the adjectives and possessors of a noun: "the Estonian firm", "Russia's rival"."""
    forms = [tree.tokens[c].form for c in tree.under(noun, "amod", "compound", "nmod:poss", "nmod:desc")]
    return {country for form in forms if (country := country_of_adjective(form) or country_named(form))}


def _gender(referent: Referent) -> Gender | None:
    if referent.gender:
        return referent.gender
    known = people()
    for noun in sorted(referent.nouns):
        if noun in known.nouns:
            return known.nouns[noun]
    firsts = (m.text.split()[0] for m in referent.mentions if len(m.text.split()) > 1)
    return next((known.names[f] for f in firsts if f in known.names), None)


def traits_of(tree: Tree, noun: int) -> set[str]:
    """Lemmas of the nouns that stand before a noun: what kind of firm or agency it is."""
    return {tree.lemma(c) for c in tree.under(noun, "compound") if tree.tokens[c].upos == "NOUN"}


def _verbs_after(tree: Tree, noun: int) -> set[str]:
    """Verbs that follow the noun of an apposition: "the company charged with selling", up to a comma."""
    found = set()
    for token in tree.tokens[noun + 1 : noun + 1 + CLAUSE]:
        if token.form in (",", ".", ";"):
            break
        if token.upos == "VERB":
            found.add(token.lemma.lower())
    return found
