"""The command `tripline`: options and printing only. Everything heavy is imported by the command that needs it."""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.errors import OntologyError, TriplineError

if TYPE_CHECKING:
    from pipeline.batch.run import Summary
    from pipeline.ontology.schema import Cue, Ontology, Relation

FAILED, WITH_FAILURES = 1, 3

app = typer.Typer(
    help="Typed triples from raw news articles, each with the characters it was read from.",
    epilog="Exit codes: 0 ok; 1 wrong usage, or nothing could be done; 3 finished, with failures.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
)

ProfileOption = Annotated[str, typer.Option(help="A shipped profile (default, rules) or the path of a .toml file.")]
OntologyOption = Annotated[
    Path | None, typer.Option(help="TOML file with relations to add to the shipped ones, or to replace them.")
]


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Taken out of the arguments by `main` before they come here; it stands here for the help."""


# ----------------------------------------------------------------------------------------------------- run

_RUN_EXAMPLES = """\b
Examples:
  tripline run corpus/raw --out out
  tripline run article.txt more/ "wire/2021-*.html" --out out --format parquet
"""


@app.command(epilog=_RUN_EXAMPLES)
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


# ---------------------------------------------------------------------------------------------------- show

_SHOW_EXAMPLES = """\b
Examples:
  tripline show corpus/raw/kestrel-wire/talkaro-denies-ban.txt
  tripline show article.html --json
"""


@app.command(epilog=_SHOW_EXAMPLES)
def show(
    article: Annotated[str, typer.Argument(help="One article: a text, Markdown or HTML file.")],
    profile: ProfileOption = "default",
    ontology: OntologyOption = None,
    json_: Annotated[bool, typer.Option("--json", help="Print the rows of triples.jsonl.")] = False,
) -> None:
    """Print the triples of one article, with evidence."""
    from pipeline.flow import load
    from pipeline.io.read import find, read

    sources = find([article])
    if len(sources) != 1:
        raise typer.BadParameter(f"{article!r} is {len(sources)} files; `show` takes one article, `run` many")
    document = load(profile, ontology)([read(sources[0])])[0]
    if json_:
        from pipeline.io.rows import triples
        from pipeline.io.write import line

        for row in triples(document):
            sys.stdout.buffer.write(line(row))
        return
    from rich.console import Console

    from pipeline.view.terminal import render

    Console(highlight=False, soft_wrap=True).print(render(document))


# ------------------------------------------------------------------------------------------------ ontology

_ONTOLOGY_EXAMPLES = """\b
Examples:
  tripline ontology
  tripline ontology market_share
"""


@app.command("ontology", epilog=_ONTOLOGY_EXAMPLES)
def show_ontology(
    relation: Annotated[str | None, typer.Argument(help="A relation's name; without it, all are listed.")] = None,
    ontology: OntologyOption = None,
) -> None:
    """List the relations, or show one."""
    from pipeline.ontology import schema as ontologies

    known = ontologies.load(ontology)
    if relation is None:
        _print_relations(known)
    elif relation in known.relations:
        _print_relation(known[relation])
    else:
        raise OntologyError(f"ontology: no relation {relation!r}{_did_you_mean(relation, known)}")


def _did_you_mean(name: str, ontology: Ontology) -> str:
    from difflib import get_close_matches

    close = get_close_matches(name, ontology.relations, n=3)
    return f"; did you mean {' or '.join(close)}?" if close else "; `tripline ontology` lists them"


def _print_relations(ontology: Ontology) -> None:
    family = None
    for relation in sorted(ontology, key=lambda r: ("relation", "attribute", "event", "stance").index(r.family)):
        if relation.family != family:
            family = relation.family
            print(f"{family} ({len(ontology.of(family))})")
        print(f"  {relation.name:<18} {relation.gloss}")


def _print_relation(relation: Relation) -> None:
    print(f"{relation.name} ({relation.family}): {relation.gloss}")
    facts = {
        "subject": ", ".join(relation.domain),
        "object": ", ".join(relation.range),
        "qualifiers": ", ".join(relation.qualifiers),
        "inverse": relation.name if relation.symmetric else relation.inverse,
        "wikidata": relation.wikidata,
        "plover": relation.plover,
        **{kind: ", ".join(map(_cue, getattr(relation, kind))) for kind in ("verbs", "nouns", "titles", "adjectives")},
    }
    for name, fact in facts.items():
        if fact:
            print(f"  {name:<11} {fact}")
    for example in relation.examples:
        print(f"  example     {example.text}")
        for subject, object_, *factuality in example.triples:
            print(f"                -> ({subject}, {relation.name}, {object_}) {' '.join(factuality)}".rstrip())
        if not example.triples:
            print("                -> nothing")


def _cue(cue: Cue) -> str:
    return f"{cue.cue} ({cue.subject} -> {cue.object})"


# ------------------------------------------------------------------------------------------------ evaluate

_EVALUATE_EXAMPLES = """\b
Examples:
  tripline run gold/articles --out out && tripline evaluate gold out
  tripline evaluate gold out --split train --json
  tripline evaluate gold out --split train --precisions pipeline/ontology/precision.toml
"""


@app.command(epilog=_EVALUATE_EXAMPLES)
def evaluate(
    gold: Annotated[Path, typer.Argument(help="Folder of labelled articles: index.tsv, articles/, labels/.")],
    out: Annotated[Path, typer.Argument(help="Folder that `tripline run` wrote.")],
    split: Annotated[str, typer.Option(help="dev, train or test; test only to report a release.")] = "dev",
    relations: Annotated[bool, typer.Option("--relations", help="One line per relation too.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the counts and ratios as JSON.")] = False,
    precisions: Annotated[
        Path | None, typer.Option(help="Write each relation's precision here: the scores of its triples.")
    ] = None,
) -> None:
    """Score a run against hand-labelled articles."""
    from pipeline.evaluate.gold import read_gold
    from pipeline.evaluate.predicted import read_predicted
    from pipeline.evaluate.report import as_json, table
    from pipeline.evaluate.score import score
    from pipeline.ontology import schema as ontologies

    ontology = ontologies.load()
    labelled = read_gold(gold, split, ontology)
    report = score(labelled, read_predicted(out, labelled), ontology)
    if precisions:
        from pipeline.evaluate.reliability import precisions as measured

        lines = [f"{relation} = {precision:.3f}\n" for relation, precision in measured(report).items()]
        precisions.write_text(f"# Measured on split {split} by `tripline evaluate --precisions`.\n" + "".join(lines))
    if json_:
        print(json.dumps(as_json(report), indent=2))
    else:
        print(table(report, split, relations))


# --------------------------------------------------------------------------------------------- train, card

_TRAIN_EXAMPLES = """\b
Examples:
  TRIPLINE_DATA=~/corpora TRIPLINE_GOLD=~/gold tripline train
"""

GoldOption = Annotated[Path, typer.Option(envvar="TRIPLINE_GOLD", help="Folder of labelled articles.")]
ModelOption = Annotated[Path, typer.Option(help="Model folder.")]
WeightsOption = Annotated[Path, typer.Option(help="File of trained weights.")]
MODEL, WEIGHTS = Path("models/news"), Path("models/weights/news.safetensors")


@app.command(epilog=_TRAIN_EXAMPLES)
def train(
    gold: GoldOption,
    work: Annotated[Path, typer.Option(help="Folder of the checkpoint; a run that was cut off goes on there.")] = Path(
        "checkpoints/news"
    ),
    weights: WeightsOption = WEIGHTS,
    model: ModelOption = MODEL,
) -> None:
    """Train the engine from public corpora (TRIPLINE_DATA) and labelled articles."""
    from pipeline.train import corpora, recipe
    from pipeline.train.run import Places, train

    places = Places(corpora.data_folder(), gold, work, weights, model)
    train(recipe.load(), places, lambda line: print(line, flush=True))


_CARD_EXAMPLES = """\b
Examples:
  TRIPLINE_DATA=~/corpora TRIPLINE_GOLD=~/gold tripline card --spacy-cnn checkpoints/spacy/model-best
"""


@app.command(epilog=_CARD_EXAMPLES)
def card(
    gold: GoldOption,
    weights: WeightsOption = WEIGHTS,
    model: ModelOption = MODEL,
    articles: Annotated[Path, typer.Option(help="Articles on which speed is measured.")] = Path("corpus/raw"),
    spacy_cnn: Annotated[Path | None, typer.Option(help="Trained spaCy pipeline to compare with.")] = None,
) -> None:
    """Measure a trained engine and write its model card."""
    from pipeline.train import corpora, recipe
    from pipeline.train.card import Places, write

    places = Places(corpora.data_folder(), gold, weights, model, articles, spacy_cnn)
    print(write(recipe.load(), places))


# ---------------------------------------------------------------------------------------------------- main


def main(arguments: list[str] | None = None) -> None:
    """Runs the command; an error is one line on stderr, a traceback only with `--debug`, anywhere on the line."""
    given = sys.argv[1:] if arguments is None else arguments
    debug = "--debug" in given
    try:
        app(args=[a for a in given if a != "--debug"])
    except SystemExit as end:  # typer ends wrong usage with 2
        sys.exit(FAILED if end.code == 2 else end.code)
    except (TriplineError, OSError) as error:
        if debug:
            raise
        print(f"tripline: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(FAILED)
