"""RDF of a run: what rdflib reads is what the rows say, the shapes hold, and the queries of the page answer."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import rdflib
from rdflib import Dataset, Graph, Namespace, URIRef
from rdflib.namespace import OWL, PROV, RDF, RDFS

from pipeline.io.export.rdf import write_nquads, write_shapes, write_turtle
from pipeline.io.export.settings import Settings
from pipeline.io.export.terms import PREFIXES, path
from pipeline.io.rows import Row
from pipeline.io.write import line
from pipeline.ontology import schema as ontologies

T, R = Namespace(PREFIXES["t"]), Namespace(PREFIXES["r"])
OA, WDT, WD = Namespace(PREFIXES["oa"]), Namespace(PREFIXES["wdt"]), Namespace(PREFIXES["wd"])
PAGE = Path(__file__).parents[3] / "docs/exports.md"


@pytest.fixture
def graph(out: Path, settings: Settings) -> Graph:
    return Graph().parse(data=b"".join(write_turtle(out, settings)), format="turtle")


@pytest.fixture
def dataset(out: Path, settings: Settings) -> Dataset:
    return Dataset().parse(data=b"".join(write_nquads(out, settings)), format="nquads")  # type: ignore[return-value]


def article(name: str) -> str:
    return f"urn:tripline:article:{path(name)}"


def triple(row: Row) -> URIRef:
    return URIRef(f"{article(row['document'])}#triple-{row['id']}")


def text(value: str) -> str:
    """As RDF can hold it: no lone surrogates."""
    return re.sub("[\ud800-\udfff]", "\ufffd", value)


def quoted(graph: Graph, node: rdflib.term.Node, part: str) -> tuple[str, int, int]:
    """What a node's place in the text says, and where it is."""
    place = graph.value(node, T[part])
    selectors = {graph.value(s, RDF.type): s for s in graph.objects(place, OA.hasSelector)}
    position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
    ends = [graph.value(position, OA[end]).toPython() for end in ("start", "end")]  # type: ignore[union-attr]
    return str(graph.value(quote, OA.exact)), ends[0], ends[1]


def test_every_row_is_told_with_its_evidence(graph: Graph, found: dict[str, list[Row]]) -> None:
    assert len(set(graph.subjects(RDF.type, T.Triple))) == len(found["triples"]) == 4
    for row in found["triples"]:
        node = triple(row)
        assert graph.value(node, RDF.predicate) == R[row["relation"]]
        assert str(graph.value(node, T.factuality)) == row["factuality"]
        assert graph.value(node, T.score).toPython() == row["score"]  # type: ignore[union-attr]
        assert str(graph.value(node, PROV.wasDerivedFrom)) == article(row["document"])
        for part in ("evidence", "cue", "subject", "object"):
            quote = row[part]
            assert quoted(graph, node, part) == (quote["text"], quote["start"], quote["end"])
        subject = graph.value(node, RDF.subject)
        assert str(graph.value(subject, RDFS.label)) == text(row["subject"]["name"])
        [annotation] = graph.subjects(OA.hasBody, node)
        assert graph.value(annotation, OA.hasTarget) == graph.value(node, T.evidence)


def test_values_sources_relays_targets_and_qualifiers(graph: Graph, found: dict[str, list[Row]]) -> None:
    denial, share, hostile_denial, dated = (triple(row) for row in found["triples"])
    value = graph.value(share, RDF.object)
    assert graph.value(value, RDF.value).toPython() == 25.0  # type: ignore[union-attr]
    assert str(graph.value(value, T.unit)) == "%"
    assert str(graph.value(graph.value(dated, RDF.object), RDF.value)) == "2024-05"
    assert graph.value(denial, T.target) == share
    assert str(graph.value(graph.value(denial, PROV.wasAttributedTo), RDFS.label)) == "Telvia"
    assert quoted(graph, denial, "sourceCue")[0] == "said"
    phrase = graph.value(hostile_denial, PROV.wasAttributedTo)
    assert (phrase, RDF.type, T.TOPIC) in graph
    assert (phrase, RDF.type, PROV.Agent) in graph
    relay = graph.value(hostile_denial, T.via)
    assert graph.value(relay, T.order).toPython() == 1  # type: ignore[union-attr]
    assert quoted(graph, relay, "source")[0] == "Telvia"  # type: ignore[arg-type]
    qualifier = graph.value(share, T.qualifier)
    assert str(graph.value(qualifier, RDFS.label)) == "market"
    assert quoted(graph, qualifier, "place")[0] == "the market"  # type: ignore[arg-type]


def test_what_is_told_of_an_entity(out: Path, settings: Settings, found: dict[str, list[Row]]) -> None:
    row = found["entities"][-1] | {"country": "Estonia", "gender": None}
    row["mentions"][0]["reading"] = "government"
    (out / "entities.jsonl").write_bytes(b"".join(map(line, [*found["entities"][:-1], row])))
    graph = Graph().parse(data=b"".join(write_turtle(out, settings)), format="turtle")
    [entity] = graph.subjects(T.country, rdflib.Literal("Estonia"))
    assert str(graph.value(entity, RDFS.label)) == row["name"]
    assert not list(graph.subject_objects(T.gender))
    [mention] = graph.subjects(T.reading, rdflib.Literal("government"))
    assert (mention, OA.hasBody, entity) in graph


def test_only_the_articles_own_facts_are_plain_statements(graph: Graph, found: dict[str, list[Row]]) -> None:
    own = [row for row in found["triples"] if row["factuality"] == "fact" and row["source"] is None]
    plain = [(s, p, o) for s, p, o in graph if str(p).startswith(str(R))]
    assert len(plain) == len(own) == 1
    assert plain == [
        (graph.value(triple(own[0]), RDF.subject), R.market_share, graph.value(triple(own[0]), RDF.object))
    ]


def test_a_graph_an_article(dataset: Dataset, graph: Graph, found: dict[str, list[Row]]) -> None:
    graphs = {str(g.identifier) for g in dataset.graphs() if len(g)}
    own = {f"{article(row['document'])}#graph" for row in found["documents"]}
    assert own < graphs
    assert "urn:tripline:ontology" in graphs
    for row in found["documents"]:
        name = URIRef(f"{article(row['document'])}#graph")
        subjects = {str(s).split("#")[0] for s in dataset.graph(name).subjects()}
        assert subjects == {article(row["document"])}, "nothing about another article"
        assert (name, PROV.wasDerivedFrom, URIRef(article(row["document"]))) in dataset.default_graph


def test_turtle_and_nquads_say_the_same(dataset: Dataset, graph: Graph) -> None:
    def plain(statements: list[tuple[rdflib.term.Node, ...]]) -> set[tuple[rdflib.term.Node, ...]]:
        return {s[:3] for s in statements if not any(isinstance(t, rdflib.BNode) for t in s[:3])}

    quads = list(dataset.quads())
    assert plain(quads) == plain(list(graph))
    assert len(quads) == len(graph)
    again = Graph().parse(data=graph.serialize(format="nt"), format="nt")
    assert plain(list(again)) == plain(list(graph))


def test_same_bytes_and_a_base_of_ones_own(out: Path, settings: Settings) -> None:
    once, again = (b"".join(write_nquads(out, settings)) for _ in range(2))
    assert once == again
    own = b"".join(write_turtle(out, Settings(settings.ontology, "https://news.test/")))
    assert b"@prefix a: <https://news.test/toy.txt#> ." in own
    assert b"urn:tripline:article" not in own


# ------------------------------------------------------------------------------------------------ ontology


def test_every_relation_is_a_property_with_its_types(graph: Graph, settings: Settings) -> None:
    for relation in settings.ontology:
        node = R[relation.name]
        assert (node, RDF.type, OWL.ObjectProperty) in graph
        assert str(graph.value(node, RDFS.comment)) == relation.gloss
        for side, types in ((RDFS.domain, relation.subject_types), (RDFS.range, relation.object_types)):
            told = graph.value(node, side)
            union = graph.value(told, OWL.unionOf)
            members = set(graph.items(union)) if union else {told}
            assert members == {T[t] for t in types}
            assert all((member, RDF.type, OWL.Class) in graph for member in members)


@pytest.mark.parametrize(
    ("theirs", "predicate", "ours"),
    [
        ("P108", OWL.equivalentProperty, "works_for"),
        ("P112", OWL.inverseOf, "founded"),
        ("P488", RDFS.subPropertyOf, "led_by"),
        ("P159", RDFS.subPropertyOf, "based_in"),
    ],
)
def test_wikidata_the_right_way_round(graph: Graph, theirs: str, predicate: URIRef, ours: str) -> None:
    assert (WDT[theirs], predicate, R[ours]) in graph
    assert (R.led_by, OWL.inverseOf, R.leads) in graph


def test_wikidata_of_attributes_is_near_only(graph: Graph) -> None:
    assert (R.population, URIRef(PREFIXES["skos"] + "closeMatch"), WD.P1082) in graph
    assert not list(graph.triples((WDT.P1082, None, None)))
    assert (T.PERSON, RDFS.subClassOf, T.AGENT) in graph


def test_a_relation_of_the_users_with_any_name(tmp_path: Path, out: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('["is < of \\"x"]\nfamily = "event"\ngloss = "a\\\\b"\ndomain = ["ORG"]\nrange = ["TOPIC", "ORG"]\n')
    written = b"".join(write_turtle(out, Settings(ontologies.load(own))))
    graph = Graph().parse(data=written, format="turtle")
    assert str(graph.value(URIRef(str(R) + path('is < of "x')), RDFS.comment)) == "a\\b"


# ---------------------------------------------------------------------------------------- shapes and queries


def test_the_shapes_hold(graph: Graph, out: Path, settings: Settings) -> None:
    pyshacl = pytest.importorskip("pyshacl", reason="no pyshacl; pip install -e '.[dev]'")
    shapes = Graph().parse(data=b"".join(write_shapes(out, settings)), format="turtle")
    conforms, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert conforms, told
    node = next(graph.subjects(RDF.type, T.Triple))
    for predicate, broken in (
        (T.evidence, None),
        (T.factuality, rdflib.Literal("maybe")),
        (T.score, rdflib.Literal(2.0)),
    ):
        worse = Graph() + graph
        worse.remove((node, predicate, None))
        if broken is not None:
            worse.add((node, predicate, broken))
        assert not pyshacl.validate(worse, shacl_graph=shapes)[0], predicate


EXPECTED = json.loads((Path(__file__).parents[2] / "cases/io/export/queries.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", range(3))
def test_the_queries_of_the_page_answer(number: int, dataset: Dataset) -> None:
    queries = re.findall(r"```sparql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(queries) == len(EXPECTED) == 3
    union = Dataset(default_union=True)
    for quad in dataset.quads():
        union.add(quad)  # type: ignore[arg-type]
    answer = union.query(queries[number])
    assert [[str(term) for term in row] for row in answer] == EXPECTED[number]  # type: ignore[union-attr]
