"""RDF terms as N-Triples writes them, every character of an article escaped: https://www.w3.org/TR/n-triples/.

A term is text ready to be written. Turtle's short forms (`prov:Entity`) are made of it at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NewType
from urllib.parse import quote

Term = NewType("Term", str)
Statement = tuple[Term, Term, Term]

# The vocabularies that are used, by the prefixes that Turtle gives them. t: what Tripline tells; r: its relations.
PREFIXES: Mapping[str, str] = {
    "t": "urn:tripline:ontology:",
    "r": "urn:tripline:relation:",
    "dc": "http://purl.org/dc/elements/1.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_SPECIAL = re.compile('["\\\\\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
# Characters that an IRI reference may not hold (IRIREF in the grammar), and white space, which readers trip over.
_NO_IRI = re.compile(r'[\s\x00-\x20\x7f-\x9f<>"{}|^`\\\ud800-\udfff]')
# Local names that Turtle takes once `=` and `,` are escaped; others are written in full.
_LOCAL = re.compile(r"[A-Za-z][A-Za-z0-9_=,-]*")
_RESERVED = re.compile("[=,]")
_DATATYPE = re.compile(r'(?P<text>".*")\^\^(?P<type><[^<>]*>)', re.DOTALL)


def iri(text: str) -> Term:
    """A reference; characters that it may not hold are percent-encoded."""
    return Term(f"<{_NO_IRI.sub(lambda c: quote(c[0], safe='', errors='surrogatepass'), text)}>")


def name(short: str) -> Term:
    """The reference for a prefixed name: `name("prov:Entity")`."""
    prefix, _, local = short.partition(":")
    return iri(PREFIXES[prefix] + local)


TYPE = name("rdf:type")


def path(text: str) -> str:
    """A name as part of a reference: every character but letters, digits and `/_.-~` percent-encoded."""
    return quote(text, safe="/", errors="surrogatepass")


def blank(label: str) -> Term:
    """A node without a reference; `label` is of letters, digits and `_`."""
    return Term(f"_:{label}")


def literal(text: str, datatype: str = "") -> Term:
    """A text, or a value of a datatype such as "xsd:integer". A lone surrogate becomes U+FFFD."""
    escaped = _SPECIAL.sub(_escaped, text)
    return Term(f'"{escaped}"^^{name(datatype)}' if datatype else f'"{escaped}"')


def _escaped(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "\ufffd"
    return _ESCAPES.get(character) or f"\\u{ord(character):04X}"


def integer(number: int) -> Term:
    """A whole number."""
    return literal(str(number), "xsd:integer")


def double(number: float) -> Term:
    """A number in floating point."""
    written = repr(float(number))
    return literal({"inf": "INF", "-inf": "-INF", "nan": "NaN"}.get(written, written), "xsd:double")


def moment(iso: str) -> Term:
    """A day, month or year of ISO 8601 with its datatype; other dates (a quarter, a time of day) as plain text."""
    if re.fullmatch(r"[1-9]\d{3}(-(0[1-9]|1[0-2]))?", iso):
        return literal(iso, "xsd:gYear" if len(iso) == 4 else "xsd:gYearMonth")
    try:
        return literal(iso, "xsd:date") if date.fromisoformat(iso).isoformat() == iso else literal(iso)
    except ValueError:
        return literal(iso)


# -------------------------------------------------------------------------------------------------- Turtle


def turtle(statements: Iterable[Statement], prefixes: Mapping[str, str]) -> Iterator[str]:
    """The prefixes, then the statements by their subjects, in order: https://www.w3.org/TR/turtle/."""
    yield "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in prefixes.items())
    about: dict[Term, dict[Term, list[Term]]] = {}
    for subject, predicate, object_ in statements:
        about.setdefault(subject, {}).setdefault(predicate, []).append(object_)
    known = {**PREFIXES, **prefixes}
    for subject, said in about.items():
        lines = (f"    {_verb(predicate, known)} {_list(objects, known)}" for predicate, objects in said.items())
        yield f"\n{_short(subject, known)}\n" + " ;\n".join(lines) + " .\n"


def _verb(predicate: Term, prefixes: Mapping[str, str]) -> str:
    return "a" if predicate == TYPE else _short(predicate, prefixes)


def _list(objects: Iterable[Term], prefixes: Mapping[str, str]) -> str:
    return ", ".join(_short(term, prefixes) for term in objects)


def _short(term: Term, prefixes: Mapping[str, str]) -> str:
    if term.startswith("<"):
        for prefix, space in prefixes.items():
            if term.startswith(space, 1) and _LOCAL.fullmatch(local := term[1 + len(space) : -1]):
                return f"{prefix}:" + _RESERVED.sub(r"\\\g<0>", local)
    typed = _DATATYPE.fullmatch(term)
    return f"{typed['text']}^^{_short(Term(typed['type']), prefixes)}" if typed else term
