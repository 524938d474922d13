"""`nlp.add_pipe("tripline")`: the whole street inside a user's own spaCy pipeline.

The Doc keeps its own tokens and tags; Tripline reads `doc.text` as a raw article and puts what it finds onto the Doc by
characters. What it sets is told in `pipeline.io.export.spacy_docs`.

    >>> import spacy
    >>> import pipeline.spacy_component
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("tripline", config={"profile": "default"})
    >>> doc = nlp("Emmanuel Macron, the president of France, arrived in Lisbon on Monday.")
    >>> [(ent.text, ent.label_) for ent in doc.ents]
    [('Emmanuel Macron', 'PERSON'), ('France', 'GPE'), ('Lisbon', 'GPE'), ('Monday', 'DATE')]
    >>> [(span.text, span.label_) for span in doc.spans["tripline.cue"]][0]
    ('president', 'leads')
    >>> doc._.triples[0]["subject"]["name"]
    'Emmanuel Macron'
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.document import Document
from pipeline.flow import Flow, load
from pipeline.io.export.spacy_docs import Findings, characters, dress, register

NAME = "tripline"

register()


@dataclass(frozen=True, slots=True)
class Component:
    """What `nlp.add_pipe("tripline")` adds; the options are those of `make`. It holds no model, so that processes of
    `nlp.pipe(n_process=...)` can be given it."""

    profile: str
    ontology: str | None
    min_score: float | None
    overwrite_ents: bool

    @property
    def flow(self) -> Flow:
        """The stages, loaded once in each process: a model does not survive a fork."""
        return _flow(self.profile, self.ontology, self.min_score, os.getpid())

    def __call__(self, doc: Doc) -> Doc:
        """The same Doc with findings; StageError, for the pipeline's error handler, for one that cannot be read."""
        if not doc.text.strip():
            return dress(doc, Findings((), (), ()), characters(doc), self.overwrite_ents)
        read = self.flow([Document(name=NAME, raw=doc.text)])[0]
        return dress(doc, Findings.of_document(read), characters(doc), self.overwrite_ents)


@cache
def _flow(profile: str, ontology: str | None, min_score: float | None, process: int) -> Flow:
    return load(profile, Path(ontology) if ontology else None, min_score)


@Language.factory(
    NAME,
    assigns=["doc.ents", "doc.spans", "doc._.triples"],
    default_config={"profile": "default", "ontology": None, "min_score": None, "overwrite_ents": False},
)
def make(
    nlp: Language,
    name: str,
    profile: str,
    ontology: str | None,
    min_score: float | None,
    overwrite_ents: bool,
) -> Component:
    """The component; `profile`, `ontology` and `min_score` as in `pipeline.load`, which tells what is wrong with them.

    `overwrite_ents`: whether the Doc's own entities make way for ours.
    """
    made = Component(profile, ontology, min_score, overwrite_ents)
    made.flow.check()
    return made
