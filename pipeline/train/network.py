"""The network: MiniLM with letter case, and two kinds of head, `Tagger` and `Linker`, read in one pass."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from pipeline.engine.labels import DEPRELS, NAME_TAGS, UPOS
from pipeline.engine.pieces import CASES


class Tagger(nn.Module):
    """A label for each word: [B, N, D] -> logits [B, N, labels]."""

    def __init__(self, width: int, labels: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.score = nn.Linear(width, labels)

    def forward(self, words: Tensor) -> Tensor:
        logits: Tensor = self.score(self.dropout(words))
        return logits


class Linker(nn.Module):
    """For each word the word it is linked to and the link's label (Dozat & Manning 2017, deep biaffine).

    Places to link to are the words and, first, the sentence's start vector: "none" or the root. Labels are scored by an
    element-wise product of low rank instead of a full bilinear form, which costs the same whatever the label count.
    """

    def __init__(self, width: int, labels: int, dropout: float, rank: int = 256) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.out_of = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.into = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.weight = nn.Parameter(torch.empty(rank, rank))
        nn.init.xavier_uniform_(self.weight)
        self.bias = nn.Linear(rank, 1)
        label_rank = rank // 2
        self.label_from = nn.Sequential(nn.Linear(width, label_rank), nn.GELU(), nn.Dropout(dropout))
        self.label_to = nn.Sequential(nn.Linear(width, label_rank), nn.GELU(), nn.Dropout(dropout))
        self.label_pair = nn.Linear(label_rank, labels)
        self.label_side_from = nn.Linear(label_rank, labels, bias=False)
        self.label_side_to = nn.Linear(label_rank, labels, bias=False)

    def arcs(self, words: Tensor, places: Tensor) -> Tensor:
        """Scores [B, N, 1+N] of words [B, N, D] for places [B, 1+N, D]."""
        words, places = self.dropout(words), self.dropout(places)
        to = self.into(places)
        scores: Tensor = (self.out_of(words) @ self.weight) @ to.transpose(1, 2) + self.bias(to).transpose(1, 2)
        return scores

    def labels(self, words: Tensor, places: Tensor) -> Tensor:
        """Label logits [..., labels] of pairs of word and place vectors [..., D] that broadcast."""
        from_, to = self.label_from(self.dropout(words)), self.label_to(self.dropout(places))
        logits: Tensor = self.label_pair(from_ * to) + self.label_side_from(from_) + self.label_side_to(to)
        return logits


class Network(nn.Module):
    """Encoder and heads. Inputs as in `engine.pieces.Batch`."""

    def __init__(self, config: BertConfig, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(CASES, config.hidden_size)
        nn.init.zeros_(self.case.weight)
        self.upos = Tagger(config.hidden_size, len(UPOS), dropout)
        self.names = Tagger(config.hidden_size, len(NAME_TAGS), dropout)
        self.syntax = Linker(config.hidden_size, len(DEPRELS), dropout)

    @staticmethod
    def pretrained(folder: Path, dropout: float, attention: str = "sdpa") -> Network:
        """The network on pretrained encoder weights (a Hugging Face folder); heads are new, word embeddings frozen.
        `attention`: transformers' name of the implementation ("eager" is what exports)."""
        config = BertConfig.from_pretrained(folder)
        config._attn_implementation = attention
        network = Network(config, dropout)
        network.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention)
        network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return network

    def encode(self, pieces: Tensor, cases: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        """Word vectors [B, N, D] and place vectors [B, 1+N, D] (sentence start, then the words)."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        words = hidden.gather(1, firsts.unsqueeze(-1).expand(-1, -1, hidden.size(-1)))
        return words, torch.cat([hidden[:, :1], words], dim=1)

    def forward(
        self, pieces: Tensor, cases: Tensor, mask: Tensor, firsts: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What inference needs: upos logits [B, N, 17], name log-probabilities [B, N, 21], arc scores [B, N, 1+N] and
        the best label of every possible arc [B, N, 1+N]."""
        words, places = self.encode(pieces, cases, mask, firsts)
        upos = self.upos(words)
        names = self.names(words).log_softmax(-1)
        arcs = self.syntax.arcs(words, places)
        labels = self.syntax.labels(words.unsqueeze(2), places.unsqueeze(1)).argmax(-1)
        return upos, names, arcs, labels
