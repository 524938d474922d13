"""What rows depend on beside their document: the model's weights, the profile, the ontology and the code itself."""

from __future__ import annotations

from hashlib import blake2b, file_digest
from importlib.metadata import version
from pathlib import Path

from pipeline.engine.bundle import FILES
from pipeline.flow import model_folder
from pipeline.ontology.schema import Ontology
from pipeline.profiles.schema import Profile

_PACKAGE = Path(__file__).resolve().parents[1]
# Rooms of the package that cannot change a row: the ways in and out of it, and what is made from rows.
_SILENT = frozenset({"batch", "claims", "cli", "evaluate", "gold", "linking", "train", "view", "models", "__pycache__"})
_LIBRARIES = ("ftfy", "lemminflect", "numpy", "onnxruntime", "spacy", "tokenizers", "trafilatura", "transformers")


def fingerprint(profile: Profile, ontology: Ontology) -> str:
    """64 hex digits that change with whatever can change a row. ModelError if there is no such model.

    Of the code, each file counts: a version number would not notice a rule that someone edits.
    """
    digest = blake2b(digest_size=32)
    for text in (profile.model_dump_json(), ontology.model_dump_json(), *map(version, _LIBRARIES)):
        digest.update(text.encode() + b"\n")
    folder = model_folder(profile.model)
    model = (folder / name for name in FILES if (folder / name).is_file())
    for path in (*model, *_classifier(profile), *sorted(path for path in _PACKAGE.rglob("*") if _counts(path))):
        with path.open("rb") as file:
            digest.update(file_digest(file, blake2b).digest())
    return digest.hexdigest()


def _classifier(profile: Profile) -> list[Path]:
    """The files of a local classifier; one of the hub is told by its revision."""
    folders = [stage.classifier.folder for stage in profile.stage if stage.classifier]
    return [path for folder in folders if folder for path in sorted(folder.iterdir()) if path.is_file()]


def _counts(path: Path) -> bool:
    return path.suffix in (".py", ".toml") and not _SILENT & set(path.relative_to(_PACKAGE).parts)
