"""Words per second on one core: the stages parse and ner, beside the bare encoder on the same batches."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import onnxruntime
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from pipeline.document import Document
from pipeline.engine.bundle import PIECES_PER_BATCH, Engine
from pipeline.engine.pieces import Batch, WordPieces, by_length
from pipeline.stages.clean.stage import Clean
from pipeline.stages.ner.stage import Ner
from pipeline.stages.parse.segment import sentences
from pipeline.stages.parse.stage import Parse
from pipeline.train.export import quantise, to_onnx
from pipeline.train.network import Network

ROUNDS = 5

Others = dict[str, Callable[[str], object]]


@dataclass(frozen=True, slots=True)
class Speed:
    """Words of the sample and the median words per second of each thing timed, all in turn, round by round."""

    words: int
    per_second: dict[str, float]


class BareEncoder(nn.Module):
    """The encoder alone, with the network's own input."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """Word vectors [B, N, D]."""
        words, *_ = self.network.encode(pieces, cases, mask, firsts)
        return words


def measure(
    folder: Path, network: Network, articles: Sequence[Document], others: dict[str, Callable[[str], object]]
) -> Speed:
    """Speeds over raw articles on core 0. `others`: pipelines to compare with, each called with an article's body."""
    texts = Clean()(articles)
    documents = [d.with_layer("text", t) for d, t in zip(articles, texts, strict=True)]
    engine = Engine(folder)
    parse, ner = Parse(engine), Ner(engine)
    batches = _batches(folder, [t.body for t in texts])
    bare = _bare(network)

    def stages() -> None:
        for document in documents:
            ner([document.with_layer("syntax", parse([document])[0])])

    def encoder() -> None:
        for b in batches:
            bare.run(None, {"pieces": b.pieces, "cases": b.cases, "mask": b.mask, "firsts": b.firsts})

    timed: dict[str, Callable[[], object]] = {"bare encoder": encoder, "parse + ner": stages}
    for name, call in others.items():
        timed[name] = lambda call=call: [call(t.body) for t in texts]  # type: ignore[misc]
    words = sum(int(b.lengths.sum()) for b in batches)
    return Speed(words, _rounds(timed, words))


def _rounds(timed: dict[str, Callable[[], object]], words: int) -> dict[str, float]:
    torch.set_num_threads(1)
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    took: dict[str, list[float]] = {name: [] for name in timed}
    try:
        for at in range(ROUNDS + 1):  # the first round warms up
            for name, call in timed.items():
                started = time.perf_counter()
                call()
                if at:
                    took[name].append(time.perf_counter() - started)
    finally:
        os.sched_setaffinity(0, cores)
    return {name: words / statistics.median(seconds) for name, seconds in took.items()}


def _batches(folder: Path, bodies: Sequence[str]) -> list[Batch]:
    pieces = WordPieces(Tokenizer.from_file(str(folder / "tokenizer.json")))
    out = []
    for body in bodies:
        split = [[word.form for word in sentence] for sentence in sentences(body)]
        sizes = [pieces.length(words) for words in split]
        out += [pieces.batch(split, group) for group in by_length(sizes, PIECES_PER_BATCH)]
    return out


def _bare(network: Network) -> onnxruntime.InferenceSession:
    with TemporaryDirectory() as aside:
        fp32, int8 = Path(aside) / "fp32.onnx", Path(aside) / "int8.onnx"
        to_onnx(BareEncoder(network), fp32, ("words",))
        quantise(fp32, int8)
        return _session(int8)


def _session(path: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
