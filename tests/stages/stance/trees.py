"""Documents made of the hand-checked trees of tests/cases/stance/trees.conllu."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from pipeline.document import Argument, Document, Entity, Mention, Piece, Syntax, Text, Token, Triple

CASES = Path(__file__).parents[2] / "cases/stance"


def params(name: str) -> list[Any]:
    """The cases of one TOML file as parameters of a test."""
    found = []
    for case in tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]:
        reason = case.get("known_failure")
        marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
        found.append(pytest.param(case, id=case["tree"], marks=marks))
    return found


def _blocks() -> dict[str, str]:
    blocks = (CASES / "trees.conllu").read_text(encoding="utf-8").split("# newdoc id = ")[1:]
    return {block.partition("\n")[0]: block.partition("\n")[2] for block in blocks}


BLOCKS = _blocks()


def document(
    tree: str, entities: Mapping[str, str], cues: Sequence[str] = (), pronouns: Mapping[str, str] = MappingProxyType({})
) -> Document:
    """The text of a tree with its syntax, an entity for each name, and a triple for each cue (its id is the cue).

    `pronouns`: pronoun -> the name it stands for.
    """
    head, _, rows = BLOCKS[tree].partition("\n")
    raw = head.removeprefix("# text = ").replace("\\n", "\n")
    text = Text(raw, (Piece(0, len(raw), 0, len(raw)),))
    found = [
        _entity(raw, name, type_, [p for p, n in pronouns.items() if n == name]) for name, type_ in entities.items()
    ]
    mentions = tuple(sorted((m for e in found for m in e.mentions), key=lambda m: m.start))
    triples = tuple(_triple(raw, cue) for cue in cues)
    return Document(
        tree, raw, text=text, syntax=_syntax(raw, rows), mentions=mentions, entities=tuple(found), triples=triples
    )


def _syntax(raw: str, rows: str) -> Syntax:
    tokens: list[Token] = []
    sentences, at = [], 0
    for block in rows.strip().split("\n\n"):
        first = len(tokens)
        for row in block.splitlines():
            _, form, lemma, upos, _, _, head, deprel, *_ = row.split("\t")
            start = raw.index(form, at)
            at = start + len(form)
            above = first + int(head) - 1 if int(head) else len(tokens)
            tokens.append(Token(form, start, at, lemma, upos, above, deprel))
        sentences.append((first, len(tokens)))
    return Syntax(tuple(tokens), tuple(sentences))


def _entity(raw: str, name: str, type_: str, pronouns: Sequence[str]) -> Entity:
    start = raw.index(name)
    said = [(raw.index(pronoun), pronoun) for pronoun in pronouns]
    others = (Mention(at, at + len(pronoun), pronoun, type_, kind="pronoun") for at, pronoun in said)
    return Entity(name.lower(), name, type_, (Mention(start, start + len(name), name, type_), *others))


def _triple(raw: str, cue: str) -> Triple:
    """Of an event, or, with a "=" behind the cue, of an attribute."""
    words = cue.removesuffix("=")
    start = raw.index(words)
    quote = Document("", raw).quote(start, start + len(words))
    other = Argument("TOPIC", "", start, start)
    return Triple(cue, "attribute" if cue.endswith("=") else "event", "cuts", other, other, quote, quote)
