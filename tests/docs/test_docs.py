"""What the pages promise is there: links lead somewhere, and every command is one that the command line takes."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from pipeline.cli.main import app

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(ROOT.glob("notebooks/*.ipynb"))
PAGES = [
    *sorted(ROOT.glob("docs/*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "corpus/README.md", "corpus/gold/README.md")),
    ROOT / "models/news/README.md",
    *NOTEBOOKS,
]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]{1,300})\)")
_INLINE = re.compile(r"`(tripline [^`\n]{1,200})`")
SEPARATORS = ("|", "&&", ";", ">", ">>", "||")


def text_of(page: Path) -> str:
    """The page's Markdown; of a notebook that of its Markdown cells."""
    text = page.read_text(encoding="utf-8")
    if page.suffix != ".ipynb":
        return text
    return "\n\n".join("".join(c["source"]) for c in json.loads(text)["cells"] if c["cell_type"] == "markdown")


def prose_of(page: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text_of(page))


def anchors(page: Path) -> set[str]:
    """What GitHub makes of the page's headings."""
    headings = re.findall(r"^#{1,6} (.+)$", prose_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


def links() -> Iterator[Any]:
    for page in PAGES:
        for target in dict.fromkeys(_LINK.findall(prose_of(page))):
            if "://" not in target and not target.startswith("mailto:"):
                yield pytest.param(page, target, id=f"{page.relative_to(ROOT)}:{target}")


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_a_link_leads_somewhere(page: Path, target: str) -> None:
    path, _, anchor = target.partition("#")
    found = (page.parent / path).resolve() if path else page
    assert found.exists(), f"{target}: there is no such file"
    assert found.is_relative_to(ROOT), f"{target}: leads out of the project"
    if anchor and found.suffix == ".md":
        assert anchor in anchors(found), f"{target}: no such heading"


def commands_in(line: str) -> Iterator[tuple[dict[str, str], list[str]]]:
    """Environment and arguments of every tripline command in a line of shell."""
    words = shlex.split(line, comments=True)
    at = [n for n, word in enumerate(words) if word in SEPARATORS]
    for start, end in zip([0, *(n + 1 for n in at)], [*at, len(words)], strict=True):
        part = [word for word in words[start:end] if word not in ("$", "then:", "&")]
        given = dict(word.split("=", 1) for word in part if re.fullmatch(r"[A-Z_]+=.*", word))
        called = [word for word in part if not re.fullmatch(r"[A-Z_]+=.*", word)]
        if called and Path(called[0]).name == "tripline":
            yield given, called[1:]


def shell_lines(page: Path) -> Iterator[str]:
    """Lines of the page's code blocks that call tripline, each with the lines that it goes on in."""
    for language, block in _FENCE.findall(text_of(page)):
        if language in ("", "sh", "text", "console"):
            for line in block.replace("\\\n", " ").splitlines():
                if re.search(r"(?:^|[\s/])tripline ", line) and not line.lstrip().startswith(("#", "tripline:")):
                    yield line.strip()


def commands() -> Iterator[Any]:
    for page in PAGES:
        for line in shell_lines(page):
            for given, arguments in commands_in(line):
                yield pytest.param(given, arguments, id=f"{page.relative_to(ROOT)}:{' '.join(arguments)}")


COMMANDS = list(commands())


@pytest.mark.parametrize(("given", "arguments"), COMMANDS)
def test_a_command_is_taken(given: dict[str, str], arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    parse([a for a in arguments if a != "--debug"])


def parse(arguments: list[str]) -> None:
    """Parses a command down to its arguments and options, without running it; raises what click says is wrong."""
    context: Any = None
    command: Any = get_command(app)
    while hasattr(command, "commands") and arguments:
        context = command.make_context(arguments[0], [], parent=context, resilient_parsing=True)
        name, command, arguments = command.resolve_command(context, arguments)
        assert command is not None, f"{name or context.info_name}: no such command"
    if "--help" not in arguments:
        command.make_context(command.name, arguments, parent=context)


def inline() -> Iterator[Any]:
    for page in PAGES:
        for command in dict.fromkeys(_INLINE.findall(prose_of(page))):
            yield pytest.param(command, id=f"{page.relative_to(ROOT)}:{command}")


@pytest.mark.parametrize("told", list(inline()))
def test_a_command_in_passing_has_its_options(told: str) -> None:
    words = [word for word in re.split(r"[\s|]+", told.partition("|")[0]) if word][1:]
    command: Any = get_command(app)
    options = {"--help", "--debug", "--install-completion"}
    while words and hasattr(command, "commands") and words[0] in command.commands:
        command = command.commands[words.pop(0)]
        options |= {name for parameter in command.params for name in parameter.opts}
    placeholder = not words or words[0].isupper() or words[0].startswith("-")
    assert placeholder or not hasattr(command, "commands"), f"{told}: no such command"
    assert {word for word in words if word.startswith("--")} <= options, told


def test_the_checks_see_something() -> None:
    assert len(COMMANDS) > 30
    assert list(commands_in("TRIPLINE_GOLD=g tripline card --gold x && .venv/bin/tripline run a b --out c # d")) == [
        ({"TRIPLINE_GOLD": "g"}, ["card", "--gold", "x"]),
        ({}, ["run", "a", "b", "--out", "c"]),
    ]
    for wrong in (["rum", "x"], ["run", "x"], ["show", "x", "--frobnicate"], ["gold", "compyle"]):
        with pytest.raises(Exception, match=r"(?i)no such|missing"):
            parse(wrong)


def test_every_page_of_docs_is_in_the_contents() -> None:
    told = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    missing = [p.name for p in ROOT.glob("docs/*.md") if p.name != "README.md" and f"]({p.name})" not in told]
    assert not missing
