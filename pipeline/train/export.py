"""From a trained network to a model folder: ONNX in fp32, int8 per channel, configuration and tokenizer."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import BertConfig

from pipeline.engine.labels import DEPRELS, NAME_TAGS, UPOS
from pipeline.train.fit import base_folder
from pipeline.train.network import Network

INPUTS = ("pieces", "cases", "mask", "firsts")
OUTPUTS = ("upos", "names", "arcs", "labels")


def network_of(checkpoint: Path) -> Network:
    """The network of a checkpoint written by `fit`, ready for reading."""
    config = BertConfig.from_pretrained(base_folder())
    config._attn_implementation = "eager"
    network = Network(config)
    network.load_state_dict(torch.load(checkpoint, weights_only=True, map_location="cpu")["network"])
    return network.eval()


def export(network: Network, folder: Path) -> None:
    """Write `model.fp32.onnx`, `model.onnx` (int8), `config.json` and `tokenizer.json` into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    fp32 = folder / "model.fp32.onnx"
    to_onnx(network, fp32)
    quantise(fp32, folder / "model.onnx")
    config = network.encoder.config.to_dict() | {
        "architectures": ["TriplineEngine"],
        "heads": {"upos": UPOS, "deprels": DEPRELS, "names": NAME_TAGS},
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
        dynamic_axes=axes | {name: {0: "batch", 1: "words"} for name in outputs},
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


def quantise(fp32: Path, int8: Path, keep: tuple[str, ...] = ()) -> None:
    """Dynamic int8: weights per channel in 7 bits (AVX2 saturates on 8), `keep`: names of nodes left in fp32."""
    names = [node.name for node in onnx.load(str(fp32), load_external_data=False).graph.node]
    excluded = [name for name in names if any(name.startswith(prefix) for prefix in keep)]
    quantize_dynamic(
        str(fp32),
        str(int8),
        op_types_to_quantize=["MatMul", "Gather", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=excluded,
        extra_options={"MatMulConstBOnly": True},
    )
