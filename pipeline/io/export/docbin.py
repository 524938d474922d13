"""spaCy's DocBin: one Doc an article, its text the raw file, with entities, span groups and `doc._.triples`.

The rows of a run quote the articles but do not hold them, so the raw files are read again. Tokens are those of spaCy's
blank English pipeline; a span takes in every token it touches. See `pipeline.io.export.spacy_docs`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from pipeline.document import Document
from pipeline.errors import ReadError
from pipeline.io.article import Source
from pipeline.io.article import read as read_article
from pipeline.io.export.findings import Found, articles
from pipeline.io.export.settings import Settings
from pipeline.io.export.spacy_docs import Findings, characters, dress
from pipeline.io.read import find
from pipeline.io.rows import Row


def write_docbin(folder: Path, settings: Settings) -> Iterator[bytes]:
    """The whole DocBin; ReadError where an article is missing or no longer says what the run read."""
    if settings.corpus is None:
        raise ReadError("docbin: needs the raw articles; give the folder that the run has read with --corpus")
    nlp = spacy.blank("en")
    sources = {source.name: source for source in find([settings.corpus])}
    docs = DocBin(store_user_data=True)
    for found in articles(folder):
        raw = _raw(found, sources).raw
        doc = Doc(nlp.vocab) if not raw else nlp.make_doc(raw)
        docs.add(dress(doc, Findings.of_rows(found.triples, found.entities), characters(doc)))
    yield docs.to_bytes()


def _raw(found: Found, sources: dict[str, Source]) -> Document:
    if found.name not in sources:
        raise ReadError(f"{found.name}: not among the articles of --corpus; give the folder that the run has read")
    document = read_article(sources[found.name])
    for quote in _quotes(found):
        if document.raw[quote["start"] : quote["end"]] != quote["text"]:
            raise ReadError(f"{found.name}: has changed since the run; run again")
    return document


def _quotes(found: Found) -> Iterator[Row]:
    yield from (row["evidence"] for row in found.triples)
    yield from (mention for entity in found.entities for mention in entity["mentions"])
