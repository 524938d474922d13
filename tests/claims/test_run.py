"""From written articles to claims: the corpus of tests/cases/claims, end to end."""

import json
import tomllib
from pathlib import Path

import pytest

from pipeline.batch import run as batch
from pipeline.claims.run import claims, told_by_many, write
from pipeline.errors import ReadError
from pipeline.flow import Flow
from pipeline.io.read import find
from pipeline.ontology import schema as ontologies
from pipeline.profiles import schema as profiles
from tests.claims.test_rows import schema

CASES = Path(__file__).parents[1] / "cases/claims"
EXPECTED = tomllib.loads((CASES / "expected.toml").read_text(encoding="utf-8"))["claim"]


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("out")
    profile, ontology = profiles.load("default", min_score=0.0), ontologies.load()
    batch.run(find([str(CASES / "corpus")]), lambda repeated: Flow.of(profile, ontology, repeated), folder)
    return folder


def _told(claim):
    return [claim["subject"].get("name"), claim["relation"], claim["object"].get("name") or claim["object"]["text"]]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda claim: " ".join(claim["told"]))
def test_claims_of_the_corpus(out, expected):
    subject, relation, object_ = expected["told"]
    alike = (found for found in claims(out) if _told(found)[:2] == [subject, relation])
    (claim,) = (found for found in alike if object_ in _told(found)[2])
    for side in ("asserts", "denies"):
        assert [voice["name"] for voice in claim[side]] == expected.get(side, [])
    assert [other["object"]["text"] for other in claim["contradicts"]] == expected.get("contradicts", [])
    assert (claim["outlets"], claim["first_seen"]) == (expected["outlets"], expected["first_seen"])


def test_rows_are_written_whole_and_the_same_each_time(out):
    path = write(claims(out), out)
    first = path.read_bytes()
    write(claims(out), out)
    assert path.read_bytes() == first
    assert not list(out.glob("*.part"))
    triples = {json.loads(line)["id"] for line in (out / "triples.jsonl").read_bytes().splitlines()}
    for line in first.splitlines():
        schema().validate(json.loads(line))
        assert set(json.loads(line)["triples"]) <= triples


def test_every_triple_stands_in_one_claim(out):
    told = [id_ for claim in claims(out) for id_ in claim["triples"]]
    rows = map(json.loads, (out / "triples.jsonl").read_bytes().splitlines())
    assert sorted(told) == sorted(row["id"] for row in rows if row["family"] != "stance")


def test_what_is_asked_for(out):
    found = claims(out)
    assert list(told_by_many(found)) == found
    assert all(claim["outlets"] >= 2 for claim in told_by_many(found, outlets=2))
    contested = [_told(claim)[1] for claim in told_by_many(found, contested=True)]
    assert sorted(contested) == ["acquires", "bans", "headcount", "headcount", "market_share", "market_share"]


def test_tables_that_are_none(tmp_path):
    for table in ("documents", "entities", "triples"):
        (tmp_path / f"{table}.jsonl").write_text("[1]\n")
    with pytest.raises(ReadError, match="not the tables of a run"):
        claims(tmp_path)
