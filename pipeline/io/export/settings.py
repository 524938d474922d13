"""What exports are told beside the folder."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.io.export.statements import BASE
from pipeline.ontology.schema import Ontology


@dataclass(frozen=True, slots=True)
class Settings:
    """`base`: what the references of articles begin with. `corpus`: where the raw articles lie, for `docbin`."""

    ontology: Ontology
    base: str = BASE
    corpus: str | None = None
