"""`tripline claims`: what a run's articles say together, who asserts it and who denies it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pipeline.cli.cells import plain
from pipeline.cli.options import OntologyOption

if TYPE_CHECKING:
    from rich.table import Table

EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out && tripline claims out
  tripline claims out --contested
  tripline claims out --outlets 2 --json
"""
TABLES = ("documents", "entities", "triples")


def claims(
    out: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    contested: Annotated[
        bool, typer.Option("--contested", help="Only what somebody denies or doubts, or gives another value.")
    ] = False,
    outlets: Annotated[int, typer.Option(min=1, help="Only what so many independent outlets tell.")] = 1,
    top: Annotated[int, typer.Option(min=1, help="Lines of the printed table; claims.jsonl has all claims.")] = 20,
    ontology: OntologyOption = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the rows of claims.jsonl that are asked for.")] = False,
) -> None:
    """Group equal triples of a run into claims, and write them to OUT/claims.jsonl."""
    from pipeline.claims import run
    from pipeline.io.write import line
    from pipeline.ontology import schema as ontologies

    for table in TABLES:
        if not (out / f"{table}.jsonl").is_file():
            raise typer.BadParameter(f"{str(out)!r} has no {table}.jsonl; give a folder that `tripline run` wrote")
    symmetric = {r.name for r in ontologies.load(ontology) if r.symmetric}
    found = run.claims(out, symmetric)
    path = run.write(found, out)
    wanted = list(run.told_by_many(found, outlets, contested))
    if json_:
        sys.stdout.buffer.writelines(line(row) for row in wanted)
        return
    from rich.console import Console

    console = Console(highlight=False)
    console.print(_table(sorted(wanted, key=_weight)[:top]))
    print(f"{len(found):,} claims, {len(wanted):,} of them asked for; written to {path}")


def _weight(row: dict[str, Any]) -> tuple[int, int, str]:
    """Contested claims first, then what most outlets tell."""
    against = len(row["denies"]) + len(row["contradicts"]) + len(row["positions"].get("doubts", ()))
    return -min(against, 1), -row["outlets"], row["id"]


def _table(rows: Iterable[dict[str, Any]]) -> Table:
    from rich.table import Table

    table = Table()
    for column in ("claim", "asserted by", "denied by", "against"):
        table.add_column(column, overflow="fold")
    for column in ("first seen", "outlets"):
        table.add_column(column, no_wrap=True)
    for row in rows:
        denied = [*row["denies"], *row["positions"].get("doubts", ())]
        told = ", ".join(f"{count} {kind}" for kind, count in row["factuality"].items())
        mixed = f" ({told})" if row["factuality"].keys() != {"fact"} else ""
        cells = (
            f"{_argument(row['subject'])} {row['relation']} {_argument(row['object'])}{mixed}",
            _speakers(row["asserts"]),
            _speakers(denied),
            ", ".join(_argument(other["object"]) for other in row["contradicts"]),
            row["first_seen"] or "",
            str(row["outlets"]),
        )
        table.add_row(*map(plain, cells))
    return table


def _argument(argument: dict[str, Any]) -> str:
    return str(argument.get("name") or argument["text"])


def _speakers(voices: Sequence[dict[str, Any]]) -> str:
    return ", ".join(voice["name"] for voice in voices)
