"""Who holds which position: the cases of tests/cases/stance/stances.toml on hand-checked trees."""

import pytest

from pipeline.ontology import schema
from pipeline.stages.stance.stage import Stance
from tests.stages.stance.trees import document, params

STAGE = Stance(schema.load())


@pytest.mark.parametrize("case", params("stances"))
def test_stances_of_case(case):
    article = document(case["tree"], case["entities"], case.get("cues", ()))
    (found,) = STAGE([article])
    told = [
        [s.subject.name or s.subject.text, s.relation, s.object.text, s.factuality, s.target or ""]
        for s in found.stances
    ]
    assert told == case["stances"]
    for stance in found.stances:
        for quote in (stance.subject, stance.object, stance.cue, stance.evidence):
            assert article.raw[quote.start : quote.end] == quote.text


def test_holder_is_not_the_source_of_the_own_stance():
    article = document("first_person", {"Delia Marsh": "PERSON"})
    (found,) = STAGE([article])
    assert len(found.stances) == 1
    assert found.attributions == ()


def test_same_document_same_layer_in_any_company():
    one = document("did_not_deny", {"Norvik": "ORG"})
    other = document("two_promises", {"Delia Marsh": "PERSON"})
    assert STAGE([one, other]) == [*STAGE([one]), *STAGE([other])]
