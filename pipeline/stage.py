"""The one promise that all stages make."""

from collections.abc import Sequence
from typing import Any, Protocol

from pipeline.document import Document, Layer


class Stage(Protocol):
    """Documents in, one layer out: `stage(documents)[i]` is the value of layer `gives` for `documents[i]`.

    A stage reads the layers it `needs`, never changes a document, and gives the same layer for a document
    whatever other documents stand beside it in the batch.
    """

    @property
    def name(self) -> str:
        """The name a profile calls the stage by."""

    @property
    def needs(self) -> frozenset[Layer]:
        """Layers that must be there."""

    @property
    def gives(self) -> Layer:
        """The layer that is written."""

    def __call__(self, documents: Sequence[Document]) -> list[Any]:
        """One layer value per document, in order. Raises a TriplineError for a document it cannot work on."""
