"""Where things are found by keys of their names, without comparing everything with everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.linking.names import Name, keys, wanted
from pipeline.linking.thing import Thing

LIMIT = 30  # things under a key; a word that more things have in their names tells nothing
MOST = 60  # things that are looked at for one appearance

Key = tuple[str, str]


class Index:
    """Things by the keys of their names. A key gives at most LIMIT of them: the work grows with the appearances."""

    def __init__(self) -> None:
        self._under: dict[Key, list[Thing]] = {}

    def add(self, thing: Thing, names: Iterable[Name]) -> None:
        """Files the thing under these names too."""
        for key in keys(names):
            found = self._under.setdefault(key, [])
            if len(found) <= LIMIT and not any(thing is other for other in found):
                found.append(thing)

    def find(self, names: Iterable[Name]) -> Iterator[Thing]:
        """Things that may have one of these names, each once, at most MOST of them."""
        seen: set[int] = set()
        for key in wanted(names):
            found = self._under.get(key, [])
            if key[0] == "word" and len(found) > LIMIT:
                continue
            for thing in found[:LIMIT]:
                if thing.members and id(thing) not in seen:
                    seen.add(id(thing))
                    yield thing
                    if len(seen) == MOST:
                        return
