"""`tripline gold`: labelled articles: made, checked, joined with their texts, compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli import gold_tools
from pipeline.cli.options import FAILED, WITH_FAILURES

if TYPE_CHECKING:
    from pipeline.gold.folder import Row

app = typer.Typer(help="Labelled articles: make, check and compare them.", no_args_is_help=True, rich_markup_mode=None)

COMPILE_EXAMPLES = """\b
Examples:
  tripline gold compile drafts corpus/gold/own
  tripline gold compile wikinews corpus/gold/wikinews --standoff
"""
CHECK_EXAMPLES = """\b
Examples:
  tripline gold check corpus/gold/own
"""
PAIR_EXAMPLES = """\b
Examples:
  tripline gold pair corpus/gold/wikinews texts gold
"""
AGREEMENT_EXAMPLES = """\b
Examples:
  tripline gold agreement first second
  tripline gold agreement corpus/gold/own second --articles corpus/gold/own/articles --json
"""


@app.command("compile", epilog=COMPILE_EXAMPLES)
def compile_(
    labels: Annotated[Path, typer.Argument(help="Folder of quote labels: labels/, articles/ and perhaps index.tsv.")],
    out: Annotated[Path, typer.Argument(help="Gold folder; it is made.")],
    articles: Annotated[Path | None, typer.Option(help="Folder of the articles, if they stand elsewhere.")] = None,
    standoff: Annotated[bool, typer.Option("--standoff", help="Write no text of the articles, only offsets.")] = False,
) -> None:
    """Make a gold folder from hand-written labels; an article with a fault is told and left out."""
    from pipeline.gold.compile import compile_folder
    from pipeline.gold.folder import index
    from pipeline.ontology import schema as ontologies

    faults = compile_folder(labels, articles or labels / "articles", out, ontologies.load(), not standoff)
    for fault in faults:
        print(fault)
    if len({fault.split(":")[0] for fault in faults}) == len(list((labels / "labels").glob("*.json"))):
        print("no article is without fault; nothing written")
        raise typer.Exit(FAILED)
    _print_counts(out, index(out))
    if faults:
        raise typer.Exit(WITH_FAILURES)


@app.command(epilog=CHECK_EXAMPLES)
def check(folder: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold folder, with texts or without.")]) -> None:
    """Hold every label of a gold folder against its text and the ontology; each fault is a line."""
    from pipeline.gold.faults import faults_in
    from pipeline.gold.folder import index
    from pipeline.ontology import schema as ontologies

    rows = index(folder)
    faults = faults_in(folder, rows, ontologies.load())
    for fault in faults:
        print(fault)
    _print_counts(folder, rows)
    if faults:
        raise typer.Exit(WITH_FAILURES)


@app.command(epilog=PAIR_EXAMPLES)
def pair(
    labels: Annotated[Path, typer.Argument(help="Gold folder without texts.")],
    texts: Annotated[Path, typer.Argument(help="Folder with the texts, under any names.")],
    out: Annotated[Path, typer.Argument(help="Gold folder with texts; it is made.")],
) -> None:
    """Join labels with the texts they were made for, which are known by their hashes."""
    from pipeline.gold.folder import index
    from pipeline.gold.standoff import pair as join

    missing = join(labels, texts, out)
    for id in missing:
        print(f"{id}: its text is not in {texts}; left out")
    _print_counts(out, index(out))
    if missing:
        raise typer.Exit(WITH_FAILURES)


@app.command(epilog=AGREEMENT_EXAMPLES)
def agreement(
    first: Annotated[Path, typer.Argument(help="Gold folder, or folder of quote labels.")],
    second: Annotated[Path, typer.Argument(help="The same articles, labelled by somebody else.")],
    articles: Annotated[Path | None, typer.Option(help="Folder of the articles, if not beside the labels.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the counts and ratios as JSON.")] = False,
) -> None:
    """Compare two people's labels of the same articles, layer by layer; what only one labelled is left out."""
    import json

    from pipeline.evaluate.agreement import agreement as compare
    from pipeline.evaluate.agreement import as_json, labelled, table
    from pipeline.ontology import schema as ontologies

    ontology = ontologies.load()
    found = compare(labelled(first, ontology, articles), labelled(second, ontology, articles), ontology)
    print(json.dumps(as_json(found), indent=2) if json_ else table(found))


app.command("export", epilog=gold_tools.EXPORT_EXAMPLES)(gold_tools.export)
app.command("import", epilog=gold_tools.IMPORT_EXAMPLES)(gold_tools.import_)


def _print_counts(folder: Path, rows: Sequence[Row]) -> None:
    from collections import Counter

    from pipeline.gold.folder import SPLITS

    splits = Counter(row.split for row in rows)
    print(f"{folder}: {len(rows)} articles ({', '.join(f'{splits[split]} {split}' for split in SPLITS)})")
