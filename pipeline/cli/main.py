"""The command `tripline` as a whole: its commands, and how an error ends it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli import (
    claims,
    compare,
    evaluate,
    export,
    gate,
    gold,
    link,
    measure,
    ontology,
    report,
    run,
    scores,
    show,
    train,
)
from pipeline.cli.options import FAILED
from pipeline.errors import TriplineError

app = typer.Typer(
    help="Typed triples from raw news articles, each with the characters it was read from.",
    epilog="Exit codes: 0 ok; 1 wrong usage, or nothing could be done; 3 finished, with failures; 74 the output "
    "cannot be written; 75 another run writes there; 130 and 143 stopped.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


@app.callback()
def _options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """Taken out of the arguments by `main` before they come here; it stands here for the help."""


app.command("run", epilog=run.EXAMPLES)(run.run)
app.command("show", epilog=show.EXAMPLES)(show.show)
app.command("report", epilog=report.EXAMPLES)(report.report)
app.command("claims", epilog=claims.EXAMPLES)(claims.claims)
app.command("link", epilog=link.EXAMPLES)(link.link)
app.command("ontology", epilog=ontology.EXAMPLES)(ontology.show_ontology)
app.command("export", epilog=export.EXAMPLES)(export.export)
app.command("evaluate", epilog=evaluate.EXAMPLES)(evaluate.evaluate)
app.command("compare", epilog=compare.EXAMPLES)(compare.compare)
app.command("gate", epilog=gate.EXAMPLES)(gate.gate)
app.add_typer(gold.app, name="gold")
app.add_typer(measure.app, name="measure")
app.command("train", epilog=train.TRAIN_EXAMPLES)(train.train)
app.command("scores", epilog=scores.EXAMPLES)(scores.scores)
app.command("card", epilog=train.CARD_EXAMPLES)(train.card)


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
