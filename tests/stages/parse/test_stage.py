"""The stage `parse` with a made-up engine and, where the model is there, with the real one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from pipeline.document import Document, Piece, Syntax, Text
from pipeline.engine.bundle import Engine, Reading
from pipeline.engine.labels import NAME_TAGS, UPOS
from pipeline.stages.parse.stage import Parse

MODEL = Path(__file__).parents[3] / "models" / "news"
RAW = "Zoom &amp; Co. denied it. Nobody won't say.\n\nThe end."
BODY = "Zoom & Co. denied it. Nobody won't say.\n\nThe end."
TEXT = Text(BODY, (Piece(0, 5, 0, 5), Piece(5, 1, 5, 5), Piece(6, len(BODY) - 6, 10, len(BODY) - 6)))


class ChainEngine:
    """Every word hangs on the one before it, the first is the root; the tag of a word's last letter's kind."""

    def __init__(self) -> None:
        self.asked: list[list[list[str]]] = []

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        self.asked.append([list(words) for words in sentences])
        return [
            Reading(
                upos=tuple("AUX" if word in ("wo", "n't") else "PROPN" if word.istitle() else "VERB" for word in words),
                heads=tuple(max(0, at - 1) for at in range(len(words))),
                deprels=("root", *["dep"] * (len(words) - 1)),
                names=np.full((len(words), len(NAME_TAGS)), -float(row)),
            )
            for row, words in enumerate(sentences)
        ]


def parse(*texts: Text) -> list[Syntax]:
    stage = Parse(cast(Engine, ChainEngine()))
    return stage([Document(f"{at}.txt", RAW, text=text) for at, text in enumerate(texts)])


def test_tokens_are_runs_of_the_raw_article() -> None:
    (syntax,) = parse(TEXT)
    assert [(RAW[t.start : t.end], t.form) for t in syntax.tokens][:5] == [
        ("Zoom", "Zoom"),
        ("&amp;", "&"),
        ("Co.", "Co."),
        ("denied", "denied"),
        ("it", "it"),
    ]
    assert all(RAW[t.start : t.end] in (t.form, "&amp;") for t in syntax.tokens)


def test_sentences_and_heads_are_those_of_the_document() -> None:
    (syntax,) = parse(TEXT)
    starts = [RAW[syntax.tokens[a].start : syntax.tokens[b - 1].end] for a, b in syntax.sentences]
    assert starts == ["Zoom &amp; Co. denied it.", "Nobody won't say.", "The end."]
    for first, end in syntax.sentences:
        assert [t.head for t in syntax.tokens[first:end]] == [first, *range(first, end - 1)]
        assert syntax.tokens[first].deprel == "root"


def test_lemmas_follow_the_tags() -> None:
    (syntax,) = parse(TEXT)
    assert {t.form: t.lemma for t in syntax.tokens if t.form in ("Zoom", "denied", "wo", "n't")} == {
        "Zoom": "Zoom",
        "denied": "deny",
        "wo": "will",
        "n't": "not",
    }


def test_the_names_that_the_engine_saw_are_kept_word_by_word() -> None:
    (syntax,) = parse(TEXT)
    names = syntax.readings["names"]
    assert names.shape == (len(syntax.tokens), len(NAME_TAGS))
    for row, (first, end) in enumerate(syntax.sentences):
        assert (names[first:end] == -row).all()


def test_an_empty_body_gives_an_empty_syntax() -> None:
    assert parse(Text("", ())) == [Syntax((), ())]
    assert parse(Text("", ()))[0].readings == {}


def test_each_document_is_read_for_itself() -> None:
    engine = ChainEngine()
    documents = [Document("a", RAW, text=TEXT), Document("b", RAW, text=Text("", ())), Document("c", RAW, text=TEXT)]
    a, b, c = Parse(cast(Engine, engine))(documents)
    assert a == c != b
    assert len(engine.asked) == 3


# -------------------------------------------------------------------------------------- the real model

NEWS = "Zoom denied on Wednesday that it had banned sales to Russia. The company's shares fell 3.5% in New York."
LONG = NEWS + " " + "Prime Minister Olena Petrenko said that talks with Brussels would go on. " * 30


@pytest.fixture(scope="module")
def engine() -> Engine:
    if not (MODEL / "model.onnx").is_file():
        pytest.skip(f"no model in {MODEL}")
    return Engine(MODEL)


def _document(body: str) -> Document:
    return Document("a.txt", body, text=Text(body, (Piece(0, len(body), 0, len(body)),)))


def test_the_model_reads_a_plain_sentence(engine: Engine) -> None:
    (syntax,) = Parse(engine)([_document(NEWS)])
    token = {t.form: t for t in syntax.tokens}
    denied = next(at for at, t in enumerate(syntax.tokens) if t.form == "denied")
    assert len(syntax.sentences) == 2
    assert (token["denied"].upos, token["denied"].deprel, token["denied"].head) == ("VERB", "root", denied)
    assert (token["Zoom"].upos, token["Zoom"].deprel, token["Zoom"].head) == ("PROPN", "nsubj", denied)
    assert (token["banned"].deprel, token["banned"].head) == ("ccomp", denied)
    assert token["fell"].lemma == "fall"
    assert token["shares"].deprel == "nsubj"
    assert {t.upos for t in syntax.tokens} <= set(UPOS)


def test_the_model_gives_a_tree_of_every_sentence(engine: Engine) -> None:
    (syntax,) = Parse(engine)([_document(LONG + "( ) ? ! — …\n\n🙂\n\n" + "https://example.org/a1b2c3d4 " * 200)])
    for first, end in syntax.sentences:
        tokens = syntax.tokens[first:end]
        roots = [at for at, t in enumerate(tokens, first) if t.head == at]
        assert len(roots) == 1
        assert all(first <= t.head < end for t in tokens)


def test_two_runs_are_equal(engine: Engine) -> None:
    one, other = (Parse(Engine(MODEL))([_document(LONG)])[0] for _ in range(2))
    assert one == other
    assert (one.readings["names"] == other.readings["names"]).all()


def test_a_document_does_not_depend_on_its_neighbours(engine: Engine) -> None:
    alone = Parse(engine)([_document(LONG)])[0]
    among = Parse(engine)([_document(NEWS), _document(LONG), _document("")])[1]
    assert alone == among
    assert (alone.readings["names"] == among.readings["names"]).all()
