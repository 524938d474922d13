"""Label Studio (https://labelstud.io/guide/task_format): `tasks.json` to import, `labels.xml` to set the project up.

A task is an article: its fields in `data`, its marks as regions of the control "mention", "triple" or "passage", their
fields as choices and text areas of the region, its links as relations between regions. Both the exported annotation
and Label Studio's own JSON export are read; of several annotations of a task the last one that was not cancelled.

Label Studio counts code points (its editor turns JavaScript's UTF-16 offsets into them). Editors before October 2021
wrote UTF-16 units: where only those fit the text that stands in the regions, they are taken.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools.labelstudio_config import configuration
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import ARTICLE_FIELDS, CHOICES, GROUP_FIELDS, GROUPS, Link, Mark, Sheet
from pipeline.gold.tools.units import code_points
from pipeline.ontology.schema import Ontology

Json = dict[str, Any]


def write(documents: Sequence[Document], ontology: Ontology) -> dict[str, bytes]:
    """File name -> bytes of the tasks and the labelling config."""
    tasks = [_task(sheet_of(document, ontology)) for document in documents]
    lines = ",\n".join(json.dumps(task, ensure_ascii=False) for task in tasks)
    return {"tasks.json": f"[\n{lines}\n]\n".encode(), "labels.xml": configuration(ontology).encode()}


def _task(sheet: Sheet) -> Json:
    results = [result for mark in sheet.marks for result in _results(mark, sheet.raw)]
    arrows = [
        {"type": "relation", "from_id": x.source, "to_id": x.target, "direction": "right", "labels": [x.label]}
        for x in sheet.links
    ]
    return {
        "data": {"text": sheet.raw, "name": sheet.name, **sheet.fields},
        "annotations": [{"result": results + arrows}],
    }


def _results(mark: Mark, raw: str) -> list[Json]:
    """The region and, under the same id, one result for each of its fields."""
    at = {"start": mark.start, "end": mark.end}
    region = {"id": mark.key, "to_name": "text"}
    text = raw[mark.start : mark.end]
    label = {"from_name": mark.group, "type": "labels", "value": {**at, "text": text, "labels": [mark.label]}}
    results = [{**region, **label}]
    for name, value in mark.fields.items():
        kind, shown = (
            ("choices", {"text": text, "choices": [value]}) if name in CHOICES else ("textarea", {"text": [value]})
        )
        results.append({**region, "from_name": name, "type": kind, "value": {**at, **shown}})
    return results


# ----------------------------------------------------------------------------------------------- reading


def read(files: Mapping[str, bytes], ontology: Ontology) -> list[Document]:
    """The documents of all .json files, in the order of their tasks; GoldError names file, task and region."""
    return [
        document_of(_sheet(task, f"{file} task {number}"), ontology)
        for file in sorted(files)
        if file.endswith(".json")
        for number, task in enumerate(_tasks(files[file], file), 1)
    ]


def _tasks(content: bytes, file: str) -> list[Json]:
    try:
        tasks = json.loads(content)
    except ValueError as error:
        raise GoldError(f"{file}: not JSON: {error}; export from Label Studio as JSON") from error
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise GoldError(f"{file}: not a list of tasks; export from Label Studio as JSON, not JSON-MIN")
    return tasks


def _sheet(task: Json, where: str) -> Sheet:
    try:
        data = task["data"]
        where = f"{where} ({data['name']})"
        done = [a for a in task.get("annotations") or () if not a.get("was_cancelled")]
        results = done[-1]["result"] if done else []
        regions = _regions(results, where)
        place = _offsets(data["text"], regions)
        marks = tuple(_mark(id, region, place, where) for id, region in regions.items())
        links = tuple(_links(results, regions, where))
        fields = {name: str(data[name]) for name in ARTICLE_FIELDS if data.get(name) is not None}
        return Sheet(str(data["name"]), data["text"], marks, links, fields, where)
    except (KeyError, TypeError, AttributeError, IndexError, ValueError) as error:
        raise GoldError(f"{where}: {type(error).__name__} {error}: no task in Label Studio's JSON format") from error


def _regions(results: Sequence[Json], where: str) -> dict[str, list[Json]]:
    """Region id -> its results, its label first."""
    regions: dict[str, list[Json]] = {}
    for result in results:
        if result.get("type") == "labels" and regions.setdefault(result["id"], [result]) != [result]:
            raise GoldError(f"{where} region {result['id']}: labelled twice; draw a second region over the same words")
    for result in results:
        if result.get("type") in ("choices", "textarea"):
            if result["id"] not in regions:
                raise GoldError(f"{where} region {result['id']}: a field without a label; label or delete it")
            regions[result["id"]].append(result)
    return regions


def _mark(id: str, region: Sequence[Json], place: Callable[[int], int], where: str) -> Mark:
    label, *rest = region
    where = f"{where} region {id}"
    if label["from_name"] not in GROUPS or len(label["value"]["labels"]) != 1:
        raise GoldError(f"{where}: {label['value']['labels']}: give it one label of mention, triple or passage")
    fields: dict[str, str] = {}
    for result in rest:
        name, values = result["from_name"], result["value"].get("choices") or result["value"].get("text") or []
        values = [values] if isinstance(values, str) else values
        if name not in GROUP_FIELDS[label["from_name"]]:
            raise GoldError(f"{where}: field {name!r}: a {label['from_name']} has none such; delete it")
        if len(values) > 1:
            raise GoldError(f"{where}: field {name!r}: has {len(values)} entries; keep one")
        fields |= {name: values[0]} if values else {}
    start, end = place(int(label["value"]["start"])), place(int(label["value"]["end"]))
    return Mark(id, label["from_name"], label["value"]["labels"][0], start, end, fields, where)


def _links(results: Sequence[Json], regions: Mapping[str, object], where: str) -> list[Link]:
    """Relations, read from left to right unless drawn the other way; one without label is an error."""
    links = []
    for result in results:
        if result.get("type") != "relation":
            continue
        ends = (result["from_id"], result["to_id"])
        place = f"{where} relation {ends[0]} -> {ends[1]}"
        if len(result.get("labels") or ()) != 1:
            raise GoldError(f"{place}: has no label, or several; give it one (Subject, Object, ...)")
        source, target = reversed(ends) if result.get("direction") == "left" else ends
        links.append(Link(result["labels"][0], source, target, place))
    return links


def _offsets(raw: str, regions: Mapping[str, Sequence[Json]]) -> Callable[[int], int]:
    """What turns the regions' offsets into code points: nothing, or UTF-16 where only that fits their texts."""
    values = [region[0]["value"] for region in regions.values()]
    astral = code_points(raw)

    def fits(place: Callable[[int], int]) -> bool:
        return all(
            _seen(raw[place(int(v["start"])) : place(int(v["end"]))]) == _seen(v["text"]) for v in values if "text" in v
        )

    return astral if not fits(int) and fits(astral) else int


def _seen(text: str) -> str:
    """The text without what Label Studio's editor changes in it: the ways a line break is written."""
    return "".join(text.replace("\\n", "").split())
