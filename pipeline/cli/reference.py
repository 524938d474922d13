"""docs/commands.md, made from the commands themselves: `python -m pipeline.cli.reference > docs/commands.md`."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import cleandoc
from typing import Any

from typer.main import get_command

from pipeline.cli.main import app

_HEAD = """\
# The commands

What `tripline COMMAND --help` tells. Made by `python -m pipeline.cli.reference > docs/commands.md`; a test holds the
page to the commands. Every command takes `--debug`, which shows the traceback of an error that is one line without it.
`tripline --install-completion` makes the shell complete commands and options.
"""


def page() -> str:
    """The whole page, in the order of `tripline --help`."""
    return _HEAD + "".join(section(names, command) for names, command in commands())


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """Names and command; a group comes before its commands."""
    yield from _below(get_command(app), ())


def _below(group: Any, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, command in group.commands.items():
        yield (*names, name), command
        if hasattr(command, "commands"):
            yield from _below(command, (*names, name))


def section(names: tuple[str, ...], command: Any) -> str:
    """What a command does, its arguments and options, its examples and exit codes."""
    parts = [f"\n{'#' * (1 + len(names))} tripline {' '.join(names)}\n\n{cleandoc(command.help or '')}\n"]
    rows = [_row(parameter) for parameter in command.params if parameter.name != "help"]
    if rows:
        parts.append("\n".join(["", "| | | default |", "|---|---|---|", *rows, ""]))
    if command.epilog:
        parts.append(f"\n```text\n{command.epilog.replace(chr(8), '').strip()}\n```\n")
    return "".join(parts)


def _row(parameter: Any) -> str:
    is_argument = parameter.param_type_name == "argument"
    name = (parameter.metavar or parameter.name.upper()) if is_argument else ", ".join(parameter.opts)
    given = parameter.default is not None and parameter.default is not False and not callable(parameter.default)
    default = "required" if parameter.required else f"`{parameter.default}`" if given else ""
    return f"| `{name}` | {(parameter.help or '').replace('|', chr(92) + '|')} | {default} |"


if __name__ == "__main__":
    print(page(), end="")
