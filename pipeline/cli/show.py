"""`tripline show`: print the triples of one article."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from pipeline.cli.options import MinScoreOption, OntologyOption, ProfileOption
from pipeline.cli.streams import articles

EXAMPLES = """\b
Examples:
  tripline show corpus/raw/kestrel-wire/talkaro-denies-ban.txt
  tripline show article.html --json
  tripline show article.txt --min-score 0.6 --why
  cat article.txt | tripline show - --json
"""


def show(
    article: Annotated[str, typer.Argument(help="One article: a text, Markdown or HTML file; -: from standard input.")],
    profile: ProfileOption = "default",
    ontology: OntologyOption = None,
    min_score: MinScoreOption = None,
    why: Annotated[
        bool, typer.Option("--why", help="Print what was turned away too: cues that gave no triple, and why.")
    ] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print the rows of triples.jsonl.")] = False,
) -> None:
    """Print the triples of one article, with evidence."""
    from pipeline.flow import load
    from pipeline.io.read import find, read

    with articles([article]) as paths:
        sources = find(paths)
        if len(sources) != 1:
            raise typer.BadParameter(f"{article!r} is {len(sources)} files; `show` takes one article, `run` many")
        bare = read(sources[0])
    flow = load(profile, ontology, min_score)
    document = flow([bare])[0]
    if json_:
        from pipeline.io.rows import triples
        from pipeline.io.write import line

        for row in triples(document):
            sys.stdout.buffer.write(line(row))
        return
    from rich.console import Console

    from pipeline.view.terminal import render, turned_away

    console = Console(highlight=False, soft_wrap=True)
    console.print(render(document))
    if why:
        console.print(turned_away(document, flow.rejections(document)))
