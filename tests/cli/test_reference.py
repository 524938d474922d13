"""The page of commands is what the commands say of themselves, and every one of them gives examples of its own."""

from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.reference import commands, page, section

COMMANDS = [pytest.param(names, command, id=" ".join(names)) for names, command in commands()]


def test_the_page_is_what_the_commands_say() -> None:
    written = (Path(__file__).parents[2] / "docs/commands.md").read_text(encoding="utf-8")
    assert written == page(), "python -m pipeline.cli.reference > docs/commands.md"


def test_no_command_is_missing() -> None:
    assert {"run", "show", "export", "gold", "gold compile"} <= {" ".join(names) for names, _ in commands()}


@pytest.mark.parametrize(("names", "command"), COMMANDS)
def test_every_command_is_told_with_an_example(names: tuple[str, ...], command: Any) -> None:
    told = section(names, command)
    assert f"tripline {' '.join(names)}" in told.partition("Examples:")[2] or hasattr(command, "commands")
    rows = [line.split(" | ") for line in told.splitlines() if line.startswith("| `")]
    assert all(row[1].strip() for row in rows), "a parameter without help"
    assert len(rows) == len([p for p in command.params if p.name != "help"])
