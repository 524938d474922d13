"""What a reader sees: families, marks, sources; nothing that steers the terminal."""

import io
from dataclasses import replace

from rich.console import Console

from pipeline.document import Document, Quote, Stances
from pipeline.grammar.rejections import Rejection
from pipeline.view.terminal import render, turned_away


def shown(document: Document, color: bool = False) -> str:
    out = io.StringIO()
    system = "standard" if color else None
    Console(file=out, force_terminal=color, color_system=system, soft_wrap=True, highlight=False).print(
        render(document), soft_wrap=True
    )
    return out.getvalue()


def test_an_article(toy: Document) -> None:
    assert shown(toy).splitlines() == [
        "Norvik denies ban",
        "toy.txt · The Toy · 2024-05-06 · 17 words · 2 triples",
        "",
        "attribute (1)",
        "  Norvik (It)  market_share  25% (= 25 %)",
        "      “‹It› has a ‹25%› *share* of the market”",
        "      fact · market: the market · by rules 0.91",
        "",
        "stance (1)",
        "  Norvik  denies  the ban",
        "      “‹Norvik› *denied* ‹the ban›, Telvia said”",
        "      fact · source Telvia (“said”) · by rules 1.00",
        "",
        "entities (2)",
        "  ORG          Norvik · 3 mentions",
        "  ORG          Telvia · 1 mention",
    ]


def test_an_article_without_findings() -> None:
    assert shown(Document("empty.txt", "")).splitlines() == ["empty.txt", "empty.txt · 0 triples"]


def test_marks_that_overlap_leave_the_cue(toy: Document) -> None:
    triple = (toy.triples or ())[0]
    cue = Quote("It", triple.subject.start, triple.subject.end)
    printed = shown(replace(toy, triples=(replace(triple, cue=cue),)))
    assert "“*It* has a ‹25%› share of the market”" in printed


def test_an_argument_outside_the_evidence_is_not_marked(toy: Document) -> None:
    triple = (toy.triples or ())[0]
    subject = replace(triple.subject, start=0, end=6, text="Norvik")
    assert "“It has a ‹25%› *share*" in shown(replace(toy, triples=(replace(triple, subject=subject),)))


def test_an_article_cannot_steer_the_terminal(toy: Document) -> None:
    triple = (toy.triples or ())[0]
    raw = toy.raw.replace("has a ", "has\x1b[2J")[: len(toy.raw)]
    subject = replace(triple.subject, name="Nor\x1bvik [red]x[/red]")
    printed = shown(replace(toy, raw=raw, triples=(replace(triple, subject=subject),), stances=Stances()))
    assert "\x1b" not in printed
    assert "[red]x[/red]" in printed


def test_colours(toy: Document) -> None:
    assert "\x1b[" in shown(toy, color=True)


def test_what_was_turned_away(toy: Document) -> None:
    cue = toy.quote(25, 31)
    out = io.StringIO()
    Console(file=out, soft_wrap=True, highlight=False).print(
        turned_away(toy, [Rejection("denies", cue, "no\x1b type")])
    )
    lines = out.getvalue().splitlines()
    assert lines[1] == "turned away (1)"
    assert f"*{cue.text}*" in lines[2]
    assert lines[3].strip() == "no  type"
