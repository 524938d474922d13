"""brat standoff (https://brat.nlplab.org/standoff.html): `<id>.txt` and `<id>.ann` an article, and the configuration.

    T1  Article 0 5     Zoom        over the first word; its note carries the article's fields
    T2  ORG 0 4         Zoom        a mention; with N1  Reference T2 Entity:e1  Zoom Video Communications
    T9  bans 9 15       banned      the cue of a triple; E7  bans:T9 Subject:T2 Object:T5 Evidence:T8 Source:T3
    A1  Factuality E7 planned       likewise Kind and Scope of mentions, Reason of cuts
    #1  AnnotatorNotes T5 value=25; unit=%

The number of an event is the id of its triple, where that is a number. Offsets are code points. A span that holds
line breaks or tabs is written in fragments around them, as brat wants it (`9 15;16 20`), and joined again.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools.brat_config import ATTRIBUTES, configuration
from pipeline.gold.tools.brat_lines import sheet_of_lines
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import CHOICES, Link, Mark, Sheet, note_of
from pipeline.ontology.schema import Ontology
from pipeline.stages.clean.families import FAMILIES

# What no line of an .ann file may hold: tabs, and all that Python's readers take for the end of a line.
BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_RUN = re.compile(f"[^{BREAKS}]+")
_ROLE = re.compile(r"[A-Za-z0-9_-]*[A-Za-z_-]")
_WORD = re.compile(r"[A-Za-z0-9_-]+")


def write(documents: Sequence[Document], ontology: Ontology) -> dict[str, bytes]:
    """File name -> bytes; GoldError where brat has no way to show a mark."""
    used = {cut.reason for document in documents if document.text for cut in document.text.cuts}
    reasons = {"boilerplate", *(family.reason for family in FAMILIES), *filter(_WORD.fullmatch, used)}
    files = {name: text.encode() for name, text in configuration(ontology, reasons).items()}
    for document in documents:
        stem = quote(document.name, safe=" ")
        files[f"{stem}.txt"] = document.raw.encode()
        files[f"{stem}.ann"] = "".join(f"{line}\n" for line in _Lines.of(sheet_of(document, ontology))).encode()
    return files


def fragments(raw: str, start: int, end: int) -> list[tuple[int, int]]:
    """The runs of a span between line breaks and tabs."""
    return [run.span() for run in _RUN.finditer(raw, start, end)]


@dataclass(slots=True)
class _Lines:
    """The lines of one .ann file, by the letter that begins them, and the id of each mark's annotation."""

    sheet: Sheet
    lines: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    ids: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet) -> Iterator[str]:
        lines = cls(sheet)
        out: dict[str, list[Link]] = defaultdict(list)
        for link in sheet.links:
            out[link.source].append(link)
        names = {m.fields["entity"]: m.fields["name"] for m in sheet.marks if "name" in m.fields}
        hidden = [m for m in sheet.marks if not fragments(sheet.raw, m.start, m.end)]
        shown = [m for m in sheet.marks if m not in hidden]
        lines.article(hidden)
        triggers = {mark.key: lines.span(mark) for mark in shown}
        events = lines.number([m for m in shown if m.group == "triple" or m.label == "Says"])
        lines.ids = triggers | events
        for mark in shown:
            if mark.key in events:
                lines.event(mark, triggers[mark.key], out[mark.key])
            lines.fields(mark, names)
        return (line for letter in "TENA#" for line in lines.lines[letter])

    def add(self, letter: str, text: str) -> str:
        id = f"{letter}{len(self.lines[letter]) + 1}"
        self.lines[letter].append(f"{id}\t{text}")
        return id

    def span(self, mark: Mark) -> str:
        if not _WORD.fullmatch(mark.label):
            raise GoldError(f"{self.sheet.name}: {mark.label!r}: brat's names are letters, digits, _ and -; rename it")
        return self._span(mark.label, fragments(self.sheet.raw, mark.start, mark.end))

    def _span(self, label: str, at: list[tuple[int, int]]) -> str:
        places = ";".join(f"{start} {end}" for start, end in at)
        return self.add("T", f"{label} {places}\t{' '.join(self.sheet.raw[start:end] for start, end in at)}")

    def article(self, hidden: Sequence[Mark]) -> None:
        """The article's fields, in the note of its first word; among them cuts of mere line breaks."""
        word = re.search(r"\S+", self.sheet.raw)
        if word is None:
            raise GoldError(f"{self.sheet.name}: brat needs a text with at least one character to see")
        for mark in hidden:
            if mark.label != "Cut":
                raise GoldError(f"{self.sheet.name}: {mark.label} over mere line breaks: brat cannot show it")
        breaks = [[mark.start, mark.end, mark.fields["reason"]] for mark in hidden]
        fields = {**self.sheet.fields} | ({"breaks": json.dumps(breaks)} if breaks else {})
        self.note(self._span("Article", [word.span()]), fields)

    def number(self, marks: Sequence[Mark]) -> dict[str, str]:
        """Key -> event id: a triple's own id where that is a number, then the next free numbers."""
        own = {m.key: m.fields.get("id", "") for m in marks}
        found = {key: f"E{id}" for key, id in own.items() if re.fullmatch("0|[1-9][0-9]{0,8}", id)}
        first = max((int(id[1:]) for id in found.values()), default=0) + 1
        rest = [key for key in own if key not in found]
        return found | {key: f"E{number}" for number, key in enumerate(rest, first)}

    def event(self, mark: Mark, trigger: str, links: Sequence[Link]) -> None:
        """Arguments of one role are numbered from the second on: Content, Content2."""
        parts, seen = [f"{mark.label}:{trigger}"], defaultdict[str, int](int)
        for link in links:
            if not _ROLE.fullmatch(link.label):
                raise GoldError(f"{self.sheet.name}: {link.label!r}: brat's roles are letters, _ and -; rename it")
            seen[link.label] += 1
            role = link.label if seen[link.label] == 1 else f"{link.label}{seen[link.label]}"
            parts.append(f"{role}:{self.ids[link.target]}")
        self.lines["E"].append(f"{self.ids[mark.key]}\t{' '.join(parts)}")

    def fields(self, mark: Mark, names: Mapping[str, str]) -> None:
        id, rest = self.ids[mark.key], dict(mark.fields)
        at = fragments(self.sheet.raw, mark.start, mark.end)
        if rest.get("id") == id[1:]:
            del rest["id"]
        if "entity" in rest:
            entity = rest.pop("entity")
            name = rest.pop("name", names.get(entity, ""))
            self.add("N", f"Reference {id} Entity:{quote(entity, safe='')}\t{_escaped(name)}")
        for name in ATTRIBUTES:
            if name in rest and _WORD.fullmatch(rest[name]) and (name not in CHOICES or rest[name] in CHOICES[name]):
                self.add("A", f"{name.capitalize()} {id} {rest.pop(name)}")
        if (at[0][0], at[-1][1]) != (mark.start, mark.end):
            rest["span"] = f"{mark.start}-{mark.end}"
        self.note(id, rest)

    def note(self, id: str, fields: Mapping[str, str]) -> None:
        if fields:
            self.add("#", f"AnnotatorNotes {id}\t{note_of(fields)}")


def _escaped(name: str) -> str:
    return re.sub(f"[\\\\{BREAKS}]", lambda found: f"\\u{ord(found[0]):04x}", name)


# ----------------------------------------------------------------------------------------------- reading


def read(files: Mapping[str, bytes], ontology: Ontology) -> list[Document]:
    """The documents of a folder's files, by name; GoldError names file and line."""
    return [_read(file, files, ontology) for file in sorted(files) if file.endswith(".ann")]


def _read(file: str, files: Mapping[str, bytes], ontology: Ontology) -> Document:
    stem = file.removesuffix(".ann")
    if f"{stem}.txt" not in files:
        raise GoldError(f"{file}: {stem}.txt is missing beside it; put the exported text back")
    try:
        raw, ann = files[f"{stem}.txt"].decode(), files[file].decode()
    except UnicodeDecodeError as error:
        raise GoldError(f"{file}: it or its text is not UTF-8: {error.reason} at byte {error.start}") from error
    return document_of(sheet_of_lines(unquote(stem), raw, ann, file), ontology)
