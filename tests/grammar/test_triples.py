"""What two things may be to each other by the ontology, and the reason where they may not."""

from __future__ import annotations

import pytest

from pipeline.document import Argument
from pipeline.grammar.triples import allowed, objection
from pipeline.ontology.schema import load

ONTOLOGY = load()
EVA = Argument("PERSON", "Eva", 0, 3, "eva", "Eva")
HER = Argument("PERSON", "her", 20, 23, "eva", "Eva")
NORVIK = Argument("ORG", "Norvik", 10, 16, "norvik", "Norvik")
SALES = Argument("TOPIC", "Norvik sales", 10, 22)
BAN = Argument("TOPIC", "sales", 17, 22)


@pytest.mark.parametrize(
    ("relation", "subject", "object_", "against"),
    [
        ("leads", EVA, NORVIK, ""),
        ("leads", NORVIK, EVA, "subject 'Norvik' is ORG; it must be PERSON"),
        ("leads", EVA, SALES, "object 'Norvik sales' is TOPIC; it must be GPE, ORG"),
        ("family_of", EVA, HER, "subject and object are the same thing, 'Eva'"),
        ("causes", SALES, BAN, "subject 'Norvik sales' and object 'sales' are the same words"),
        ("denies", NORVIK, SALES, "subject 'Norvik' and object 'Norvik sales' are the same words"),
    ],
)
def test_objection(relation: str, subject: Argument, object_: Argument, against: str) -> None:
    assert objection(ONTOLOGY[relation], subject, object_) == against
    assert allowed(ONTOLOGY[relation], subject, object_) is not bool(against)
