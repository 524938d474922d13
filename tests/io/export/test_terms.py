"""Terms are what rdflib reads back, whatever characters they are made of."""

from __future__ import annotations

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from pipeline.io.export.terms import (
    PREFIXES,
    Term,
    double,
    integer,
    iri,
    literal,
    moment,
    name,
    path,
    turtle,
)

XSD = PREFIXES["xsd"]


def read(term: Term, format: str = "nt") -> rdflib.term.Node:
    written = f"<urn:s> <urn:p> {term} .\n"
    if format == "turtle":
        written = "".join(turtle([(iri("urn:s"), iri("urn:p"), term)], PREFIXES | {"x": "urn:x:"}))
    [(_, _, read)] = rdflib.Graph().parse(data=written.encode(), format=format)
    return read


@pytest.mark.parametrize("format", ["nt", "turtle"])
@given(
    st.text(max_size=40) | st.sampled_from(['"', "\\", '"""', '"^^<urn:x>', "\\u0041", "a\nb\r\tc", "\x00", "\udc80"])
)
def test_any_text(format: str, text: str) -> None:
    expected = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert str(read(literal(text), format)) == expected


@pytest.mark.parametrize("format", ["nt", "turtle"])
@given(st.text(max_size=40))
def test_any_reference(format: str, text: str) -> None:
    found = read(iri(f"urn:x:{path(text)}#{path(text)}"), format)
    assert isinstance(found, rdflib.URIRef)
    assert not set(str(found)) & set(' <>"{}|^`\\')
    assert str(found).count("#") == 1


@given(st.text(max_size=20), st.text(max_size=20))
def test_two_names_never_share_a_reference(one: str, other: str) -> None:
    assert (path(one) == path(other)) == (one == other)


@given(st.text(max_size=40))
def test_a_base_of_the_users_cannot_break_out(text: str) -> None:
    assert isinstance(read(iri("urn:" + text)), rdflib.URIRef)


@pytest.mark.parametrize(
    ("term", "value", "datatype"),
    [
        (integer(-3), -3, "integer"),
        (double(25), 25.0, "double"),
        (double(1e21), 1e21, "double"),
        (double(float("inf")), float("inf"), "double"),
    ],
)
@pytest.mark.parametrize("format", ["nt", "turtle"])
def test_numbers(term: Term, value: float, datatype: str, format: str) -> None:
    found = read(term, format)
    assert isinstance(found, rdflib.Literal)
    assert found.toPython() == value
    assert str(found.datatype) == XSD + datatype


@pytest.mark.parametrize(
    ("iso", "datatype"),
    [
        ("2024-05-06", "date"),
        ("2024-05", "gYearMonth"),
        ("2024", "gYear"),
        ("2024-02-30", None),
        ("2024-13", None),
        ("20240506", None),
        ("2024-Q1", None),
        ("0000", None),
        ("life", None),
    ],
)
def test_moments(iso: str, datatype: str | None) -> None:
    found = read(moment(iso))
    assert isinstance(found, rdflib.Literal)
    assert str(found) == iso
    assert found.datatype == (rdflib.URIRef(XSD + datatype) if datatype else None)


def test_turtle_is_short() -> None:
    node, place = name("r:leads"), iri("urn:a#char=1,2")
    said = [(node, name("rdf:type"), name("owl:Class")), (node, name("t:score"), double(0.5)), (place, node, place)]
    assert "".join(turtle(said, {"a": "urn:a#"})) == (
        "@prefix a: <urn:a#> .\n"
        '\nr:leads\n    a owl:Class ;\n    t:score "0.5"^^xsd:double .\n'
        "\na:char\\=1\\,2\n    r:leads a:char\\=1\\,2 .\n"
    )


@given(st.text(alphabet="az09-=,_.~%/:", max_size=8))
def test_short_names_are_read_as_the_long(local: str) -> None:
    assert read(iri(f"urn:x:{local}"), "turtle") == rdflib.URIRef(f"urn:x:{local}")
