"""`-`: an article from standard input, rows to standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

DASH = "-"
NAME = "stdin"  # of the document that is read from there


@contextmanager
def articles(paths: Sequence[str]) -> Iterator[list[str]]:
    """The paths, with a file of what comes from standard input in place of `-`; it is HTML if it begins with a tag."""
    if DASH not in paths:
        yield list(paths)
        return
    data = sys.stdin.buffer.read()
    with TemporaryDirectory() as aside:
        path = Path(aside) / (NAME + (".html" if data.lstrip()[:1] == b"<" else ".txt"))
        path.write_bytes(data)
        yield [str(path) if given == DASH else given for given in paths]


@contextmanager
def tables(out: Path) -> Iterator[Path]:
    """The folder for a run's tables; of `-` one whose triples go to standard output when the run has ended."""
    if str(out) != DASH:
        yield out
        return
    with TemporaryDirectory() as aside:
        yield Path(aside)
        with (Path(aside) / "triples.jsonl").open("rb") as rows:
            for row in rows:
                sys.stdout.buffer.write(row)
        sys.stdout.buffer.flush()
