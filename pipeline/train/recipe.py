"""The training recipe: a TOML page that names corpora, label masks and the optimiser's settings."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.errors import CorpusError
from pipeline.grammar.countries import country_named


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Optimiser(_Frozen):
    """Settings of the optimiser; rates are peaks, `warmup` and `decay` shares of all steps. `go_on`: begin with the
    weights that are there instead of the pretrained encoder. `cues`: weight of the loss of cues and their links beside
    the other heads' losses."""

    seed: int
    go_on: bool
    epochs: int
    pieces_per_batch: int
    encoder_rate: float
    head_rate: float
    warmup: float
    decay: float
    dropout: float
    weight_decay: float
    clip: float
    longest: int
    cues: float


class CorpusPlan(_Frozen):
    """One corpus of the mix: its licence, passes per epoch, label map and the name types it is silent about."""

    name: str
    licence: str
    repeat: int
    labels: dict[str, tuple[str, ...]]
    silent: tuple[str, ...]


class Places(_Frozen):
    """Names and last words that settle which kind of place a name is."""

    facility: frozenset[str]
    natural: frozenset[str]
    regions: frozenset[str]

    def settle(self, words: tuple[str, ...], types: tuple[str, ...]) -> tuple[str, ...]:
        """The types, of those that a corpus leaves open, that the name's words leave open too."""
        if not {"GPE", "LOC", "FAC"} <= set(types):
            return types
        name = " ".join(word for word in words if word.lower() != "the")
        if country_named(name):
            return ("GPE",)
        if words[-1] in self.facility:
            return ("FAC",)
        if words[-1] in self.natural or words[0] in ("Lake", "Mount") or name in self.regions:
            return ("LOC",)
        return tuple(type_ for type_ in types if type_ != "FAC")


class Recipe(_Frozen):
    """A whole recipe; `history` says how the shipped weights came about where a new run would differ."""

    history: str = ""
    optimiser: Optimiser
    places: Places
    corpus: tuple[CorpusPlan, ...]


def load(path: Path | None = None) -> Recipe:
    """The recipe at `path`, or the shipped one; CorpusError if it breaks the schema."""
    text = (
        path.read_text("utf-8")
        if path
        else resources.files("pipeline.train").joinpath("recipe.toml").read_text("utf-8")
    )
    try:
        return Recipe(**tomllib.loads(text))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path or 'recipe.toml'}: {error}") from error
