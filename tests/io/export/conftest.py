"""The output of a run over the toy article and over one that is hostile in its name, its entities and its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Attribution, Document, Mention, Relay, Stances, Value
from pipeline.io.export.settings import Settings
from pipeline.io.rows import Row, tables
from pipeline.io.write import line
from pipeline.ontology import schema as ontologies

HOSTILE = 'a b/<x>#1"é\udce9%.txt'
EVIL = '=cmd|"<script>\\\n\x01\ud800é'


def hostile(toy: Document) -> Document:
    """The toy article under another name: its first entity has an evil name, its value is a date, its source a phrase,
    whose words another passed on; its claim is possible."""
    share, denial = toy.triples[0], toy.stances.stances[0]  # type: ignore[index, union-attr]
    said = toy.stances.attributions[0]  # type: ignore[union-attr]
    named = tuple(replace(e, name=EVIL, id="e/1#") if e.id == "e1" else e for e in toy.entities or ())
    who = [replace(t.subject, entity="e/1#", name=EVIL) for t in (share, denial)]
    phrase = replace(said.source, type="TOPIC", entity=None, name=None)
    dated = replace(share.object, type="DATE", value=Value("2024-05", "date"))
    return replace(
        toy,
        name=HOSTILE,
        entities=named,
        triples=(replace(share, subject=who[0], object=dated, factuality="possible"),),
        stances=Stances(
            (replace(denial, subject=who[1]),),
            (Attribution(denial.id, phrase, said.cue, via=(Relay(said.source, said.cue),)),),
        ),
    )


def bare() -> Document:
    """An article in which nothing was found, and without a date."""
    return Document("bare.txt", "Nothing.", mentions=(Mention(0, 7, "Nothing", "ORG"),))


@pytest.fixture
def found(toy: Document) -> dict[str, list[Row]]:
    """The rows of all three articles, by table."""
    made = [tables(document) for document in (bare(), toy, hostile(toy))]
    return {table: [row for rows in made for row in rows[table]] for table in made[0]}


@pytest.fixture
def out(tmp_path: Path, found: dict[str, list[Row]]) -> Path:
    """The folder that a run over them writes."""
    folder = tmp_path / "out"
    folder.mkdir()
    for table, rows in found.items():
        (folder / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))
    return folder


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(ontologies.load())
