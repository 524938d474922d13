"""From a folder of quote labels to a gold folder.

A folder of quote labels holds `labels/<id>.json`, `articles/<id>.txt` (or .md, .html) and perhaps an `index.tsv` with
columns `id` and `split`, and of `outlet` (or `source`), `readers` and `url` what does not stand in the labels.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.folder import SPLITS, Row, find_text, read_text, row, write_gold
from pipeline.gold.labels import compile_label
from pipeline.ontology.schema import Ontology

# The order in which an outlet's articles go into the splits.
TURNS = ("dev", "train", "test")

Articles = list[tuple[Row, Document]]


def compile_folder(labels: Path, articles: Path, out: Path, ontology: Ontology, texts: bool = True) -> list[str]:
    """Write the gold folder `out`; the faults, a line each. An article with a fault is left out.

    Articles whose split no index gives keep the one that they have in `out`, or are dealt one (see `deal`).
    If none is without fault nothing is written.
    """
    found, faults = read_quoted(labels, articles, ontology)
    if found:
        write_gold(out, deal(found, _table(out / "index.tsv")), texts)
    return faults


def read_quoted(folder: Path, articles: Path, ontology: Ontology) -> tuple[Articles, list[str]]:
    """The articles of a folder of quote labels that have no fault, in the order of their ids, and all faults.

    The split in a row is "" where no index gives one. GoldError if the folder has no labels.
    """
    paths = sorted((folder / "labels").glob("*.json"))
    if not paths:
        raise GoldError(f"{folder / 'labels'}: no .json file in it; give a folder with labels/ and articles/")
    known = _table(folder / "index.tsv")
    found: Articles = []
    faults: list[str] = []
    for path in paths:
        try:
            file, format = find_text(articles, path.stem)
            compiled = compile_label(path.stem, read_text(file), _read(path), ontology, format)
        except GoldError as error:
            faults.append(f"{path.stem}: {error}")
            continue
        faults += [f"{path.stem}: {fault}" for fault in compiled.faults]
        if compiled.header and not compiled.faults:
            written = compiled.header.model_dump(include={"outlet", "readers", "url"}, exclude_unset=True)
            found.append((_row(compiled.document, known.get(path.stem, {}) | written), compiled.document))
    return found, faults


def deal(articles: Articles, known: Mapping[str, Mapping[str, str]]) -> Articles:
    """The articles, each with a split: its own, else the known one, else one in turn.

    The turns go by outlet, so that each has its share in every split, and within it by the SHA-256 of the id: an
    article whose text is mended stays where it is.
    """
    splits = {head.id: head.split or known.get(head.id, {}).get("split", "") for head, _ in articles}
    taken = Counter(head.outlet for head, _ in articles if splits[head.id])
    for head, _ in sorted(articles, key=lambda article: hashlib.sha256(article[0].id.encode("utf-8")).digest()):
        if not splits[head.id]:
            splits[head.id] = TURNS[taken[head.outlet] % len(TURNS)]
            taken[head.outlet] += 1
    return [(replace(head, split=splits[head.id]), document) for head, document in articles]


def _read(path: Path) -> Any:
    try:
        return json.loads(read_text(path))
    except ValueError as error:
        raise GoldError(f"not JSON: {error}") from error


def _table(path: Path) -> dict[str, dict[str, str]]:
    """The rows of an index by id; none if there is no index."""
    if not path.is_file():
        return {}
    head, *rows = [line.split("\t") for line in read_text(path).splitlines()] or [[]]
    if "id" not in head or any(len(cells) != len(head) for cells in rows):
        raise GoldError(f"{path}: no column id, or a row of another length than the first; write it tab-separated")
    table = [dict(zip(head, cells, strict=True)) for cells in rows]
    return {cells["id"]: cells for cells in table}


def _row(document: Document, facts: Mapping[str, Any]) -> Row:
    split, readers = facts.get("split", ""), str(facts.get("readers", 1))
    if split not in ("", *SPLITS) or not readers.isdecimal():
        raise GoldError(f"{document.name}: split {split!r}, readers {readers!r}; the splits are {', '.join(SPLITS)}")
    outlet = facts.get("outlet") or facts.get("source", "")
    return row(document, split, outlet, int(readers), facts.get("url", ""))
