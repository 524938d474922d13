"""Semantic roles beside the slots that the tree gives: who acts and what is acted on where syntax does not show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.document import Role
from pipeline.grammar.tree import NOMINAL, Tree

Slots = tuple[tuple[str, int], ...]

# The slot that a numbered role fills where nothing else does: PropBank's ARG0 acts, ARG1 is acted on.
PROTOTYPES = {"ARG0": "agent", "ARG1": "patient"}


def by_predicate(roles: Iterable[Role]) -> Mapping[int, tuple[Role, ...]]:
    """The numbered roles of each predicate (token index), in text order of the arguments."""
    found: dict[int, list[Role]] = {}
    for role in roles:
        if not role.label.startswith("ARGM"):
            found.setdefault(role.predicate, []).append(role)
    return {predicate: tuple(group) for predicate, group in found.items()}


def completed(tree: Tree, slots: Slots, roles: Iterable[Role]) -> Slots:
    """The slots, with an empty "agent" or "patient" filled by the predicate's roles.

    A word that fills another slot already is not taken, nor is a verb: a clause is no patient.
    """
    taken, filled = {token for _, token in slots}, {name for name, _ in slots}
    found = list(slots)
    for role in roles:
        slot = PROTOTYPES.get(role.label, "")
        if slot and slot not in filled and role.argument not in taken and _is_nominal(tree, role.argument):
            if slot == "patient" and "clause" in filled:
                continue
            found += [(slot, token) for token in tree.coordinated(tree.antecedent(role.argument))]
    return tuple(found)


def _is_nominal(tree: Tree, token: int) -> bool:
    return tree.tokens[token].upos in NOMINAL
