"""The recipe: the shipped one fits the engine's labels, a broken one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="training needs the extra [train]")

from pipeline.document import NAME_TYPES
from pipeline.errors import CorpusError
from pipeline.train import corpora, facts, recipe
from pipeline.train.mix import FACTS

OTHERS = (
    "gold",
    "passages",
    "silver",
    "attribution-gum",
    "attribution-meantime",
    *(FACTS + name for name in facts.READERS),
)
GOOD = """
[optimiser]
seed = 1
go_on = false
epochs = 1
pieces_per_batch = 100
encoder_rate = 1e-4
head_rate = 1e-3
warmup = 0.1
decay = 0.5
dropout = 0.1
weight_decay = 0.0
clip = 1.0
longest = 50
cues = 0.5


[places]
facility = ["Bridge"]
natural = ["Bay"]
regions = ["Far East"]

[[corpus]]
name = "gum"
licence = "CC BY"
repeat = 1
labels = {}
silent = []
"""


def test_the_shipped_recipe_names_known_corpora_and_types() -> None:
    shipped = recipe.load()
    assert shipped.corpus
    for plan in shipped.corpus:
        assert plan.name in {*corpora.READERS, *OTHERS}
        assert {t for types in plan.labels.values() for t in types} <= {*NAME_TYPES, "O"}
        assert set(plan.silent) <= set(NAME_TYPES)
        assert plan.repeat >= 1


def test_a_recipe_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(GOOD, "utf-8")
    assert [plan.name for plan in recipe.load(path).corpus] == ["gum"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("seed = 1", "", "seed"),
        ("epochs = 1", "epochs = 'many'", "epochs"),
        ("clip = 1.0", "clip = 1.0\nspeed = 3", "speed"),
        ("[optimiser]", "[optimiser", "recipe.toml"),
    ],
)
def test_a_broken_recipe_says_where(old: str, new: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe.toml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(CorpusError, match=named):
        recipe.load(path)


PLACES = recipe.Places(
    facility=frozenset({"Bridge"}), natural=frozenset({"Bay", "Islands", "Coast"}), regions=frozenset({"Far East"})
)
ANY = ("GPE", "LOC", "FAC")


@pytest.mark.parametrize(
    ("name", "types", "expected"),
    [
        ("Tower Bridge", ANY, ("FAC",)),
        ("Baffin Bay", ANY, ("LOC",)),
        ("Lake Como", ANY, ("LOC",)),
        ("the Far East", ANY, ("LOC",)),
        ("Norway", ANY, ("GPE",)),
        ("Velin", ANY, ("GPE", "LOC")),
        ("the", ANY, ("GPE", "LOC")),
        ("Tower Bridge", ("PERSON",), ("PERSON",)),
        ("Tower Bridge", ("GPE", "LOC"), ("GPE", "LOC")),
    ],
)
def test_the_words_of_a_name_settle_the_kind_of_place(
    name: str, types: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert PLACES.settle(tuple(name.split()), types) == expected


def test_a_country_stays_one_whatever_its_last_word() -> None:
    assert PLACES.settle(("Ivory", "Coast"), ANY) == ("GPE",)
