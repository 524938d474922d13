"""An article's rows as RDF statements: the claims, their evidence (Web Annotation) and their origin (PROV-O).

A triple is a node of its own (an rdf:Statement) that holds factuality, score, cue, evidence and source. Only what the
article itself states as a fact also stands as a plain statement between its subject and its object. Entities are those
of one article: two articles that speak of Zoom have two nodes with that label.

Every place in the text is an `oa:SpecificResource` (`ARTICLE#char=10,20`, the form of RFC 5147) with a position and a
quote selector. Sources: https://www.w3.org/TR/annotation-vocab/ and https://www.w3.org/TR/prov-o/.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata

from pipeline.io.export.findings import Found
from pipeline.io.export.terms import TYPE, Statement, Term, double, integer, iri, literal, moment, name, path
from pipeline.io.rows import Row

BASE = "urn:tripline:article:"
RUN, SOFTWARE = iri("urn:tripline:run"), iri("urn:tripline:software")


def origin() -> Iterator[Statement]:
    """The run and the software that made it."""
    yield RUN, TYPE, name("prov:Activity")
    yield RUN, name("prov:wasAssociatedWith"), SOFTWARE
    yield SOFTWARE, TYPE, name("prov:SoftwareAgent")
    yield SOFTWARE, name("rdfs:label"), literal(f"tripline {metadata.version('tripline')}")


@dataclass(frozen=True, slots=True)
class Article:
    """What an article's rows say. `base`: what its name is appended to, to make its reference."""

    found: Found
    base: str = BASE

    @property
    def node(self) -> Term:
        """The article."""
        return iri(self.base + path(self.found.name))

    @property
    def space(self) -> str:
        """What the references of everything in the article begin with."""
        return f"{self.node[1:-1]}#"

    @property
    def graph(self) -> Term:
        """The graph of everything that was read from the article."""
        return self._part("graph")

    def graph_origin(self) -> Iterator[Statement]:
        """Where the graph comes from; it stands outside of it."""
        yield self.graph, TYPE, name("prov:Entity")
        yield self.graph, name("prov:wasDerivedFrom"), self.node
        yield self.graph, name("prov:wasGeneratedBy"), RUN
        yield RUN, name("prov:used"), self.node

    def statements(self) -> list[Statement]:
        """Everything that was read from the article, each statement once."""
        said = list(self._about())
        for entity in self.found.entities:
            said += self._entity(entity)
        for row in self.found.triples:
            said += self._triple(row)
        return list(dict.fromkeys(said))

    def _part(self, kind: str, *ids: object) -> Term:
        fragment = "-".join([kind, *(path(str(part)).replace("/", "%2F") for part in ids)])
        return iri(f"{self.base}{path(self.found.name)}#{fragment}")

    def _about(self) -> Iterator[Statement]:
        row = self.found.document
        yield self.node, TYPE, name("t:Article")
        yield self.node, TYPE, name("prov:Entity")
        yield self.node, name("dc:identifier"), literal(self.found.name)
        for term, part in (("dc:title", "title"), ("dc:creator", "byline")):
            if row[part]:
                yield self.node, name(term), literal(row[part]["text"])
        if row["outlet"]:
            yield self.node, name("dc:publisher"), literal(row["outlet"])
        if row["published"]:
            yield self.node, name("dc:date"), moment(row["published"])

    # ------------------------------------------------------------------------------------ places and things

    def _place(self, quote: Row) -> tuple[Term, list[Statement]]:
        """The node of a place in the text, and what is said of it."""
        ids = (quote["start"], quote["end"])
        node = iri(f"{self.base}{path(self.found.name)}#char={ids[0]},{ids[1]}")
        position, exact = self._part("position", *ids), self._part("quote", *ids)
        return node, [
            (node, TYPE, name("oa:SpecificResource")),
            (node, name("oa:hasSource"), self.node),
            (node, name("oa:hasSelector"), position),
            (node, name("oa:hasSelector"), exact),
            (position, TYPE, name("oa:TextPositionSelector")),
            (position, name("oa:start"), integer(ids[0])),
            (position, name("oa:end"), integer(ids[1])),
            (exact, TYPE, name("oa:TextQuoteSelector")),
            (exact, name("oa:exact"), literal(quote["text"])),
        ]

    def _at(self, subject: Term, predicate: str, quote: Row) -> list[Statement]:
        """A node's place in the text."""
        place, said = self._place(quote)
        return [(subject, name(predicate), place), *said]

    def _annotation(self, node: Term, body: Term, quote: Row) -> list[Statement]:
        said = [(node, TYPE, name("oa:Annotation")), (node, name("oa:hasBody"), body)]
        return said + self._at(node, "oa:hasTarget", quote)

    def _entity(self, row: Row) -> Iterator[Statement]:
        node = self._part("entity", row["entity"])
        yield node, TYPE, name("t:Entity")
        yield node, TYPE, name(f"t:{row['type']}")
        yield node, name("rdfs:label"), literal(row["name"])
        for field in ("gender", "country"):
            if row.get(field):
                yield node, name(f"t:{field}"), literal(row[field])
        for mention in row["mentions"]:
            if mention["kind"] == "name" and mention["text"] != row["name"]:
                yield node, name("skos:altLabel"), literal(mention["text"])
            annotation = self._part("mention", mention["start"], mention["end"], row["entity"])
            yield from self._annotation(annotation, node, mention)
            for field in ("kind", "reading"):
                if mention.get(field):
                    yield annotation, name(f"t:{field}"), literal(mention[field])

    def _argument(self, argument: Row) -> tuple[Term, list[Statement]]:
        """The node of an argument: an entity, a topic or a value; of the last two, what is said of it."""
        if "entity" in argument:
            return self._part("entity", argument["entity"]), []
        kind = "value" if "value" in argument else "topic"
        node = self._part(kind, argument["start"], argument["end"])
        said = [(node, TYPE, name(f"t:{argument['type']}")), (node, name("rdfs:label"), literal(argument["text"]))]
        if kind == "value":
            value = argument["value"]
            said.append((node, name("rdf:value"), moment(value) if isinstance(value, str) else double(value)))
            said.append((node, name("t:unit"), literal(argument["unit"])))
        return node, said

    # ---------------------------------------------------------------------------------------------- triples

    def _triple(self, row: Row) -> Iterator[Statement]:
        node = self._part("triple", row["id"])
        subject, about_subject = self._argument(row["subject"])
        object_, about_object = self._argument(row["object"])
        relation = name(f"r:{path(row['relation'])}")
        for kind in ("t:Triple", "rdf:Statement", "prov:Entity", *(["t:Stance"] if row["family"] == "stance" else [])):
            yield node, TYPE, name(kind)
        yield node, name("rdf:subject"), subject
        yield node, name("rdf:predicate"), relation
        yield node, name("rdf:object"), object_
        if row["factuality"] == "fact" and row["source"] is None:
            yield subject, relation, object_
        for part in ("family", "factuality", "by"):
            yield node, name(f"t:{part}"), literal(row[part])
        yield node, name("t:score"), double(row["score"])
        yield node, name("prov:wasDerivedFrom"), self.node
        yield node, name("prov:wasGeneratedBy"), RUN
        yield from (*about_subject, *about_object)
        for part in ("evidence", "cue", "subject", "object"):
            yield from self._at(node, f"t:{part}", row[part])
        yield from self._annotation(self._part("annotation", row["id"]), node, row["evidence"])
        yield from self._beside(node, row)

    def _beside(self, node: Term, row: Row) -> Iterator[Statement]:
        """Qualifiers, sources and the target of a triple."""
        for number, (kind, quote) in enumerate(row["qualifiers"].items(), 1):
            qualifier = self._part("qualifier", row["id"], number)
            yield node, name("t:qualifier"), qualifier
            yield qualifier, name("rdfs:label"), literal(kind)
            yield from self._at(qualifier, "t:place", quote)
        if row["source"]:
            yield from self._source(node, row["source"])
        for number, relay in enumerate(row.get("via", ()), 1):
            passed = self._part("relay", row["id"], number)
            yield node, name("t:via"), passed
            yield passed, name("t:order"), integer(number)
            yield from self._source(passed, relay)
        if "target" in row:
            yield node, name("t:target"), self._part("triple", row["target"])

    def _source(self, node: Term, source: Row) -> Iterator[Statement]:
        agent, said = self._argument(source)
        yield node, name("prov:wasAttributedTo"), agent
        yield agent, TYPE, name("prov:Agent")
        yield from said
        yield from self._at(node, "t:source", source)
        yield from self._at(node, "t:sourceCue", source["cue"])
