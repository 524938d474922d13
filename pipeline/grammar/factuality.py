"""Whether a predicate is told as fact, negated, possible or planned: by its own words and by what it is embedded in."""

from __future__ import annotations

from pipeline.document import Factuality
from pipeline.grammar.nouns import SUPPORT
from pipeline.grammar.subjects import requested
from pipeline.grammar.tree import Tree


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


NEGATIONS = _words("not n't never no neither nor nobody none nothing without")
POSSIBLE_AUX = _words("may might could can would should")
PLANNED_AUX = _words("will shall wo 'll sha")
POSSIBLE_ADVERBS = _words("possibly perhaps maybe allegedly potentially probably likely presumably supposedly")
POSSIBLE_ADJECTIVES = _words("possible alleged potential suspected likely rumored rumoured hypothetical conceivable")
PLANNED_ADJECTIVES = _words("planned proposed upcoming future forthcoming scheduled intended expected")
CONDITIONS = _words("if unless whether lest")

# Predicates and what holds of their complement: verbs, adjectives, and nouns ("a plan to", "the possibility of").
NEGATING = _words("fail refuse decline avoid unable failure refusal inability forget prevent")
POSSIBLE = _words(
    "consider mull weigh threaten contemplate allege suspect fear believe hope want wish ask urge request demand call",
    "propose suggest recommend offer discuss debate speculate seek try attempt possibility threat risk likely prospect",
    "possible chance probe suspicion allegation bid hint appear seem able willing ready request proposal call rumor",
    "invite encourage press pressure lobby danger fear attempt effort hope need allow enable permit free eligible",
)
PLANNED = _words(
    "plan intend agree order expect schedule set vow pledge promise aim decide prepare go due plot commit determine",
    "poise intention agreement decision promise pledge vow expectation anticipate arrange bind oblige require direct",
    "instruct slate about",
)
EFFECTS: dict[str, Factuality] = (
    dict.fromkeys(POSSIBLE, "possible")  # type: ignore[assignment]
    | dict.fromkeys(PLANNED, "planned")
    | dict.fromkeys(NEGATING, "negated")
)
# Complements that a predicate's effect reaches, whatever it is, and those that only follow a predicate with an effect.
OPEN = ("xcomp",)
EMBEDDED = ("ccomp", "obj", "nsubj:pass", "acl", "obl", "nmod", "csubj")
DEEP = 12  # governors looked at: a guard against broken trees


def factuality(tree: Tree, head: int) -> Factuality:
    """Of the predicate at `head`.

    Own words first (negation, modal, "alleged"), then each governing predicate in turn: "plans to ban" is planned,
    "may agree to ban" possible, "failed to ban" and "did not agree to ban" negated. A negation wins over a doubt, a
    doubt over a plan. A denial leaves what is denied a fact: the claim stays a claim of somebody.
    """
    return "possible" if _is_asked(tree, head) else _of(tree, head, 0)


def _of(tree: Tree, head: int, depth: int) -> Factuality:
    own = _own(tree, head)
    governor = tree.tokens[head].head
    if governor == head or depth > DEEP:
        return own
    relation = tree.deprel(head)
    request = requested(tree, head)
    if request is not None:
        return _compose(_compose(_of(tree, request, depth + 1), EFFECTS.get(tree.lemma(request))), own)
    effect = EFFECTS.get(tree.lemma(governor))
    if relation in OPEN or (tree.base(head) == "conj" and _shares(tree, head)):
        outer = _of(tree, governor, depth + 1)
        return _compose(_compose(outer, effect if relation in OPEN else None), own)
    if relation in ("obj", "nsubj:pass") and effect is None and tree.lemma(governor) in SUPPORT:
        return _compose(_of(tree, governor, depth + 1), own)
    if effect is not None and (relation in EMBEDDED or tree.base(head) in EMBEDDED) and _reaches(tree, head):
        return _compose(_compose(_of(tree, governor, depth + 1), effect), own)
    return own


def _reaches(tree: Tree, head: int) -> bool:
    """An "of" or "for" phrase and an infinitive are embedded in their noun; other phrases and relative clauses not."""
    base = tree.base(head)
    if base in ("nmod", "obl"):
        return tree.preposition(head) in ("of", "for", "on") and tree.tokens[head].upos == "NOUN"
    if base == "acl":
        return tree.deprel(head) == "acl" and bool(tree.under(head, "mark"))
    if base == "obj":
        return tree.tokens[head].upos == "NOUN"
    return True


def _compose(outer: Factuality, inner: Factuality | None) -> Factuality:
    if inner is None:
        return outer
    if outer == inner == "negated":
        return "fact"
    for strongest in ("negated", "possible", "planned"):
        if strongest in (outer, inner):
            return strongest
    return "fact"


def _own(tree: Tree, head: int) -> Factuality:
    found: Factuality = "fact"
    for child in tree.children[head]:
        found = _compose(found, _mark_of(tree, child))
    return _compose(found, "negated") if _has_negated_argument(tree, head) else found


def _mark_of(tree: Tree, child: int) -> Factuality:
    """What one dependent says about the predicate that it modifies."""
    lemma, form, base = tree.lemma(child), tree.form(child), tree.base(child)
    if base in ("advmod", "det", "cc", "aux", "mark", "neg", "case") and (lemma in NEGATIONS or form in NEGATIONS):
        return "fact" if lemma == "nor" and base == "cc" and child > tree.tokens[child].head else "negated"
    if base == "advmod" and any(tree.lemma(c) in NEGATIONS for c in tree.under(child, "advmod", "det")):
        return "negated"  # "no longer"
    if base == "aux":
        if form in PLANNED_AUX or lemma in PLANNED_AUX:
            return "planned"
        if form == "would" and _is_reported(tree, tree.tokens[child].head):
            return "planned"
        return "possible" if form in POSSIBLE_AUX or lemma in POSSIBLE_AUX else "fact"
    if base == "mark" and lemma in CONDITIONS:
        return "possible"
    if base == "advmod" and lemma in POSSIBLE_ADVERBS:
        return "possible"
    if base == "amod" and form in POSSIBLE_ADJECTIVES:
        return "possible"
    return "planned" if base == "amod" and form in PLANNED_ADJECTIVES else "fact"


def _is_reported(tree: Tree, verb: int) -> bool:
    """ "said it would ban": a will, told in the past; "would" with an if-clause or on its own is a doubt."""
    conditional = any(tree.lemma(m) in CONDITIONS for c in tree.under(verb, "advcl") for m in tree.under(c, "mark"))
    return tree.base(verb) == "ccomp" and not conditional


def _has_negated_argument(tree: Tree, head: int) -> bool:
    """ "no company sells", "sold nothing"."""
    arguments = tree.under(head, "nsubj", "obj")
    return any(
        tree.lemma(a) in ("nobody", "nothing", "none", "neither")
        or any(tree.lemma(d) in ("no", "neither") for d in tree.under(a, "det"))
        for a in arguments
    )


def _shares(tree: Tree, head: int) -> bool:
    """A conjunct without subject or auxiliary of its own stands under those of the first."""
    return not tree.under(head, "nsubj", "aux", "mark", "cop")


def _is_asked(tree: Tree, head: int) -> bool:
    at = [head, *tree.above(head)][-1]
    return any(tree.form(c) == "?" for c in tree.under(at, "punct")) and tree.base(head) != "appos"
