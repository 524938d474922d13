"""The mix: what the recipe names is read, repeated, and too long sentences are left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")

from pipeline.errors import CorpusError
from pipeline.gold.compile import compile_folder
from pipeline.ontology.schema import load
from pipeline.train import mix
from pipeline.train.corpora import Cue
from pipeline.train.mix import Sources
from pipeline.train.recipe import CorpusPlan
from pipeline.train.recipe import load as load_recipe

PLAN = CorpusPlan(name="gold", licence="none", repeat=3, labels={"PERSON": ("PERSON",)}, silent=())


def test_training_repeats_corpora_and_leaves_long_sentences_out(tmp_path: Path) -> None:
    (tmp_path / "ud-pud").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "labels").mkdir()
    (tmp_path / "articles/a.txt").write_text("Ada left.\n\nThis one has more than six words.", "utf-8")
    ada = {"id": "a", "name": "Ada", "type": "PERSON", "aliases": ["Ada"]}
    label = {"id": "a", "entities": [ada], "triples": []}
    (tmp_path / "index.tsv").write_text("id\tsplit\na\ttrain\n", "utf-8")
    (tmp_path / "labels/a.json").write_text(json.dumps(label), "utf-8")
    compile_folder(tmp_path, tmp_path / "articles", tmp_path / "gold", load())
    shipped = load_recipe()
    optimiser = shipped.optimiser.model_copy(update={"longest": 6})
    recipe = shipped.model_copy(update={"optimiser": optimiser, "corpus": (PLAN,)})
    sources = Sources(tmp_path, (tmp_path / "gold",), tmp_path / "passages", tmp_path / "weights")
    found = mix.training(recipe, sources)
    assert [one.words for one in found] == [("Ada", "left", ".")] * 3
    assert [one.cues for one in found] == [()] * 3


def test_passages_are_read_with_names_and_cues(tmp_path: Path) -> None:
    told = "Ada denied the ban.\nPERSON | Ada\n> Ada | denies | ban | denied\n"
    (tmp_path / "a.txt").write_text("\n".join(told.replace("Ada", name) for name in ("Ada", "Eve", "Bo")), "utf-8")
    found = list(Sources(tmp_path, (), tmp_path, tmp_path / "weights").read("passages"))
    assert found, "one of three is held out at most"
    assert all(one.words[1:] == ("denied", "the", "ban", ".") for one in found)
    assert {one.names for one in found} == {("B-PERSON", "O", "O", "O", "O")}
    assert {one.cues for one in found} == {(Cue(1, ("denies",), (0,), (3,)),)}


def test_an_unknown_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="ud-ewt"):
        Sources(tmp_path, (), tmp_path, tmp_path / "weights").read("a-corpus")


def test_facts_need_weights_that_find_their_words(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no weights at"):
        Sources(tmp_path, (), tmp_path, tmp_path / "weights").read("facts-core")
