"""Slots of a noun that names a happening, a measure or what someone is, and of an adjective."""

from __future__ import annotations

from pipeline.grammar.subjects import agents, grammatical, is_passive
from pipeline.grammar.tree import Tree

Slots = list[tuple[str, int]]

# Verbs that say little themselves: their subject does what their object names ("imposed a ban", "held talks").
SUPPORT = frozenset(
    "impose file hold make launch announce issue sign have take conduct start begin carry_out reach complete stage "
    "mount open place put give offer provide run perform pay plan seek win lead enter introduce send deliver "
    "order declare lodge bring level pursue undertake plan propose consider".split()
)
# Verbs whose subject suffers what their object names ("faces charges", "won approval").
SUFFERING = frozenset("face receive suffer undergo get incur draw".split())
# Verbs that make a predicate noun of their object or subject ("was named chairman", "serves as director").
EQUATING = frozenset("become remain name elect appoint be call serve act work make consider prove describe".split())


def noun_slots(tree: Tree, noun: int) -> Slots:
    """(slot, token) pairs of a noun: agent, patient, is, poss, compound, clause and prepositions, unordered.

    The agent of a happening is its "by" phrase, else its possessor, else the subject of a support verb. With a "by"
    phrase the possessor is the patient ("Rome's sack by the Goths"), else the "of" phrase is.
    """
    slots = _modifiers(tree, noun)
    slots += [("is", other) for other in equals(tree, noun) if other != noun]
    slots += _governed(tree, noun, slots)
    slots += _roles(tree, noun, slots)
    return slots


def _modifiers(tree: Tree, noun: int) -> Slots:
    first = tree.first_conjunct(noun)
    slots = _own_modifiers(tree, noun)
    if first != noun:
        # "founder and CEO of Zoom", "Zoom's founder and CEO": what the first has before it is shared
        slots += [(s, t) for s, t in _own_modifiers(tree, first) if s in ("poss", "compound") and t < first]
    shared = () if any(t > noun for _, t in slots) else [c for c in tree.under(first, "conj") if c > noun]
    for other in shared if first == noun else ():
        slots += [(s, t) for s, t in _own_modifiers(tree, other) if t > other and s not in ("poss", "compound")]
    return slots


def _own_modifiers(tree: Tree, noun: int) -> Slots:
    slots: Slots = []
    for child in tree.children[noun]:
        relation, base = tree.deprel(child), tree.base(child)
        name = ""
        if relation == "nmod:poss":
            name = "poss"
        elif (base in ("compound", "nmod") and child < noun and not tree.preposition(child)) or (
            base == "amod" and tree.tokens[child].form[:1].isupper()
        ):
            name = "compound"
        elif base in ("nmod", "obl", "acl") and child > noun:
            name = _mark(tree, child)
        if name:
            slots += [(name, found) for found in tree.coordinated(tree.antecedent(child))]
    return slots + _outer_modifiers(tree, noun)


def _mark(tree: Tree, child: int) -> str:
    """The preposition of a child, "clause" for an infinitive or complement clause."""
    if tree.base(child) == "acl":
        if tree.deprel(child) != "acl":
            return ""
        name = tree.preposition(child)
        return name if name and name != "that" else "clause" if tree.under(child, "mark") else ""
    return tree.preposition(child)


def _outer_modifiers(tree: Tree, noun: int) -> Slots:
    """What stands before a title that itself stands before a name: "Zoom" of "Zoom CEO Eric Yuan"."""
    head = tree.tokens[noun].head
    if not _is_before_name(tree, noun) or head < noun:
        return []
    slots: Slots = []
    for child in tree.children[head]:
        if child < noun and tree.base(child) in ("compound", "nmod", "amod") and tree.deprel(child) != "nmod:desc":
            name = "poss" if tree.deprel(child) == "nmod:poss" else "compound"
            if name == "poss" or tree.tokens[child].form[:1].isupper():
                slots.append((name, child))
    return slots


def _is_before_name(tree: Tree, noun: int) -> bool:
    """A title right before the name it belongs to, hung under the name."""
    head = tree.tokens[noun].head
    return (
        tree.deprel(noun) in ("compound", "nmod:desc", "amod", "nmod", "flat", "nmod:unmarked")
        and head > noun
        and tree.tokens[head].upos == "PROPN"
        and not tree.preposition(noun)
    )


def equals(tree: Tree, noun: int) -> list[int]:
    """What a copula, an apposition, a name behind a title or a verb of becoming equates the noun with."""
    first = tree.first_conjunct(noun)
    found = _appositions(tree, noun)
    if first != noun and not found:
        found = _appositions(tree, first)
    found += _subjects_of_copula(tree, noun)
    return [other for one in found for other in tree.coordinated(tree.antecedent(one))]


def _appositions(tree: Tree, noun: int) -> list[int]:
    head = tree.tokens[noun].head
    found = list(tree.under(noun, "appos"))

    found += [head] if tree.base(noun) == "appos" else []
    if _is_before_name(tree, noun):
        found.append(head)
    names = [c for c in tree.under(noun, "flat") if c > noun and tree.tokens[c].upos == "PROPN"]
    return found + names[:1]


def _subjects_of_copula(tree: Tree, noun: int) -> list[int]:
    head = tree.tokens[noun].head
    if tree.under(noun, "cop"):
        return list(grammatical(tree, noun))
    first = tree.first_conjunct(noun)
    if first != noun and tree.under(first, "cop") and not tree.under(noun, "nsubj"):
        return list(grammatical(tree, first))
    if tree.tokens[head].upos != "VERB" or head == noun:
        return []
    relation, mark = tree.base(noun), tree.preposition(noun)
    predicate = relation in ("xcomp", "obj") and not mark and tree.lemma(head) in EQUATING
    if relation == "obj" and tree.lemma(head) not in ("become", "remain"):
        predicate = False
    if predicate or (mark == "as" and relation in ("obl", "nmod", "xcomp", "advcl")):
        objects = [o for o in tree.under(head, "obj") if o != noun]
        return objects or list(grammatical(tree, head))
    return []


def _governed(tree: Tree, noun: int, slots: Slots) -> Slots:
    """Prepositional phrases of the verb whose object the noun is: "imposed a ban on X" may hang "on X" on the verb."""
    head = tree.tokens[noun].head
    if tree.base(noun) not in ("obj", "nsubj") or tree.tokens[head].upos != "VERB":
        return []
    if tree.base(noun) == "nsubj" and not is_passive(tree, head):
        return []
    taken = {name for name, _ in slots}
    inner: Slots = []
    for child in tree.under(head, "obl"):
        name = tree.preposition(child)
        if child > noun and name not in ("", "by", "of", *taken) and tree.deprel(child) != "obl:agent":
            inner += [(name, found) for found in tree.coordinated(tree.antecedent(child))]
    return inner


def _roles(tree: Tree, noun: int, slots: Slots) -> Slots:
    by = [t for name, t in slots if name == "by" and tree.tokens[t].upos != "VERB"]
    owners = [t for name, t in slots if name == "poss"]
    head, roles = tree.tokens[noun].head, []
    patients = [t for name, t in slots if name == "of"] or (owners if by else [])
    actors = by or owners
    if tree.base(noun) == "obj" or (tree.base(noun) == "nsubj" and is_passive(tree, head)):
        lemma = tree.lemma(head)
        if not actors and lemma in SUPPORT:
            actors = list(agents(tree, head))
        if not patients and lemma in SUFFERING and not is_passive(tree, head):
            patients = list(grammatical(tree, head))
    roles += [("agent", a) for a in actors]
    roles += [("patient", p) for p in patients]
    return roles


def adjective_slots(tree: Tree, adjective: int) -> Slots:
    """(slot, token) pairs of an adjective: "is", "clause" and prepositions, unordered."""
    slots: Slots = [("is", bearer) for bearer in _bearers(tree, adjective)]
    for child in tree.under(adjective, "obl", "nmod", "advcl"):
        name = tree.preposition(child)
        if name:
            slots += [(name, found) for found in tree.coordinated(tree.antecedent(child))]
    slots += [("clause", c) for c in tree.under(adjective, "ccomp", "xcomp")]
    slots += [("patient", c) for c in tree.under(adjective, "obj", "obl:unmarked", "nmod:unmarked")]
    return slots


def _bearers(tree: Tree, adjective: int) -> tuple[int, ...]:
    head, relation = tree.tokens[adjective].head, tree.base(adjective)
    if tree.under(adjective, "nsubj") or (relation not in ("amod", "acl", "appos") and head != adjective):
        return grammatical(tree, adjective)
    if relation in ("amod", "acl", "appos"):
        return tree.coordinated(tree.antecedent(head))
    return ()
