"""What holds for every tree: the stage gives a layer whose quotes stand in the text, the same one each time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.document import Document, Entity, Mention, Piece, Syntax, Text, Token
from pipeline.ontology import schema
from pipeline.stages.stance.stage import Stance

STAGE = Stance(schema.load())
WORDS = [
    ("Norvik", "PROPN"), ("Telvia", "PROPN"), ("said", "VERB"), ("denied", "VERB"), ("told", "VERB"),
    ("refused", "VERB"), ("confirm", "VERB"), ("called", "VERB"), ("must", "AUX"), ("is", "AUX"), ("wrong", "ADJ"),
    ("critical", "ADJ"), ("according", "VERB"), ("to", "ADP"), ("of", "ADP"), ("that", "SCONJ"), ("we", "PRON"),
    ("officials", "NOUN"), ("report", "NOUN"), ("support", "NOUN"), ("for", "ADP"), ("“", "PUNCT"), ("”", "PUNCT"),
    (":", "PUNCT"), (",", "PUNCT"), ("ban", "NOUN"), ("not", "PART"),
]  # fmt: skip
LEMMAS = {"said": "say", "denied": "deny", "told": "tell", "refused": "refuse", "called": "call", "is": "be"}
RELATIONS = (
    "nsubj nsubj:pass obj iobj obl ccomp xcomp advcl acl acl:relcl parataxis nmod nmod:poss compound amod".split()
)
RELATIONS += "appos flat conj cc case mark aux cop advmod punct det fixed".split()


@st.composite
def articles(draw):
    words = draw(st.lists(st.sampled_from(WORDS), min_size=0, max_size=24))
    cut = draw(st.integers(0, len(words)))
    sentences = tuple((a, b) for a, b in ((0, cut), (cut, len(words))) if a < b)
    tokens, at = [], 0
    for first, end in sentences:
        for n in range(first, end):
            form, upos = words[n]
            head = draw(st.integers(first, n))  # heads to the left: always a tree
            relation = "root" if head == n else draw(st.sampled_from(RELATIONS))
            tokens.append(Token(form, at, at + len(form), LEMMAS.get(form, form.rstrip("s")), upos, head, relation))
            at += len(form) + 1
    raw = " ".join(form for form, _ in words)
    names = sorted({t.form for t in tokens if t.upos == "PROPN"})
    entities = tuple(
        Entity(n, n, "ORG", tuple(Mention(t.start, t.end, n, "ORG") for t in tokens if t.form == n)) for n in names
    )
    text = Text(raw, (Piece(0, len(raw), 0, len(raw)),))
    return Document(
        "x", raw, text=text, syntax=Syntax(tuple(tokens), sentences), mentions=(), entities=entities, triples=()
    )


@settings(max_examples=150)
@given(articles())
def test_every_quote_of_the_layer_stands_in_the_text(article):
    (layer,) = STAGE([article])
    assert STAGE([article]) == [layer]
    for stance in layer.stances:
        for quote in (stance.subject, stance.object, stance.cue, stance.evidence):
            assert article.raw[quote.start : quote.end] == quote.text != ""
    for said in layer.attributions:
        for quote in (said.source, said.cue):
            assert article.raw[quote.start : quote.end] == quote.text != ""
    ids = [s.id for s in layer.stances]
    assert len(ids) == len(set(ids))
    assert {a.triple for a in layer.attributions} <= set(ids)
