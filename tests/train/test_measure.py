"""Counts of right words and names, by hand and against seqeval."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics import f1_score, precision_score, recall_score
from seqeval.scheme import IOB2

from pipeline.document import Clue
from pipeline.engine.bundle import Reading
from pipeline.engine.labels import NAME_TAGS
from pipeline.errors import CorpusError
from pipeline.train import measure
from pipeline.train.corpora import Cue, Sentence


class Given:
    """A reader that answers with what it was given, sentence by sentence."""

    def __init__(self, *readings: Reading) -> None:
        self.readings = iter(readings)

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        return [next(self.readings) for _ in sentences]


def names_reading(tags: Sequence[str]) -> Reading:
    log = np.full((len(tags), len(NAME_TAGS)), -9.0)
    log[np.arange(len(tags)), [NAME_TAGS.index(tag) for tag in tags]] = -0.01
    return Reading((), (), (), log)


def tree_reading(upos: str, heads: Sequence[int], deprels: str) -> Reading:
    return Reading(tuple(upos.split()), tuple(heads), tuple(deprels.split()), np.zeros((len(heads), len(NAME_TAGS))))


GOLD = Sentence(
    words=("She", "was", "seen", "."),
    upos=("PRON", "AUX", "VERB", "PUNCT"),
    heads=(2, 2, 2, 2),
    deprels=("nsubj:pass", "aux:pass", "root", "punct"),
)


def test_parsing_counts_words_without_subtypes() -> None:
    read = tree_reading("PRON VERB VERB PUNCT", [2, 2, 2, 1], "nsubj aux root punct")
    found = measure.parsing(Given(read), [GOLD])
    assert (found.words, found.upos, found.heads, found.labelled) == (4, 3, 3, 3)
    assert str(found) == "UPOS 75.00  UAS 75.00  LAS 75.00"


def test_a_right_label_on_a_wrong_head_does_not_count() -> None:
    read = tree_reading("PRON AUX VERB PUNCT", [1, 1, 1, 1], "nsubj aux root punct")
    found = measure.parsing(Given(read), [GOLD])
    assert (found.upos, found.heads, found.labelled) == (4, 0, 0)


def test_parsing_needs_trees() -> None:
    with pytest.raises(CorpusError, match="no tree"):
        measure.parsing(Given(names_reading(["O"])), [Sentence(("Go",))])


def test_nothing_to_parse() -> None:
    assert str(measure.parsing(Given(), [])) == "UPOS 0.00  UAS 0.00  LAS 0.00"


def test_names_by_type_and_in_all() -> None:
    gold = Sentence(("a",) * 5, names=("B-ORG", "I-ORG", "O", "B-GPE", "B-GPE"))
    read = names_reading(["B-ORG", "I-ORG", "O", "B-ORG", "B-GPE"])
    found = measure.names(Given(read), [gold])
    counts = {type_: (n.right, n.predicted, n.gold) for type_, n in found.items()}
    assert counts == {"ORG": (1, 2, 1), "GPE": (1, 1, 2), "all": (2, 3, 3)}
    assert str(found["ORG"]) == "P 50.0  R 100.0  F1 66.67"


def test_types_are_merged_into_those_of_the_corpus() -> None:
    gold = Sentence(("a",) * 4, names=("B-LOC", "O", "B-PER", "O"))
    read = names_reading(["B-GPE", "B-FAC", "B-PERSON", "B-EVENT"])
    found = measure.names(Given(read), [gold], {"GPE": "LOC", "FAC": "LOC", "PERSON": "PER"})
    counts = {type_: (n.right, n.predicted, n.gold) for type_, n in found.items()}
    assert counts == {"LOC": (1, 2, 1), "PER": (1, 1, 1), "all": (2, 3, 2)}


def test_a_sentence_without_names_given_is_left_out() -> None:
    assert measure.names(Given(names_reading(["B-ORG"])), [Sentence(("a",))]) == {}


def test_no_names_at_all_score_nothing() -> None:
    found = measure.names(Given(names_reading(["O"])), [Sentence(("a",), names=("O",))])
    assert found["all"].f1 == 0.0


@st.composite
def bio(draw: st.DrawFn, words: int) -> tuple[str, ...]:
    tags: list[str] = []
    for _ in range(words):
        choices = ["O", "B-ORG", "B-GPE", "B-PERSON"]
        if tags and tags[-1] != "O":
            choices += ["I" + tags[-1][1:]] * 2
        tags.append(draw(st.sampled_from(choices)))
    return tuple(tags)


PAIRS = st.lists(st.integers(1, 12).flatmap(lambda n: st.tuples(bio(n), bio(n))), min_size=1, max_size=70)


@settings(deadline=None, max_examples=40)
@given(PAIRS)
@pytest.mark.filterwarnings("ignore")
def test_names_agree_with_seqeval(pairs: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> None:
    gold, got = [list(g) for g, _ in pairs], [list(p) for _, p in pairs]
    sentences = [Sentence(("w",) * len(tags), names=tuple(tags)) for tags in gold]
    found = measure.names(Given(*map(names_reading, got)), sentences)["all"]
    oracle = {"mode": "strict", "scheme": IOB2, "zero_division": 0}
    assert found.f1 == pytest.approx(100 * f1_score(gold, got, **oracle))
    assert found.right / max(1, found.predicted) == pytest.approx(precision_score(gold, got, **oracle))
    assert found.right / max(1, found.gold) == pytest.approx(recall_score(gold, got, **oracle))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("", []),
        ("O B-A I-A O", [(1, 3, "A")]),
        ("B-A B-A", [(0, 1, "A"), (1, 2, "A")]),
        ("B-A I-A B-B I-B", [(0, 2, "A"), (2, 4, "B")]),
        ("B-A O B-A", [(0, 1, "A"), (2, 3, "A")]),
    ],
)
def test_spans(tags: str, expected: list[measure.Span]) -> None:
    assert measure.spans(tags.split()) == expected


def test_cues_and_their_arguments() -> None:
    words = ("Zoom", "denied", "the", "ban", "and", "left")
    wanted = Sentence(words, cues=(Cue(1, ("denies", "rejects"), (0,), (3,)), Cue(5, ("withdraws_from",), (0,), ())))
    clues = (
        Clue(1, "denies", 0.9, ((0, 0.8), (3, 0.1)), ((2, 0.6), (3, 0.3))),  # the right subject, a wrong object
        Clue(1, "rejects", 0.4, (), ()),  # not likely enough
        Clue(5, "withdraws_from", 0.6, (), ()),  # no subject
        Clue(4, "denies", 0.7, (), ()),  # no cue
    )
    reader = Given(Reading((), (), (), np.zeros((6, len(NAME_TAGS))), clues=clues))
    groups = {"stance": ["denies"], "event": ["rejects", "withdraws_from"]}
    assert measure.cues(reader, [wanted], {"stance": groups["stance"]}) == {
        "stance": (measure.Names(1, 2, 1), measure.Names(1, 2, 2))
    }
    reader = Given(Reading((), (), (), np.zeros((6, len(NAME_TAGS))), clues=clues))
    assert measure.cues(reader, [wanted], {"event": groups["event"]}) == {
        "event": (measure.Names(1, 1, 2), measure.Names(0, 1, 1))
    }


def test_cues_that_a_sentence_is_not_asked_for_are_left_out() -> None:
    cue = Cue(1, ("denies", "says"), (0,), ())
    clues = (Clue(1, "denies", 0.9, ((0, 0.8),), ()), Clue(2, "says", 0.9, (), ()))
    sentence = Sentence(("Zoom", "denied", "it"), cues=(cue,), asked=frozenset({"denies"}))
    for relation, right in (("denies", 1), ("says", 0)):
        reader = Given(Reading((), (), (), np.zeros((3, len(NAME_TAGS))), clues=clues))
        names = measure.Names(right, right, right)
        assert measure.cues(reader, [sentence], {"one": [relation]}) == {"one": (names, names)}
