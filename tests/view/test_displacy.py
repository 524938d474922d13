"""displaCy drawings: exact marks, nothing nested, everything escaped."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import (
    Argument,
    Attribution,
    Cut,
    Document,
    Entity,
    Mention,
    Piece,
    Quote,
    Syntax,
    Text,
    Token,
    Triple,
)
from pipeline.view.displacy import cuts, dependencies, entities, evidence, html, relations, svg

RAW = "CUT Zoom <b>fell</b> to 25%. The Zoom-like firm's CEO said it sank. CUT"
EVIL = "<script>alert('x')</script>"


def quote(text: str, nth: int = 0) -> Quote:
    start = -1
    for _ in range(nth + 1):
        start = RAW.index(text, start + 1)
    return Quote(text, start, start + len(text))


def argument(type_: str, text: str, name: str | None = None) -> Argument:
    found = quote(text)
    return Argument(type_, text, found.start, found.end, name and "id", name)


def document() -> Document:
    body = RAW[4:-4]
    mentions = [
        Mention(4, 8, "Zoom", "ORG"),
        Mention(quote("The Zoom-like firm").start, quote("The Zoom-like firm").end, "…", "ORG", "description"),
        Mention(quote("it").start, quote("it").end, "it", "ORG", "pronoun"),
    ]
    nested = Mention(quote("Zoom", 1).start, quote("Zoom", 1).end, "Zoom", "ORG")
    outside = Mention(0, 3, "CUT", "PRODUCT")
    things = (
        Entity("zoom", EVIL, "ORG", tuple(mentions)),
        Entity("zoom-2", "Zoom", "ORG", (nested,)),
        Entity("cut", "CUT", "PRODUCT", (outside,)),
    )
    return Document("x", RAW, text=Text(body, (Piece(0, len(body), 4, len(body)),)), entities=things)


def triple(**parts: object) -> Triple:
    usual = {"subject": argument("ORG", "Zoom", EVIL), "object": argument("PERCENT", "25%"), "cue": quote("fell")}
    return Triple("id", "attribute", "change", evidence=quote("Zoom <b>fell</b> to 25%"), **{**usual, **parts})


def marked(drawing) -> list[tuple[str, str]]:
    return [(drawing["text"][m["start"] : m["end"]], m["label"]) for m in drawing["ents"]]


def test_entities_of_the_body_outermost_first():
    name = "ORG = &lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;"
    drawing = entities(document())
    assert marked(drawing) == [("Zoom", "ORG"), ("The Zoom-like firm", name), ("it", name)]
    assert drawing["text"] == RAW[4:-4]


def test_evidence_marks_the_parts():
    drawing = evidence(document(), triple())
    assert marked(drawing) == [("Zoom", "subject"), ("fell", "cue"), ("25%", "object")]
    assert drawing["title"] == "(&lt;script&gt;alert(&#x27;x&#x27;)&lt;/script&gt;, change, 25%) fact"


def test_evidence_widens_to_its_source_and_names_it():
    said = Attribution("id", argument("PERSON", "CEO", "Ann & Co"), quote("said"))
    drawing = evidence(document(), triple(), said)
    assert ("CEO", "source") in marked(drawing)
    assert drawing["title"].endswith("fact, says Ann &amp; Co")


def test_the_cue_wins_over_a_part_that_holds_it():
    drawing = evidence(document(), triple(object=argument("TOPIC", "fell</b> to 25%")))
    assert marked(drawing) == [("Zoom", "subject"), ("fell", "cue")]


def test_qualifiers_bear_their_names():
    drawing = evidence(document(), triple(qualifiers=(("of", quote("to")),)))
    assert ("to", "of") in marked(drawing)


def test_cuts_are_marked_with_their_reason():
    made = (Cut(0, 3, "teaser"), Cut(len(RAW) - 3, len(RAW), "share & like"))
    text = Text(RAW[4:-4], (Piece(0, len(RAW) - 8, 4, len(RAW) - 8),), made)
    drawing = cuts(Document("x", RAW, text=text))
    assert marked(drawing) == [("CUT", "teaser"), ("CUT", "share &amp; like")]


def parsed(*heads: int) -> Document:
    """The words of the article, each with the head of that number; `<b>fell</b>` is one word."""
    tokens, at = [], 0
    for head, form in zip(heads, RAW.split(), strict=False):
        at = RAW.index(form, at)
        tokens.append(Token(form, at, at + len(form), form, f"<{form[0]}>", head, "root" if head == 1 else "<dep>"))
    return Document("x", RAW, syntax=Syntax(tuple(tokens), ((0, 2), (2, len(tokens)))))


def test_dependencies_of_a_sentence():
    drawing = dependencies(parsed(1, 1, 3, 3, 3), 1)
    assert [w["text"] for w in drawing["words"]] == ["<b>fell</b>", "to", "25%."]
    assert drawing["words"][1]["tag"] == "&lt;t&gt;"
    assert drawing["arcs"] == [
        {"start": 0, "end": 1, "label": "&lt;dep&gt;", "dir": "left"},
        {"start": 1, "end": 2, "label": "&lt;dep&gt;", "dir": "right"},
    ]


def test_relations_lead_from_the_cue_to_its_arguments():
    drawing = relations(parsed(0, 0, 2, 2, 2), triple())
    assert [(w["text"], w["tag"]) for w in drawing["words"]] == [
        ("Zoom", "subject"), ("<b>fell</b>", "change"), ("to", ""), ("25%.", "object"),
    ]  # fmt: skip
    assert [(a["start"], a["end"], a["label"], a["dir"]) for a in drawing["arcs"]] == [
        (0, 1, "subject", "left"),
        (1, 3, "object", "right"),
    ]


def test_relations_without_what_stands_elsewhere():
    elsewhere = triple(subject=argument("TOPIC", "CUT"), object=argument("TOPIC", "fell"))
    drawing = relations(parsed(0, 0, 2, 2, 2), elsewhere)
    assert drawing["arcs"] == []
    assert relations(Document("x", RAW), triple()) == {"words": [], "arcs": []}


def test_svg_holds_no_tag_of_the_article():
    tags = Tags()
    tags.feed(svg([dependencies(parsed(1, 1, 3, 3, 3), 1), relations(parsed(0, 0, 2, 2, 2), triple())]))
    assert tags.seen <= {"svg", "text", "tspan", "g", "path", "textpath"}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)


@pytest.mark.parametrize("drawing", [entities(document()), evidence(document(), triple())])
def test_html_holds_no_tag_of_the_article(drawing):
    tags = Tags()
    tags.feed(html([drawing]))
    assert tags.seen <= {"div", "mark", "span", "br", "h2"}


@given(st.text(max_size=60), st.text(min_size=1, max_size=20))
def test_any_text_and_any_name_is_escaped(raw, name):
    mentions = (Mention(0, len(raw), raw, "ORG", "pronoun"),) if raw else ()
    made = Document("x", raw, entities=(Entity("e", name, "ORG", mentions),))
    tags = Tags()
    tags.feed(html([entities(made)]))
    assert tags.seen <= {"div", "mark", "span", "br"}
