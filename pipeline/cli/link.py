"""`tripline link`: entities of all articles of a run as things with one id."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.cells import plain

if TYPE_CHECKING:
    from rich.table import Table

    from pipeline.linking.linking import Linking
    from pipeline.linking.table import Merge

EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out && tripline link out
  tripline link out --aliases aliases.toml
  tripline link out --wikidata items.jsonl
"""
TABLES = ("entities", "triples")


def link(
    out: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    aliases: Annotated[
        Path | None,
        typer.Option(help="TOML file that says who is the same and who is not."),
    ] = None,
    wikidata: Annotated[
        Path | None,
        typer.Option(help="Items with ids, labels, aliases, types: .jsonl or .tsv."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Link anew, as if there was no things.jsonl yet.")] = False,
    top: Annotated[int, typer.Option(min=0, help="Lines of the printed table; merges.tsv has all merges.")] = 10,
) -> None:
    """Give entities ids over the whole corpus: OUT/things.jsonl; OUT/merges.tsv says what was joined and why."""
    from pipeline.linking import aliases as users
    from pipeline.linking import run
    from pipeline.linking import wikidata as items
    from pipeline.linking.table import merges

    for table in TABLES:
        if not (out / f"{table}.jsonl").is_file():
            raise typer.BadParameter(f"{str(out)!r} has no {table}.jsonl; give a folder that `tripline run` wrote")
    for given in (aliases, wikidata):
        if given and not given.is_file():
            raise typer.BadParameter(f"{str(given)!r} is no file")
    told = users.load(aliases) if aliases else users.Aliases()
    linking = run.things(out, told, fresh)
    if wikidata:
        items.identify(linking.things, items.read(wikidata))
    things, joined = run.write(linking.things, out)
    from rich.console import Console

    if top:
        print("the least sure merges:")
        Console(highlight=False).print(_table(merges(linking.things)[:top]))
    _summary(linking, wikidata is not None)
    print(f"written to {things} and {joined}")


def _summary(linking: Linking, identified: bool) -> None:
    entities = sum(len(thing.members) for thing in linking.things)
    several = sum(len(thing.documents) > 1 for thing in linking.things)
    known = sum(thing.wikidata is not None for thing in linking.things)
    print(
        f"{entities:,} entities are {len(linking.things):,} things, {several:,} of them in several articles"
        + (f", {known:,} with an id of Wikidata" if identified else "")
    )


def _table(rows: Iterable[Merge]) -> Table:
    from rich.table import Table

    table = Table()
    for column in ("thing", "joined", "type", "times", "score", "reason"):
        table.add_column(column, overflow="fold")
    for merge in rows:
        table.add_row(*map(plain, merge.cells[1:]))
    return table
