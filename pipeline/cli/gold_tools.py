"""`tripline gold export` and `tripline gold import`: gold to the tools that people label in, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

TOOLS_HELP = "brat, docbin (spaCy), inception, labelstudio or prodigy."

EXPORT_EXAMPLES = """\b
Examples:
  tripline gold export corpus/gold/own /tmp/brat --to brat
  tripline gold export corpus/gold/own /tmp/tasks --to labelstudio --split dev
"""
IMPORT_EXAMPLES = """\b
Examples:
  tripline gold import /tmp/brat /tmp/gold --from brat
  tripline gold import exported /tmp/gold --from inception --standoff
"""


def export(
    folder: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold folder with texts.")],
    out: Annotated[Path, typer.Argument(help="Folder for the tool's files; it is made.")],
    to: Annotated[str, typer.Option(help=TOOLS_HELP)],
    split: Annotated[str, typer.Option(help="train, dev, test or all.")] = "all",
) -> None:
    """Write labelled articles for a tool, with its configuration: look at them there, edit them."""
    from pipeline.gold.folder import SPLITS
    from pipeline.gold.tools import registry
    from pipeline.ontology import schema as ontologies

    splits = SPLITS if split == "all" else (split,)
    print(f"{out}: {registry.export(folder, out, to, splits, ontologies.load())} articles for {to}")


def import_(
    folder: Annotated[Path, typer.Argument(help="Folder with the tool's files.")],
    out: Annotated[Path, typer.Argument(help="Gold folder; it is made.")],
    from_: Annotated[str, typer.Option("--from", help=TOOLS_HELP)],
    standoff: Annotated[bool, typer.Option("--standoff", help="Write no text of the articles, only offsets.")] = False,
) -> None:
    """Make a gold folder of articles that were labelled in a tool; what does not hold is told with its line."""
    from pipeline.gold.tools import registry
    from pipeline.ontology import schema as ontologies

    print(f"{out}: {registry.bring(folder, out, from_, not standoff, ontologies.load())} articles from {from_}")
