"""The training mix: the sentences of every corpus that the recipe names, as examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import CorpusError
from pipeline.gold.folder import index
from pipeline.train import attribution, corpora, export, facts, links, placing, silver
from pipeline.train.corpora import Sentence
from pipeline.train.examples import Example, example
from pipeline.train.recipe import Recipe

FACTS = "facts-"  # before the name of a relation set, which may be that of a corpus of names too


@dataclass(frozen=True, slots=True)
class Sources:
    """Where training data come from: folder of the public corpora, gold folders with texts, folder of passages; trained
    weights, which find the words that express the facts of relation sets."""

    data: Path
    gold: tuple[Path, ...]
    passages: Path
    weights: Path

    def read(self, name: str) -> Iterator[Sentence]:
        """The training sentences of a corpus; CorpusError for an unknown name."""
        if name.startswith(FACTS):
            return self._facts(name.removeprefix(FACTS))
        match name:
            case "gold":
                return (sentence for folder in self.gold for sentence in links.read(folder, "train"))
            case "passages":
                return links.read_passages(self.passages)
            case "silver":
                return silver.read(self.data)
            case "attribution-gum":
                return attribution.gum(self.data, "train")
            case "attribution-meantime":
                return attribution.meantime(self.data, self._kept_back())
            case _:
                return corpora.read(name, "train", self.data)

    def _facts(self, name: str) -> Iterator[Sentence]:
        if not self.weights.is_file():
            raise CorpusError(
                f"{FACTS}{name}: no weights at {self.weights}, and they find the words that express its facts; "
                "train without such corpora first"
            )
        told = list(facts.read(name, "train+dev" if name == "knowledgenet" else "train", self.data))
        return iter(placing.place(export.load(self.weights), told).sentences)

    def _kept_back(self) -> frozenset[str]:
        """Addresses of labelled articles that are not trained on."""
        return frozenset(row.url for folder in self.gold for row in index(folder) if row.split != "train")


def training(recipe: Recipe, sources: Sources) -> list[Example]:
    """All training examples of a recipe, each as often as its corpus is repeated, in the recipe's order."""
    out: list[Example] = []
    for plan in recipe.corpus:
        read = [
            example(s, plan, recipe.places) for s in sources.read(plan.name) if len(s.words) <= recipe.optimiser.longest
        ]
        out += read * plan.repeat
    return out
