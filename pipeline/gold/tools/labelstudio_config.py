"""The labelling config for Label Studio, made from the ontology (https://labelstud.io/tags/)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import quoteattr

from pipeline.gold.tools.colors import label_colors
from pipeline.gold.tools.sheet import CHOICES, GROUP_FIELDS, LINK_LABELS, Group
from pipeline.ontology.schema import Ontology


def configuration(ontology: Ontology) -> str:
    """XML: labels with a search box for the relations, fields that show when a region is chosen, labels of arrows."""
    qualifiers = sorted({name for relation in ontology for name in (*relation.qualifiers, "time", "place")})
    colors = label_colors(ontology)
    lines = [
        "<View>",
        "<Style>.htx-text { white-space: pre-wrap; }</Style>",  # or the editor trims spaces, and offsets go wrong
        _tag("Header/", {"value": "$name"}),
        *_labels("mention", colors["mention"]),
        _tag("Filter/", {"name": "find", "toName": "triple", "placeholder": "find a relation", "minlength": "0"}),
        *_labels("triple", colors["triple"]),
        *_labels("passage", colors["passage"]),
        _tag("Text/", {"name": "text", "value": "$text"}),
        *(line for group, fields in GROUP_FIELDS.items() for field in fields for line in _field(group, field)),
        "<Relations>",
        *(f"  {_tag('Relation/', {'value': label})}" for label in (*LINK_LABELS, *qualifiers)),
        "</Relations>",
        "</View>",
    ]
    return "\n".join(lines) + "\n"


def _tag(name: str, attributes: Mapping[str, str]) -> str:
    """An opening tag, or with a name that ends in "/" an empty element."""
    said = " ".join(f"{key}={quoteattr(value)}" for key, value in attributes.items())
    return f"<{name.rstrip('/')} {said}{'/' * name.endswith('/')}>"


def _labels(group: Group, colors: Mapping[str, str]) -> Iterable[str]:
    yield _tag("Labels", {"name": group, "toName": "text", "showInline": "true"})
    for label, color in colors.items():
        yield f"  {_tag('Label/', {'value': label, 'background': color})}"
    yield "</Labels>"


def _field(group: Group, field: str) -> Iterable[str]:
    """A choice or a line of text of the chosen region; a field of two groups stands once and shows for both."""
    groups = [name for name, fields in GROUP_FIELDS.items() if field in fields]
    if group != groups[0]:
        return
    shown = {"name": field, "toName": "text", "perRegion": "true", "visibleWhen": "region-selected"}
    if len(groups) == 1:
        shown["whenTagName"] = group
    yield _tag("Header/", {"value": field, "size": "6"})
    if field not in CHOICES:
        yield _tag("TextArea/", {**shown, "maxSubmissions": "1", "editable": "true"})
        return
    yield _tag("Choices", {**shown, "choice": "single", "showInline": "true"})
    yield from (f"  {_tag('Choice/', {'value': value})}" for value in CHOICES[field])
    yield "</Choices>"
