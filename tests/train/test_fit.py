"""The losses and the schedule, on logits made by hand and on a network of tiny layers."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("torch", reason="training needs the extra [train]")
pytest.importorskip("transformers", reason="training needs the extra [train]")

import numpy as np
import torch

from pipeline.engine.labels import DEPRELS, NAME_TAGS, ROLES, UPOS
from pipeline.engine.pieces import Batch
from pipeline.train import examples, fit, losses
from pipeline.train.corpora import Cue
from pipeline.train.links import RELATIONS
from pipeline.train.network import Network
from pipeline.train.recipe import Optimiser

SETTINGS = Optimiser(
    seed=1, go_on=False, epochs=1, pieces_per_batch=60, encoder_rate=1e-3, head_rate=1e-2, warmup=0.1, decay=0.5,
    dropout=0.0, weight_decay=0.0, clip=1.0, longest=50, cues=0.5,
)  # fmt: skip


# ------------------------------------------------------------------------------------------ schedule


@settings(deadline=None)
@given(st.floats(0, 1), st.sampled_from([0.0, 0.05, 0.3]), st.sampled_from([0.0, 0.4, 0.7]))
def test_rate_lies_between_nothing_and_the_peak(share: float, warmup: float, decay: float) -> None:
    assert 0.0 <= fit.rate(share, SETTINGS.model_copy(update={"warmup": warmup, "decay": decay})) <= 1.0


@pytest.mark.parametrize(
    ("share", "expected"), [(0.0, 0.0), (0.05, 0.5), (0.1, 1.0), (0.3, 1.0), (0.5, 1.0), (0.75, 0.5), (1.0, 0.0)]
)
def test_rate_is_a_trapezoid(share: float, expected: float) -> None:
    assert fit.rate(share, SETTINGS) == pytest.approx(expected)


def test_without_warmup_and_decay_the_rate_is_level() -> None:
    level = SETTINGS.model_copy(update={"warmup": 0.0, "decay": 0.0})
    assert [fit.rate(share, level) for share in (0.0, 0.5, 1.0)] == [1.0, 1.0, 1.0]


# -------------------------------------------------------------------------------------- loss of names


def loss_of(logits: list[list[float]], allowed: list[list[bool]], present: list[bool]) -> float:
    return float(losses.names_loss(torch.tensor([logits]), torch.tensor([allowed]), torch.tensor([present])))


def test_one_allowed_tag_is_cross_entropy() -> None:
    expected = -math.log(math.exp(2.0) / (math.exp(2.0) + math.exp(1.0) + 1.0))
    assert loss_of([[2.0, 1.0, 0.0]], [[True, False, False]], [True]) == pytest.approx(expected)


def test_allowed_tags_share_their_probability() -> None:
    """Two of three equal tags are allowed: -log(2/3), whichever of the two the network prefers."""
    assert loss_of([[0.0, 0.0, 0.0]], [[True, True, False]], [True]) == pytest.approx(-math.log(2 / 3))
    one, other = ([[a, b, 0.0]] for a, b in ((3.0, 1.0), (1.0, 3.0)))
    assert loss_of(one, [[True, True, False]], [True]) == pytest.approx(loss_of(other, [[True, True, False]], [True]))


def test_words_with_every_tag_allowed_and_padding_teach_nothing() -> None:
    word, other = [2.0, 1.0, 0.0], [9.0, -9.0, 3.0]
    alone = loss_of([word], [[True, False, False]], [True])
    assert loss_of([word, other], [[True, False, False], [True] * 3], [True, True]) == pytest.approx(alone)
    assert loss_of([word, other], [[True, False, False]] * 2, [True, False]) == pytest.approx(alone)


def test_a_batch_that_teaches_no_names_has_no_loss_and_no_gradient() -> None:
    logits = torch.tensor([[[1.0, 2.0]]], requires_grad=True)
    loss = losses.names_loss(logits, torch.ones(1, 1, 2, dtype=torch.bool), torch.ones(1, 1, dtype=torch.bool))
    loss.backward()
    assert float(loss.detach()) == 0.0
    assert not logits.grad.any()


def test_a_silent_type_is_not_pushed_down() -> None:
    logits = torch.zeros(1, 1, 3, requires_grad=True)
    allowed = torch.tensor([[[True, True, False]]])  # outside, a silent type, a type that the corpus would mark
    losses.names_loss(logits, allowed, torch.ones(1, 1, dtype=torch.bool)).backward()
    outside, silent, marked = logits.grad[0, 0].tolist()
    assert outside == pytest.approx(silent)
    assert silent < 0 < marked


# ----------------------------------------------------------------------------------- the whole network


def batch(rows: list[list[int]], width: int) -> Batch:
    """Sentences of one piece a word, padded to `width` pieces."""
    pieces, mask = np.zeros((2, len(rows), width), dtype=np.int64)
    firsts = np.zeros((len(rows), width - 2), dtype=np.int64)
    for at, row in enumerate(rows):
        pieces[at, 1 : len(row) + 1] = row
        mask[at, : len(row) + 2] = 1
        firsts[at, : len(row)] = np.arange(1, len(row) + 1)
    return Batch(pieces, pieces % 16, mask, firsts, np.array([len(row) for row in rows]), tuple(range(len(rows))))


TREE = examples.Example(("a", "b", "c"), (0, 1, 2), (2, 0, 2), (3, 4, 5), np.eye(len(NAME_TAGS), dtype=bool)[[0, 1, 2]])
BARE = examples.Example(("a", "b"), None, None, None, None)
FRAMED = replace(TREE, roles=((1, (2, 0, 5)),))


def forward(network: Network, read: Batch) -> tuple[torch.Tensor, ...]:
    with torch.no_grad():
        found = network.eval()(*(torch.from_numpy(a) for a in (read.pieces, read.cases, read.mask, read.firsts)))
    return tuple(found)


def test_shapes_of_what_the_heads_say(network: Network) -> None:
    torch.nn.init.constant_(network.predicates.score.bias, 0.0)
    network.predicates.score.bias.data[1] = 100.0
    read = forward(network, batch([[3, 4, 5], [6, 7]], 5))
    upos, names, arcs, labels, cues, framed, roles, sure, cued, links = read
    assert upos.shape == (2, 3, len(UPOS))
    assert names.shape == (2, 3, len(NAME_TAGS))
    assert arcs.shape == labels.shape == (2, 3, 4)
    assert names.exp().sum(-1).numpy() == pytest.approx(1.0, abs=1e-5)
    assert 0 <= labels.min() <= labels.max() < len(DEPRELS)
    assert framed.tolist() == [[0, 0], [0, 1], [0, 2], [1, 0], [1, 1]], "all words, and nothing beyond a sentence"
    assert roles.shape == sure.shape == (5, 3)
    assert 0 <= roles.min() <= roles.max() < len(ROLES)
    assert 1 / len(ROLES) <= sure.min() <= sure.max() < 1
    assert cues.shape == (2, 3, len(RELATIONS))
    assert cues.max() < 0.1, "hardly any word is a cue"
    assert cued.tolist() == [[0, 0]], "the first word is always there"
    assert links.shape == (1, 3, 3)
    assert links.sum(-1).numpy() == pytest.approx(1.0, abs=1e-5)


def test_padding_changes_nothing(network: Network) -> None:
    narrow, wide = (forward(network, batch([[3, 4, 5]], width)) for width in (5, 9))
    for small, large in zip(narrow[:5], wide[:5], strict=True):
        assert torch.allclose(small[0], large[0, :3, : small.shape[2]], atol=1e-5)
    assert torch.equal(narrow[5], wide[5])
    assert torch.allclose(narrow[-1], wide[-1][:, :3], atol=1e-5)


def test_letter_case_is_seen_once_it_is_learned(network: Network) -> None:
    torch.nn.init.normal_(network.case.weight)
    read = batch([[3, 4, 5]], 5)
    other = Batch(read.pieces, read.cases + 1, read.mask, read.firsts, read.lengths, read.rows)
    assert not torch.allclose(forward(network, read)[0], forward(network, other)[0])


def test_a_sentence_without_targets_adds_nothing(network: Network) -> None:
    device = torch.device("cpu")
    alone = losses.losses(network, batch([[3, 4, 5]], 5), examples.targets([TREE], 3), device, 0.5)
    beside = losses.losses(network, batch([[3, 4, 5], [6, 7]], 5), examples.targets([TREE, BARE], 3), device, 0.5)
    nothing = losses.losses(network, batch([[6, 7]], 4), examples.targets([BARE], 2), device, 0.5)
    assert float(alone.detach()) == pytest.approx(float(beside.detach()), abs=1e-5)
    assert float(nothing.detach()) == 0.0


def test_loss_falls_when_the_network_learns(network: Network) -> None:
    optimiser = fit._optimiser(network, SETTINGS)
    for group in optimiser.param_groups:
        group["lr"] = group["peak"]
    read, wanted = batch([[3, 4, 5]], 5), examples.targets([FRAMED], 3)
    seen = []
    for _ in range(40):
        loss = losses.losses(network, read, wanted, torch.device("cpu"), 0.5)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        seen.append(float(loss.detach()))
    assert seen[-1] < 0.2 * seen[0]
    upos, names, arcs, _, _, framed, roles, *_ = forward(network, read)
    assert upos[0].argmax(-1).tolist() == [0, 1, 2]
    assert names[0].argmax(-1).tolist() == [0, 1, 2]
    assert arcs[0].argmax(-1).tolist() == [2, 0, 2]
    assert framed.tolist() == [[0, 0], [0, 1]], "the first word, which is always there, and the predicate"
    assert roles.tolist() == [[0, 0, 0], [2, 0, 5]]


def test_roles_teach_beside_sentences_without_them(network: Network) -> None:
    """The loss of roles is per predicate, and a sentence that nobody annotated has no say."""
    device = torch.device("cpu")
    bare = losses.losses(network, batch([[3, 4, 5]], 5), examples.targets([TREE], 3), device, 0.5)
    alone = losses.losses(network, batch([[3, 4, 5]], 5), examples.targets([FRAMED], 3), device, 0.5)
    beside = losses.losses(network, batch([[3, 4, 5], [6, 7]], 5), examples.targets([FRAMED, BARE], 3), device, 0.5)
    assert float(alone.detach()) > float(bare.detach())
    assert float(alone.detach()) == pytest.approx(float(beside.detach()), abs=1e-5)


def test_a_sentence_without_predicates_teaches_that(network: Network) -> None:
    device, none = torch.device("cpu"), replace(TREE, roles=())
    bare = losses.losses(network, batch([[3, 4, 5]], 5), examples.targets([TREE], 3), device, 0.5)
    silent = losses.losses(network, batch([[3, 4, 5]], 5), examples.targets([none], 3), device, 0.5)
    assert float(silent.detach()) > float(bare.detach())


def test_cues_are_learned_beside_the_other_heads_and_weigh_as_much_as_is_said(network: Network) -> None:
    device = torch.device("cpu")
    cued = replace(BARE, cues=(Cue(1, ("denies",), (0,), ()),))
    read, wanted = batch([[3, 4, 5], [6, 7]], 5), examples.targets([TREE, cued], 3)
    bare = losses.losses(network, read, examples.targets([TREE, BARE], 3), device, 1.0)
    half, whole = (losses.losses(network, read, wanted, device, weight) for weight in (0.5, 1.0))
    assert float((whole - bare).detach()) == pytest.approx(2 * float((half - bare).detach()), rel=1e-4)
    assert float((whole - bare).detach()) > 0
    whole.backward()
    assert all(p.grad is not None and p.grad.any() for p in network.cues.parameters())
