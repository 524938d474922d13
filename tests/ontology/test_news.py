"""The shipped ontology: complete, true to its specification, and its cues neither doubled nor in conflict."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from lemminflect import getAllLemmas, getLemma

from pipeline.document import VALUE_TYPES
from pipeline.ontology.schema import Cue, Relation, load

CASES = Path(__file__).parents[1] / "cases" / "ontology"
SPECIFICATION = Path(__file__).parents[3] / "shared" / "ontology.toml"
PARTS = {"verbs": "VERB", "nouns": "NOUN", "titles": "NOUN", "adjectives": "ADJ"}
SLOT = re.compile("[a-z]+")
NEWS = load()


def _data(name: str, key: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))[key]
    return found


def _cues(relation: Relation) -> Iterator[tuple[str, Cue]]:
    return ((part, cue) for part in PARTS for cue in getattr(relation, part))


def _written(cue: Cue) -> str:
    return cue.cue if cue.object == "patient" else f"{cue.cue} > {cue.object}"


each_relation = pytest.mark.parametrize("relation", list(NEWS), ids=lambda r: r.name)


def test_the_families_are_complete() -> None:
    counts = Counter(r.family for r in NEWS)
    assert counts == {"relation": 18, "attribute": 29, "event": 47, "stance": 8}


def test_the_ontology_is_that_of_the_specification() -> None:
    if not SPECIFICATION.exists():
        pytest.skip(f"{SPECIFICATION} is not here: the specification travels beside the checkout")
    blocks = tomllib.loads(SPECIFICATION.read_text(encoding="utf-8"))
    assert [r.name for r in NEWS] == list(blocks)
    for name, block in blocks.items():
        ours = NEWS[name].model_dump(mode="json", include=set(block))
        assert ours == block, name


def test_every_relation_has_cues() -> None:
    assert [r.name for r in NEWS if not list(_cues(r))] == []


@each_relation
def test_it_has_two_positive_examples_and_a_negative_one(relation: Relation) -> None:
    positive = [e.text for e in relation.examples if e.triples]
    negative = [e.text for e in relation.examples if not e.triples]
    assert len(set(positive)) >= 2
    assert len(set(negative)) >= 1
    assert len({*positive, *negative}) == len(relation.examples)


@each_relation
def test_its_examples_are_short_and_plain(relation: Relation) -> None:
    for example in relation.examples:
        assert 8 <= len(example.text.split()) <= 25, example.text
        for subject, object_, *_ in example.triples:
            assert example.text.count(subject) == 1, (subject, example.text)
            assert example.text.count(object_) == 1, (object_, example.text)
            assert len(object_.split()) <= 6, object_


@each_relation
def test_a_cue_stands_in_each_positive_example(relation: Relation) -> None:
    read_by_code = {case["text"] for case in _data("unwritten_cues.toml", "example")}
    heads = {cue.lemma.split("_")[0] for _, cue in _cues(relation)}
    for example in relation.examples:
        if example.triples and example.text not in read_by_code:
            words = [w.lower() for w in re.findall(r"[\w-]+", example.text)]
            lemmas = {lemma for w in words for found in getAllLemmas(w).values() for lemma in (w, *found)}
            assert (lemmas | set(words)) & heads, example.text


def test_the_events_show_every_factuality() -> None:
    shown = Counter(
        triple[2] if len(triple) == 3 else "fact" for r in NEWS.of("event") for e in r.examples for triple in e.triples
    )
    assert all(shown[factuality] >= 10 for factuality in ("fact", "negated", "possible", "planned")), shown


def test_no_cue_stands_twice() -> None:
    written = Counter((r.name, part, str(cue)) for r in NEWS for part, cue in _cues(r))
    assert [cue for cue, count in written.items() if count > 1] == []


def test_a_condition_adds_to_no_cue_that_stands_without_one() -> None:
    free: set[tuple[str, ...]] = set()
    bound: set[tuple[str, ...]] = set()
    for relation in NEWS:
        for part, cue in _cues(relation):
            (bound if cue.when or cue.unless else free).add((relation.name, part, cue.cue, cue.subject, cue.object))
    assert free & bound == set()


def test_cues_are_lemmas() -> None:
    wrong = []
    for relation in NEWS:
        for part, cue in _cues(relation):
            head = cue.lemma.split("_")[0]
            participle = part == "adjectives" and head.endswith("ed")
            if not participle and head not in getLemma(head, PARTS[part]):
                wrong.append((relation.name, part, cue.cue))
    assert wrong == []


def test_cues_are_lower_case_and_their_last_word_heads_them() -> None:
    cues = [cue.cue for r in NEWS for _, cue in _cues(r)]
    assert [cue for cue in cues if cue != cue.lower() or " of " in cue] == []


def test_slots_and_conditions_are_words() -> None:
    for _, cue in (found for r in NEWS for found in _cues(r)):
        assert all(SLOT.fullmatch(slot) for slot in (cue.subject, cue.object, *cue.when, *cue.unless)), cue
        assert all(len(set(words)) == len(words) for words in (*cue.when.values(), *cue.unless.values())), cue


def test_a_value_is_the_object_of_attributes_only() -> None:
    assert [r.name for r in NEWS if bool(set(r.range) & set(VALUE_TYPES)) != (r.family == "attribute")] == []


def test_cues_that_relations_of_a_family_share_are_known() -> None:
    """A cue that stands without a condition in two relations of a family makes two triples of one happening."""
    owners: dict[tuple[str, str, str, str], list[str]] = {}
    for relation in NEWS:
        for part, cue in _cues(relation):
            if not cue.when and not cue.unless:
                key = (relation.family, part, cue.subject, _written(cue))
                owners.setdefault(key, []).append(relation.name)
    shared = {(key[0], key[3], tuple(names)) for key, names in owners.items() if len(names) > 1}
    allowed = {(a["family"], a["cue"], tuple(a["relations"])) for a in _data("shared_cues.toml", "shared")}
    assert shared == allowed


def test_measured_precisions_belong_to_relations() -> None:
    text = resources.files("pipeline.ontology").joinpath("precision.toml").read_text("utf-8")
    measured = tomllib.loads(text)
    assert len(measured) > 50
    ontology = load()
    for name, precision in measured.items():
        assert ontology[name].precision == precision
        assert 0 <= precision <= 1
