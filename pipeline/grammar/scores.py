"""How likely a triple is right: a logistic reading of what its relation's rules are worth and of what the engine saw.

The weights stand in `scores.toml`, fitted on labelled articles by `tripline scores`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from functools import cache
from importlib import resources
from typing import Literal, get_args

Kind = Literal["told", "seen"]
KINDS: tuple[Kind, ...] = get_args(Kind)
LEAST = 0.02  # what the engine does not mention is at most so likely


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against a triple; probabilities as log odds, yes and no as 1 and 0.

    `precision`: how often the relation's rules are right. `cue`, `subject`, `object`: what the engine gives the cue and
    its two arguments; 0 for arguments where it saw no cue at all, and then `blind`. `agreed`: the engine links the
    same two things. `disputed`: something likelier is told or seen of the two or of the cue, or the same
    told of the subject. `unnamed`, `topic`: the subject, the object is no entity.
    """

    precision: float
    cue: float
    subject: float
    object: float
    blind: float = 0.0
    agreed: float = 0.0
    disputed: float = 0.0
    unnamed: float = 0.0
    topic: float = 0.0
    attribute: float = 0.0
    event: float = 0.0
    stance: float = 0.0

    def row(self) -> tuple[float, ...]:
        """The signs in the order of `NAMES`, first the 1 that the bias is multiplied with."""
        return (1.0, *astuple(self))


NAMES = ("bias", *(field.name for field in fields(Signs)))


def log_odds(probability: float) -> float:
    """Log odds of a probability, which is kept at least LEAST away from 0 and 1."""
    bounded = min(max(probability, LEAST), 1 - LEAST)
    return math.log(bounded / (1 - bounded))


@cache
def weights() -> Mapping[str, tuple[float, ...]]:
    """The shipped weights of each kind of triple in the order of `NAMES`: told by rules, seen by the engine alone."""
    tables = tomllib.loads(resources.files("pipeline.grammar").joinpath("scores.toml").read_text(encoding="utf-8"))
    return {kind: tuple(float(tables[kind][name]) for name in NAMES) for kind in KINDS}


def score(kind: Kind, signs: Signs) -> float:
    """The probability that a triple of such signs is right."""
    total = sum(weight * sign for weight, sign in zip(weights()[kind], signs.row(), strict=True))
    return 1 / (1 + math.exp(-total))
