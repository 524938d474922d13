"""Tripline in a user's own pipeline: added by name, other tokens, own entities kept, errors to the error handler."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from pipeline import spacy_component
from pipeline.document import Document
from pipeline.errors import ProfileError, StageError
from pipeline.flow import Flow


@pytest.fixture
def nlp(monkeypatch: pytest.MonkeyPatch, toy_flow: Flow) -> Language:
    monkeypatch.setattr(spacy_component, "_flow", lambda *a: toy_flow)
    made = spacy.blank("en")
    made.add_pipe("tripline")
    return made


def test_findings_stand_on_the_users_doc(nlp: Language, toy: Document) -> None:
    doc = nlp(toy.raw)
    assert doc.text == toy.raw
    assert [(e.text, e.label_) for e in doc.ents][-1] == ("25%", "PERCENT")
    assert [s.text for s in doc.spans["tripline.cue"]] == ["denied", "share"]
    assert [row["relation"] for row in doc._.triples] == ["denies", "market_share"]


def test_the_users_entities_stay(nlp: Language, toy: Document) -> None:
    ruler = nlp.add_pipe("entity_ruler", before="tripline")
    ruler.add_patterns([{"label": "FIRM", "pattern": "Telvia"}])  # type: ignore[attr-defined]
    assert [e.label_ for e in nlp(toy.raw).ents] == ["ORG", "ORG", "FIRM", "PERCENT"]
    other = spacy.blank("en")
    other.add_pipe("entity_ruler").add_patterns([{"label": "FIRM", "pattern": "Telvia"}])  # type: ignore[attr-defined]
    other.add_pipe("tripline", config={"overwrite_ents": True})
    assert [e.label_ for e in other(toy.raw).ents] == ["ORG", "ORG", "ORG", "PERCENT"]


def test_pipes_and_goes_on_after_an_error(nlp: Language, toy: Document) -> None:
    failed: list[str] = []
    nlp.set_error_handler(lambda name, proc, docs, error: failed.append(f"{name}: {error}"))
    docs = list(nlp.pipe([toy.raw, "poison stance", toy.raw]))
    assert [len(doc._.triples) for doc in docs] == [2, 2]
    assert len(failed) == 1
    assert failed[0].startswith("tripline: stance: RuntimeError")


def test_an_error_is_raised_without_a_handler(nlp: Language) -> None:
    with pytest.raises(StageError):
        nlp("poison clean")


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_doc_has_nothing(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc._.triples == []
    assert doc.ents == ()


def test_says_what_it_sets(nlp: Language) -> None:
    assert set(nlp.get_pipe_meta("tripline").assigns) == {"doc.ents", "doc.spans", "doc._.triples"}


def test_is_stored_as_a_line_of_the_config(nlp: Language, tmp_path: Path, toy: Document) -> None:
    nlp.to_disk(tmp_path)
    back = spacy.load(tmp_path)
    assert back.pipe_names == ["tripline"]
    assert len(back(toy.raw)._.triples) == 2


def test_a_process_of_its_own_loads_its_own_flow(monkeypatch: pytest.MonkeyPatch, nlp: Language) -> None:
    loaded: list[tuple[object, ...]] = []
    monkeypatch.setattr(spacy_component, "_flow", lambda *a: loaded.append(a))
    component = pickle.loads(pickle.dumps(nlp.get_pipe("tripline")))
    assert component == nlp.get_pipe("tripline")
    _ = component.flow
    assert loaded == [("default", None, None, os.getpid())]


def test_tells_at_once_what_is_wrong_with_its_options() -> None:
    with pytest.raises(ProfileError, match="profile 'fast': unknown"):
        spacy.blank("en").add_pipe("tripline", config={"profile": "fast"})


def test_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """As spaCy finds it in an installed package, without an import of ours."""
    info = tmp_path / "probe-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: probe\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[spacy_factories]\ntripline = pipeline.spacy_component:make\n")
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "import spacy; assert 'pipeline' not in sys.modules\n"
        "nlp = spacy.blank('en')\n"
        "print(nlp.has_factory('tripline'), nlp.get_factory_meta('tripline').default_config['profile'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True default"
