"""Slots of a verb."""

from __future__ import annotations

from pipeline.grammar.subjects import agents, fronted, grammatical, is_passive, misplaced, requested
from pipeline.grammar.tree import PARTICLES, Tree

Slots = list[tuple[str, int]]

# Verbs that report what somebody said or thinks: the clause beside them is theirs.
SAYING = frozenset(
    "say tell add note announce state report claim explain argue write declare insist stress warn confirm suggest "
    "believe think estimate reveal tweet admit comment reply answer recall remark describe".split()
)


def particles(tree: Tree, verb: int) -> tuple[int, ...]:
    """The verb's particles, also one right behind it that the tree takes for an adverb or a preposition."""
    found = tree.under(verb, "compound:prt")
    behind = verb + 1
    if not found and behind < len(tree.tokens) and tree.form(behind) in PARTICLES:
        double = tree.base(behind) == "case" and behind + 1 < len(tree.tokens) and tree.base(behind + 1) == "case"
        if double or tree.base(behind) == "advmod":
            return (behind,)
    return found


def verb_words(tree: Tree, verb: int) -> tuple[int, ...]:
    """The verb and its particles."""
    return tuple(sorted((verb, *particles(tree, verb))))


def verb_lemma(tree: Tree, verb: int) -> str:
    """Lemma with its particles: "rule_out"."""
    return "_".join((tree.lemma(verb), *(tree.form(p) for p in particles(tree, verb))))


def verb_slots(tree: Tree, verb: int) -> Slots:
    """(slot, token) pairs of a verb: agent, patient, clause, "as" and prepositions, unordered."""
    passive = is_passive(tree, verb)
    slots: Slots = [("agent", a) for a in agents(tree, verb)]
    slots += [("patient", p) for p in _patients(tree, verb, passive)]
    slots += _oblique(tree, verb, passive)
    slots += _behind_particle(tree, verb, slots)
    slots += _clauses(tree, verb)
    slots += _inside_patient(tree, slots)
    return slots


def _patients(tree: Tree, verb: int, passive: bool) -> list[int]:
    if passive:
        return list(grammatical(tree, verb))
    wrong = (*misplaced(tree, verb), *fronted(tree, verb))
    own = tuple(o for o in tree.under(verb, "obj") if o not in wrong)
    objects = (*_lone_receivers(tree, verb), *own) or _shared_objects(tree, verb) or _gap(tree, verb)
    return [found for o in objects for found in tree.coordinated(tree.antecedent(o))]


def _lone_receivers(tree: Tree, verb: int) -> tuple[int, ...]:
    """Indirect objects of a verb that reports nothing and has no object but a sum: "sued Valois", "fined Zorg $5"."""
    things = [o for o in tree.under(verb, "obj", "ccomp") if tree.tokens[o].upos not in ("SYM", "NUM")]
    return () if things or tree.lemma(verb) in SAYING else tree.under(verb, "iobj")


def _shared_objects(tree: Tree, verb: int) -> tuple[int, ...]:
    """Objects of the first conjunct that stand behind this one: "makes and sells phones"."""
    first = tree.first_conjunct(verb)
    if first == verb or tree.under(verb, "obl", "ccomp", "xcomp"):
        return ()
    return tuple(o for o in tree.under(first, "obj") if o > verb)


def _gap(tree: Tree, verb: int) -> tuple[int, ...]:
    """The antecedent of a relative clause without pronoun or with an infinitive: "the firm Zoom bought"."""
    relative = tree.deprel(verb) in ("acl:relcl", "acl") and tree.under(verb, "nsubj")
    whole = tree.under(verb, "obj", "ccomp", "xcomp", "cop") or _has_relative_word(tree, verb)
    return (tree.tokens[verb].head,) if relative and not whole and not tree.under(verb, "mark") else ()


def _has_relative_word(tree: Tree, verb: int) -> bool:
    within = (c for child in tree.children[verb] for c in (child, *tree.children[child]))
    return any(tree.antecedent(c) != c for c in within)


def _oblique(tree: Tree, verb: int, passive: bool) -> Slots:
    slots: Slots = []
    for child in tree.under(verb, "obl", "nmod", "advcl", "iobj", "xcomp", "ccomp"):
        name = _slot_of(tree, child, passive)
        if name:
            slots += [(name, found) for found in tree.coordinated(tree.antecedent(child))]
    return slots


def _behind_particle(tree: Tree, verb: int, slots: Slots) -> Slots:
    """ "pulled out of the race": a tree may hang the phrase on the verb as its object."""
    of = [p for p in particles(tree, verb) if tree.base(p) == "case"]
    return [("of", t) for name, t in slots if of and name == "patient" and tree.preposition(t) == "of"]


def _slot_of(tree: Tree, child: int, passive: bool) -> str:
    """Name of the prepositional slot a child fills; "" for a child that fills none."""
    relation = tree.base(child)
    if relation == "iobj":
        return "" if child in _lone_receivers(tree, tree.tokens[child].head) else "to"
    if relation in ("xcomp", "ccomp"):
        return "as" if tree.tokens[child].upos in ("NOUN", "PROPN") and not tree.clausal(child) else ""
    if relation == "advcl" and not (tree.form(child).endswith("ing") or tree.tokens[child].upos in ("NOUN", "PROPN")):
        return ""
    name = tree.preposition(child)
    return "" if passive and (name == "by" or tree.deprel(child) == "obl:agent") else name


def _clauses(tree: Tree, verb: int) -> Slots:
    slots = [("clause", c) for c in tree.under(verb, "ccomp")]
    slots += [("clause", c) for c in tree.under(verb, "xcomp") if tree.tokens[c].upos in ("VERB", "AUX", "ADJ")]
    slots += [
        ("clause", c) for o in tree.under(verb, "obj") for c in tree.under(o, "acl") if requested(tree, c) == verb
    ]
    saying = tree.lemma(verb) in SAYING
    if saying:
        slots += [("clause", c) for c in tree.under(verb, "parataxis")]
    if saying and tree.base(verb) == "parataxis":
        slots.append(("clause", tree.tokens[verb].head))
    return slots


def _inside_patient(tree: Tree, slots: Slots) -> Slots:
    """Prepositional phrases of the patient count for the verb too where it lacks that slot.

    "imposed sanctions on Russia": a tree may hang "on Russia" on either word.
    """
    taken = {name for name, _ in slots}
    inner: Slots = []
    for name, noun in slots:
        if name == "patient" and tree.tokens[noun].upos in ("NOUN", "PROPN"):
            for child in tree.under(noun, "nmod", "obl"):
                word = tree.preposition(child)
                if child > noun and word not in ("", "of", *taken):
                    inner += [(word, found) for found in tree.coordinated(child)]
    return inner
