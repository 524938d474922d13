"""`tripline export`: the output of a run in the form that another tool reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.options import OntologyOption

EXAMPLES = """\b
Examples:
  tripline export out --to turtle out.ttl
  tripline export out --to nquads - | gzip > out.nq.gz
  tripline export out --to neo4j graph/
  tripline export out --to docbin out.spacy --corpus corpus/raw

Formats: parquet, csv, neo4j (a folder); turtle, nquads, graphml, docbin (a file); shapes (the SHACL shapes that turtle
and nquads keep to). What each holds: docs/exports.md.
"""


def _formats(begun: str) -> list[str]:
    from pipeline.io.export.formats import FORMATS

    return [format for format in FORMATS if format.startswith(begun)]


def export(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="The folder that `tripline run` wrote.")],
    dest: Annotated[Path, typer.Argument(metavar="DEST", help="A file or folder to write; - is standard output.")],
    to: Annotated[str, typer.Option(help="The format; see below.", autocompletion=_formats)],
    ontology: OntologyOption = None,
    corpus: Annotated[str | None, typer.Option(help="Where the raw articles lie; only docbin needs it.")] = None,
    base: Annotated[str | None, typer.Option(help="What the names of articles in RDF begin with.")] = None,
) -> None:
    """Write the output of a run in the form that another tool reads."""
    from pipeline.io.export.formats import FORMATS, contents
    from pipeline.io.export.formats import export as write
    from pipeline.io.export.settings import Settings
    from pipeline.io.export.statements import BASE
    from pipeline.ontology import schema as ontologies

    if to not in FORMATS:
        raise typer.BadParameter(f"--to {to!r} is no format{_did_you_mean(to, FORMATS)}")
    settings = Settings(ontologies.load(ontology), base or BASE, corpus)
    if str(dest) != "-":
        write(out, to, dest, settings)
        return
    if FORMATS[to].folder:
        raise typer.BadParameter(f"{to} is several files; give a folder to write them to")
    for part in contents(out, to, settings):
        sys.stdout.buffer.write(part)
    sys.stdout.buffer.flush()


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]}?" if close else f"; known are {', '.join(known)}"
