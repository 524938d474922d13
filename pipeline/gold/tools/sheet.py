"""A sheet: one article as labelling tools know it, spans with a label, arrows between them and plain fields.

Every tool writes and reads this one form, so a tool's module is syntax only; what it means stands in `marking`
(document -> sheet) and `reading` (sheet -> document).

    group     label                          fields
    mention   PERSON ... DATE, TOPIC         kind, entity, name, value, unit, scope, score, by
    triple    the relation, over its cue     id, factuality, score, by
    passage   Evidence, Qualifier            none
              Says                           none; the words that attribute ("according to")
              Cut, Title, Byline             reason (of a cut)

    link                     from -> to
    Subject, Object          triple -> mention
    Evidence                 triple -> passage
    a qualifier's name       triple -> passage or mention
    Target                   stance -> the triple that the position is taken to
    Source, Content          Says -> mention, Says -> triple; a source whose words are not labelled: triple -> mention

A field that says the usual is left out: factuality "fact", score 1, by "gold", kind "name" of a named thing. An
entity's `name` stands on its first mark. `scope` says what a mark is where that is not the usual: a named thing is a
"mention", a value or topic only the "argument" of a triple, and "entity" is a mention that stands in its entity alone,
not in the layer `mentions`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from pipeline.document import NAME_TYPES, VALUE_TYPES, Factuality, Kind, Value
from pipeline.errors import GoldError

Group = Literal["mention", "triple", "passage"]
Fields = Mapping[str, str]

GROUPS: tuple[Group, ...] = get_args(Group)
MENTION_LABELS = (*NAME_TYPES, *VALUE_TYPES, "TOPIC")
PASSAGE_LABELS = ("Evidence", "Qualifier", "Says", "Cut", "Title", "Byline")
LINK_LABELS = ("Subject", "Object", "Evidence", "Target", "Source", "Content")  # other labels: qualifiers

# Fields of each group, and those that choose from a list.
GROUP_FIELDS: Mapping[Group, tuple[str, ...]] = {
    "mention": ("kind", "entity", "name", "value", "unit", "scope", "score", "by"),
    "triple": ("id", "factuality", "score", "by"),
    "passage": ("reason",),
}
CHOICES: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(Kind),
    "scope": ("mention", "entity", "argument"),
    "factuality": get_args(Factuality),
}
# Fields of the whole article. `published` came from outside, `dated` and `outlet` were read in the text; `layers` are
# those that are written, if not all are. In JSON: `entities` that no mark tells of, as objects with id, name and type;
# `entity_order` and `triple_order`, ids in the order of their layer where `order.natural` would give another.
ARTICLE_FIELDS = (
    *("format", "published", "outlet", "dated", "layers"),
    *("entities", "entity_order", "triple_order", "sha256"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled span of raw characters; `key` is its handle in the sheet, `where` its place in the tool's file."""

    key: str
    group: Group
    label: str
    start: int
    end: int
    fields: Fields = field(default_factory=dict)
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """An arrow between two marks, by their keys."""

    label: str
    source: str
    target: str
    where: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article with its marks and links; `fields` are those of ARTICLE_FIELDS, `where` names the tool's file."""

    name: str
    raw: str
    marks: tuple[Mark, ...]
    links: tuple[Link, ...]
    fields: Fields
    where: str = field(default="", compare=False)


def usual_kind(label: str) -> Kind:
    """The kind of a mention of this type that does not say."""
    return "value" if label in VALUE_TYPES else "name"


def usual_scope(label: str) -> str:
    """The scope of a mark of this type that does not say."""
    return "mention" if label in NAME_TYPES else "argument"


def scope_of(mark: Mark) -> str:
    """The mark's scope, said or usual."""
    return mark.fields.get("scope") or usual_scope(mark.label)


def score_of(mark: Mark) -> float:
    """The mark's score, 1 if it does not say; ValueError if it is no number."""
    return float(mark.fields.get("score", 1))


def entity_types(marks: Iterable[Mark]) -> dict[str, str]:
    """Entity id -> the type of its first mention in the text, or, without mentions, of its first argument."""
    marks = [m for m in marks if m.group == "mention" and "entity" in m.fields]
    ordered = sorted(marks, key=lambda m: (scope_of(m) == "argument", m.start, m.end))
    return {m.fields["entity"]: m.label for m in reversed(ordered)}


# ---------------------------------------------------------------------------------- values and fields as text


def value_fields(value: Value | None) -> dict[str, str]:
    """A value as the fields `value` and `unit`; a text that would read as a number is put in quotes."""
    if value is None:
        return {}
    text = value.value if isinstance(value.value, str) else repr(value.value)
    if isinstance(value.value, str) and value.unit != "date" and (_is_number(text) or text.startswith('"')):
        text = json.dumps(text)
    return {"value": text} | ({"unit": value.unit} if value.unit else {})


def value_of(fields: Fields) -> Value | None:
    """The value that the fields tell, None if they tell none; ValueError for quotes that do not close."""
    if "value" not in fields:
        return None
    text, unit = fields["value"], fields.get("unit", "")
    if unit == "date":
        return Value(text, unit)
    if text.startswith('"'):
        return Value(str(json.loads(text)), unit)
    return Value(_number(text) if _is_number(text) else text, unit)


def _number(text: str) -> float:
    """Whole as it was written whole: the label files keep "25" and "25.0" apart."""
    return int(text) if re.fullmatch("-?[0-9]{1,30}", text) else float(text)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


_PLAIN = re.compile(r'[^\s";\\](?:[^";\\\x00-\x1f\x7f-\x9f\u2028\u2029]*[^\s";\\])?')
_ITEM = re.compile(r'\s*(?:(\w+)=)?("(?:[^"\\]|\\.)*"|[^;"]*)\s*(?:;|$)')


def note_of(fields: Fields) -> str:
    """Fields on one line that a person can read and edit: `value=25; unit=%`; odd texts in JSON quotes."""
    return "; ".join(f"{key}={text if _PLAIN.fullmatch(text) else json.dumps(text)}" for key, text in fields.items())


def fields_of(note: str, known: Iterable[str], where: str) -> dict[str, str]:
    """The fields of a line that `note_of` or a person wrote; a part without "=" is a remark and is passed over."""
    fields: dict[str, str] = {}
    at = 0
    while at < len(note):
        item = _ITEM.match(note, at)
        text = _unquoted(item[2].rstrip()) if item else None
        if item is None or text is None:
            raise GoldError(f"{where}: note {note[at : at + 60]!r}: write `field=value; field=value`, quotes closed")
        if item[1] is not None and item[1] not in known:
            raise GoldError(f"{where}: note: unknown field {item[1]!r}; the fields here are {', '.join(known)}")
        if item[1] is not None:
            fields[item[1]] = text
        at = item.end()
    return fields


def _unquoted(text: str) -> str | None:
    """The text, out of its JSON quotes if it has them; None if they cannot be read."""
    try:
        return str(json.loads(text)) if text.startswith('"') else text
    except ValueError:
        return None
