"""What must hold of every run, on the shipped corpus with the shipped model."""

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.batch.run import Summary, run
from pipeline.document import Document
from pipeline.flow import Flow
from pipeline.io import codec
from pipeline.io.read import find, read
from pipeline.io.rows import TABLES
from pipeline.ontology.schema import load as load_ontology
from pipeline.profiles.schema import load as load_profile

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus" / "raw"

pytestmark = pytest.mark.skipif(
    not (ROOT / "models/news/model.onnx").is_file() or not CORPUS.is_dir(),
    reason="models/news/model.onnx is not there; `make train` makes it",
)


def make_flow(repeated: frozenset[str] = frozenset()) -> Flow:
    return Flow.of(load_profile(), load_ontology(), repeated)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    summary = run(find([CORPUS]), make_flow, folder)
    assert not summary.failures
    assert summary.triples.total() > 100
    return folder


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (out / f"{table}.jsonl").read_text("utf-8").splitlines()]


def spans(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [span for inner in part for span in spans(inner)]
    if not isinstance(part, dict):
        return []
    own = [part] if {"text", "start", "end"} <= part.keys() else []
    return own + [span for inner in part.values() for span in spans(inner)]


def test_every_span_is_the_raw_text_at_its_place(out: Path) -> None:
    raw = {source.name: read(source).raw for source in find([CORPUS])}
    checked = 0
    for table in ("triples", "entities", "documents"):
        for row in rows(out, table):
            for span in spans(row):
                assert raw[row["document"]][span["start"] : span["end"]] == span["text"], (row["document"], span)
                checked += 1
    assert checked > 1000


@pytest.mark.parametrize("table", TABLES)
def test_rows_keep_to_the_published_schema(out: Path, table: str) -> None:
    schema = json.loads(resources.files("pipeline.io").joinpath(f"{table}.schema.json").read_text("utf-8"))
    for row in rows(out, table):
        Draft202012Validator(schema).validate(row)


def test_rows_refer_to_rows_that_are_there(out: Path) -> None:
    entities = {(row["document"], row["entity"]) for row in rows(out, "entities")}
    triples = rows(out, "triples")
    ids = [row["id"] for row in triples]
    assert len(ids) == len(set(ids))
    for row in triples:
        for argument in (row["subject"], row["object"], row["source"] or {}):
            assert "entity" not in argument or (row["document"], argument["entity"]) in entities
        assert row.get("target") is None or row["target"] in ids


def test_arguments_are_of_the_types_that_the_ontology_allows(out: Path) -> None:
    ontology = load_ontology()
    for row in rows(out, "triples"):
        relation = ontology[row["relation"]]
        assert row["family"] == relation.family
        assert row["subject"]["type"] in relation.subject_types, row
        assert row["object"]["type"] in relation.object_types, row


def test_nothing_is_read_from_what_was_cut(out: Path) -> None:
    cuts = {row["document"]: row["cuts"] for row in rows(out, "documents")}
    for row in rows(out, "triples"):
        for part in (row["subject"], row["object"], row["cue"]):
            inside = [c for c in cuts[row["document"]] if c["start"] <= part["start"] and part["end"] <= c["end"]]
            assert not inside, (row["document"], part, inside)


def test_the_same_bytes_in_another_process_and_in_other_chunks(out: Path, tmp_path: Path) -> None:
    """Hashes of strings differ from process to process; nothing may hang on the order of a set, nor on neighbours."""
    code = (
        "import sys; from pipeline.batch import chunk; chunk.MOST_DOCUMENTS = 5\n"
        "from pipeline.cli.main import main; main(sys.argv[1:])"
    )
    environment = os.environ | {"PYTHONHASHSEED": "12345"}
    arguments = [sys.executable, "-c", code, "run", str(CORPUS), "--out", str(tmp_path)]
    subprocess.run(arguments, check=True, capture_output=True, env=environment, cwd=ROOT)
    for table in TABLES:
        assert (tmp_path / f"{table}.jsonl").read_bytes() == (out / f"{table}.jsonl").read_bytes()


def test_documents_go_through_json_and_back() -> None:
    flow = make_flow()
    for source in find([CORPUS])[::7]:
        document = flow([read(source)])[0]
        assert codec.loads(codec.dumps(document)) == document


def test_a_layer_that_is_given_is_kept() -> None:
    document = make_flow()([read(find([CORPUS])[0])])[0]
    bare = Document(document.name, document.raw, document.format)
    assert make_flow()([bare.with_layer("text", document.text)])[0] == document


GOOD = "Norvik chief executive Anna Berg said on Monday that the company had a 25% share of the Finnish market.\n"
HOSTILE: dict[str, bytes] = {
    "empty.txt": b"",
    "spaces.txt": b" \n\t\n ",
    "binary.txt": bytes(range(256)) * 40,
    "nul.html": b"<p>a\x00b</p>",
    "broken-utf8.txt": GOOD.encode() + b"\xff\xfe\xfa caf\xe9 \xc3\n" + GOOD.encode(),
    "utf16.txt": GOOD.encode("utf-16"),
    "five-megabytes.txt": GOOD.encode() * 50_000,
    "long-line.txt": b"word " * 3_000,
    "one-word.txt": b"a" * 50_000,
    "punctuation.txt": b"(" * 20_000,
    "markup.html": b"<div>" * 5_000 + b"<p>" + GOOD.encode() + b"</p>",
    "not-closed.html": b"<html><body><p>" + GOOD.encode() + b"<!-- <script>",
    "only-a-link.md": b"[](#)\n",
    "controls.txt": ("\u202e\u200b\x1b[31m" + GOOD).encode(),
}


def article() -> bytes:
    return next(source.path for source in find([CORPUS]) if source.name.endswith(".txt")).read_bytes()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary, int]:
    folder, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("hostile-out")
    for name, data in HOSTILE.items():
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_bytes(article())
    (folder / "dangling.txt").symlink_to("gone.txt")
    (folder / "a-folder.txt").mkdir()
    sources = find([folder])
    return out, run(sources, make_flow, out), len(sources)


def test_hostile_files_end_as_a_result_or_a_failure(hostile: tuple[Path, Summary, int]) -> None:
    out, _, sources = hostile
    done = {row["document"] for row in rows(out, "documents")}
    failed = {row["document"]: row for row in rows(out, "failures")}
    assert len(done) + len(failed) == sources
    assert not done & failed.keys()
    assert done | failed.keys() >= HOSTILE.keys() | {"good.txt"}
    assert {"empty.txt", "spaces.txt", "binary.txt", "nul.html", "dangling.txt"} <= failed.keys()
    assert {"good.txt", "broken-utf8.txt", "utf16.txt", "controls.txt"} <= done
    assert all(row["message"] for row in failed.values())


def test_a_good_file_among_hostile_ones_is_unharmed(hostile: tuple[Path, Summary, int], tmp_path: Path) -> None:
    out, _, _ = hostile
    (tmp_path / "good.txt").write_bytes(article())
    run(find([tmp_path / "good.txt"]), make_flow, tmp_path / "out")
    alone = rows(tmp_path / "out", "triples")
    assert alone
    assert [row for row in rows(out, "triples") if row["document"] == "good.txt"] == alone
