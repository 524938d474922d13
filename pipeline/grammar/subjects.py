"""Who a verb is about: its own subject, a shared one, or that of the verb, noun or clause that governs it."""

from __future__ import annotations

from pipeline.grammar.tree import Tree

# Governors whose own subject does what their infinitive says although they have an object ("promised him to come").
SUBJECT_CONTROL = frozenset({"promise", "vow", "pledge", "threaten", "offer", "use", "need", "take", "spend"})
# Verbs whose object is to do what the infinitive behind it says, even where a tree hangs that on the object.
REQUESTING = frozenset(
    "require order force ask urge tell allow oblige compel instruct want expect permit enable encourage invite advise "
    "press lead cause direct authorize authorise command persuade".split()
)
# Prepositions whose gerund is done by the object of the governor ("banned X from selling", "accused X of lying").
OBJECT_GERUND = frozenset({"from", "of", "for", "into", "with"})
# Nouns whose bare phrase before a verb says when or how much, and is no subject.
TIMES = frozenset(
    "second minute hour day night morning afternoon evening noon midnight weekend week fortnight month quarter "
    "season spring summer autumn fall winter year decade century time today yesterday tomorrow monday tuesday "
    "wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december".split()
)
DEEP = 12  # governors looked at before a search gives up: a guard against broken trees


def is_passive(tree: Tree, verb: int) -> bool:
    """Passive by subject or auxiliary, or a past participle that modifies a noun ("the firm charged with ...")."""
    if tree.under(verb, "aux:pass"):
        return True
    if tree.under(verb, "nsubj:pass", "csubj:pass"):
        return not (tree.under(verb, "aux") and tree.under(verb, "obj"))  # "has not fined the firm", taken for passive
    if tree.under(verb, "nsubj", "aux", "cop", "mark") and not _is_bare_participle(tree, verb):
        return False
    if tree.base(verb) == "conj" and not tree.under(verb, "aux", "nsubj"):
        first = tree.first_conjunct(verb)
        return first != verb and tree.tokens[first].upos == "VERB" and past(tree, verb) and is_passive(tree, first)
    return _is_bare_participle(tree, verb)


def _is_bare_participle(tree: Tree, verb: int) -> bool:
    if not past(tree, verb) or tree.under(verb, "nsubj", "aux"):
        return False
    marked = {tree.lemma(m) for m in tree.under(verb, "mark")}
    if tree.deprel(verb) in ("acl", "amod"):
        return "to" not in marked and (not tree.under(verb, "obj") or tree.deprel(verb) == "amod")
    return tree.base(verb) == "advcl" and "to" not in marked and not tree.under(verb, "obj")


def past(tree: Tree, verb: int) -> bool:
    """Whether the form can be a past participle: not "-ing", not the bare lemma (except "cut", "hit", "set")."""
    form = tree.form(verb)
    return not form.endswith("ing") and (form != tree.lemma(verb) or form in ("cut", "hit", "set", "shut", "put"))


def grammatical(tree: Tree, verb: int, depth: int = 0) -> tuple[int, ...]:
    """Heads of the grammatical subject, coordinated ones too; empty if the text does not say.

    An own subject wins; then the subject of the first conjunct, the antecedent or noun that the verb modifies, the
    object or subject of the governing verb (control), the possessor of a governing noun ("its plan to sell").
    """
    own = tree.under(verb, "nsubj") or fronted(tree, verb)
    if own or depth > DEEP:
        return tuple(found for child in own for found in tree.coordinated(tree.antecedent(child)))
    head, relation = tree.tokens[verb].head, tree.base(verb)
    if head == verb:
        return ()
    if relation == "conj":
        return grammatical(tree, head, depth + 1)
    if relation in ("acl", "amod"):
        return _of_modified(tree, verb, head, depth)
    if relation in ("xcomp", "advcl", "obl", "ccomp"):
        return _controlled(tree, verb, head, depth)
    return ()


def _of_modified(tree: Tree, verb: int, noun: int, depth: int) -> tuple[int, ...]:
    marks = {tree.lemma(m) for m in tree.under(verb, "mark")}
    if not marks or requested(tree, verb) is not None:
        return tree.coordinated(noun) if tree.base(verb) == "acl" else (noun,)
    return holder(tree, noun, depth + 1)


def requested(tree: Tree, verb: int) -> int | None:
    """The verb that requests the infinitive of its object: require in "requires ships to use clean fuel"."""
    noun = tree.tokens[verb].head
    governor = tree.tokens[noun].head
    infinitive = tree.deprel(verb) == "acl" and any(tree.form(m) == "to" for m in tree.under(verb, "mark"))
    if infinitive and tree.base(noun) == "obj" and tree.lemma(governor) in REQUESTING:
        return governor
    return None


def holder(tree: Tree, noun: int, depth: int = 0) -> tuple[int, ...]:
    """Who a noun that names a plan or act belongs to: its possessor, else the subject of the verb it depends on."""
    owners = tree.under(noun, "nmod:poss")
    if owners:
        return tuple(o for owner in owners for o in tree.coordinated(tree.antecedent(owner)))
    head = tree.tokens[noun].head
    if tree.base(noun) in ("obj", "obl") and tree.tokens[head].upos == "VERB" and depth <= DEEP:
        return agents(tree, head, depth + 1)
    return ()


def _controlled(tree: Tree, verb: int, governor: int, depth: int) -> tuple[int, ...]:
    if tree.base(verb) == "ccomp" and not _is_open(tree, verb):
        return ()
    objects = tree.under(governor, "obj", "iobj") or misplaced(tree, verb)
    by_object = tree.base(verb) == "xcomp" and tree.lemma(governor) not in SUBJECT_CONTROL
    by_object |= tree.base(verb) == "advcl" and tree.preposition(verb) in OBJECT_GERUND
    if objects and by_object:
        person = [o for o in objects if tree.base(o) == "iobj"] or list(objects)
        return tuple(found for o in person[:1] for found in tree.coordinated(tree.antecedent(o)))
    return grammatical(tree, governor, depth + 1)


def misplaced(tree: Tree, verb: int) -> tuple[int, ...]:
    """Objects that a tree hangs on an infinitive although they stand before its "to": "urged firms to develop"."""
    marks = [m for m in tree.under(verb, "mark") if tree.form(m) == "to"]
    return tuple(o for o in tree.under(verb, "obj") if marks and o < marks[0]) if tree.base(verb) == "xcomp" else ()


def fronted(tree: Tree, verb: int) -> tuple[int, ...]:
    """The subject that a tree takes for something else: a second object before the verb, with another one behind it, or
    a bare phrase before a verb with auxiliary and object ("Video platform Zoom has banned sales")."""
    objects = tree.under(verb, "obj")
    if tree.under(verb, "nsubj") or not any(o > verb for o in objects):
        return ()
    before = [o for o in objects if o < verb and tree.antecedent(o) == o]
    if tree.under(verb, "aux") and not tree.under(verb, "aux:pass"):
        bare = (o for o in tree.under(verb, "obl") if o < verb and tree.deprel(o) == "obl:unmarked")
        before += [o for o in bare if tree.lemma(o) not in TIMES]
    return tuple(o for o in before if not tree.under(verb, "mark") or tree.under(verb, "aux"))


def _is_open(tree: Tree, verb: int) -> bool:
    return tree.form(verb).endswith("ing") or any(tree.form(m) == "to" for m in tree.under(verb, "mark"))


def agents(tree: Tree, verb: int, depth: int = 0) -> tuple[int, ...]:
    """Who acts: the subject of an active verb, the "by" phrase of a passive one."""
    if not is_passive(tree, verb):
        return grammatical(tree, verb, depth)
    return tuple(
        found
        for child in tree.under(verb, "obl", "nmod")
        if tree.deprel(child) == "obl:agent" or tree.preposition(child) == "by"
        for found in tree.coordinated(tree.antecedent(child))
    )
