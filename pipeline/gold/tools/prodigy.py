"""Prodigy (https://prodi.gy/docs/api-interfaces#relations): `gold.jsonl`, one article a line, and the lists of labels.

    prodigy rel.manual DATASET blank:en gold.jsonl --label relations.txt --span-label spans.txt

Spans are the marks, relations the links; `id` and `fields` of a span are ours and travel through Prodigy as they are.
What a triple is besides fact stands in its label, where it can be changed: `bans:planned`. Prodigy's relation view
cannot draw spans that overlap: cues come first, then mentions, the shortest first; what overlaps those (evidence,
mostly) stands with its links under `beneath`, in the same form. Offsets are code points, and tokens are spaCy's, cut
further where a mark cuts them. Tasks that were rejected or ignored are left out on reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from pipeline.document import Document, Factuality
from pipeline.errors import GoldError
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import (
    ARTICLE_FIELDS,
    GROUPS,
    LINK_LABELS,
    MENTION_LABELS,
    PASSAGE_LABELS,
    Group,
    Link,
    Mark,
    Sheet,
)
from pipeline.gold.tools.tokens import Word, words_of
from pipeline.ontology.schema import Ontology

Json = dict[str, Any]


def write(documents: Sequence[Document], ontology: Ontology) -> dict[str, bytes]:
    """File name -> bytes."""
    tasks = [json.dumps(_task(sheet_of(document, ontology)), ensure_ascii=False) for document in documents]
    qualifiers = sorted({name for relation in ontology for name in (*relation.qualifiers, "time", "place")})
    besides = [f"{r.name}:{factuality}" for r in ontology for factuality in get_args(Factuality)[1:]]
    spans = [*MENTION_LABELS, *PASSAGE_LABELS, *(r.name for r in ontology), *besides]
    return {
        "gold.jsonl": "".join(f"{task}\n" for task in tasks).encode(),
        "relations.txt": "".join(f"{label}\n" for label in (*LINK_LABELS, *qualifiers)).encode(),
        "spans.txt": "".join(f"{label}\n" for label in spans).encode(),
    }


def _task(sheet: Sheet) -> Json:
    words = words_of(sheet.raw, sheet.marks)
    shown = _apart(sheet.marks)
    spans = {mark.key: _span(mark, sheet.raw, words) for mark in sheet.marks}
    relations = [(link, _relation(link, spans)) for link in sheet.links]
    visible = [{link.source, link.target} <= shown for link, _ in relations]
    return {
        "text": sheet.raw,
        "meta": {"name": sheet.name, **sheet.fields},
        "tokens": [
            {"text": w.text, "start": w.start, "end": w.end, "id": n, "ws": w.space} for n, w in enumerate(words)
        ],
        "spans": [span for key, span in spans.items() if key in shown],
        "relations": [r for (_, r), seen in zip(relations, visible, strict=True) if seen],
        "beneath": {
            "spans": [span for key, span in spans.items() if key not in shown],
            "relations": [r for (_, r), seen in zip(relations, visible, strict=True) if not seen],
        },
    }


def _apart(marks: Iterable[Mark]) -> set[str]:
    """Keys of marks that do not overlap: cues before mentions before passages, the shorter before the longer."""
    taken: set[int] = set()
    shown: set[str] = set()
    order = {"triple": 0, "mention": 1, "passage": 2}
    for mark in sorted(marks, key=lambda m: (order[m.group], m.end - m.start, m.start)):
        if taken.isdisjoint(range(mark.start, mark.end)):
            taken.update(range(mark.start, mark.end))
            shown.add(mark.key)
    return shown


def _span(mark: Mark, raw: str, words: Sequence[Word]) -> Json:
    factuality = mark.fields.get("factuality")
    fields = {name: value for name, value in mark.fields.items() if name != "factuality"}
    first = next(n for n, word in enumerate(words) if word.start == mark.start)
    last = next(n for n, word in enumerate(words) if word.end == mark.end)
    return {
        "start": mark.start,
        "end": mark.end,
        "text": raw[mark.start : mark.end],
        "token_start": first,
        "token_end": last,
        "label": f"{mark.label}:{factuality}" if factuality else mark.label,
        "id": mark.key,
        **({"fields": fields} if fields else {}),
    }


def _relation(link: Link, spans: Mapping[str, Json]) -> Json:
    head, child = (
        {name: spans[key][name] for name in ("start", "end", "token_start", "token_end", "label", "id")}
        for key in (link.source, link.target)
    )
    ends = {"head": head["token_end"], "child": child["token_end"], "head_span": head, "child_span": child}
    return {**ends, "label": link.label}


# ----------------------------------------------------------------------------------------------- reading


def read(files: Mapping[str, bytes], ontology: Ontology) -> list[Document]:
    """The documents of all .jsonl files, in the order of their lines; GoldError names file, line and span."""
    return [
        document_of(_sheet(task, where, ontology), ontology)
        for file in sorted(files)
        if file.endswith(".jsonl")
        for where, task in _tasks(files[file], file)
        if task.get("answer", "accept") == "accept"
    ]


def _tasks(content: bytes, file: str) -> list[tuple[str, Json]]:
    tasks = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            task = json.loads(line)
        except ValueError as error:
            raise GoldError(f"{file} line {number}: not JSON: {error}; export with `prodigy db-out`") from error
        if not isinstance(task, dict):
            raise GoldError(f"{file} line {number}: not a task; export with `prodigy db-out`")
        tasks.append((f"{file} line {number}", task))
    return tasks


def _sheet(task: Json, where: str, ontology: Ontology) -> Sheet:
    try:
        meta, beneath = task["meta"], task.get("beneath") or {}
        spans = [*(task.get("spans") or ()), *(beneath.get("spans") or ())]
        relations = [*(task.get("relations") or ()), *(beneath.get("relations") or ())]
        marks = [_mark(span, number, where, ontology) for number, span in enumerate(spans, 1)]
        labels = {mark.key: span["label"] for mark, span in zip(marks, spans, strict=True)}
        links = [_link(relation, marks, labels, where) for relation in relations]
        fields = {name: str(meta[name]) for name in ARTICLE_FIELDS if meta.get(name) is not None}
        return Sheet(str(meta["name"]), task["text"], tuple(marks), tuple(links), fields, where)
    except (KeyError, TypeError, AttributeError) as error:
        raise GoldError(f"{where}: {type(error).__name__} {error}: no task that `gold export` wrote") from error


def _mark(span: Json, number: int, where: str, ontology: Ontology) -> Mark:
    label, _, factuality = span["label"].partition(":")
    groups: dict[Group, Iterable[str]] = dict(
        zip(GROUPS, (MENTION_LABELS, ontology.relations, PASSAGE_LABELS), strict=True)
    )
    group = next((group for group, labels in groups.items() if label in labels), None)
    where = f"{where} span {span['label']} at {span['start']}-{span['end']}"
    if group is None or (factuality and group != "triple"):
        raise GoldError(f"{where}: unknown label; spans.txt lists those that are known")
    fields = {name: str(value) for name, value in (span.get("fields") or {}).items()}
    if factuality:
        fields["factuality"] = factuality
    return Mark(span.get("id") or f"s{number}", group, label, span["start"], span["end"], fields, where)


def _link(relation: Json, marks: Sequence[Mark], labels: Mapping[str, str], where: str) -> Link:
    where = f"{where} relation {relation['label']}"
    head, child = (_end(relation[end], marks, labels, f"{where} ({end})") for end in ("head_span", "child_span"))
    return Link(relation["label"], head, child, where)


def _end(end: Json, marks: Sequence[Mark], labels: Mapping[str, str], where: str) -> str:
    """The mark at the end of a relation: by its id, or, drawn in Prodigy, by its characters and label."""
    same = [m.key for m in marks if (m.start, m.end, labels[m.key]) == (end["start"], end["end"], end["label"])]
    if end.get("id") in same:
        return str(end["id"])
    if len(same) != 1:
        count = len(same) or "no"
        raise GoldError(f"{where}: {count} spans {end['label']!r} at {end['start']}-{end['end']}; one is wanted")
    return same[0]
