"""Options that several commands share, and the exit codes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

FAILED, WITH_FAILURES = 1, 3

ProfileOption = Annotated[str, typer.Option(help="A shipped profile (default, rules) or the path of a .toml file.")]
MinScoreOption = Annotated[
    float | None, typer.Option(min=0, max=1, help="Leave out triples that are less likely to be right than this.")
]
OntologyOption = Annotated[
    Path | None, typer.Option(help="TOML file with relations to add to the shipped ones, or to replace them.")
]
