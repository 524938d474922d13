"""spaCy (https://spacy.io/api/docbin): `gold.spacy`, a DocBin with one Doc an article.

    doc.spans["mention"], ["triple"], ["passage"]   the marks; span.id_ is the mark's key, span.kb_id_ its entity
    doc.spans[...].attrs["fields"]                  key -> the mark's other fields
    doc.user_data["links"]                          [label, key, key] each
    doc.user_data["article"]                        name and fields of the article
    doc.ents                                        named mentions that do not overlap, for training; not read back

Tokens are spaCy's, cut further where a mark cuts them: every span stands on whole tokens, characters exact.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, DocBin, Span, SpanGroup
from spacy.util import filter_spans

from pipeline.document import NAME_TYPES, Document
from pipeline.errors import GoldError
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import ARTICLE_FIELDS, GROUPS, Group, Link, Mark, Sheet, scope_of
from pipeline.gold.tools.tokens import english, words_of
from pipeline.ontology.schema import Ontology


def write(documents: Sequence[Document], ontology: Ontology) -> dict[str, bytes]:
    """File name -> bytes."""
    docs = [doc_of(sheet_of(document, ontology)) for document in documents]
    return {"gold.spacy": DocBin(docs=docs, store_user_data=True).to_bytes()}


def doc_of(sheet: Sheet) -> Doc:
    """The sheet as a Doc of its own."""
    words = words_of(sheet.raw, sheet.marks)
    doc = Doc(english().vocab, [word.text for word in words], [word.space for word in words])
    first = {word.start: place for place, word in enumerate(words)}
    last = {word.end: place + 1 for place, word in enumerate(words)}
    spans = {}
    for mark in sheet.marks:
        place = (first[mark.start], last[mark.end])
        spans[mark.key] = Span(doc, *place, label=mark.label, kb_id=mark.fields.get("entity", ""), span_id=mark.key)
    for group in GROUPS:
        marks = [mark for mark in sheet.marks if mark.group == group]
        fields = {mark.key: {k: v for k, v in mark.fields.items() if k != "entity"} for mark in marks}
        attrs = {"fields": {key: said for key, said in fields.items() if said}}
        doc.spans[group] = SpanGroup(doc, name=group, attrs=attrs, spans=[spans[mark.key] for mark in marks])
    named = [m for m in sheet.marks if m.group == "mention" and m.label in NAME_TYPES and scope_of(m) != "argument"]
    doc.set_ents(filter_spans([spans[m.key] for m in named if m.fields.get("kind", "name") == "name"]))
    doc.user_data["article"] = {"name": sheet.name, **sheet.fields}
    doc.user_data["links"] = [[link.label, link.source, link.target] for link in sheet.links]
    return doc


# ----------------------------------------------------------------------------------------------- reading


def read(files: Mapping[str, bytes], ontology: Ontology) -> list[Document]:
    """The documents of all .spacy files, in the order of their Docs; GoldError names file, Doc and span."""
    return [
        document_of(sheet_of_doc(doc, f"{file} doc {number}"), ontology)
        for file in sorted(files)
        if file.endswith(".spacy")
        for number, doc in enumerate(_docs(files[file], file), 1)
    ]


def _docs(content: bytes, file: str) -> list[Doc]:
    try:
        return list(DocBin().from_bytes(content).get_docs(english().vocab))
    except (zlib.error, ValueError, KeyError, TypeError, IndexError) as error:
        raise GoldError(
            f"{file}: not a DocBin ({type(error).__name__} {error}); save it with DocBin.to_disk"
        ) from error


def sheet_of_doc(doc: Doc, where: str) -> Sheet:
    """The sheet that a Doc tells."""
    article = doc.user_data.get("article")
    if not isinstance(article, dict) or not isinstance(article.get("name"), str):
        raise GoldError(f"{where}: has no user_data['article'] with a name; save the DocBin with store_user_data=True")
    try:
        marks = [mark for group in GROUPS for mark in _marks(doc, group, where)]
        links = [
            Link(label, source, target, f"{where} link {label}")
            for label, source, target in doc.user_data.get("links", [])
        ]
    except (TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"{where}: fields or links are not as `gold export` wrote them: {error}") from error
    fields = {name: str(article[name]) for name in ARTICLE_FIELDS if article.get(name) is not None}
    return Sheet(article["name"], doc.text, tuple(marks), tuple(links), fields, where)


def _marks(doc: Doc, group: Group, where: str) -> Iterator[Mark]:
    if group not in doc.spans:
        return
    fields = doc.spans[group].attrs.get("fields", {})
    for number, span in enumerate(doc.spans[group], 1):
        key = span.id_ or f"{group[0]}_{number}"
        said = {**fields.get(key, {}), **({"entity": span.kb_id_} if span.kb_id_ else {})}
        place = f"{where} span {span.label_} at {span.start_char}-{span.end_char}"
        yield Mark(key, group, span.label_, span.start_char, span.end_char, said, place)
