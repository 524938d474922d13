"""`tripline run`: read articles and write their triples as tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, redirect_stdout
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import streams
from pipeline.cli.options import FAILED, WITH_FAILURES, MinScoreOption, OntologyOption, ProfileOption
from pipeline.cli.progress import Display

if TYPE_CHECKING:
    from pipeline.batch.run import Settings
    from pipeline.batch.summary import Summary
    from pipeline.io.read import Corpus

# As in sysexits.h: input/output error; temporary failure, try again later.
NOT_WRITTEN, BUSY = 74, 75
STOPPED = 128  # and the number of the signal

EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out
  tripline run article.txt more/ "wire/2021-*.html" --out out --format parquet
  tripline run corpus/raw --out out --workers 2
  tripline run corpus/raw --out part-2 --shard 2/4
  cat article.txt | tripline run - --out - --quiet

A run that was stopped or killed goes on where it was when it is started again.

Exit codes: 0 ok; 1 wrong usage, or nothing could be read; 3 finished, with failures; 74 the output cannot be
written; 75 another run writes to OUT; 130, 143 stopped by a signal.
"""


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files, folders, patterns, addresses of stores; -: an article from standard input."
        ),
    ],
    out: Annotated[Path, typer.Option(help="Folder for the tables; it is made. -: triples to standard output.")],
    profile: ProfileOption = "default",
    ontology: OntologyOption = None,
    min_score: MinScoreOption = None,
    format: Annotated[str, typer.Option(help="jsonl, or with it: parquet, csv (comma between several).")] = "jsonl",
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: all in this one, without limits.")] = 1,
    doc_seconds: Annotated[float, typer.Option(min=0, help="Time for an article, beside 1 ms a character.")] = 30,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many articles, from the first.")] = None,
    since: Annotated[datetime | None, typer.Option(help="Only files changed at or after this time.")] = None,
    shard: Annotated[str, typer.Option(metavar="I/N", help="Only the I-th of N equal parts of the corpus.")] = "1/1",
    cluster: Annotated[str, typer.Option(help="Address of a Ray cluster to work on; local: one on this machine.")] = "",
    retry: Annotated[bool, typer.Option("--retry", help="Articles that took too long or too much: again.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Name every article that failed, and why.")] = False,
) -> None:
    """Read articles and write their triples as tables."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # workers are the threads
        os.environ.setdefault(variable, "1")
    from pipeline.batch.process import Limits
    from pipeline.batch.run import Settings
    from pipeline.io.read import Corpus, Files, skipped

    settings = Settings(
        workers=workers,
        cluster=cluster,
        limits=Limits(doc_seconds),
        shard=_shard(shard),
        retry=retry,
        partial=bool(since or limit),
    )
    chosen = _Flow(profile, ontology, min_score)
    with _ending(), streams.articles(paths) as given, streams.tables(out) as folder:
        corpus = Corpus(Files.of(given), since.timestamp() if since else None, limit)
        summary = _run(corpus, chosen, folder, _formats(format), settings, Display(shown=not quiet))
        passed_over = sum(1 for _ in skipped(given))
        failures = _failures(folder) if verbose else []
    if not quiet:
        with redirect_stdout(sys.stderr) if str(out) == streams.DASH else nullcontext():
            _print_summary(summary, passed_over, out)
    for failure in failures:
        print(failure, file=sys.stderr)
    if summary.nothing_read:
        raise typer.Exit(FAILED)
    if summary.failures:
        raise typer.Exit(WITH_FAILURES)


@dataclass(frozen=True, slots=True)
class _Flow:
    """The options that choose the flow."""

    profile: str
    ontology: Path | None
    min_score: float | None


def _run(corpus: Corpus, chosen: _Flow, out: Path, formats: set[str], settings: Settings, display: Display) -> Summary:
    from pipeline.batch import run as batch
    from pipeline.batch.fingerprint import fingerprint
    from pipeline.flow import Flow
    from pipeline.ontology import schema as ontologies
    from pipeline.profiles import schema as profiles

    profile, ontology = profiles.load(chosen.profile, chosen.min_score), ontologies.load(chosen.ontology)
    settings = replace(settings, fingerprint=fingerprint(profile, ontology))
    with display:
        return batch.run(corpus, partial(Flow.of, profile, ontology), out, formats, display, settings)


def _failures(out: Path) -> list[str]:
    from pipeline.io.write import read

    return [f"{row['document']}: {row['stage']}: {row['message']}" for row in read(out / "failures.jsonl")]


@contextmanager
def _ending() -> Iterator[None]:
    """The exit codes of a run that could not come to its end."""
    from pipeline.batch.signals import StoppedError
    from pipeline.errors import BusyError, OutputError

    try:
        yield
    except (BusyError, OutputError, StoppedError) as error:
        print(f"tripline: {' '.join(str(error).split())}", file=sys.stderr)
        if isinstance(error, StoppedError):
            raise typer.Exit(STOPPED + error.signal) from error
        raise typer.Exit(BUSY if isinstance(error, BusyError) else NOT_WRITTEN) from error


def _formats(told: str) -> set[str]:
    from pipeline.io.write import WRITERS

    formats = {name.strip() for name in told.split(",")} - {"jsonl"}
    for unknown in sorted(formats - WRITERS.keys()):
        raise typer.BadParameter(f"{unknown!r} is no format; known are jsonl, {', '.join(WRITERS)}")
    return formats


def _shard(told: str) -> tuple[int, int]:
    number, _, of = told.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise typer.BadParameter(f"--shard {told!r} is no part of a whole; write 2/4 for the second of four")
    return int(number), int(of)


def _print_summary(summary: Summary, skipped: int, out: Path) -> None:
    families = ", ".join(f"{count:,} {family}" for family, count in sorted(summary.triples.items()))
    failed = ", ".join(f"{count} in {stage}" for stage, count in sorted(summary.failures.items()))
    print(f"documents  {summary.documents:,}")
    if summary.reused:
        print(f"reused     {summary.reused:,} documents unchanged since an earlier run")
    if skipped:
        print(f"skipped    {skipped:,} files that hold no articles")
    print(f"words      {summary.words:,} ({summary.words_per_second:,.0f} words/s, {summary.seconds:.1f} s)")
    print(f"triples    {summary.triples.total():,}" + (f" ({families})" if families else ""))
    print(f"entities   {summary.entities:,}")
    print(f"failures   {summary.failures.total():,}" + (f" ({failed}): {out / 'failures.jsonl'}" if failed else ""))
    print(f"written to {out}")
