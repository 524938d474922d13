"""Rows of claims: their shape, their ids, how many voices they count."""

import json
from importlib import resources

from jsonschema import Draft202012Validator

from pipeline.claims.copies import Copies
from pipeline.claims.grouping import Grouping
from pipeline.claims.names import Names
from pipeline.claims.rows import independent, rows
from tests.claims.sample import org, row, topic, value

TALKARO, OMBRIX = org("Talkaro"), org("Ombrix")


def schema() -> Draft202012Validator:
    text = resources.files("pipeline.io").joinpath("claims.schema.json").read_text(encoding="utf-8")
    Draft202012Validator.check_schema(json.loads(text))
    return Draft202012Validator(json.loads(text))


def made(*found):
    grouping = Grouping(Names.of([]), {})
    grouping.add(found)
    return rows(grouping.claims(), Names.of([]), {}, Copies())


def several():
    ban = row("a", TALKARO, "bans", topic("sales"), source=OMBRIX, via=[TALKARO])
    return (
        ban,
        row("a", OMBRIX, "doubts", topic("ban"), family="stance", target=ban["id"]),
        row("b", TALKARO, "market_share", value("25%", 25.0), family="attribute"),
        row("c", TALKARO, "market_share", value("a third", 33.3), family="attribute", published=None),
    )


def test_rows_keep_to_the_schema():
    found = made(*several())
    assert len(found) == 3
    for claim in found:
        schema().validate(claim)
    (ban,) = (claim for claim in found if claim["relation"] == "bans")
    assert ban["asserts"][0]["told"][0]["via"] == ["Talkaro"]
    assert [voice["name"] for voice in ban["positions"]["doubts"]] == ["Ombrix"]
    against = {claim["object"]["text"]: claim["contradicts"][0]["object"]["text"] for claim in found if claim != ban}
    assert against == {"25%": "a third", "a third": "25%"}
    assert found[-1]["first_seen"] is None or found[-1]["first_seen"] >= found[0]["first_seen"]


def test_ids_are_of_the_content_and_differ():
    share = several()[2]
    later = row("d", TALKARO, "market_share", value("25%", 25.0), family="attribute", published="2026-03-03")
    one, other = made(share, later), made(later, share)
    assert [claim["id"] for claim in one] == [claim["id"] for claim in other]
    assert len({claim["id"] for claim in one}) == 2
    assert made(share)[0]["id"] == one[0]["id"], "more documents do not change it"


def test_first_seen_is_the_earliest_day():
    (claim,) = made(
        row("b", TALKARO, "bans", topic("sales"), published="2025-03-05"),
        row("c", TALKARO, "bans", topic("sales"), published=None),
        row("a", TALKARO, "bans", topic("sales"), published="2025-03-04"),
    )
    assert (claim["first_seen"], claim["first_document"], claim["documents"]) == ("2025-03-04", "a", 3)


def test_independent_outlets():
    copies = Copies()
    for document in ("a", "b"):
        copies.add(document, ["Brask has acquired Norvik for $30 million, the companies said."])
    outlets = {"a": "Kestrel", "b": "Volna", "c": "Volna", "d": "", "e": ""}
    assert independent(["a"], outlets, copies) == 1
    assert independent(["a", "b"], outlets, copies) == 1, "a copy"
    assert independent(["b", "c"], outlets, copies) == 1, "the same outlet"
    assert independent(["a", "b", "c"], outlets, copies) == 1, "joined by b"
    assert independent(["a", "c"], outlets, copies) == 2
    assert independent(["d", "e"], outlets, copies) == 2, "documents of no outlet stand for themselves"
