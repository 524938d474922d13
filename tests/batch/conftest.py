"""For the tests of batch runs: worker processes import `toy_run` from this folder, and so do the tests."""

import importlib
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))
toy_process, toy_run = map(importlib.import_module, ("toy_process", "toy_run"))


@pytest.fixture(scope="session")
def slow_corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """60 articles, each of which takes a moment."""
    return toy_process.write_corpus(tmp_path_factory.mktemp("slow") / "corpus")


@pytest.fixture(scope="session")
def undisturbed(slow_corpus: Path) -> dict[str, bytes]:
    """The tables of those articles, made in one process that nothing has disturbed."""
    from pipeline.batch.run import run
    from pipeline.io.read import find

    out = slow_corpus.parent / "undisturbed"
    run(find([slow_corpus]), toy_run.make_flow, out)
    assert (out / "documents.jsonl").read_bytes().count(b"\n") == 60
    return toy_process.tables(out)
