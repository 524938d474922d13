"""A classifier of the user's own: a tiny BERT with random weights, made here, judges what the stage found."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import ModelError, ProfileError
from pipeline.flow import Flow
from pipeline.ontology import schema as ontologies
from pipeline.profiles.schema import parse

pytest.importorskip("torch")

ROOT = Path(__file__).parents[3]
TEXT = "Norvik denied the ban on Friday. Telvia does not support the sale, Delia Marsh said."
LABELS = {"entailment": "supports", "contradiction": "opposes", "neutral": ""}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny(tmp_path_factory.mktemp("classifier"))


def tiny(folder: Path, says: int = 0, safe: bool = True) -> Path:
    """A BERT of 16 dimensions whose third of labels at `says` gets a logit of 4, whatever it reads."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *"abcdefghijklmnopqrstuvwxyz.", "##e", "norvik", "telvia"]
    (folder / "vocab.txt").write_text("\n".join(words))
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, id2label=dict(enumerate(LABELS)), label2id={n: i for i, n in enumerate(LABELS)},
    )  # fmt: skip
    torch.manual_seed(0)
    model = BertForSequenceClassification(config)
    torch.nn.init.zeros_(model.classifier.weight)
    model.classifier.bias.data = 4.0 * torch.eye(3)[says]
    model.save_pretrained(folder)
    if not safe:
        (folder / "model.safetensors").unlink()
        torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return folder


def profile(model: Path | str, labels: dict[str, str] = LABELS, more: str = "") -> str:
    mapped = ", ".join(f'{name} = "{attitude}"' for name, attitude in labels.items())
    stages = "".join(f'[[stage]]\nname = "{name}"\n' for name in ("clean", "parse", "ner", "coref", "relations"))
    return f'{stages}[[stage]]\nname = "stance"\n[stage.classifier]\nmodel = "{model}"\nlabels = {{{mapped}}}\n{more}'


def flow(*arguments: Any, **options: Any) -> Flow:
    if not (ROOT / "models/news/model.onnx").exists():
        pytest.skip("no model in models/news")
    return Flow.of(parse(profile(*arguments, **options), "own.toml"), ontologies.load())


@pytest.mark.parametrize(("says", "attitude"), [(0, "supports"), (1, "opposes")])
def test_the_likeliest_label_is_the_attitude(tmp_path: Path, says: int, attitude: str) -> None:
    stances = flow(tiny(tmp_path, says)).read_text(TEXT).stances
    assert stances is not None
    told = [(s.subject.name, s.relation, s.object.text, s.factuality) for s in stances.stances]
    assert told == [("Norvik", attitude, "ban", "fact"), ("Telvia", attitude, "sale", "fact")]
    assert [s.score for s in stances.stances] == pytest.approx([math.exp(4) / (math.exp(4) + 2)] * 2, abs=1e-5)
    assert {s.by for s in stances.stances} == {"model"}
    said = {a.triple: a.source.name for a in stances.attributions}
    assert said == {stances.stances[1].id: "Delia Marsh"}


def test_no_attitude_is_no_stance_and_is_told(tmp_path: Path) -> None:
    reading = flow(tiny(tmp_path, says=2))
    document = reading.read_text(TEXT)
    assert document.stances is not None
    assert document.stances.stances == ()
    assert any("the classifier sees no attitude, 0.96" in r.why for r in reading.rejections(document))


def test_labels_of_one_attitude_add_up(folder: Path) -> None:
    labels = LABELS | {"neutral": "supports"}
    (first, *_) = flow(folder, labels).read_text(TEXT).stances.stances  # type: ignore[union-attr]
    assert first.score == pytest.approx((math.exp(4) + 1) / (math.exp(4) + 2), abs=1e-5)


def test_a_long_sentence_is_cut_not_refused(folder: Path) -> None:
    long = f"Norvik denied the ban {' '.join(['and the report'] * 60)}."
    stances = flow(folder, more='hypothesis = "{target}"').read_text(long).stances
    assert stances is not None
    assert stances.stances


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (LABELS | {"maybe": "supports"}, "'maybe' is no label of the model; "),
        ({"entailment": "supports"}, "label 'contradiction' is not mapped; "),
        (LABELS | {"neutral": "likes"}, "'likes' is no attitude; attitudes are confirms, denies, "),
    ],
)
def test_labels_must_be_the_models_and_attitudes_ours(folder: Path, labels: dict[str, str], told: str) -> None:
    with pytest.raises(ProfileError) as error:
        flow(folder, labels)
    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_pickled_weights_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no \.safetensors file in the folder; other weights are not read$"):
        flow(tiny(tmp_path, safe=False))


def test_a_folder_that_is_no_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"")
    with pytest.raises(ModelError, match="cannot be opened") as error:
        flow(tmp_path)
    assert "\n" not in str(error.value)


def test_a_pinned_model_of_the_hub_that_cannot_be_had_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="classifier some/model: cannot be opened") as error:
        flow("some/model", more=f'revision = "{"0" * 40}"')
    assert "\n" not in str(error.value)
