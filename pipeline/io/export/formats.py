"""Every form a run can be exported to, by its name. Modules load when their format is asked for, so that completing a
name on the command line is quick."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.io.export.settings import Settings

ToFile = Callable[[Path, "Settings"], Iterator[bytes]]
ToFolder = Callable[[Path, Path, "Settings"], None]


@dataclass(frozen=True, slots=True)
class Format:
    """`writer`: module of this room and its function. `folder`: whether it makes several files."""

    writer: tuple[str, str]
    folder: bool = False


FORMATS: Mapping[str, Format] = {
    "parquet": Format(("tables", "write_parquet"), folder=True),
    "csv": Format(("tables", "write_csv"), folder=True),
    "turtle": Format(("rdf", "write_turtle")),
    "nquads": Format(("rdf", "write_nquads")),
    "shapes": Format(("rdf", "write_shapes")),
    "graphml": Format(("graphml", "write_graphml")),
    "neo4j": Format(("neo4j", "write_neo4j"), folder=True),
    "docbin": Format(("docbin", "write_docbin")),
}


def contents(folder: Path, format: str, settings: Settings) -> Iterator[bytes]:
    """The bytes of a format that is one file; KeyError for an unknown format."""
    module, function = FORMATS[format].writer
    write: ToFile = getattr(import_module(f"pipeline.io.export.{module}"), function)
    return write(folder, settings)


def export(folder: Path, format: str, to: Path, settings: Settings) -> None:
    """Writes the output of a run in one more format, to a file or into a folder, which is made.

    A file under its final name is whole. ReadError where `folder` is no output of a run; OSError where `to` cannot be
    written.
    """
    from pipeline.io.write import aside

    module, function = FORMATS[format].writer
    if FORMATS[format].folder:
        to.mkdir(parents=True, exist_ok=True)
        write: ToFolder = getattr(import_module(f"pipeline.io.export.{module}"), function)
        write(folder, to, settings)
        return
    to.parent.mkdir(parents=True, exist_ok=True)
    with aside(to) as file:
        for part in contents(folder, format, settings):
            file.write(part)
