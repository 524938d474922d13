"""PropBank's frames laid on UD's words, on a tiny document in the upstream form."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import CorpusError
from pipeline.train import propbank
from pipeline.train.propbank import Frame

# "Zoom , which was denied access , will sue the state ." and "Help !"
SKELETON = """\
d 0 0 [WORD] NNP (S* - - (ARG2*) (ARG0*
d 0 1 [WORD] , * - - * *
d 0 2 [WORD] WDT * - - (R-ARG2*) *
d 0 3 [WORD] VBD * be be.03 * * (V*)
d 0 4 [WORD] VBN * deny deny.02 (V*) *
d 0 5 [WORD] NN * - - (ARG1*) *
d 0 6 [WORD] , * - - * *)
d 0 7 [WORD] MD * - - * (ARGM-MOD*)
d 0 8 [WORD] VB * sue sue.01 * (V*)
d 0 9 [WORD] DT * - - * (ARG1*
d 0 10 [WORD] NN * - - * *)
d 0 11 [WORD] . *) - - * *

d 1 0 [WORD] VB (S* help help.01 (V*)
d 1 1 [WORD] . *) - - *
"""
HEADS = ((8, 0, 4, 4, 0, 4, 0, 8, 8, 10, 8, 8), (0, 0))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "propbank-ewt/data/google/ewt/weblog/00"
    folder.mkdir(parents=True)
    rows = SKELETON.replace("* be be.03 * * (V*)", "* be be.03 (V*) * *").splitlines()
    # three predicates a row: the auxiliary's column comes first
    rows = [row if not row.startswith("d 0") or "be.03" in row else _with_auxiliary(row) for row in rows]
    (folder / "one.xml.gold_skel").write_text("\n".join(rows) + "\n", "utf-8")
    return tmp_path


def _with_auxiliary(row: str) -> str:
    cells = row.split()
    return " ".join([*cells[:8], "*", *cells[8:]])


def test_arguments_are_heads_of_spans_in_the_order_of_words(data: Path) -> None:
    first, second = propbank.frames(data, "weblog-one", HEADS)
    assert first == (
        Frame(4, "deny.02", ((0, "ARG2"), (5, "ARG1"))),
        Frame(8, "sue.01", ((0, "ARG0"), (7, "ARGM-MOD"), (10, "ARG1"))),
    )
    assert second == (Frame(0, "help.01", ()),)


def test_auxiliaries_are_no_predicates(data: Path) -> None:
    assert "be.03" not in {f.roleset for f in propbank.frames(data, "weblog-one", HEADS)[0] or ()}


def test_a_sentence_of_another_length_is_left_out(data: Path) -> None:
    assert propbank.frames(data, "weblog-one", (HEADS[0][:-1], HEADS[1]))[0] is None


def test_a_document_with_other_sentences_or_none_is_left_out(data: Path) -> None:
    assert propbank.frames(data, "weblog-one", HEADS[:1]) == [None]
    assert propbank.frames(data, "weblog-two", HEADS) == [None, None]


def test_a_genre_that_is_missing_is_an_error(data: Path) -> None:
    with pytest.raises(CorpusError, match="reviews"):
        propbank.frames(data, "reviews-one", HEADS)
