"""Cut characters, names against seqeval, pronouns and descriptions."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seqeval.metrics import f1_score

from pipeline.document import Cut, Document, Mention, Text
from pipeline.evaluate.layers import cut_counts, kept_share, name_counts, reference_counts
from pipeline.evaluate.tally import Counts, Share

RAW = "Share this!\n\nNews. "  # 10 + 5 characters that are no white space


def cut(*ranges: tuple[int, int]) -> Document:
    return Document("a", RAW, text=Text("", (), tuple(Cut(start, end, "share") for start, end in ranges)))


@pytest.mark.parametrize(
    ("predicted", "counts", "kept"),
    [
        pytest.param(cut((0, 11)), Counts(10, 10, 10), Share(5, 5), id="as gold"),
        pytest.param(cut((0, 13)), Counts(10, 10, 10), Share(5, 5), id="white space does not count"),
        pytest.param(cut((0, 5), (6, 11)), Counts(10, 10, 10), Share(5, 5), id="in two pieces"),
        pytest.param(cut((6, 15)), Counts(5, 10, 7), Share(3, 5), id="too late and too long"),
        pytest.param(cut(), Counts(0, 10, 0), Share(5, 5), id="nothing cut"),
        pytest.param(Document("a", RAW), Counts(0, 10, 0), Share(5, 5), id="not in the run"),
    ],
)
def test_cut_characters(predicted: Document, counts: Counts, kept: Share) -> None:
    assert cut_counts(cut((0, 11)), predicted) == counts
    assert kept_share(cut((0, 11)), predicted) == kept


tags = st.lists(st.sampled_from(["O", "B-ORG", "B-GPE"]), min_size=1, max_size=12)


@given(tags, st.data())
def test_names_are_counted_as_seqeval_counts_them(gold: list[str], data: st.DataObject) -> None:
    found = data.draw(st.lists(st.sampled_from(["O", "B-ORG", "B-GPE"]), min_size=len(gold), max_size=len(gold)))
    counts = name_counts(mentions(gold), mentions(found)).values()
    assert sum(counts, Counts()).f1 == pytest.approx(f1_score([gold], [found], zero_division=0))


def mentions(tags: list[str]) -> list[Mention]:
    return [Mention(i, i + 1, "x", tag[2:]) for i, tag in enumerate(tags) if tag != "O"]


def test_only_names_are_counted() -> None:
    it = Mention(0, 2, "it", "ORG", kind="pronoun")
    assert name_counts([], [it]) == {}
    longer = name_counts([Mention(0, 4, "Oulu", "GPE")], [Mention(0, 5, "Oulu,", "GPE")])
    assert longer == {"GPE": Counts(0, 1, 1)}


def test_references_stand_among_the_mentions_of_entities(toy: Document) -> None:
    none = replace(toy, entities=None)
    assert reference_counts(toy, toy, "pronoun") == Counts(1, 1, 1)
    assert reference_counts(toy, none, "pronoun") == Counts(0, 1, 0)
    assert reference_counts(none, toy, "pronoun") == Counts(0, 0, 1)
    assert reference_counts(toy, toy, "description") == Counts()
