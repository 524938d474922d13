"""`tripline run`: read articles and write their triples as tables."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import FAILED, WITH_FAILURES, OntologyOption, ProfileOption

if TYPE_CHECKING:
    from pipeline.batch.run import Summary


EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out
  tripline run article.txt more/ "wire/2021-*.html" --out out --format parquet
"""


def run(
    paths: Annotated[list[str], typer.Argument(metavar="PATH...", help="Files, folders or patterns.")],
    out: Annotated[Path, typer.Option(help="Folder for the tables; it is made.")],
    profile: ProfileOption = "default",
    ontology: OntologyOption = None,
    format: Annotated[str, typer.Option(help="jsonl, or with it: parquet, csv (comma between several).")] = "jsonl",
) -> None:
    """Read articles and write their triples as tables."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from pipeline.batch import run as batch
    from pipeline.flow import Flow
    from pipeline.io.read import find, skipped
    from pipeline.io.write import WRITERS
    from pipeline.ontology import schema as ontologies
    from pipeline.profiles import schema as profiles

    formats = {name.strip() for name in format.split(",")} - {"jsonl"}
    for unknown in sorted(formats - WRITERS.keys()):
        raise typer.BadParameter(f"{unknown!r} is no format; known are jsonl, {', '.join(WRITERS)}")
    sources = find(paths)
    make_flow = partial(Flow.of, profiles.load(profile), ontologies.load(ontology))
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading articles", total=len(sources))
        summary = batch.run(sources, make_flow, out, formats, lambda n: progress.update(task, advance=n))
    _print_summary(summary, len(skipped(paths)), out)
    if summary.nothing_read:
        raise typer.Exit(FAILED)
    if summary.failures:
        raise typer.Exit(WITH_FAILURES)


def _print_summary(summary: Summary, skipped: int, out: Path) -> None:
    families = ", ".join(f"{count:,} {family}" for family, count in sorted(summary.triples.items()))
    failed = ", ".join(f"{count} in {stage}" for stage, count in sorted(summary.failures.items()))
    print(f"documents  {summary.documents:,}")
    if skipped:
        print(f"skipped    {skipped:,} files that are no .txt, .md or .html")
    print(f"words      {summary.words:,} ({summary.words_per_second:,.0f} words/s, {summary.seconds:.1f} s)")
    print(f"triples    {summary.triples.total():,}" + (f" ({families})" if families else ""))
    print(f"entities   {summary.entities:,}")
    print(f"failures   {summary.failures.total():,}" + (f" ({failed}): {out / 'failures.jsonl'}" if failed else ""))
    print(f"written to {out}")
