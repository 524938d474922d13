"""Backgrounds of labels in tools that let us choose them; light, so that black text is read on all."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.gold.tools.sheet import MENTION_LABELS, PASSAGE_LABELS, Group
from pipeline.ontology.schema import Ontology
from pipeline.view.displacy import COLORS

FAMILY_COLORS = {"relation": "#ffec99", "attribute": "#ffe066", "event": "#ffc078", "stance": "#faa2c1"}
PASSAGE_COLOR = "#f1f3f5"


def label_colors(ontology: Ontology) -> Mapping[Group, Mapping[str, str]]:
    """Group -> label -> colour: names as in our own views, cues by the family of their relation."""
    return {
        "mention": {label: COLORS.get(label, PASSAGE_COLOR) for label in MENTION_LABELS},
        "triple": {relation.name: FAMILY_COLORS[relation.family] for relation in ontology},
        "passage": dict.fromkeys(PASSAGE_LABELS, PASSAGE_COLOR),
    }
