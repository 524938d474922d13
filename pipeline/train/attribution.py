"""Readers of public corpora that say who says what: sentences that teach the engine's column "says" and nothing else.

The cue is the word that tells the saying ("said", "according"), its subject the head of who says it, its object the
head of the clause that is said. Where to get each corpus: CONTRIBUTING.md. Texts are read, never copied into the
project.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from pipeline.document import SAYS, Document, Piece, Syntax, Text, Token
from pipeline.errors import CorpusError
from pipeline.flow import load
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import Tree, tree_of
from pipeline.stages.parse.lemmas import lemma
from pipeline.train import meantime as values
from pipeline.train.corpora import Cue, Sentence, conllu
from pipeline.train.sources import ASKED, content_of, is_settled, joined, preposition, speaker, telling

# Genres of GUM with texts under CC BY in which people are reported; in the other free ones they talk themselves.
GENRES = frozenset("news interview court academic".split())
RST = "gum-attribution/raw/rst/rstweb"

Span = tuple[int, int]


# ------------------------------------------------------------------------------------------------- GUM


@dataclass(frozen=True, slots=True)
class _Rst:
    """A rhetorical tree: the parent of each node, its relation to it, and the words of each leaf."""

    parents: dict[str, str]
    relations: dict[str, str]
    words: dict[str, range]

    def leaves(self, node: str, without: str) -> list[int]:
        """The words under a node, but those under another one."""
        found = list[int]()
        for leaf, words in self.words.items():
            above = [leaf]
            while (parent := self.parents.get(above[-1], "")) and parent not in above:
                above.append(parent)
            if node in above and without not in above:
                found += words
        return found

    def core(self, node: str) -> list[int]:
        """The words of a node without its satellites: of a group those of its first nucleus."""
        while node not in self.words:
            under = [n for n, p in self.parents.items() if p == node and self._is_nucleus(n)]
            if not under:
                return []
            node = min(under, key=lambda n: min(self.leaves(n, ""), default=0))
        return list(self.words[node])

    def _is_nucleus(self, node: str) -> bool:
        return self.relations[node].startswith(("span", "joint", "same-unit", "restatement-repetition"))


def gum(data: Path, split: str) -> Iterator[Sentence]:
    """Sentences of GUM's texts of GENRES with its attribution relations (Zeldes 2017, in rhetorical trees): the cue is
    found in the clause that attributes, by the words' own trees.

    Left out are sentences whose cue cannot be told, and those in which a saying is denied.
    """
    for name in (data / f"gum/splits/{split}.list").read_text("utf-8").split():
        if name.split("_")[1] in GENRES:
            sentences = list(conllu(data / f"gum/dep/{name}.conllu"))
            yield from _attributed(sentences, _rst(data / RST / f"{name}.rs4", sentences))


def _rst(path: Path, sentences: Sequence[Sentence]) -> _Rst:
    """The rhetorical tree of a text, its leaves placed among the words by their letters."""
    if not path.is_file():
        raise CorpusError(f"{path}: not found; unpack the corpus there in its upstream form (see CONTRIBUTING.md)")
    ends, total = list[int](), 0
    for word in (word for sentence in sentences for word in sentence.words):
        total += len(word.replace(" ", ""))
        ends.append(total)
    tree, begun, at = _Rst({}, {}, {}), 0, 0
    for node in ElementTree.parse(path).getroot().iter():
        if node.tag in ("segment", "group"):
            id = node.get("id", "")
            tree.parents[id], tree.relations[id] = node.get("parent", ""), node.get("relname", "")
        if node.tag == "segment":
            at += len("".join((node.text or "").split()))
            end = next((n + 1 for n in range(begun, len(ends)) if ends[n] >= at), len(ends))
            tree.words[node.get("id", "")] = range(begun, end)
            begun = end
    if at != total:
        raise CorpusError(f"{path}: {at} letters; the text of its trees has {total}")
    return tree


def _attributed(sentences: Sequence[Sentence], rst: _Rst) -> Iterator[Sentence]:
    """The sentences with a cue for each attribution in them."""
    found: dict[int, list[Cue | None]] = {}
    begins = [0]
    for sentence in sentences:
        begins.append(begins[-1] + len(sentence.words))
    for node, relation in rst.relations.items():
        core = rst.core(node) if relation.startswith("attribution-") else []
        if core:
            at = max(n for n, begin in enumerate(begins) if begin <= core[0])
            inside = range(begins[at], begins[at + 1])
            said = [w - inside.start for w in rst.leaves(rst.parents[node], node) if w in inside]
            cue = _cue(sentences[at], [w - inside.start for w in core if w in inside], said)
            found.setdefault(at, []).append(cue if relation.endswith("positive") else None)
    for at, sentence in enumerate(sentences):
        if None not in (cues := found.get(at, [])):
            yield Sentence(sentence.words, cues=joined(cues), asked=ASKED)


def _cue(sentence: Sentence, clause: Sequence[int], said: Sequence[int]) -> Cue | None:
    """The saying that a clause tells of what is said (words of its sentence, maybe none)."""
    tree = _tree(sentence)
    under = [(tree.tokens[word].head, word) for word in said if tree.tokens[word].head in clause]
    tops = [word for word in clause if tree.tokens[word].head not in clause or tree.is_root(word)]
    tops = [word for word in tops if tree.base(word) not in ("punct", "cc", "mark", "advmod", "discourse")]
    if not under and not tops:
        return None
    cue, content = under[0] if under else (tops[0], tree.tokens[tops[0]].head)
    objects = (content,) if content in said else ()
    named = [c for c in tree.under(cue, "case") if preposition(tree.tokens, c)]
    if named:
        return Cue(named[0], (SAYS,), (cue,), objects)
    return Cue(cue, (SAYS,), speaker(tree, cue), objects) if tree.lemma(cue) in telling() else None


def _tree(sentence: Sentence) -> Tree:
    assert sentence.heads is not None
    assert sentence.upos is not None
    assert sentence.deprels is not None
    rows = zip(sentence.words, sentence.upos, sentence.heads, sentence.deprels, strict=True)
    tokens = tuple(Token(word, 0, 0, lemma(word, upos), upos, head, deprel) for word, upos, head, deprel in rows)
    return tree_of(Syntax(tokens, ((0, len(tokens)),)))


# -------------------------------------------------------------------------------------------- MEANTIME


def meantime(data: Path, kept_back: frozenset[str]) -> Iterator[Sentence]:
    """Sentences of the labelled beginnings of MEANTIME's articles with its SLINKs, read by the shipped engine: a saying
    and an event that is said, and the participant that says it.

    Articles whose address is in `kept_back` are left out. Of a sentence with a word of saying that has no SLINK, or one
    of another kind ("wants"), nothing else is asked.
    """
    flow = load().until("syntax")
    for name, root in values.trees(data, "dev", kept_back):
        tokens = list(root.iter("token"))
        raw, places = values.text_of(tokens)
        (read,) = flow([Document(name, raw, text=Text(raw, (Piece(0, len(raw), 0, len(raw)),)))])
        assert read.syntax is not None
        found = list(_slinks(root, tokens, places, read.syntax))
        end = values.labelled(tokens, places)
        yield from _of_syntax(read.syntax, found, end)


def _slinks(
    root: ElementTree.Element, tokens: Sequence[ElementTree.Element], places: Sequence[Span], syntax: Syntax
) -> Iterator[tuple[int, Cue | None]]:
    """The word of each SLINK's saying, and what it says if it is one; words are those of the syntax."""
    order = {token.get("t_id"): n for n, token in enumerate(tokens)}
    heads, tree = dict[str, int](), tree_of(syntax)
    for mark in root.iter():
        at = [order[anchor.get("t_id")] for anchor in mark.iter("token_anchor")]
        if mark.tag.endswith("_MENTION") and at:
            heads[mark.get("m_id", "")] = head_of(syntax, syntax.inside(places[at[0]][0], places[at[-1]][1]))
    said_by = {(p[0], heads.get(p[1])) for p in _links(root, "HAS_PARTICIPANT", "Arg0")}
    for saying, event in _links(root, "SLINK"):
        cue, content = heads.get(saying), heads.get(event)
        if cue is not None and content is not None:
            sentence = syntax.sentence_of(cue)
            near = [
                w
                for s, w in sorted(said_by, key=str)
                if s == saying and w is not None and syntax.sentence_of(w) == sentence
            ]
            objects = (content_of(tree, cue, content),) if syntax.sentence_of(content) == sentence else ()
            known = tree.lemma(cue) in telling()
            yield cue, Cue(cue, (SAYS,), tuple(near[:1]), objects) if known else None


def _links(root: ElementTree.Element, tag: str, role: str = "") -> Iterator[tuple[str, str]]:
    """The marks that a link of a kind joins, by their ids."""
    for link in root.iter(tag):
        source, target = link.find("source"), link.find("target")
        if source is not None and target is not None and link.get("sem_role", "") == role:
            yield source.get("m_id", ""), target.get("m_id", "")


def _of_syntax(syntax: Syntax, found: Sequence[tuple[int, Cue | None]], end: int) -> Iterator[Sentence]:
    for first, last in syntax.sentences:
        inside = [cue for word, cue in found if first <= word < last]
        words = syntax.tokens[first:last]
        cues = joined(inside, first)
        settled = None not in inside and is_settled(words, [cue.word for cue in cues])
        if words[-1].end <= end and (cues or settled):
            yield Sentence(tuple(t.form for t in words), cues=cues, asked=ASKED if settled else frozenset())
