"""Where a value stands in its sentence: at which words, and through which slot of theirs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.grammar.tree import NOMINAL, Tree

# Relations of a noun's own number or modifier: the value counts or measures that noun ("4,000 people", "25% share").
COUNTING = frozenset({"nummod", "compound", "amod", "det", "nmod:desc", "nmod:unmarked"})
# Slots through which a value that a verb holds is its subject's too: "revenue rose to $3bn", "sales reached $2bn".
OF_SUBJECT = frozenset({"to", "at", "patient"})
# Relations of an object and of what stands at a verb without a preposition ("rose 3%").
UNMARKED = frozenset({"obj", "obl", "nmod", "advcl", "acl", "xcomp", "advmod", "parataxis", "dep"})
MOST_STEPS = 5


@dataclass(frozen=True, slots=True)
class Place:
    """A word that the value stands at, the slot it fills there, and how many words lie between them."""

    token: int
    slot: str
    steps: int


def slot_of(tree: Tree, token: int, marker: str) -> str:
    """The slot that the token, marked by the preposition `marker`, fills at its head; "count": its number.

    The other slots: see `pipeline.grammar.predications`.
    """
    deprel, base = tree.deprel(token), tree.base(token)
    if deprel in ("nsubj:pass", "nmod:poss"):
        return "poss" if deprel == "nmod:poss" else "patient"
    if base == "nsubj" or deprel == "obl:agent":
        return "agent"
    if marker:
        return marker
    if base in COUNTING or deprel in COUNTING:
        return "count"
    return "patient" if base in UNMARKED else base


def places(tree: Tree, value: int, marker: str) -> list[Place]:
    """The words that the value with head token `value` stands at, nearest first; `marker`: the preposition before it.

    "a 25% share": share (count). "revenue of $3bn": revenue (of). "revenue rose to $3bn": rise (to), revenue (is).
    "won 52% of the vote": win (patient). "a contract worth $3bn": worth (patient), contract (is).
    "down 3%": down (patient), also where the adverb hangs on the value. "52% of the vote": vote (part).
    """
    found = [Place(adverb, "patient", 0) for adverb in tree.under(value, "advmod")]
    found += [Place(whole, "part", 0) for whole in tree.under(value, "nmod") if tree.preposition(whole) == "of"]
    token = value
    for steps in range(MOST_STEPS):
        if tree.under(token, "cop"):
            found += [Place(subject, "is", steps + 1) for subject in tree.under(token, "nsubj")]
        top = tree.first_conjunct(token)
        if tree.is_root(top):
            break
        head = tree.tokens[top].head
        slot = slot_of(tree, top, marker if steps == 0 else tree.preposition(top))
        found.append(Place(head, slot, steps))
        found += _of_governor(tree, head, slot, steps + 1)
        if slot != "count":
            break
        token = head
    return found


def _of_governor(tree: Tree, head: int, slot: str, steps: int) -> list[Place]:
    """The subject or the modified noun of the verb or adjective that holds the value."""
    if tree.tokens[head].upos in NOMINAL or slot not in OF_SUBJECT:
        return []
    subjects = tree.under(head, "nsubj")
    if not subjects and tree.base(head) in ("acl", "amod"):
        subjects = (tree.tokens[head].head,)
    return [Place(subject, "is", steps) for subject in subjects]
