"""What a user says of who is who: `aliases.toml`.

    same = [["FSB", "Federal Security Service"]]
    different = [["Georgia (GPE, Tbilisi)", "Georgia (GPE, Atlanta)"]]

A name may be followed, in brackets, by a type, and by names of which the same article must have one.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from pipeline.document import NAME_TYPES
from pipeline.errors import LinkError
from pipeline.io.rows import Row
from pipeline.linking.names import kind_of, name_of
from pipeline.linking.thing import Appearance, Labels
from pipeline.stages.coref.spelling import folded, plain

_WRITTEN = re.compile(r"([^()]{1,200})(?: \(([^()]{1,500})\))?")


@dataclass(frozen=True, slots=True)
class Named:
    """Which entities are meant: those of this name, of this type if one is given, in articles that name one of
    `near` if any are given (folded)."""

    name: str
    type: str | None = None
    near: frozenset[str] = frozenset()

    def means(self, appearance: Appearance, nearby: Collection[str]) -> bool:
        """Whether the appearance is meant; `nearby`: the folded names of its article."""
        if self.type is not None and kind_of(self.type) != kind_of(appearance.type):
            return False
        if self.near and self.near.isdisjoint(nearby):
            return False
        return name_of(self.name, appearance.type).words in [form.words for form in appearance.forms]


Groups = tuple[tuple[Named, ...], ...]


@dataclass(frozen=True, slots=True)
class Aliases:
    """Groups of names that are one thing, and groups of names that are each another."""

    same: Groups = ()
    different: Groups = ()

    @property
    def near(self) -> frozenset[str]:
        """All names by which articles are told apart, folded."""
        return frozenset().union(*(named.near for group in (*self.same, *self.different) for named in group))

    def labels(self, appearance: Appearance, nearby: Collection[str] = ()) -> Labels:
        """What is said of an appearance; one that several names of `different` mean is on none of their sides."""
        same = [at for at, group in enumerate(self.same) if any(n.means(appearance, nearby) for n in group)]
        sides: dict[int, int] = {}
        for at, group in enumerate(self.different):
            meant = [side for side, named in enumerate(group) if named.means(appearance, nearby)]
            if len(meant) == 1:
                sides[at] = meant[0]
        return Labels(tuple(same), sides)


def load(path: Path) -> Aliases:
    """The aliases of a file. LinkError for what is not in the form, or says both of the same two names."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise LinkError(f"{path}: not a TOML file: {error}") from error
    unknown = tables.keys() - {"same", "different"}
    if unknown:
        raise LinkError(f"{path}: unknown key {sorted(unknown)[0]!r}; known are same and different")
    same, different = (_groups(path, key, tables.get(key, [])) for key in ("same", "different"))
    for group in different:
        for pair in combinations(group, 2):
            if any(set(pair) <= set(other) for other in same):
                raise LinkError(f"{path}: {pair[0].name!r} and {pair[1].name!r} are said to be both same and different")
    return Aliases(same, different)


def nearby(entities: Iterable[Row], aliases: Aliases) -> Mapping[str, set[str]]:
    """Which of the names by which articles are told apart each article has."""
    looked_for, found = aliases.near, defaultdict[str, set[str]](set)
    if looked_for:
        for row in entities:
            names = (folded(plain(name)) for name in Appearance.of(row).names)
            found[row["document"]].update(name for name in names if name in looked_for)
    return found


def _groups(path: Path, key: str, listed: Any) -> Groups:
    told = f"{path}: {key}: want a list of lists of two or more names"
    if not isinstance(listed, list):
        raise LinkError(f"{told}; got {type(listed).__name__}")
    for group in listed:
        if not isinstance(group, list) or len(group) < 2 or not all(isinstance(name, str) for name in group):
            raise LinkError(f"{told}; got {group!r}")
    return tuple(tuple(_named(path, key, name) for name in group) for group in listed)


def _named(path: Path, key: str, written: str) -> Named:
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        raise LinkError(f"{path}: {key}: {written!r}: want NAME, NAME (TYPE) or NAME (TYPE, A NAME NEARBY, ...)")
    type_, *near = [part.strip() for part in found[2].split(",")] if found[2] else [None]
    if type_ is not None and type_ not in NAME_TYPES:
        raise LinkError(f"{path}: {key}: {written!r}: no type {type_!r}; known are {', '.join(NAME_TYPES)}")
    return Named(found[1], type_, frozenset(folded(plain(name)) for name in near if name))
