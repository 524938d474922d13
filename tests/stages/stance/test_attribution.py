"""Who says a triple: the cases of tests/cases/stance/attribution.toml on hand-checked trees."""

from dataclasses import replace

import pytest

from pipeline.document import Argument
from pipeline.ontology.schema import Ontology
from pipeline.stages.stance.attribution import same
from pipeline.stages.stance.stage import Stance
from tests.stages.stance.trees import document, params

STAGE = Stance(Ontology(relations={}))


@pytest.mark.parametrize("case", params("attribution"))
def test_sources_of_case(case):
    article = document(case["tree"], case["entities"], case["cues"], case.get("pronouns", {}))
    (found,) = STAGE([article])
    told = [
        [a.triple, _name(a.source), a.cue.text, *([_name(r.source) for r in a.via or ()])] for a in found.attributions
    ]
    assert told == case["sources"]
    for said in [x for a in found.attributions for x in (a, *(a.via or ()))]:
        for quote in (said.source, said.cue):
            assert article.raw[quote.start : quote.end] == quote.text


def _name(source):
    return source.name or source.text


def test_what_one_says_of_himself_by_saying_so_has_no_source():
    article = document("speech_act", {"Norvik": "ORG", "Telvia": "ORG"}, ["blame"])
    (event,), (norvik, telvia) = article.triples, article.entities
    accuser, accused = (
        Argument("ORG", e.name, e.mentions[0].start, e.mentions[0].end, e.id, e.name) for e in (norvik, telvia)
    )
    accuses = replace(event, relation="accuses", subject=accuser, object=accused)
    (own,), (others,) = (STAGE([replace(article, triples=(t,))]) for t in (accuses, replace(accuses, subject=accused)))
    assert own.attributions == ()
    assert [a.source.name for a in others.attributions] == ["Norvik"]


def test_a_lasting_tie_and_a_known_aside_are_the_articles_own():
    article = document("known_aside", {"Norvik": "ORG", "Telvia": "ORG"}, ["owns", "cut"])
    (found,) = STAGE([article])
    assert [a.triple for a in found.attributions] == ["cut"]
    planned = tuple(replace(t, factuality="planned") for t in article.triples)
    (found,) = STAGE([replace(article, triples=planned)])
    assert [a.triple for a in found.attributions] == ["owns", "cut"]


def test_same_goes_by_entity_else_by_place():
    one, other = Argument("ORG", "it", 0, 2, "e1", "Norvik"), Argument("ORG", "Norvik", 9, 15, "e1", "Norvik")
    assert same(one, other)
    assert not same(one, replace(other, entity="e2"))
    assert not same(replace(one, entity=None), replace(other, entity=None))
