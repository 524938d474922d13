"""A model folder: what makes it one, and what its engine promises."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline.engine import bundle
from pipeline.engine.bundle import Engine
from pipeline.engine.labels import DEPRELS, NAME_TAGS, UPOS
from pipeline.errors import ModelError

MODEL = Path(__file__).parents[2] / "models" / "news"
SENTENCES = [
    "Zoom denied the ban .".split(),
    ["Yes"],
    "Petrenko , the chief executive of Telvia , said on Monday that it would sell its shares in Oslo .".split(),
    ["https://example.org/a1b2c3d4e5"] * 120,
]


@pytest.mark.parametrize("missing", bundle.FILES)
def test_a_missing_file_is_named(missing: str, tmp_path: Path) -> None:
    for name in bundle.FILES:
        if name != missing:
            (tmp_path / name).write_text("{}", "utf-8")
    with pytest.raises(ModelError, match=missing):
        Engine(tmp_path)


@pytest.mark.parametrize("config", [{}, {"heads": {"upos": []}}, {"heads": None}, {"architectures": ["BertModel"]}])
def test_a_model_of_another_kind_is_refused(config: object, tmp_path: Path) -> None:
    for name in bundle.FILES:
        (tmp_path / name).write_text(json.dumps(config), "utf-8")
    with pytest.raises(ModelError, match="not a Tripline model"):
        Engine(tmp_path)


@pytest.fixture(scope="module")
def engine() -> Engine:
    if not (MODEL / "model.onnx").is_file():
        pytest.skip(f"no model in {MODEL}")
    return Engine(MODEL)


def test_a_cut_off_model_is_an_error(engine: Engine, tmp_path: Path) -> None:
    for name in bundle.FILES:
        shutil.copyfile(MODEL / name, tmp_path / name)
    (tmp_path / "model.onnx").write_bytes((MODEL / "model.onnx").read_bytes()[:1000])
    with pytest.raises(Exception, match=r"model\.onnx"):
        Engine(tmp_path)


def test_readings_are_of_the_sentences_in_order(engine: Engine) -> None:
    readings = engine.read(SENTENCES)
    assert len(readings) == len(SENTENCES)
    for words, reading in zip(SENTENCES, readings, strict=True):
        n = len(words)
        assert len(reading.upos) == len(reading.heads) == len(reading.deprels) == n
        assert set(reading.upos) <= set(UPOS)
        assert set(reading.deprels) <= set(DEPRELS)
        assert sum(head == at for at, head in enumerate(reading.heads)) == 1
        assert reading.names.shape == (n, len(NAME_TAGS))
        assert np.exp(reading.names).sum(1) == pytest.approx(1.0, abs=1e-4)
    assert readings[0].upos == ("PROPN", "VERB", "DET", "NOUN", "PUNCT")


def test_no_sentences_give_no_readings(engine: Engine) -> None:
    assert engine.read([]) == []


def test_an_engine_reads_the_same_twice(engine: Engine) -> None:
    for one, other in zip(engine.read(SENTENCES), Engine(MODEL).read(SENTENCES), strict=True):
        assert (one.upos, one.heads, one.deprels) == (other.upos, other.heads, other.deprels)
        assert (one.names == other.names).all()
