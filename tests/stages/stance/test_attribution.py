"""Who says a triple: the cases of tests/cases/stance/attribution.toml on hand-checked trees."""

import pytest

from pipeline.ontology.schema import Ontology
from pipeline.stages.stance.stage import Stance
from tests.stages.stance.trees import document, params


@pytest.mark.parametrize("case", params("attribution"))
def test_sources_of_case(case):
    article = document(case["tree"], case["entities"], case["cues"])
    (found,) = Stance(Ontology(relations={}))([article])
    told = [[a.triple, a.source.name or a.source.text, a.cue.text] for a in found.attributions]
    assert told == case["sources"]
    for quote in [x for a in found.attributions for x in (a.source, a.cue)]:
        assert article.raw[quote.start : quote.end] == quote.text
