"""The network: MiniLM with letter case, and two kinds of head, `Tagger` and `Linker`, read in one pass.

A `Linker` that links each word to one place is a `TreeLinker`; the plain one labels any pair of words, or none.
"""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from pipeline.engine.decode import LEAST, PREDICATE
from pipeline.engine.labels import DEPRELS, NAME_TAGS, OBJECT, ROLES, SUBJECT, UPOS
from pipeline.engine.pieces import CASES

# Where the logit of a label that hardly any word has begins.
RARE = -6.0
# Layers of the encoder that `Depth` reads, 0 the embeddings.
LAYERS = (-1, 4, 2, 0)


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
    """A label for each pair of words: [..., D] and [..., D] that broadcast -> logits [..., labels].

    Labels are scored by an element-wise product of low rank instead of a full bilinear form (Dozat & Manning 2017),
    which costs the same whatever the label count.
    """

    def __init__(self, width: int, labels: int, dropout: float, rank: int = 128) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.label_from = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.label_to = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.label_pair = nn.Linear(rank, labels)
        self.label_side_from = nn.Linear(rank, labels, bias=False)
        self.label_side_to = nn.Linear(rank, labels, bias=False)

    def labels(self, words: Tensor, places: Tensor) -> Tensor:
        """Label logits [..., labels] of pairs of word and place vectors [..., D] that broadcast."""
        from_, to = self.label_from(self.dropout(words)), self.label_to(self.dropout(places))
        logits: Tensor = self.label_pair(from_ * to) + self.label_side_from(from_) + self.label_side_to(to)
        return logits

    def labels_from(self, picked: Tensor, words: Tensor) -> Tensor:
        """Label logits [P, N, labels] of all words of a sentence [B, N, D] to some of them; `picked` [P, 2]: sentence
        and word of each of these."""
        sentences, at = picked.unbind(1)
        from_, to = self.label_from(self.dropout(words)), self.label_to(self.dropout(words))
        sides = self.label_side_from(from_)[sentences, at].unsqueeze(1) + self.label_side_to(to)[sentences]
        logits: Tensor = self.label_pair(from_[sentences, at].unsqueeze(1) * to[sentences]) + sides
        return logits


class TreeLinker(Linker):
    """For each word the one place it is linked to, and the link's label (Dozat & Manning 2017, deep biaffine).

    Places to link to are the words and, first, the sentence's start vector: the root.
    """

    def __init__(self, width: int, labels: int, dropout: float, rank: int = 256) -> None:
        super().__init__(width, labels, dropout, rank // 2)
        self.out_of = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.into = nn.Sequential(nn.Linear(width, rank), nn.GELU(), nn.Dropout(dropout))
        self.weight = nn.Parameter(torch.empty(rank, rank))
        nn.init.xavier_uniform_(self.weight)
        self.bias = nn.Linear(rank, 1)

    def arcs(self, words: Tensor, places: Tensor) -> Tensor:
        """Scores [B, N, 1+N] of words [B, N, D] for places [B, 1+N, D]."""
        words, places = self.dropout(words), self.dropout(places)
        to = self.into(places)
        scores: Tensor = (self.out_of(words) @ self.weight) @ to.transpose(1, 2) + self.bias(to).transpose(1, 2)
        return scores


class Layer(nn.Module):
    """A transformer layer that normalises first (Xiong et al. 2020), in a form that exports free in lengths."""

    def __init__(self, width: int, dropout: float, heads: int = 6) -> None:
        super().__init__()
        self.heads = heads
        self.dropout = nn.Dropout(dropout)
        self.before_attention = nn.LayerNorm(width)
        self.query_key_value = nn.Linear(width, 3 * width)
        self.out_of_attention = nn.Linear(width, width)
        self.before_words = nn.LayerNorm(width)
        self.words = nn.Sequential(
            nn.Linear(width, 2 * width), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * width, width)
        )

    def forward(self, words: Tensor, absent: Tensor) -> Tensor:
        """[B, N, D] and where no word is [B, N] -> [B, N, D]."""
        words = words + self.dropout(self._attend(self.before_attention(words), absent))
        found: Tensor = words + self.dropout(self.words(self.before_words(words)))
        return found

    def _attend(self, words: Tensor, absent: Tensor) -> Tensor:
        batch, size, width = words.shape
        split = self.query_key_value(words).view(batch, size, 3, self.heads, width // self.heads)
        query, key, value = split.permute(2, 0, 3, 1, 4).unbind()
        scores = query @ key.transpose(2, 3) / (width // self.heads) ** 0.5
        weights = self.dropout(scores.masked_fill(absent[:, None, None], -1e9).softmax(-1))
        found: Tensor = self.out_of_attention((weights @ value).transpose(1, 2).reshape(batch, size, width))
        return found


class Depth(nn.Module):
    """Word vectors for the heads of cues and links: transformer layers over what several layers of the encoder say.

    The encoder's last layer is bent to syntax and names; its earlier ones still tell one word from another.
    """

    def __init__(self, width: int, dropout: float, layers: int = 2) -> None:
        super().__init__()
        self.into = nn.Linear(width * len(LAYERS), width)
        self.layers = nn.ModuleList(Layer(width, dropout) for _ in range(layers))
        self.norm = nn.LayerNorm(width)

    def forward(self, words: Tensor, absent: Tensor) -> Tensor:
        """[B, N, len(LAYERS) D] and where no word is [B, N] -> [B, N, D]."""
        found = self.into(words)
        for layer in self.layers:
            found = layer(found, absent)
        normed: Tensor = self.norm(found)
        return normed


class Network(nn.Module):
    """Encoder and heads. Inputs as in `engine.pieces.Batch`."""

    def __init__(self, config: BertConfig, relations: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.case = nn.Embedding(CASES, config.hidden_size)
        nn.init.zeros_(self.case.weight)
        self.upos = Tagger(config.hidden_size, len(UPOS), dropout)
        self.names = Tagger(config.hidden_size, len(NAME_TAGS), dropout)
        self.syntax = TreeLinker(config.hidden_size, len(DEPRELS), dropout)
        self.predicates = Tagger(config.hidden_size, 2, dropout)
        self.roles = Linker(config.hidden_size, len(ROLES), dropout)
        self.depth = Depth(config.hidden_size, dropout)
        self.cues = Tagger(config.hidden_size, relations, dropout)
        nn.init.constant_(self.cues.score.bias, RARE)
        self.links = Linker(config.hidden_size, 1 + max(SUBJECT, OBJECT), dropout)

    @staticmethod
    def pretrained(folder: Path, relations: int, dropout: float, attention: str = "sdpa") -> Network:
        """The network on pretrained encoder weights (a Hugging Face folder); heads are new, word embeddings frozen.
        `attention`: transformers' name of the implementation ("eager" is what exports)."""
        config = BertConfig.from_pretrained(folder)
        config._attn_implementation = attention
        network = Network(config, relations, dropout)
        network.encoder = BertModel.from_pretrained(folder, add_pooling_layer=False, attn_implementation=attention)
        network.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        return network

    def encode(self, pieces: Tensor, cases: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Word vectors [B, N, D], place vectors [B, 1+N, D] (sentence start, then the words) and the words' vectors in
        LAYERS side by side [B, N, len(LAYERS) D]."""
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.case(cases)
        states = self.encoder(inputs_embeds=embedded, attention_mask=mask, output_hidden_states=True).hidden_states
        index = firsts.unsqueeze(-1).expand(-1, -1, states[-1].size(-1))
        words = states[-1].gather(1, index)
        layers = torch.cat([states[layer].gather(1, index) for layer in LAYERS], dim=-1)
        return words, torch.cat([states[-1][:, :1], words], dim=1), layers

    def forward(self, pieces: Tensor, cases: Tensor, mask: Tensor, firsts: Tensor) -> tuple[Tensor, ...]:
        """What inference needs: upos logits [B, N, 17], name log-probabilities [B, N, 21], arc scores [B, N, 1+N], the
        best label of every possible arc [B, N, 1+N], the probability of expressing each relation [B, N, relations];
        sentence and word of each predicate [P, 2], what every word is to it [P, N] and with what probability; sentence
        and word of each likely cue [C, 2] and the probability of being nothing, subject or object to it [C, N, 3].

        The first word of all is always among predicates and cues, for ONNX's sake; if it is none, all words are nothing
        to it and its relations are unlikely."""
        words, places, layers = self.encode(pieces, cases, mask, firsts)
        upos = self.upos(words)
        names = self.names(words).log_softmax(-1)
        arcs = self.syntax.arcs(words, places)
        labels = self.syntax.labels(words.unsqueeze(2), places.unsqueeze(1)).argmax(-1)
        absent = firsts.eq(0)
        predicates = self.predicates(words).softmax(-1)[..., 1] > PREDICATE
        framed = _picked(predicates, absent)
        sure, roles = self.roles.labels_from(framed, words).softmax(-1).max(-1)
        roles = roles * predicates[framed[:, 0], framed[:, 1]].unsqueeze(1)
        deep = self.depth(layers, absent)
        cues = self.cues(deep).sigmoid()
        cued = _picked(cues.amax(-1) > LEAST, absent)
        links = self.links.labels_from(cued, deep).softmax(-1)
        return upos, names, arcs, labels, cues, framed, roles, sure, cued, links


def _picked(wanted: Tensor, absent: Tensor) -> Tensor:
    """Sentence and word [P, 2] of the words that are wanted, and of the first word of all."""
    first = torch.cat([torch.ones_like(wanted[:1, :1]), torch.zeros_like(wanted[:1, 1:])], dim=1)
    first = torch.cat([first, torch.zeros_like(wanted[1:])])
    return ((wanted & ~absent) | first).nonzero()
