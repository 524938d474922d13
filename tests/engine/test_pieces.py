"""Words to pieces with their letter case, sentences to padded batches, batches of similar length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from pipeline.engine import pieces as pieces_module
from pipeline.engine.pieces import (
    CASES,
    PIECES_PER_SENTENCE,
    PIECES_PER_WORD,
    WordPieces,
    by_length,
    case_class,
)
from pipeline.errors import ModelError

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "zoom", "ban", "##ned", "sale", "##s", ".", "-", "cafe", "https"]
LETTERS = [prefix + letter for letter in "abcdefghijklmnopqrstuvwxyz0123456789:/" for prefix in ("", "##")]
VOCABULARY = {word: at for at, word in enumerate(dict.fromkeys([*WORDS, *LETTERS]))}


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece(VOCABULARY, unk_token="[UNK]", max_input_chars_per_word=10_000))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


@pytest.fixture
def word_pieces() -> WordPieces:
    return WordPieces(tokenizer())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("zoom", 1),
        ("don't", 1),
        ("2nd", 1),
        ("Zoom", 2),
        ("Élan", 2),
        ("O'brien", 2),
        ("NATO", 3),
        ("U.S.", 3),
        ("A1", 3),
        ("A", 4),
        ("É", 4),
        ("iPhone", 5),
        ("McDonald", 5),
        ("YouTube", 5),
        ("中国", 5),
        ("2021", 6),
        ("25%", 6),
        ("½3", 6),
        (".", 7),
        ("—", 7),
        ("€", 7),
        ("🙂", 7),
    ],
)
def test_case_class(text: str, expected: int) -> None:
    assert case_class(text) == expected


def test_pieces_carry_their_own_case_and_whether_they_continue(word_pieces: WordPieces) -> None:
    assert word_pieces.split("Banned") == ((VOCABULARY["ban"], 2), (VOCABULARY["##ned"], 8 + 1))
    assert word_pieces.split("BANNED") == ((VOCABULARY["ban"], 3), (VOCABULARY["##ned"], 8 + 3))
    assert word_pieces.split("banned") == ((VOCABULARY["ban"], 1), (VOCABULARY["##ned"], 8 + 1))
    assert word_pieces.split("Café") == ((VOCABULARY["cafe"], 2),)


@pytest.mark.parametrize("word", ["", " ", "\u200b", "\x00", "\ufffd", "🙂", "中", "ﷺ", "\u0301"])
def test_a_word_of_odd_characters_has_a_piece(word_pieces: WordPieces, word: str) -> None:
    assert len(word_pieces.split(word)) >= 1


@settings(deadline=None)
@given(st.text(max_size=40))
def test_every_word_has_one_to_twelve_pieces(word: str) -> None:
    pairs = WordPieces(tokenizer()).split(word)
    assert 1 <= len(pairs) <= PIECES_PER_WORD
    assert all(0 <= case < CASES for _, case in pairs)
    assert pairs[0][1] < CASES // 2 <= min((case for _, case in pairs[1:]), default=CASES)


def test_a_long_address_is_bounded(word_pieces: WordPieces) -> None:
    assert len(word_pieces.split("https://" + "a1" * 2500)) == PIECES_PER_WORD


def test_a_sentence_of_long_words_keeps_to_the_encoders_places(word_pieces: WordPieces) -> None:
    words = ["https://abcdefghijkl"] * 100 + ["zoom"] * 20
    batch = word_pieces.batch([words], [0])
    assert word_pieces.length(words) == batch.pieces.shape[1] <= PIECES_PER_SENTENCE
    assert batch.lengths.tolist() == [120]
    assert (batch.pieces[0][batch.firsts[0]] == [*[VOCABULARY["https"]] * 100, *[VOCABULARY["zoom"]] * 20]).all()


def test_words_of_a_sentence_that_fits_are_left_whole(word_pieces: WordPieces) -> None:
    words = ["abcdefgh"] * 60
    assert word_pieces.length(words) == 2 + 60 * 8


def test_more_words_than_places_are_an_error(word_pieces: WordPieces) -> None:
    assert word_pieces.length(["zoom"] * (PIECES_PER_SENTENCE - 2)) == PIECES_PER_SENTENCE
    with pytest.raises(ModelError, match="511 words"):
        word_pieces.length(["zoom"] * (PIECES_PER_SENTENCE - 1))


def test_batch(word_pieces: WordPieces) -> None:
    batch = word_pieces.batch([["Zoom", "banned", "sales", "."], ["not", "me"], ["Zoom"]], [2, 0])
    v = VOCABULARY
    sentence = [v["[CLS]"], v["zoom"], v["ban"], v["##ned"], v["sale"], v["##s"], v["."], v["[SEP]"]]
    assert batch.pieces.tolist() == [[v["[CLS]"], v["zoom"], v["[SEP]"], 0, 0, 0, 0, 0], sentence]
    assert batch.cases.tolist() == [[0, 2, 0, 0, 0, 0, 0, 0], [0, 2, 1, 9, 1, 9, 7, 0]]
    assert batch.mask.tolist() == [[1, 1, 1, 0, 0, 0, 0, 0], [1] * 8]
    assert batch.firsts.tolist() == [[1, 0, 0, 0], [1, 2, 4, 6]]
    assert batch.lengths.tolist() == [1, 4]
    assert batch.rows == (2, 0)


SENTENCES = st.lists(st.lists(st.text("abZ9.-é ", max_size=9), min_size=1, max_size=12), min_size=1, max_size=6)


@settings(deadline=None)
@given(SENTENCES)
def test_firsts_point_at_the_first_piece_of_each_word(sentences: list[list[str]]) -> None:
    word_pieces = WordPieces(tokenizer())
    batch = word_pieces.batch(sentences, range(len(sentences)))
    for row, words in enumerate(sentences):
        firsts = batch.firsts[row, : batch.lengths[row]]
        assert batch.lengths[row] == len(words)
        assert [batch.pieces[row, at] for at in firsts] == [word_pieces.split(word)[0][0] for word in words]
        assert batch.mask[row].sum() == word_pieces.length(words)
        assert not batch.firsts[row, len(words) :].any()
        assert not (batch.pieces[row] * (1 - batch.mask[row])).any()


def test_a_word_is_split_once_and_the_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    word_pieces, asked = WordPieces(tokenizer()), []
    split = word_pieces._split
    monkeypatch.setattr(word_pieces, "_split", lambda word: asked.append(word) or split(word))
    for word in ["zoom", "ban", "zoom", "Zoom", "zoom"]:
        word_pieces.split(word)
    assert asked == ["zoom", "ban", "Zoom"]
    for number in range(200_005):
        word_pieces._known[str(number)] = ()
    word_pieces.split("sale")
    assert list(word_pieces._known) == ["sale"]


def test_a_tokenizer_without_the_framing_pieces_is_refused() -> None:
    vocabulary = {word: at for at, word in enumerate(["[UNK]", "zoom"])}
    with pytest.raises(ValueError, match=r"\[CLS\]"):
        pieces_module.WordPieces(Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]")))


@settings(deadline=None)
@given(st.lists(st.integers(1, 60), max_size=40), st.integers(1, 120))
def test_groups_by_length_hold_each_index_once_and_keep_the_budget(sizes: list[int], budget: int) -> None:
    groups = list(by_length(sizes, budget))
    assert sorted(at for group in groups for at in group) == list(range(len(sizes)))
    assert all(len(g) == 1 or len(g) * max(sizes[at] for at in g) <= budget for g in groups)
    assert [sizes[at] for group in groups for at in group] == sorted(sizes)


def test_groups_of_equal_sizes_are_full() -> None:
    assert list(by_length([10] * 7, 30)) == [[0, 1, 2], [3, 4, 5], [6]]
    assert list(by_length([], 30)) == []
