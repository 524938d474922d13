"""The flow holds the pen: it builds, checks and pours."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import LAYERS, Document
from pipeline.errors import ModelError, ProfileError, StageError
from pipeline.flow import STAGES, Flow, model_folder
from pipeline.ontology.schema import load as load_ontology
from pipeline.profiles.schema import parse


def profile(*names: str, options: str = "{}"):
    return parse("".join(f'[[stage]]\nname = "{name}"\noptions = {options}\n' for name in names), "here")


def test_every_layer_is_written(toy: Document, toy_flow: Flow) -> None:
    bare = Document(name=toy.name, raw=toy.raw)
    assert toy_flow([bare]) == [toy]
    assert bare.text is None, "the document given is never changed"
    assert toy_flow.read_text(toy.raw, name=toy.name) == toy
    assert toy_flow([]) == []


@given(st.lists(st.sets(st.sampled_from(LAYERS)), max_size=4))
def test_a_layer_that_is_given_is_kept(given_layers: list[set[str]]) -> None:
    calls: list[tuple[str, str]] = []

    class Recorder:
        needs: frozenset[str] = frozenset()

        def __init__(self, layer: str) -> None:
            self.name = self.gives = layer

        def __call__(self, documents):
            calls.extend((d.name, self.gives) for d in documents)
            return ["written"] * len(documents)

    flow = Flow(tuple(Recorder(layer) for layer in LAYERS))
    documents = [
        replace(Document(str(i), ""), **dict.fromkeys(layers, "given")) for i, layers in enumerate(given_layers)
    ]
    for document, layers in zip(flow(documents), given_layers, strict=True):
        for layer in LAYERS:
            assert getattr(document, layer) == ("given" if layer in layers else "written")
    assert sorted(calls) == sorted((str(i), x) for i, layers in enumerate(given_layers) for x in set(LAYERS) - layers)


def test_a_failure_names_stage_and_cause(toy_flow: Flow) -> None:
    with pytest.raises(StageError) as error:
        toy_flow([Document("good.txt", "x"), Document("bad.txt", "poison ner")])
    assert error.value.stage == "ner"
    assert isinstance(error.value.__cause__, RuntimeError)


def test_a_stage_that_loses_documents_fails(toy_flow: Flow) -> None:
    class Loses:
        name, gives, needs = "clean", "text", frozenset()

        def __call__(self, documents):
            return []

    with pytest.raises(StageError, match="0 layers for 1 documents"):
        Flow((Loses(),))([Document("a", "x")])


def test_order_is_checked(toy_flow: Flow) -> None:
    toy_flow.check()
    with pytest.raises(ProfileError, match="'ner' needs layer 'syntax'"):
        Flow((toy_flow.stages[0], toy_flow.stages[2])).check()
    with pytest.raises(ProfileError, match="'text' a second time"):
        Flow((toy_flow.stages[0], toy_flow.stages[0])).check()


def test_unknown_stage_is_told_before_anything_is_built() -> None:
    with pytest.raises(ProfileError, match=f"no stage 'sing'; the stages are {', '.join(STAGES)}"):
        Flow.of(profile("clean", "parse", "sing"), load_ontology())


def test_a_stage_without_its_needs_is_told() -> None:
    with pytest.raises(ProfileError, match="needs layer"):
        Flow.of(profile("clean", "relations"), load_ontology())


def test_an_unknown_option_is_told() -> None:
    with pytest.raises(ProfileError, match="'clean' does not take its options"):
        Flow.of(profile("clean", options="{speed = 3}"), load_ontology())


def test_model_folder(tmp_path: Path) -> None:
    assert model_folder(str(tmp_path)) == tmp_path
    with pytest.raises(ModelError, match="'nope': no such folder"):
        model_folder("nope")
    with pytest.raises(ModelError):
        model_folder(str(tmp_path / "none"))
