"""Tables of a run in miniature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.io.rows import Row
from pipeline.linking.run import Tables

Told = tuple[str, str, str]  # article, type, name; more names of the same entity behind "/"


def entity(document: str, type_: str, names: str) -> Row:
    usual, *others = names.split("/")
    mentions = [{"text": name, "start": 0, "end": 1, "kind": "name"} for name in (usual, *others)]
    return {"document": document, "entity": usual.lower(), "name": usual, "type": type_, "mentions": mentions}


@pytest.fixture
def tables() -> Callable[..., Tables]:
    """Tables of the entities that are told."""
    return lambda *told: Tables([entity(*one) for one in told], [])
