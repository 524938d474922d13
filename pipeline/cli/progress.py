"""How far a run is, on stderr: a line that is drawn anew on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

    from pipeline.batch.summary import Summary

EVERY = 30.0  # seconds between two lines in a log


class Display:
    """Told the counts of a run again and again; shows nothing unless `shown`. It starts no thread, because worker
    processes may be forked."""

    def __init__(self, shown: bool = True) -> None:
        self._shown = shown
        self._bar = _bar() if shown and sys.stderr.isatty() else None
        self._task = self._bar.add_task("reading", total=None) if self._bar else None
        self._next = time.monotonic() + EVERY

    def __enter__(self) -> Display:
        if self._bar:
            self._bar.start()
            self._bar.refresh()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, summary: Summary, documents: int) -> None:
        """Shows the counts of a run of so many documents."""
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=summary.done, total=documents, description=told(summary, documents))
            self._bar.refresh()
        elif self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY
            print(
                f"{summary.done:,} of {documents:,} documents, {told(summary, documents)}", file=sys.stderr, flush=True
            )


def told(summary: Summary, documents: int) -> str:
    """One line: words per second, triples, failures, time left; what an earlier run had done is no measure of speed."""
    fresh = summary.done - summary.reused
    left = summary.seconds / fresh * (documents - summary.done) if fresh else 0.0
    speed = summary.words_per_second * fresh / summary.done if summary.done else 0.0
    return (
        f"{speed:,.0f} words/s, {summary.triples.total():,} triples, {summary.failures.total():,} failures, "
        f"{_duration(left)} left"
    )


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}"


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (MofNCompleteColumn(), BarColumn(), TextColumn("{task.description}"))
    return Progress(*columns, console=Console(stderr=True), transient=True, auto_refresh=False)
