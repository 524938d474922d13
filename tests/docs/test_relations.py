"""The page of relations is what the ontology says."""

from pathlib import Path

from pipeline.ontology.page import page, section
from pipeline.ontology.schema import Example, Relation, load


def test_the_page_is_what_the_ontology_says() -> None:
    written = (Path(__file__).parents[2] / "docs/relations.md").read_text(encoding="utf-8")
    assert written == page(), "python -m pipeline.ontology.page > docs/relations.md"


def test_every_relation_has_its_section_with_its_examples() -> None:
    told = page()
    for relation in load():
        assert f"\n### {relation.name}\n\n{relation.gloss}\n" in told
        assert relation.examples, relation.name
        assert all(f"- “{example.text}” — " in told for example in relation.examples)


def test_a_section_tells_types_factuality_and_what_must_give_nothing() -> None:
    relation = Relation(
        name="tutors",
        family="relation",
        gloss="teaches alone",
        domain=("AGENT",),
        range=("PERSON",),
        over=("knows",),
        inverse="tutored_by",
        wikidata="P1066|P802",
        examples=(
            Example(text="Ida may tutor Per.", triples=(("Ida", "Per", "possible"),)),
            Example(text="Ida met Per.", known_failure="too eager"),
        ),
    )
    told = section(relation)
    assert "from: `AGENT` · to: `PERSON` · says more than: [knows](#knows) · the other way round: `tutored_by`" in told
    assert "[P802](https://www.wikidata.org/wiki/Property:P802)" in told
    assert "- “Ida may tutor Per.” — Ida → Per (possible)\n" in told
    assert "- “Ida met Per.” — nothing (not yet: too eager)\n" in told
