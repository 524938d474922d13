"""The configuration of a brat collection, made from the ontology: what may be drawn, its colours, its tools."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from pipeline.document import NAME_TYPES, VALUE_TYPES, Family
from pipeline.gold.tools.colors import label_colors
from pipeline.gold.tools.sheet import CHOICES, PASSAGE_LABELS
from pipeline.ontology.schema import Ontology, Relation

# The fields that brat shows as attributes, each on what; the value that goes without saying is not offered.
ATTRIBUTES = {"factuality": "<EVENT>", "kind": "<ENTITY>", "scope": "<ENTITY>", "reason": "Cut"}


def configuration(ontology: Ontology, reasons: Iterable[str]) -> dict[str, str]:
    """File name -> text of annotation.conf, visual.conf and tools.conf; `reasons`: those that a cut may have."""
    return {
        "annotation.conf": _annotation(ontology, reasons),
        "visual.conf": _visual(ontology),
        "tools.conf": _TOOLS,
    }


_TOOLS = """[options]
Tokens\ttokenizer:whitespace
Sentences\tsplitter:newline
Validation\tvalidate:none

[normalization]
Entity\t<URL>:https://example.org/entity, <URLBASE>:https://example.org/entity/%s
"""


def _annotation(ontology: Ontology, reasons: Iterable[str]) -> str:
    passages = [label for label in PASSAGE_LABELS if label != "Says"]
    lines = ["[entities]", *_tree("Name", NAME_TYPES), *_tree("Value", (*VALUE_TYPES, "TOPIC"))]
    lines += [*_tree("Passage", [*passages, "Article"]), "", "[relations]", _OVERLAP, "", "[events]"]
    for family in get_args(Family):
        lines += _tree(family.capitalize(), [f"{r.name}\t{', '.join(_roles(r))}" for r in ontology.of(family)])
    lines += ["Says\tSource+:<ENTITY>, Content+:<EVENT>", "", "[attributes]"]
    values = {**CHOICES, "reason": tuple(sorted(reasons))}
    for field, on in ATTRIBUTES.items():
        offered = [value for value in values[field] if value != "fact"]
        lines.append(f"{field.capitalize()}\tArg:{on}, Value:{'|'.join(offered)}")
    return "\n".join(lines) + "\n"


_OVERLAP = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"


def _tree(heading: str, below: Iterable[str]) -> list[str]:
    """A heading that cannot be chosen itself, and what stands below it."""
    return [f"!{heading}", *(f"\t{line}" for line in below)]


def _roles(relation: Relation) -> list[str]:
    subject, object_ = ("|".join(sorted(types)) for types in (relation.subject_types, relation.object_types))
    target = ["Target?:<EVENT>"] if relation.family == "stance" else []
    qualifiers = [f"{name}*:Qualifier" for name in dict.fromkeys([*relation.qualifiers, "time", "place"])]
    return [f"Subject:{subject}", f"Object:{object_}", "Evidence?:Evidence", "Source*:<ENTITY>", *target, *qualifiers]


def _visual(ontology: Ontology) -> str:
    labels = [f"{r.name} | {r.name.replace('_', ' ')}" for r in ontology]
    groups = label_colors(ontology).values()
    drawing = [f"{label}\tbgColor:{color}" for colors in groups for label, color in colors.items()]
    roles = ["Subject\tcolor:#1971c2", "Object\tcolor:#2f9e44", "Source\tcolor:#e8590c", "Evidence\tcolor:#adb5bd"]
    return "\n".join(["[labels]", *labels, "", "[drawing]", _DEFAULTS, *drawing, *roles, _FACTUALITY]) + "\n"


_DEFAULTS = """SPAN_DEFAULT\tfgColor:black, bgColor:white, borderColor:darken
ARC_DEFAULT\tcolor:black, arrowHead:triangle-5
ATTRIBUTE_DEFAULT\tglyph:*"""
_FACTUALITY = "Factuality\tglyph:¬|?|→"  # negated, possible, planned, as they stand in annotation.conf
