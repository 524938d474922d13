"""`tripline gate`: hold the dev scores against pinned floors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.options import WITH_FAILURES

if TYPE_CHECKING:
    from pipeline.evaluate.compare import Tallies
    from pipeline.evaluate.floors import Floors
    from pipeline.evaluate.gate import Held

EXAMPLES = """\b
Examples:
  tripline gate corpus/gold/own
  tripline gate corpus/gold/own out --floors floors.json
  tripline gate corpus/gold/own --pin
"""


def gate(
    gold: Annotated[Path, typer.Argument(help="Gold folder; its dev articles are scored.")],
    predicted: Annotated[
        Path | None, typer.Argument(help="Folder that `tripline run` wrote; without it, the articles are read now.")
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="File of the floors.", show_default="GOLD/floors.json")] = None,
    pin_: Annotated[bool, typer.Option("--pin", help="Write the floors from this run.")] = False,
    lower: Annotated[
        bool, typer.Option("--lower", help='With --pin: lower floors too, each with its "floor lowered: ..." line.')
    ] = False,
    changelog: Annotated[Path, typer.Option(help="Where that line stands, under Unreleased.")] = Path("CHANGELOG.md"),
) -> None:
    """Hold the dev scores against pinned floors; a drop larger than noise ends with exit code 3."""
    from pipeline.evaluate import floors as files
    from pipeline.evaluate.gate import SPLIT

    if lower and not pin_:
        raise typer.BadParameter("--lower goes with --pin")
    path = floors or gold / "floors.json"
    known = files.read(path) if path.exists() or not pin_ else None
    fingerprint = files.fingerprint(gold, SPLIT)
    if pin_:
        found = _pin(fingerprint, _run(gold, predicted), known, changelog if lower else None)
        files.write(found, path)
        print(f"{len(found.measures)} floors over {len(found.articles)} articles written to {path}")
    elif known:
        files.check_gold(known, fingerprint)
        _hold(known, _run(gold, predicted))


def _run(gold: Path, predicted: Path | None) -> Tallies:
    from pipeline.cli.evaluate import score_run
    from pipeline.evaluate.gate import SPLIT, pinned_of

    return pinned_of(score_run(gold, predicted, SPLIT).tallies)


def _pin(fingerprint: str, now: Tallies, known: Floors | None, changelog: Path | None) -> Floors:
    from pipeline.evaluate.floors import check_lowered
    from pipeline.evaluate.gate import pin

    found = pin(fingerprint, now)
    if known:
        check_lowered(known, found, changelog)
    for measure, floor in found.measures.items():
        was = known.measures.get(measure) if known and known.gold == fingerprint else None
        print(f"{measure:<24}{100 * floor.figure:7.1f}" + (f" (was {100 * was.figure:.1f})" if was else ""))
    return found


def _hold(floors: Floors, now: Tallies) -> None:
    from pipeline.evaluate.gate import hold

    held = hold(floors, now)
    _print_held(held)
    _print_changed(floors.tallies(now), now)
    failed = [one.change.measure for one in held if one.fails]
    print(f"\n{len(failed)} of {len(held)} measures fell" + (f": {', '.join(failed)}" if failed else ""))
    if failed:
        raise typer.Exit(WITH_FAILURES)


def _print_held(held: Sequence[Held]) -> None:
    print(f"{'measure':<24}{'pinned':>7}{'now':>7}{'diff':>7}  {'95 % interval':<17}verdict")
    for one in held:
        print(f"{one.change.measure:<24}{one.change.shown}  {one.verdict}")


def _print_changed(pinned: Tallies, now: Tallies) -> None:
    from pipeline.evaluate.compare import differing

    changed = [(name, list(rows)) for name, rows in groupby(differing(pinned, now), key=lambda row: row[0])]
    print(f"\n{len(changed)} of {len(now)} articles changed")
    for name, rows in changed:
        print(name)
        for _, measure, told in rows:
            print(f"  {measure:<22}{told}")
