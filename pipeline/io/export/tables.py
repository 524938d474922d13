"""The tables of a run as Parquet or CSV, in a folder of their own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.io.export.settings import Settings
from pipeline.io.rows import TABLES
from pipeline.io.write import WRITERS, read


def write_tables(format: str, folder: Path, to: Path, settings: Settings) -> None:
    """Every table of `pipeline.io.rows` that the run has written, with one flat column a part."""
    there = [table for table in TABLES if (folder / f"{table}.jsonl").is_file()]
    if "triples" not in there:
        raise ReadError(f"{folder}: has no triples.jsonl; give the folder that `tripline run` wrote")
    for table in there:
        WRITERS[format](read(folder / f"{table}.jsonl"), table, to / f"{table}.{format}")


write_parquet, write_csv = partial(write_tables, "parquet"), partial(write_tables, "csv")
