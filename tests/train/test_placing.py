"""Facts get the word that expresses them, from what a network would see in their sentences."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("transformers", reason="training needs the extra [train]")

from pipeline.document import Syntax, Token
from pipeline.engine.labels import OBJECT, SUBJECT
from pipeline.train import placing
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.facts import Fact, Told
from pipeline.train.links import RELATIONS
from pipeline.train.meanings import Reading
from pipeline.train.network import Network

# word, lemma, tag, head
ROWS = {
    "Roe wed Lim": [("Roe", "Roe", "PROPN", 1), ("wed", "wed", "VERB", 1), ("Lim", "Lim", "PROPN", 1)],
    "Roe , father of Lim , met Ash": [
        ("Roe", "Roe", "PROPN", 6), (",", ",", "PUNCT", 0), ("father", "father", "NOUN", 0), ("of", "of", "ADP", 4),
        ("Lim", "Lim", "PROPN", 2), (",", ",", "PUNCT", 0), ("met", "meet", "VERB", 6), ("Ash", "Ash", "PROPN", 6),
    ],
}  # fmt: skip
FATHER = "Roe , father of Lim , met Ash"
CHILD_OF = (Reading.of("family_of by son"), Reading.of("~family_of by father"))


def seen(text: str, *likely: tuple[int, str, int, int]) -> placing._Seen:
    """What a network sees that is sure of these (cue, relation, subject, object) and of nothing else."""
    rows = ROWS[text]
    tokens = tuple(Token(form, at, at + 1, lemma, tag, head, "dep") for at, (form, lemma, tag, head) in enumerate(rows))
    cues, links = np.zeros((len(rows), len(RELATIONS))), np.zeros((len(rows), len(rows), 3))
    for cue, relation, subject, object_ in likely:
        cues[cue, RELATIONS.index(relation)] = links[cue, subject, SUBJECT] = links[cue, object_, OBJECT] = 1
    return placing._Seen(Syntax(tokens, ((0, len(rows)),)), cues, links)


def told(text: str, *facts: tuple[int, tuple[Reading, ...], int], exhaustive: bool = True, settled: str = "") -> Told:
    found = tuple(Fact(range(s, s + 1), range(o, o + 1), readings) for s, readings, o in facts)
    return Told(tuple(text.split()), found, exhaustive, frozenset(settled.split()))


def placed(monkeypatch: pytest.MonkeyPatch, one: Told, what: placing._Seen, network: Network) -> placing.Placed:
    monkeypatch.setattr(placing, "_read", lambda *_: [what])
    return placing.place(network, [one])


WED = (Reading("family_of", False), Reading("family_of", True))


def test_the_word_that_the_network_takes_for_the_cue(monkeypatch: pytest.MonkeyPatch, network: Network) -> None:
    found = placed(monkeypatch, told("Roe wed Lim", (0, WED, 2)), seen("Roe wed Lim", (1, "family_of", 2, 0)), network)
    # The network sees it the other way round, which the label allows.
    cue = Cue(1, ("family_of",), (2,), (0,))
    assert found.sentences == (Sentence(("Roe", "wed", "Lim"), cues=(cue,), asked=frozenset({"family_of"})),)
    assert (found.found, found.left) == ({"family_of": 1}, {})


def test_a_cue_of_the_ontology_counts_where_the_network_is_blind(
    monkeypatch: pytest.MonkeyPatch, network: Network
) -> None:
    monkeypatch.setattr(placing, "LEAST", 1e-6)
    found = placed(monkeypatch, told("Roe wed Lim", (0, WED, 2)), seen("Roe wed Lim"), network)
    assert [cue.word for cue in found.sentences[0].cues or ()] == [1]


def test_the_words_of_a_reading_turn_it_the_right_way_round(monkeypatch: pytest.MonkeyPatch, network: Network) -> None:
    # The set says that Lim is a child of Roe; "father" says that Roe is the father of Lim.
    what = seen(FATHER, (2, "family_of", 0, 4))
    found = placed(monkeypatch, told(FATHER, (4, CHILD_OF, 0)), what, network)
    assert [(cue.word, cue.subjects, cue.objects) for cue in found.sentences[0].cues or ()] == [(2, (0,), (4,))]


def test_a_word_that_another_reading_lists_is_hard_to_believe() -> None:
    what = seen(FATHER, (2, "family_of", 4, 0))
    son, father = (placing._cue(reading, 0, what)[2] for reading in CHILD_OF)
    assert son < placing.UNLISTED
    assert father > 0.9


@pytest.mark.parametrize(("settled", "asked"), [("", None), ("family_of", frozenset()), ("owns", frozenset({"owns"}))])
def test_a_fact_that_no_word_expresses_is_left_out(
    settled: str, asked: frozenset[str] | None, monkeypatch: pytest.MonkeyPatch, network: Network
) -> None:
    one = told("Roe wed Lim", (0, (Reading("family_of", False),), 2), settled=settled)
    found = placed(monkeypatch, one, seen("Roe wed Lim"), network)
    assert (found.found, found.left) == ({}, {"family_of": 1})
    # It is there all the same, so its absence is not taught, nor is a sentence that then teaches nothing kept.
    assert [sentence.asked for sentence in found.sentences] == ([asked] if asked else [])


def test_names_beside_the_fact_are_no_cues() -> None:
    fact = Fact(range(1), range(4, 5), WED)
    outside = placing._outside(fact, seen(FATHER).syntax)
    assert outside.tolist() == [1, 1, 1, 1, 1, 1, 1, placing.NAMED]


@pytest.mark.parametrize(("exhaustive", "unsure"), [(True, ()), (False, (7,))])
def test_a_set_of_chosen_pairs_leaves_other_names_open(
    exhaustive: bool, unsure: tuple[int, ...], monkeypatch: pytest.MonkeyPatch, network: Network
) -> None:
    one = told(FATHER, (4, CHILD_OF, 0), exhaustive=exhaustive)
    found = placed(monkeypatch, one, seen(FATHER, (2, "family_of", 0, 4)), network)
    assert [cue.unsure for cue in found.sentences[0].cues or ()] == [unsure]


def test_of_mentions_of_one_thing_the_cue_takes_the_one_it_links(
    monkeypatch: pytest.MonkeyPatch, network: Network
) -> None:
    one = told(FATHER, (4, CHILD_OF, 0), (4, CHILD_OF, 7))
    found = placed(monkeypatch, one, seen(FATHER, (2, "family_of", 0, 4)), network)
    assert [(cue.subjects, cue.unsure) for cue in found.sentences[0].cues or ()] == [((0,), (7,))]
    assert (found.found, found.left) == ({"family_of": 1}, {"family_of": 1})


def test_the_network_reads_every_sentence_in_order(network: Network) -> None:
    texts = [told(text) for text in (FATHER, "Roe wed Lim", FATHER)]
    read = list(placing._read(network, texts))
    assert [tuple(t.form for t in one.syntax.tokens) for one in read] == [one.words for one in texts]
    assert read[0].cues.shape == (8, len(RELATIONS))
    assert read[0].links.shape == (8, 8, 3)
    assert read[0].syntax == read[2].syntax
