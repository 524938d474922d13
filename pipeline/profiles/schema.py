"""A profile: which stages run, in which order, with which options, on which model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from string import Formatter
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipeline.errors import ProfileError


class ClassifierEntry(BaseModel):
    """`[stage.classifier]` of stage `stance`: a sequence-classification model of the Hugging Face kind.

    `model`: the path of a local folder, or a model of the hub, and then `revision` is the 40 hex digits of its commit.
    `labels`: attitude of each of the model's labels, "" for none. `hypothesis`: what the model reads beside the
    sentence, with `{holder}` and `{target}` in their places.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str
    revision: str | None = Field(default=None, pattern=r"^[0-9a-f]{40}$")
    labels: Mapping[str, str] = Field(min_length=1)
    hypothesis: str = "{holder} supports {target}."

    @property
    def folder(self) -> Path | None:
        """The local folder; None for a model of the hub."""
        path = Path(self.model).expanduser()
        return path if path.is_dir() or path.is_absolute() or self.model.startswith(".") else None

    @field_validator("hypothesis")
    @classmethod
    def _of_holder_and_target(cls, hypothesis: str) -> str:
        names = {name for _, name, *_ in Formatter().parse(hypothesis) if name is not None}
        if not names or not names <= {"holder", "target"}:
            raise ValueError(f"{hypothesis!r} must name {{holder}}, {{target}} or both, and nothing else in braces")
        return hypothesis

    @model_validator(mode="after")
    def _pinned(self) -> Self:
        if self.folder is None and self.revision is None:
            raise ValueError(
                f"model {self.model!r}: no such folder; for a model of the hub give its revision, the 40 hex digits of "
                "a commit, so that the same profile is the same model"
            )
        return self


class StageEntry(BaseModel):
    """One `[[stage]]` block: the stage's name and the options that its constructor takes; of stage `stance` also the
    classifier that takes the place of its own reading of attitudes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    options: Mapping[str, Any] = Field(default_factory=dict)
    classifier: ClassifierEntry | None = None

    @property
    def arguments(self) -> dict[str, Any]:
        """The options, and the classifier where there is one."""
        return {**self.options, **({"classifier": self.classifier} if self.classifier else {})}

    @model_validator(mode="after")
    def _classifies_stances(self) -> Self:
        if self.classifier and self.name != "stance":
            raise ValueError(f"stage {self.name!r} takes no classifier; stage 'stance' does")
        return self


class Profile(BaseModel):
    """The whole pipeline on one page. `model` is a shipped model's name or the path of a model folder; triples that
    score below `min_score` are left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    model: str = "news"
    min_score: float = Field(default=0.0, ge=0, le=1)
    stage: tuple[StageEntry, ...] = Field(min_length=1)

    @field_validator("stage")
    @classmethod
    def _each_once(cls, stages: tuple[StageEntry, ...]) -> tuple[StageEntry, ...]:
        names = [s.name for s in stages]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"stage {twice[0]!r} stands twice; a stage writes its layer once")
        return stages


def parse(toml: str, where: str) -> Profile:
    """The profile of one TOML text; ProfileError names the field that is wrong."""
    try:
        return Profile.model_validate(tomllib.loads(toml))
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{where}: not valid TOML: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise ProfileError(f"{where}: {field}: {first['msg']}") from error


def shipped() -> tuple[str, ...]:
    """Names of the profiles that come with the package, in order."""
    files = resources.files("pipeline.profiles").iterdir()
    return tuple(sorted(f.name.removesuffix(".toml") for f in files if f.name.endswith(".toml")))


def load(profile: str = "default", min_score: float | None = None) -> Profile:
    """A shipped profile by its name, or a user's own by the path of its `.toml` file; `min_score` replaces its own."""
    read = _load(profile)
    return read if min_score is None else read.model_copy(update={"min_score": min_score})


def _load(profile: str) -> Profile:
    if not profile.endswith(".toml"):
        if profile not in shipped():
            known, close = ", ".join(shipped()), get_close_matches(profile, shipped(), n=1)
            meant = f"; did you mean {close[0]}?" if close else ""
            raise ProfileError(
                f"profile {profile!r}: unknown{meant}; shipped are {known}, or give a path to a .toml file"
            )
        text = resources.files("pipeline.profiles").joinpath(f"{profile}.toml").read_text(encoding="utf-8")
        return parse(text, f"{profile}.toml")
    try:
        return parse(Path(profile).read_text(encoding="utf-8"), profile)
    except OSError as error:
        raise ProfileError(f"{profile}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ProfileError(f"{profile}: not valid TOML: {error}") from error
