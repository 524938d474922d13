"""The ontology as OWL, with the Wikidata properties and classes that mean the same.

A Wikidata property that runs the other way ("founded by", from the firm to its founder) stands in `REVERSED`; it is the
inverse of ours. Where a relation has several, each says more than ours and becomes a property below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.document import NAME_TYPES, VALUE_TYPES
from pipeline.io.export.terms import TYPE, Statement, Term, blank, iri, literal, name, path
from pipeline.ontology.schema import AGENT, Ontology, Relation

ONTOLOGY = iri("urn:tripline:ontology")

# Source: https://www.wikidata.org, where each property's subject and value are told on its page.
REVERSED = frozenset("P6 P35 P50 P112 P169 P176 P178 P488 P664".split())

CLASSES: Mapping[str, str] = {
    "Article": "a raw article",
    "Triple": "an instance of a relation, attribute, event or stance, with the characters it was read from",
    "Stance": "a position that somebody takes",
    "Entity": "a thing that an article speaks of",
    "AGENT": "a thing that can act",
    "TOPIC": "a phrase that names a thing or a happening",
    "VALUE": "a number, an amount or a date",
}
# The nearest class of Wikidata to each type of name.
WIKIDATA: Mapping[str, str] = {
    "PERSON": "Q5",
    "ORG": "Q43229",
    "GPE": "Q15642541",
    "LOC": "Q2221906",
    "NORP": "Q16334295",
    "FAC": "Q13226383",
    "PRODUCT": "Q2424752",
    "EVENT": "Q1656682",
    "LAW": "Q7748",
    "WORK_OF_ART": "Q838948",
}
LINKS: Mapping[str, str] = {
    "evidence": "the place from which a reader sees the triple",
    "cue": "the words that express the triple",
    "subject": "the words that stand for the subject in the evidence",
    "object": "the words that stand for the object in the evidence",
    "source": "the words that name who says it",
    "sourceCue": "the words that attribute it to the source",
    "via": "one who passes on what the source says",
    "target": "of a stance: the triple to which the position is taken",
    "qualifier": "a circumstance of the triple",
    "place": "the words of a qualifier",
}
FIELDS: Mapping[str, str] = {
    "family": "relation, attribute, event or stance",
    "factuality": "fact, negated, possible or planned",
    "score": "how likely the triple is to be right, 0 to 1",
    "by": "what found it: rules or the model",
    "unit": "percent %, an ISO currency, a singular unit, or date",
    "kind": "name, description or pronoun",
    "reading": "what a place stands for where it acts: government",
    "gender": "of a person, where the text tells it: male or female",
    "country": "usual name of the country that an entity is, belongs to or is from, where the text tells it",
    "order": "place in the chain of sources, from the triple's own words outward",
}


def statements(ontology: Ontology) -> Iterator[Statement]:
    """Classes, properties and every relation."""
    yield ONTOLOGY, TYPE, name("owl:Ontology")
    yield ONTOLOGY, name("rdfs:label"), literal("Tripline")
    yield from _classes()
    for kind, properties in (("owl:ObjectProperty", LINKS), ("owl:DatatypeProperty", FIELDS)):
        for local, comment in properties.items():
            yield from _told(name(f"t:{local}"), kind, local, comment)
    for relation in ontology:
        yield from _relation(relation)


def _told(node: Term, kind: str, label: str, comment: str) -> Iterator[Statement]:
    yield node, TYPE, name(kind)
    yield node, name("rdfs:label"), literal(label)
    yield node, name("rdfs:comment"), literal(comment)


def _classes() -> Iterator[Statement]:
    below = name("rdfs:subClassOf")
    for local, comment in CLASSES.items():
        yield from _told(name(f"t:{local}"), "owl:Class", local, comment)
    yield name("t:Triple"), below, name("rdf:Statement")
    yield name("t:Stance"), below, name("t:Triple")
    for kind in (*NAME_TYPES, *VALUE_TYPES):
        yield name(f"t:{kind}"), TYPE, name("owl:Class")
        yield name(f"t:{kind}"), below, name("t:Entity" if kind in NAME_TYPES else "t:VALUE")
        if kind in AGENT:
            yield name(f"t:{kind}"), below, name("t:AGENT")
        if kind in WIKIDATA:
            yield name(f"t:{kind}"), name("skos:closeMatch"), name(f"wd:{WIKIDATA[kind]}")


def node_of(relation: str) -> Term:
    """The property of a relation."""
    return name(f"r:{path(relation)}")


def _relation(relation: Relation) -> Iterator[Statement]:
    node = node_of(relation.name)
    yield from _told(node, "owl:ObjectProperty", relation.name.replace("_", " "), relation.gloss)
    yield node, name("t:family"), literal(relation.family)
    yield from _types(node, "domain", relation.name, relation.subject_types)
    yield from _types(node, "range", relation.name, relation.object_types)
    if relation.symmetric:
        yield node, TYPE, name("owl:SymmetricProperty")
    if relation.inverse:
        yield node_of(relation.inverse), TYPE, name("owl:ObjectProperty")
        yield node_of(relation.inverse), name("owl:inverseOf"), node
    yield from _wikidata(relation)


def _types(node: Term, side: str, relation: str, types: frozenset[str]) -> Iterator[Statement]:
    """`rdfs:domain` or `rdfs:range`: a class, or the union of several as a list."""
    members = sorted(types)
    if len(members) == 1:
        yield node, name(f"rdfs:{side}"), name(f"t:{members[0]}")
        return
    label = "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in f"{relation}.{side}")
    union, cells = blank(label), [blank(f"{label}_{number}") for number in range(len(members))]
    yield node, name(f"rdfs:{side}"), union
    yield union, TYPE, name("owl:Class")
    yield union, name("owl:unionOf"), cells[0]
    for cell, member, rest in zip(cells, members, [*cells[1:], name("rdf:nil")], strict=True):
        yield cell, name("rdf:first"), name(f"t:{member}")
        yield cell, name("rdf:rest"), rest


def _wikidata(relation: Relation) -> Iterator[Statement]:
    """Equal properties; of an attribute only near ones, because Wikidata's are between a thing and a bare value."""
    node, properties = node_of(relation.name), (relation.wikidata or "").split("|") if relation.wikidata else []
    for property_ in properties:
        yield node, name("skos:closeMatch"), name(f"wd:{property_}")
        if relation.family == "attribute":
            continue
        theirs = name(f"wdt:{property_}")
        if property_ not in REVERSED:
            yield theirs, name("rdfs:subPropertyOf" if properties[1:] else "owl:equivalentProperty"), node
        elif not properties[1:]:
            yield theirs, name("owl:inverseOf"), node
        elif relation.inverse:
            yield theirs, name("rdfs:subPropertyOf"), node_of(relation.inverse)
