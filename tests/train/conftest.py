"""A network of tiny layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pipeline.train.network import Network


@pytest.fixture
def network() -> Network:
    """Takes the pretrained tokenizer's pieces; the same weights each time."""
    import torch
    import transformers

    from pipeline.train.links import RELATIONS
    from pipeline.train.network import Network

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=18, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=32, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return Network(config, relations=len(RELATIONS))
