"""From a trained network to a model folder: ONNX in fp32, int8 per channel, configuration and tokenizer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from pipeline.engine.labels import DEPRELS, NAME_TAGS, ROLES, UPOS
from pipeline.errors import ModelError
from pipeline.train.fit import base_folder
from pipeline.train.links import RELATIONS
from pipeline.train.network import Network

INPUTS = ("pieces", "cases", "mask", "firsts")
OUTPUTS = ("upos", "names", "arcs", "labels", "cues", "framed", "roles", "sure", "cued", "links")
# Sizes of outputs that are free otherwise than by sentence and word.
_FREE = {
    "framed": {0: "predicates"},
    "roles": {0: "predicates", 1: "words"},
    "sure": {0: "predicates", 1: "words"},
    "cued": {0: "clues"},
    "links": {0: "clues", 1: "words"},
}
FROZEN = "encoder.embeddings.word_embeddings.weight"
CUES = "cues.score"  # a row for each of RELATIONS, or for the first of them where weights are older


def save(network: Network, path: Path) -> None:
    """Write the trained weights in half precision, without the word embeddings, which are the pretrained ones: what
    later training of further heads starts from, and what the model folder is made of."""
    path.parent.mkdir(parents=True, exist_ok=True)
    trained = {name: t.half().contiguous() for name, t in network.state_dict().items() if name != FROZEN}
    save_file(trained, path)


def load(path: Path) -> Network:
    """The network of weights written by `save`, ready for reading; ModelError if they are of another network."""
    if not path.is_file():
        raise ModelError(f"{path}: no trained weights; `make train` writes them")
    weights = load_file(path)
    network = Network.pretrained(base_folder(), len(weights[CUES + ".bias"]), 0.0, attention="eager")
    missing = _fill(network, weights, path)
    if missing != [FROZEN]:
        raise ModelError(f"{path}: not this network's weights: missing {missing[:3]}")
    return network.eval()


def begin(path: Path, dropout: float) -> Network:
    """The network to train: of the weights at `path` if they are there, all else from the pretrained encoder; heads and
    last columns of cues that they lack begin new. ModelError if they are of another network."""
    network = Network.pretrained(base_folder(), len(RELATIONS), dropout)
    if not path.is_file():
        return network
    weights = load_file(path)
    for name in (name for name in (CUES + ".weight", CUES + ".bias") if name in weights):
        known = weights[name]
        weights[name] = torch.cat([known, network.state_dict()[name][len(known) :].to(known.dtype)])
    missing = _fill(network, weights, path)
    if any(name.startswith("encoder.") and name != FROZEN for name in missing):
        raise ModelError(f"{path}: not this network's weights: missing {missing[:3]}")
    return network


def _fill(network: Network, weights: dict[str, Tensor], path: Path) -> list[str]:
    """Put the weights into the network; the names of those that they lack."""
    try:
        missing, unexpected = network.load_state_dict(weights, strict=False)
    except RuntimeError as error:  # of other sizes
        raise ModelError(f"{path}: not this network's weights: {error}") from error
    if unexpected:
        raise ModelError(f"{path}: not this network's weights: unexpected {unexpected[:3]}")
    return missing


def export(network: Network, folder: Path) -> None:
    """Write `model.onnx` (int8), `config.json` and the tokenizer's files into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as aside:
        fp32 = Path(aside) / "fp32.onnx"
        to_onnx(network, fp32)
        quantise(fp32, folder / "model.onnx")
    relations = RELATIONS[: network.cues.score.out_features]
    config = network.encoder.config.to_dict() | {
        "architectures": ["TriplineEngine"],
        "heads": {"upos": UPOS, "deprels": DEPRELS, "names": NAME_TAGS, "roles": ROLES, "relations": relations},
    }
    (folder / "config.json").write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", "utf-8")
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copyfile(base_folder() / name, folder / name)


def to_onnx(network: nn.Module, path: Path, outputs: tuple[str, ...] = OUTPUTS) -> None:
    """Write a network with the engine's inputs as fp32 ONNX, free in batch size and lengths."""
    example = _example()
    axes = {
        "pieces": {0: "batch", 1: "pieces"},
        "cases": {0: "batch", 1: "pieces"},
        "mask": {0: "batch", 1: "pieces"},
        "firsts": {0: "batch", 1: "words"},
    }
    torch.onnx.export(
        network,
        example,
        str(path),
        input_names=list(INPUTS),
        output_names=list(outputs),
        dynamic_axes=axes | {name: _FREE.get(name, {0: "batch", 1: "words"}) for name in outputs},
        opset_version=17,
        dynamo=False,
    )


def _example() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    rng = np.random.default_rng(0)
    pieces = torch.from_numpy(rng.integers(1000, 2000, (3, 11)))
    mask = torch.ones_like(pieces)
    mask[1, 8:] = 0
    firsts = torch.tensor([[1, 2, 4, 6], [1, 3, 0, 0], [1, 2, 3, 5]])
    return pieces, torch.ones_like(pieces), mask, firsts


def quantise(fp32: Path, int8: Path) -> None:
    """Dynamic int8: weights per channel, in 7 bits because AVX2 without VNNI saturates on 8."""
    quantize_dynamic(
        str(fp32),
        str(int8),
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )
