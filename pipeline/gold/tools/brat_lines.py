"""The lines of a brat .ann file as a sheet."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import unquote

from pipeline.errors import GoldError
from pipeline.gold.tools.brat_config import ATTRIBUTES
from pipeline.gold.tools.sheet import ARTICLE_FIELDS, GROUP_FIELDS, PASSAGE_LABELS, Group, Link, Mark, Sheet, fields_of

# https://brat.nlplab.org/standoff.html, line by line; the first group is the annotation's id.
_SPAN = re.compile(r"(T[0-9]+)\t(\S+) ([0-9]{1,9} [0-9]{1,9}(?:;[0-9]{1,9} [0-9]{1,9})*)\t(.*)")
_EVENT = re.compile(r"(E[0-9]+)\t([^\s:]+):(T[0-9]+)((?: [^\s:]+:[TE][0-9]+)*) ?")
_ATTRIBUTE = re.compile(r"([AM][0-9]+)\t(\S+) ([TE][0-9]+)(?: (\S+))?")
_REFERENCE = re.compile(r"(N[0-9]+)\tReference (T[0-9]+) ([^\s:]+):(\S+)(?:\t(.*))?")
_NOTE = re.compile(r"(#[0-9]+)\t(\S+) ([TE][0-9]+)\t(.*)")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def sheet_of_lines(name: str, raw: str, ann: str, file: str) -> Sheet:
    """The sheet that an .ann file tells of its text; GoldError names file and line."""
    reader = _Lines(file, raw)
    for number, line in enumerate(ann.split("\n"), 1):
        if line.strip():
            reader.line(line.removesuffix("\r"), f"{file} line {number}")
    return reader.sheet(name)


@dataclass(slots=True)
class _Lines:
    """What the lines said so far, by the ids of the annotations; `where`: id -> file and line."""

    file: str
    raw: str
    spans: dict[str, tuple[str, int, int]] = field(default_factory=dict)
    events: dict[str, tuple[str, str, list[tuple[str, str]]]] = field(default_factory=dict)
    fields: dict[str, dict[str, str]] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    where: dict[str, str] = field(default_factory=dict)

    def line(self, line: str, where: str) -> None:
        readers: Mapping[str, tuple[re.Pattern[str], Callable[[re.Match[str], str], None]]] = {
            "T": (_SPAN, self._span),
            "E": (_EVENT, self._event),
            "A": (_ATTRIBUTE, self._attribute),
            "M": (_ATTRIBUTE, self._attribute),
            "N": (_REFERENCE, self._reference),
            "#": (_NOTE, self._note),
        }
        pattern, read = readers.get(line[0], (None, None))
        found = pattern.fullmatch(line) if pattern else None
        if read is None or found is None:
            raise GoldError(f"{where}: {line[:60]!r}: no line that the configuration allows; delete or mend it in brat")
        if found[1] in self.where:
            raise GoldError(f"{where}: id {found[1]} stands in {self.where[found[1]]} too; give one of them another")
        self.where[found[1]] = where
        read(found, where)

    def _span(self, line: re.Match[str], where: str) -> None:
        at = [tuple(map(int, part.split())) for part in line[3].split(";")]
        if " ".join(self.raw[start:end] for start, end in at) != line[4]:
            raise GoldError(f"{where}: {line[4][:60]!r} does not stand at {line[3]}: text or offsets were changed")
        gaps = [self.raw[end:start] for (_, end), (start, _) in pairwise(at)]
        if not all(gap.isspace() for gap in gaps):
            raise GoldError(f"{where}: {line[2]}: has a gap with words in it; mark one run of characters")
        self.spans[line[1]] = (line[2], at[0][0], at[-1][1])

    def _event(self, line: re.Match[str], where: str) -> None:
        roles = [part.split(":") for part in line[4].split()]
        self.events[line[1]] = (line[2], line[3], [(role.rstrip("0123456789"), end) for role, end in roles])

    def _attribute(self, line: re.Match[str], where: str) -> None:
        name = line[2].lower()
        if name not in ATTRIBUTES or line[4] is None:
            raise GoldError(f"{where}: {line[2]} {line[4] or ''}: unknown attribute; delete it in brat")
        self._put(line[3], {name: line[4]}, where)

    def _reference(self, line: re.Match[str], where: str) -> None:
        name = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), line[5] or "")
        self._put(line[2], {"entity": unquote(line[4])} | ({"name": name} if name else {}), where)

    def _note(self, line: re.Match[str], where: str) -> None:
        if line[2] == "AnnotatorNotes":
            self.notes.append((line[3], line[4], where))

    def _put(self, id: str, fields: Mapping[str, str], where: str) -> None:
        known = self.fields.setdefault(id, {})
        twice = known.keys() & fields.keys()
        if twice:
            raise GoldError(f"{where}: {id} has two of {min(twice)}; delete one of them in brat")
        known.update(fields)

    # ----------------------------------------------------------------------------------------- the whole

    def sheet(self, name: str) -> Sheet:
        article: dict[str, str] = {}
        for id, note, where in self.notes:
            if self.spans.get(id, ("",))[0] == "Article":
                article.update(fields_of(note, (*ARTICLE_FIELDS, "breaks"), where))
            else:
                self._put(id, fields_of(note, ("span", *GROUP_FIELDS[self._group(id)]), where), where)
        self._ends_are_there()
        triggers = {trigger for _, trigger, _ in self.events.values()}
        ids = [id for id, (label, _, _) in self.spans.items() if id not in triggers and label != "Article"]
        marks = [self._mark(id) for id in [*ids, *self.events]] + self._breaks(article.pop("breaks", "[]"))
        links = [
            Link(role, id, end, self.where[id]) for id, (_, _, roles) in self.events.items() for role, end in roles
        ]
        return Sheet(name, self.raw, tuple(marks), tuple(links), article, self.file)

    def _ends_are_there(self) -> None:
        used = [(id, id) for id in self.fields]
        for id, (_, trigger, roles) in self.events.items():
            used += [(id, end) for end in (trigger, *(end for _, end in roles))]
        for id, end in used:
            if end not in self.spans and end not in self.events:
                raise GoldError(f"{self.where.get(id, self.file)}: {end} is not there; delete the line or write {end}")

    def _group(self, id: str) -> Group:
        label = self.events[id][0] if id in self.events else self.spans.get(id, ("",))[0]
        if label in PASSAGE_LABELS:
            return "passage"
        return "triple" if id in self.events else "mention"

    def _mark(self, id: str) -> Mark:
        label, trigger = self.events[id][:2] if id in self.events else (self.spans[id][0], id)
        _, start, end = self.spans[trigger]
        fields = dict(self.fields.get(id, {}))
        group = self._group(id)
        if group == "triple" and "id" not in fields:
            fields["id"] = id[1:]
        exact = re.fullmatch("([0-9]{1,9})-([0-9]{1,9})", fields.pop("span", ""))
        if exact and self._is_but_breaks(int(exact[1]), start) and self._is_but_breaks(end, int(exact[2])):
            start, end = int(exact[1]), int(exact[2])
        return Mark(id, group, label, start, end, fields, self.where[id])

    def _is_but_breaks(self, start: int, end: int) -> bool:
        """Whether only white space stands between: a span whose edges brat cannot show, and that nobody moved."""
        return start == end or self.raw[start:end].isspace()

    def _breaks(self, note: str) -> list[Mark]:
        """Cuts of mere line breaks, which stand in the article's note."""
        try:
            cuts = [(int(start), int(end), str(reason)) for start, end, reason in json.loads(note)]
        except (ValueError, TypeError) as error:
            raise GoldError(
                f"{self.file}: note of Article: breaks: {error}; write [[start, end, reason], ...]"
            ) from error
        return [Mark(f"B{n}", "passage", "Cut", *cut[:2], {"reason": cut[2]}, self.file) for n, cut in enumerate(cuts)]
