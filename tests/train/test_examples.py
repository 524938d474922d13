"""Corpus sentences as examples: label masks, targets, and the order of an epoch."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="training needs the extra [train]")

from pipeline.engine.labels import DEPRELS, NAME_TAGS, OBJECT, SUBJECT, UPOS
from pipeline.errors import CorpusError
from pipeline.train import examples
from pipeline.train.corpora import Cue, Sentence
from pipeline.train.examples import IGNORED
from pipeline.train.links import RELATIONS
from pipeline.train.recipe import CorpusPlan, Places

PLAN = CorpusPlan(
    name="toy",
    licence="none",
    repeat=1,
    labels={"PER": ("PERSON",), "LOC": ("GPE", "LOC"), "MISC": ("EVENT", "O")},
    silent=("NORP", "LAW"),
)
PLACES = Places(facility=frozenset({"Bridge"}), natural=frozenset({"Bay"}), regions=frozenset({"Far East"}))
TREE = Sentence(
    words=("Ada", "left", "."),
    upos=("PROPN", "VERB", "PUNCT"),
    heads=(1, 1, 1),
    deprels=("nsubj", "root", "punct"),
)


def allowed(tag: str, plan: CorpusPlan = PLAN) -> set[str]:
    found = examples.example(Sentence(("w",), names=(tag,)), plan, PLACES).names
    assert found is not None
    return {name for name, may in zip(NAME_TAGS, found[0], strict=True) if may}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("B-PER", {"B-PERSON"}),
        ("B-LOC", {"B-GPE", "B-LOC"}),
        ("B-MISC", {"B-EVENT", "O"}),
        ("O", {"O", "B-NORP", "I-NORP", "B-LAW", "I-LAW"}),
    ],
)
def test_a_label_allows_its_types(tag: str, expected: set[str]) -> None:
    assert allowed(tag) == expected


def test_the_inside_of_a_name_allows_the_inside_of_its_types() -> None:
    found = examples.example(Sentence(("a", "b", "c"), names=("B-MISC", "I-MISC", "O")), PLAN, PLACES).names
    assert found is not None
    assert {NAME_TAGS[at] for at in found[0].nonzero()[0]} == {"B-EVENT", "O"}
    assert {NAME_TAGS[at] for at in found[1].nonzero()[0]} == {"I-EVENT", "O"}
    assert found[2].tolist() == [tag == "O" or tag[2:] in PLAN.silent for tag in NAME_TAGS]


def test_the_words_of_a_place_settle_its_kind() -> None:
    plan = PLAN.model_copy(update={"labels": {"LOC": ("GPE", "LOC", "FAC")}})
    sentence = Sentence(("Tower", "Bridge", "in", "Oslo"), names=("B-LOC", "I-LOC", "O", "B-LOC"))
    found = examples.example(sentence, plan, PLACES).names
    assert found is not None
    allowed_tags = [{NAME_TAGS[at] for at in row.nonzero()[0]} for row in found]
    assert allowed_tags[:2] == [{"B-FAC"}, {"I-FAC"}]
    assert allowed_tags[3] == {"B-GPE", "B-LOC"}


def test_outside_rules_out_every_type_of_a_corpus_that_knows_all() -> None:
    assert allowed("O", PLAN.model_copy(update={"silent": ()})) == {"O"}


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        (Sentence(("w",), names=("B-ORG",)), "'ORG'"),
        (Sentence(("w",), upos=("NN",), heads=(0,), deprels=("root",)), "'NN'"),
        (Sentence(("w",), upos=("NOUN",), heads=(0,), deprels=("nn",)), "'nn'"),
    ],
)
def test_an_unknown_label_is_an_error(sentence: Sentence, named: str) -> None:
    with pytest.raises(CorpusError, match=named):
        examples.example(sentence, PLAN, PLACES)


@pytest.mark.parametrize("types", [("PERSONN",), ()])
def test_an_entry_of_an_unknown_type_is_an_error(types: tuple[str, ...]) -> None:
    with pytest.raises(CorpusError, match="'PER' has the entry"):
        allowed("B-PER", PLAN.model_copy(update={"labels": {"PER": types}}))


def test_a_tree_becomes_indices() -> None:
    one = examples.example(TREE, PLAN, PLACES)
    assert one.upos == tuple(map(UPOS.index, ("PROPN", "VERB", "PUNCT")))
    assert one.heads == (2, 0, 2)  # 0 is the root, 1 + j word j
    assert one.deprels == tuple(map(DEPRELS.index, ("nsubj", "root", "punct")))
    assert one.names is None


def test_targets_are_padded_and_unknown_ones_teach_nothing() -> None:
    named = examples.example(Sentence(("a", "b"), names=("B-PER", "O")), PLAN, PLACES)
    found = examples.targets([examples.example(TREE, PLAN, PLACES), named], 4)
    assert found.heads.tolist() == [[2, 0, 2, -100], [-100] * 4]
    assert (found.upos[1] == examples.IGNORED).all()
    assert (found.deprels[1] == examples.IGNORED).all()
    assert found.upos[0, :3].tolist() == [UPOS.index(u) for u in ("PROPN", "VERB", "PUNCT")]
    assert found.names[0].all()
    assert found.names[1, 2:].all()
    assert found.names[1, 0].nonzero().flatten().tolist() == [NAME_TAGS.index("B-PERSON")]


def test_what_is_not_asked_is_not_taught_and_an_unsure_word_no_part() -> None:
    cue = Cue(1, ("denies", "rejects"), (0,), (3,), unsure=(2, 3))
    words = ("Zoom", "denied", "the", "ban", ".")
    asked, whole = (Sentence(words, cues=(cue,), asked=a) for a in (frozenset({"denies", "supports"}), None))
    said = examples.taught([asked, whole, Sentence(("It", "rained"), cues=())], 6)
    # A cue that is there counts even where its relation is not asked.
    first = {(word, RELATIONS[column]) for word, column in said.asked[0].nonzero().tolist()}
    assert first == {*((w, r) for w in range(6) for r in ("denies", "supports")), (1, "rejects")}
    assert said.asked[1:].all()
    assert {RELATIONS[column] for _, _, column in said.cues.nonzero().tolist()} == {"denies", "rejects"}
    assert said.linked.tolist() == [[0, 1], [1, 1]]
    assert said.links.tolist() == [[SUBJECT, 0, IGNORED, OBJECT, 0, IGNORED]] * 2


@settings(deadline=None)
@given(st.lists(st.integers(3, 40), max_size=60), st.integers(0, 5))
def test_an_epoch_holds_each_example_once_within_the_budget(sizes: list[int], seed: int) -> None:
    batches = list(examples.epoch(sizes, 60, seed))
    assert sorted(at for batch in batches for at in batch) == list(range(len(sizes)))
    assert all(batch for batch in batches)
    assert all(len(b) == 1 or len(b) * max(sizes[at] for at in b) <= 60 for b in batches)
    assert batches == list(examples.epoch(sizes, 60, seed))


def test_another_seed_is_another_order() -> None:
    sizes = list(range(3, 60)) * 2
    assert list(examples.epoch(sizes, 100, 1)) != list(examples.epoch(sizes, 100, 2))


def test_the_order_of_an_epoch_stays_what_it_was() -> None:
    """A checkpoint is resumed by the number of steps done: another order would skip and repeat examples."""
    assert list(examples.epoch([5, 9, 4, 12, 7, 6], 20, seed=3)) == [[3], [4, 1], [2, 0, 5]]
