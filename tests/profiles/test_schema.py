"""Profiles: the shipped ones load, a wrong one names its fault."""

from pathlib import Path

import pytest

from pipeline.errors import ProfileError
from pipeline.profiles.schema import load, parse, shipped

STREET = ["clean", "parse", "ner", "coref", "relations", "stance"]


@pytest.mark.parametrize("name", ["default", "rules"])
def test_shipped_profiles_walk_the_whole_street(name: str) -> None:
    profile = load(name)
    assert [entry.name for entry in profile.stage] == STREET
    assert profile.model == "news"
    assert name in shipped()


def test_options_are_kept() -> None:
    profile = parse('[[stage]]\nname = "ner"\noptions = {floor = 0.5}', "here")
    assert profile.stage[0].options == {"floor": 0.5}


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("model = ", "not valid TOML"),
        ('model = "news"', "stage: Field required"),
        ("stage = []", "at least 1 item"),
        ("[[stage]]\nname = 3", "stage.0.name"),
        ('[[stage]]\nname = "ner"\nfloor = 1', "stage.0.floor"),
        ('[[stage]]\nname = "ner"\n[[stage]]\nname = "ner"', "'ner' stands twice"),
        ('speed = 3\n[[stage]]\nname = "ner"', "speed"),
    ],
)
def test_a_wrong_profile_names_its_fault(toml: str, told: str) -> None:
    with pytest.raises(ProfileError) as error:
        parse(toml, "here.toml")
    assert str(error.value).startswith("here.toml: ")
    assert told in str(error.value)


CLASSIFIER = '[[stage]]\nname = "stance"\n[stage.classifier]\nmodel = "some/model"\nlabels = {a = "supports"}\n'
PINNED = CLASSIFIER + f'revision = "{"0a" * 20}"\n'


def test_a_classifier_is_a_folder_or_a_pinned_model_of_the_hub(tmp_path: Path) -> None:
    (pinned,) = parse(PINNED, "here").stage
    assert pinned.classifier is not None
    assert pinned.classifier.folder is None
    (local,) = parse(CLASSIFIER.replace("some/model", str(tmp_path)), "here").stage
    assert local.classifier is not None
    assert local.classifier.folder == tmp_path


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        (CLASSIFIER, "model 'some/model': no such folder; for a model of the hub give its revision"),
        (CLASSIFIER + 'revision = "main"', "stage.0.classifier.revision"),
        (CLASSIFIER.replace('a = "supports"', ""), "stage.0.classifier.labels"),
        (PINNED + 'hypothesis = "{him} is for it"', "must name {holder}, {target} or both"),
        (PINNED + 'hypothesis = "It is so."', "must name {holder}, {target} or both"),
        (PINNED.replace('"stance"', '"ner"'), "stage 'ner' takes no classifier"),
    ],
)
def test_a_wrong_classifier_names_its_fault(toml: str, told: str) -> None:
    with pytest.raises(ProfileError) as error:
        parse(toml, "here.toml")
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_unknown_name_lists_the_shipped_ones() -> None:
    with pytest.raises(ProfileError, match="shipped are default, rules"):
        load("fast")


def test_own_file(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[stage]]\nname = "clean"')
    assert load(str(path)).stage[0].name == "clean"
    with pytest.raises(ProfileError, match="cannot be read"):
        load(str(tmp_path / "none.toml"))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ProfileError, match="not valid TOML"):
        load(str(path))
