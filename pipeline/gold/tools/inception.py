"""INCEpTION (https://inception-project.github.io): UIMA CAS JSON 0.4.0, one file an article, and the type system.

Set a project up by importing `TypeSystem.xml` under Settings > Layers (make the layers character-level and let them
overlap), then import the .json files as "UIMA CAS JSON". Three span layers hold the marks, their string features the
fields; the arguments of a triple are the slots of its link feature `arguments`, role by role, and the article's own
fields are document metadata. Chosen over WebAnno TSV, which hangs everything on tokens and sentences, needs escapes
and carries no metadata. Offsets are UTF-16 units, as in Java.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, unquote
from xml.sax.saxutils import escape

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.tools.marking import sheet_of
from pipeline.gold.tools.reading import document_of
from pipeline.gold.tools.sheet import ARTICLE_FIELDS, GROUP_FIELDS, Group, Link, Mark, Sheet
from pipeline.gold.tools.units import code_points, utf16
from pipeline.ontology.schema import Ontology

Json = dict[str, Any]

PREFIX = "webanno.custom."  # where INCEpTION keeps layers of a project's own
LAYERS: Mapping[str, Group] = {
    f"{PREFIX}Mention": "mention",
    f"{PREFIX}Triple": "triple",
    f"{PREFIX}Passage": "passage",
}
ARTICLE = f"{PREFIX}Article"
FEATURES = {"id": "identifier"}  # fields whose name UIMA would misread
STRING = "uima.cas.String"


def _types() -> dict[str, tuple[str, dict[str, str]]]:
    """Type -> (supertype, feature -> range)."""
    types: dict[str, tuple[str, dict[str, str]]] = {
        ARTICLE: ("uima.cas.AnnotationBase", dict.fromkeys(("name", *ARTICLE_FIELDS), STRING))
    }
    for layer, group in LAYERS.items():
        features = dict.fromkeys(("label", *(FEATURES.get(f, f) for f in GROUP_FIELDS[group])), STRING)
        if group != "mention":
            types[_link(layer)] = ("uima.cas.TOP", {"role": STRING, "target": "uima.tcas.Annotation"})
            features["arguments"] = f"{_link(layer)}[]"
        types[layer] = ("uima.tcas.Annotation", features)
    return types


def _link(layer: str) -> str:
    return f"{layer}ArgumentsLink"


TYPES = _types()


def write(documents: Sequence[Document], ontology: Ontology) -> dict[str, bytes]:
    """File name -> bytes."""
    files = {"TypeSystem.xml": _type_system().encode()}
    for document in documents:
        cas = json.dumps(_cas(sheet_of(document, ontology)), ensure_ascii=False, indent=1)
        files[f"{quote(document.name, safe=' ')}.json"] = cas.encode()
    return files


def _type_system() -> str:
    """The layers as a UIMA type system description."""

    def feature(name: str, kind: str) -> str:
        array = kind.endswith("[]")
        element = f"<elementType>{kind.removesuffix('[]')}</elementType>" if array else ""
        range = "uima.cas.FSArray" if array else kind
        inner = f"<name>{name}</name><description/><rangeTypeName>{range}</rangeTypeName>{element}"
        return f"<featureDescription>{inner}</featureDescription>"

    described = "".join(
        f"<typeDescription><name>{escape(name)}</name><description/><supertypeName>{above}</supertypeName>"
        f"<features>{''.join(feature(*f) for f in features.items())}</features></typeDescription>\n"
        for name, (above, features) in TYPES.items()
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = 'xmlns="http://uima.apache.org/resourceSpecifier"'
    return f"{head}<typeSystemDescription {space}><types>\n{described}</types></typeSystemDescription>\n"


def _cas(sheet: Sheet) -> Json:
    units = utf16(sheet.raw)
    layers = {group: layer for layer, group in LAYERS.items()}
    ids = {mark.key: number for number, mark in enumerate(sheet.marks, 3)}
    structures: list[Json] = [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain"}
        | {"sofaString": sheet.raw},
        {"%ID": 2, "%TYPE": ARTICLE, "@sofa": 1, "name": sheet.name, **sheet.fields},
    ]
    free = len(ids) + 3
    arrays: list[Json] = []
    for mark in sheet.marks:
        place = {"%ID": ids[mark.key], "%TYPE": layers[mark.group], "@sofa": 1}
        features = {FEATURES.get(name, name): value for name, value in mark.fields.items()}
        links = [link for link in sheet.links if link.source == mark.key]
        slots = {"@arguments": free} if links else {}
        structures.append(
            {**place, "begin": units(mark.start), "end": units(mark.end), "label": mark.label, **features, **slots}
        )
        if links:
            numbers = list(range(free + 1, free + 1 + len(links)))
            arrays.append({"%ID": free, "%TYPE": "uima.cas.FSArray", "%ELEMENTS": numbers})
            arrays += [
                {"%ID": number, "%TYPE": _link(layers[mark.group]), "role": link.label, "@target": ids[link.target]}
                for number, link in zip(numbers, links, strict=True)
            ]
            free = numbers[-1] + 1
    views = {"_InitialView": {"%SOFA": 1, "%MEMBERS": [2, *ids.values()]}}
    return {"%TYPES": _json_types(), "%FEATURE_STRUCTURES": structures + arrays, "%VIEWS": views}


def _json_types() -> Json:
    return {
        name: {"%NAME": name, "%SUPER_TYPE": above}
        | {feature: {"%NAME": feature, "%RANGE": kind} for feature, kind in features.items()}
        for name, (above, features) in TYPES.items()
    }


# ----------------------------------------------------------------------------------------------- reading


def read(files: Mapping[str, bytes], ontology: Ontology) -> list[Document]:
    """The documents of all .json files, by file name; layers of other projects are passed over."""
    return [document_of(_sheet(files[file], file), ontology) for file in sorted(files) if file.endswith(".json")]


def _sheet(content: bytes, file: str) -> Sheet:
    try:
        found = json.loads(content)["%FEATURE_STRUCTURES"]
        structures = {int(fs["%ID"]): fs for fs in found} if isinstance(found, list) else _keyed(found)
        raw = next(fs["sofaString"] for fs in structures.values() if fs["%TYPE"] == "uima.cas.Sofa")
        article: Json = next((fs for fs in structures.values() if fs["%TYPE"] == ARTICLE), {})
        points = code_points(raw)
        marks = []
        links: list[Link] = []
        for id, fs in structures.items():
            if fs["%TYPE"] in LAYERS:
                place = (points(int(fs.get("begin", 0))), points(int(fs.get("end", 0))))
                where = f"{file}: {fs.get('label') or 'annotation'} at {place[0]}-{place[1]}"
                marks.append(_mark(str(id), fs, place, where))
                links += _links(str(id), fs, structures, where)
    except (ValueError, TypeError, KeyError, AttributeError, StopIteration) as error:
        raise GoldError(
            f"{file}: no UIMA CAS JSON ({type(error).__name__} {error}); export as UIMA CAS JSON 0.4.0"
        ) from error
    fields = {name: str(article[name]) for name in ARTICLE_FIELDS if article.get(name) is not None}
    name = article.get("name") or unquote(file.removesuffix(".json"))
    return Sheet(str(name), raw, tuple(marks), tuple(links), fields, file)


def _keyed(found: Mapping[str, Json]) -> dict[int, Json]:
    """Feature structures that stand under their ids."""
    return {int(id): fs for id, fs in found.items()}


def _mark(key: str, fs: Json, place: tuple[int, int], where: str) -> Mark:
    group = LAYERS[fs["%TYPE"]]
    values = {name: fs.get(FEATURES.get(name, name)) for name in GROUP_FIELDS[group]}
    fields = {name: str(value) for name, value in values.items() if value is not None}
    return Mark(key, group, str(fs.get("label")), *place, fields, where)


def _links(key: str, fs: Json, structures: Mapping[int, Json], where: str) -> list[Link]:
    """The filled slots of an annotation; INCEpTION keeps a slot that was added and not filled, it says nothing."""
    array = structures[fs["@arguments"]] if fs.get("@arguments") is not None else {}
    slots = [structures[id] for id in array.get("%ELEMENTS") or ()]
    filled = [slot for slot in slots if slot.get("@target") is not None]
    return [Link(str(slot.get("role")), key, str(slot["@target"]), f"{where}, {slot.get('role')}") for slot in filled]
