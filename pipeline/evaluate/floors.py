"""The floors file: what one gold's dev articles scored when the floors were pinned, and what it takes to lower one.

It is committed beside the gold, so that a change of a floor is seen in a diff. Floors rise freely; one falls only with
a reason in the changelog.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import GoldError
from pipeline.evaluate.compare import Tallies, measures
from pipeline.evaluate.tally import Tally
from pipeline.gold.folder import index


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Floor(_Frozen):
    """A measure's pinned figure, the largest drop that may pass as noise, and the fields of its tallies, in order."""

    figure: float
    tolerance: float
    counts: tuple[str, ...]


class Floors(_Frozen):
    """`gold`: the fingerprint; `measures`: by name; `articles`: article -> measure -> the numbers of its tally."""

    gold: str
    measures: Mapping[str, Floor]
    articles: Mapping[str, Mapping[str, tuple[int | float, ...]]]

    def tallies(self, now: Tallies) -> dict[str, dict[str, Tally]]:
        """The pinned tallies, as the kinds that the present run has; of the measures that both have."""
        kinds = {measure: type(empty) for measure, empty in measures(now).items() if measure in self.measures}
        for measure, kind in kinds.items():
            if tuple(f.name for f in fields(kind)) != self.measures[measure].counts:
                raise GoldError(f"floors: {measure}: is counted in another way now; pin it again with `--pin`")
        return {
            article: {measure: kinds[measure](*row[measure]) for measure in row if measure in kinds}
            for article, row in self.articles.items()
        }


def fingerprint(folder: Path, split: str) -> str:
    """What a split of a gold folder is, in 16 hex digits: ids of its articles, hashes of texts, labels."""
    digest = hashlib.sha256()
    for row in sorted((row for row in index(folder) if row.split == split), key=lambda row: row.id):
        path = folder / "labels" / f"{row.id}.json"
        try:
            label = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
        digest.update(f"{row.id}\t{row.sha256}\t{label}\n".encode())
    return digest.hexdigest()[:16]


def check_gold(floors: Floors, gold: str) -> None:
    """GoldError if the floors were pinned on a gold with another fingerprint."""
    if floors.gold != gold:
        raise GoldError(
            f"floors: pinned on gold {floors.gold}, this gold is {gold}: its articles or labels changed; scores before "
            "and after do not compare: look at `tripline evaluate`, then pin new floors with `--pin`"
        )


def read(path: Path) -> Floors:
    """GoldError if there is none or it is not one."""
    try:
        return Floors.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}; `--pin` writes it") from error
    except ValidationError as error:
        fault = error.errors()[0]
        raise GoldError(
            f"{path}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}; remove it and `--pin` anew"
        ) from error


def write(floors: Floors, path: Path) -> None:
    """A measure a line and an article a line, so that a diff says what moved."""
    tables = {
        "measures": {measure: floor.model_dump() for measure, floor in floors.measures.items()},
        "articles": floors.articles,
    }
    parts = [f'"gold": {json.dumps(floors.gold)}']
    for name, table in tables.items():
        rows = ",\n".join(f"  {json.dumps(key)}: {json.dumps(row)}" for key, row in table.items())
        parts.append(f'"{name}": {{\n{rows}\n}}')
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n", encoding="utf-8")


# ------------------------------------------------------------------------------------------ lowering a floor


def lowered(before: Floors, after: Floors) -> list[str]:
    """Measures whose floor would be lower, or gone; none if the gold is another, as its scores do not compare."""
    if before.gold != after.gold:
        return []
    return [
        measure
        for measure, floor in before.measures.items()
        if measure not in after.measures or after.measures[measure].figure < floor.figure
    ]


def check_lowered(before: Floors, after: Floors, changelog: Path | None) -> None:
    """GoldError if a floor would be lower and the changelog does not say so, or is None: lowering was not asked for."""
    lower = lowered(before, after)
    if lower and changelog is None:
        raise GoldError(f"floors: {', '.join(lower)}: would be lower than before; give `--lower` if that is meant")
    if lower and changelog:
        missing = missing_reasons(lower, before.measures.keys(), _text(changelog))
        if missing:
            line = f'"floor lowered: {missing[0]}, because ..."'
            raise GoldError(f"{changelog}: {', '.join(missing)}: lowered without a line {line} under Unreleased")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}; a lowered floor takes a line there") from error


def missing_reasons(lower: Sequence[str], measures: Collection[str], changelog: str) -> list[str]:
    """Those of `lower` for which the top section of the changelog has no line with "floor lowered: <measure>".

    The top section must be "Unreleased": what is released is not explained afterwards. `measures`: all that there are,
    so that a line on "strict event" gives no reason for "strict".
    """
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)
    top = sections[1] if len(sections) > 1 and "unreleased" in sections[1].split("\n", 1)[0].lower() else ""
    explained = set()
    for said in re.findall(r"floor lowered: ([^\n]*)", top, flags=re.IGNORECASE):
        named = [measure for measure in measures if said.startswith(measure)]
        explained.add(max(named, key=len, default=""))
    return [measure for measure in lower if measure not in explained]
