"""A run of three articles as rows: one with a denied claim and a source, one of HTML, one without triples."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.document import Attribution, Cut, Document, Span, Text, Triple
from pipeline.io.rows import TABLES, tables
from pipeline.io.write import line
from pipeline.view.report.articles import Article
from tests.evaluate.browser.sample import DEAL, GOLD, ONTOLOGY, RAW, SHARE, SUIT, TELVIA, document, quote, triple

GLOSSES = {relation.name: relation.gloss for relation in ONTOLOGY}

CLAIM = replace(DEAL, score=0.9)
DENIAL = triple(RAW, "Telvia, and not Norvik, sued Kvam", "denies", ("Telvia", "not", "Kvam"), target=CLAIM.id)
FIRST = document(
    "wire/a1.txt", RAW, [CLAIM, SUIT, SHARE, DENIAL], [Attribution(DEAL.id, TELVIA, quote(RAW, "said"))], GOLD.text
)

PAGE = (
    "<!doctype html><html><head><title>Not shown</title><script>var Ryvik = '<p>';</script></head>\n<body>"
    "<nav>Home</nav><h1>Ryvik &amp; Sons in court</h1>\n<p>On Monday 🎈 <a href='#'>Ryvik &amp;\n   Sons</a> "
    "<b>sued</b> Telvia.</p><p>5 < 6.</p></body></html>"
)
SUED = triple(PAGE, "Ryvik &amp;\n   Sons</a> <b>sued</b> Telvia", "sues", ("Ryvik &amp;\n   Sons", "sued", "Telvia"))
SUED = replace(SUED, subject=replace(SUED.subject, entity="Ryvik & Sons", name="Ryvik & Sons"))
HOME = quote(PAGE, "Home")
TITLE = quote(PAGE, "Ryvik &amp; Sons in court")
SECOND = replace(
    document("wire/b2.html", PAGE, [SUED], text=Text(
        "", (), (Cut(HOME.start, HOME.end, "chrome"),), title=Span(TITLE.start, TITLE.end), outlet="The Court",
    )),
    format="html",
)  # fmt: skip
THIRD = document("wire/c3.txt", "It rained in Oulu.", [])
FAILURE = {"document": "wire/d4.txt", "stage": "read", "error": "ReadError", "message": "is empty"}


def _voice(name: str, told: Document, one: Triple) -> dict[str, Any]:
    return {"name": name, "type": "ORG", "told": [{"document": told.name, "triple": one.id}]}


NOWHERE = {"name": "Halden", "type": "ORG", "told": [{"document": "wire/x.txt", "triple": "0"}]}
# Contested rows of claims.jsonl; the last is of articles that are not in this run.
CLAIMS: list[dict[str, Any]] = [
    {
        "id": "1", "relation": "market_share", "subject": {"name": "Norvik", "type": "ORG"},
        "object": {"type": "PERCENT", "text": "25%", "value": 25.0, "unit": "%"},
        "asserts": [_voice("wire", FIRST, SHARE)], "denies": [], "positions": {}, "outlets": 1,
        "contradicts": [{"claim": "9", "object": {"type": "PERCENT", "text": "a third", "value": 33.3, "unit": "%"}}],
    },
    {
        "id": "2", "relation": "sues", "subject": {"name": "Ryvik", "type": "ORG"},
        "object": {"type": "TOPIC", "text": "Telvia"}, "asserts": [_voice("The Court", SECOND, SUED)],
        "denies": [_voice("Telvia", FIRST, DENIAL)], "positions": {"doubts": [NOWHERE]}, "contradicts": [],
        "outlets": 2,
    },
    {
        "id": "3", "relation": "sues", "subject": {"name": "A", "type": "ORG"}, "object": {"name": "B", "type": "ORG"},
        "asserts": [], "denies": [NOWHERE], "positions": {}, "contradicts": [], "outlets": 1,
    },
]  # fmt: skip


def article(given: Document, raw: bool = True) -> Article:
    rows = tables(given)
    return Article(rows["documents"][0], rows["triples"], rows["entities"], given.raw if raw else None)


def articles(raw: bool = True) -> list[Article]:
    return [article(one, raw) for one in (FIRST, SECOND, THIRD)]


def write_run(folder: Path, *documents: Document, failures: tuple[dict[str, Any], ...] = ()) -> Path:
    """The tables of the documents in a folder, as a run writes them."""
    folder.mkdir(exist_ok=True)
    rows: dict[str, list[Any]] = {table: [] for table in TABLES}
    for one in documents:
        for table, found in tables(one).items():
            rows[table] += found
    rows["failures"] += failures
    for table, found in rows.items():
        (folder / f"{table}.jsonl").write_bytes(b"".join(map(line, found)))
    return folder
