"""Document <-> JSON: every layer and span, without loss, except the engine's `readings`."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pipeline.document import Document
from pipeline.errors import ReadError

D = TypeVar("D")


def dumps(document: Document) -> str:
    """One line of ASCII JSON; fields that are None are left out."""
    return json.dumps(encode(document), separators=(",", ":"))


def loads(text: str) -> Document:
    """The document that `dumps` wrote; ReadError for anything else."""
    try:
        return decode(Document, json.loads(text))
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ReadError(f"not a document in Tripline's JSON: {error}") from error


def encode(value: Any) -> Any:
    """A frozen dataclass as plain JSON values; fields that take no part in equality are left out."""
    if is_dataclass(value):
        found = ((f.name, getattr(value, f.name)) for f in fields(value) if f.compare)
        return {name: encode(part) for name, part in found if part is not None}
    if isinstance(value, tuple):
        return [encode(part) for part in value]
    return value


def decode(kind: type[D], value: dict[str, Any]) -> D:
    """The dataclass `kind` from what `encode` made of it."""
    hints = _hints(kind)  # type: ignore[arg-type]  # a class is hashable
    unknown = value.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {min(unknown)!r}")
    return kind(**{name: _typed(hints[name], part) for name, part in value.items()})


@cache
def _hints(kind: type[Any]) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(hint: Any, value: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _typed(next((t for t in inner if _takes(t, value)), type(None)), value)
    if origin is Literal:
        return _member(inner, value)
    if origin is tuple:
        kinds = [inner[0]] * len(value) if inner[1:] == (...,) else inner
        return tuple(_typed(kind, part) for kind, part in zip(kinds, value, strict=True))
    if is_dataclass(hint) and isinstance(hint, type):
        return decode(hint, value)
    if not _takes(hint, value):
        raise ValueError(f"{value!r} where {hint.__name__} is wanted")
    return value


def _takes(hint: Any, value: Any) -> bool:
    """Whether a plain JSON value can be of the type, judged by its outer shape."""
    if is_dataclass(hint):
        return isinstance(value, dict)
    if get_origin(hint) is tuple:
        return isinstance(value, list)
    if get_origin(hint) is Literal:
        return value in get_args(hint)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return isinstance(value, hint)


def _member(members: tuple[Any, ...], value: Any) -> Any:
    if value not in members:
        raise ValueError(f"{value!r} is none of {', '.join(map(str, members))}")
    return value
