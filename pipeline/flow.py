"""The street: builds the stages that a profile names and pours documents through them.

The flow holds the pen: a stage returns a layer, the flow alone writes it. A layer that is already there is kept,
so that a gold layer can be given and the later stages measured on it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.document import Document, Format, Layer
from pipeline.errors import ModelError, ProfileError, StageError
from pipeline.grammar.rejections import Explains, Rejection
from pipeline.ontology import schema as ontologies
from pipeline.ontology.schema import Ontology
from pipeline.profiles import schema as profiles
from pipeline.profiles.schema import ClassifierEntry, Profile, StageEntry
from pipeline.stage import Stage

if TYPE_CHECKING:
    from pipeline.engine.bundle import Engine

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Flow:
    """Documents in, the same documents with the layers of all its stages out, less triples scored under `min_score`."""

    stages: tuple[Stage, ...]
    min_score: float = 0.0

    @classmethod
    def of(cls, profile: Profile, ontology: Ontology, repeated: frozenset[str] = frozenset()) -> Flow:
        """The stages of a profile; `repeated` are the lines that `clean` takes for boilerplate of the corpus.

        ProfileError for a stage, an option or an order that cannot be; ModelError without a model.
        """
        unknown = [entry.name for entry in profile.stage if entry.name not in STAGES]
        if unknown:
            raise ProfileError(f"profile: no stage {unknown[0]!r}; the stages are {', '.join(STAGES)}")
        parts = _Parts(ontology, repeated, profile.model)
        flow = cls(tuple(_build(entry, parts) for entry in profile.stage), profile.min_score)
        flow.check()
        return flow

    def check(self) -> None:
        """ProfileError if a stage stands before one that writes a layer it needs, or two write the same layer."""
        written: set[Layer] = set()
        for stage in self.stages:
            missing = sorted(stage.needs - written)
            if missing:
                raise ProfileError(
                    f"profile: stage {stage.name!r} needs layer {missing[0]!r}, which no stage before it writes; "
                    f"written by then: {', '.join(sorted(written)) or 'none'}"
                )
            if stage.gives in written:
                raise ProfileError(f"profile: stage {stage.name!r} writes layer {stage.gives!r} a second time")
            written.add(stage.gives)

    def __call__(self, documents: Sequence[Document]) -> list[Document]:
        """The documents, in order, with every stage's layer; StageError names the stage that failed on the batch."""
        done = list(documents)
        for stage in self.stages:
            todo = [i for i, document in enumerate(done) if getattr(document, stage.gives) is None]
            if todo:
                layers = _layers(stage, [done[i] for i in todo])
                for i, layer in zip(todo, layers, strict=True):
                    done[i] = done[i].with_layer(stage.gives, layer)
        return [document.likely(self.min_score) for document in done] if self.min_score else done

    def rejections(self, document: Document) -> list[Rejection]:
        """What the stages turned away in a document that has their layers, and why, in the order of the stages."""
        explaining = [stage for stage in self.stages if isinstance(stage, Explains)]
        return [rejection for stage in explaining for rejection in stage.rejections(document)]

    def until(self, layer: Layer) -> Flow:
        """The stages up to the one that writes the layer; all of them if none does."""
        ends = [at for at, stage in enumerate(self.stages, start=1) if stage.gives == layer]
        return Flow(self.stages[: ends[0]], self.min_score) if ends else self

    def read_text(
        self, text: str, name: str = "text", format: Format = "text", published: str | None = None
    ) -> Document:
        """One raw article given as text, with all layers."""
        return self([Document(name=name, raw=text, format=format, published=published)])[0]


def load(profile: str = "default", ontology: Path | None = None, min_score: float | None = None) -> Flow:
    """The flow of a profile (name or path) with the shipped ontology, plus the blocks of a user's own file;
    `min_score` in place of the profile's."""
    return Flow.of(profiles.load(profile, min_score), ontologies.load(ontology))


def _layers(stage: Stage, documents: Sequence[Document]) -> list[Any]:
    try:
        layers = stage(documents)
        if len(layers) != len(documents):
            raise ValueError(f"{len(layers)} layers for {len(documents)} documents")
    except Exception as error:  # whatever a stage trips over is a failure of this batch, not of the run
        raise StageError(stage.name, error) from error
    return layers


# ------------------------------------------------------------------------------------------ building stages
# Each stage is imported by the function that makes it: spaCy and onnxruntime load only when a flow is built.


@dataclass(frozen=True, slots=True)
class _Parts:
    """What stages are made of."""

    ontology: Ontology
    repeated: frozenset[str]
    model: str

    @property
    def engine(self) -> Engine:
        return _engine(model_folder(self.model))


Options = Mapping[str, Any]


def _clean(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.clean.stage import Clean

    return Clean(repeated=parts.repeated, **options)


def _parse(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.parse.stage import Parse

    return Parse(engine=parts.engine, **options)


def _ner(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.ner.stage import Ner

    return Ner(engine=parts.engine, **options)


def _coref(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.coref.stage import Coref

    return Coref(**options)


def _relations(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.relations.stage import Relations

    return Relations(ontology=parts.ontology, **options)


def _stance(parts: _Parts, options: Options) -> Stage:
    from pipeline.stages.stance.model import Classifier
    from pipeline.stages.stance.stage import Stance

    entry = options.get("classifier")
    classifier = Classifier.of(entry, parts.ontology) if isinstance(entry, ClassifierEntry) else entry
    return Stance(ontology=parts.ontology, **{**options, "classifier": classifier})


STAGES: Mapping[str, Callable[[_Parts, Options], Stage]] = {
    "clean": _clean,
    "parse": _parse,
    "ner": _ner,
    "coref": _coref,
    "relations": _relations,
    "stance": _stance,
}


def _build(entry: StageEntry, parts: _Parts) -> Stage:
    name, options = entry.name, entry.arguments
    try:
        return STAGES[name](parts, options)
    except TypeError as error:
        if not options:
            raise
        raise ProfileError(f"profile: stage {name!r} does not take its options {dict(options)}: {error}") from error


@cache
def _engine(folder: Path) -> Engine:
    from pipeline.engine.bundle import Engine

    return Engine(folder)


def model_folder(model: str) -> Path:
    """Folder of a model: a path, or a shipped name (inside the package, or beside it in a checkout)."""
    shipped = Path(model).name == model  # a path says so with a slash: ./mine
    places = [root / "models" / model for root in (_PACKAGE, _PACKAGE.parent)] if shipped else [Path(model)]
    for place in places:
        if place.is_dir():
            return place
    raise ModelError(f"model {model!r}: no such folder or shipped model; looked in {', '.join(map(str, places))}")
