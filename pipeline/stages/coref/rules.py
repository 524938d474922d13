"""Reads an article from left to right and decides for each description and pronoun which named thing it means."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.document import Document, Kind, Mention, Syntax
from pipeline.grammar.phrases import head_of
from pipeline.grammar.tree import NOMINAL, tree_of
from pipeline.stages.coref import descriptions, pronouns
from pipeline.stages.coref.lexicon import nouns, people
from pipeline.stages.coref.memory import Memory
from pipeline.stages.coref.pronouns import Pronoun
from pipeline.stages.coref.referents import Referent, called, countries_of, named

ARGUMENTS = frozenset({"nsubj", "obj", "iobj", "obl", "conj"})
# Share found right on the gold trees of GUM's news, interviews and biographies (without its test documents).
SCORES: dict[Kind, float] = {"description": 0.67, "pronoun": 0.9}


def resolved(document: Document, syntax: Syntax, clusters: Sequence[tuple[Mention, ...]]) -> list[Referent]:
    """The things that the clusters name, in order, with the descriptions and pronouns that mean them."""
    reader = _Reader(document, syntax, clusters)
    reader.read()
    return reader.referents


class _Reader:
    """One pass over the tokens of a document."""

    def __init__(self, document: Document, syntax: Syntax, clusters: Sequence[tuple[Mention, ...]]) -> None:
        self.document, self.syntax = document, syntax
        self.tree = tree_of(syntax)
        self.memory = Memory(self.tree)
        self.referents = [named(cluster, syntax, self.tree) for cluster in clusters]
        self.quoted = quoted(document.raw, syntax)
        self.at: dict[int, Referent] = {}  # head token -> what stands there
        self.inside: dict[int, Referent] = {}  # tokens of names
        self.equal: set[int] = set()  # nouns beside a name that say what it is: no mentions of their own
        self.first: dict[Referent, int] = {}  # sentence that names a thing first
        for referent in self.referents:
            for mention in referent.mentions:
                tokens = syntax.inside(mention.start, mention.end)
                if tokens:
                    self.first.setdefault(referent, syntax.sentence_of(tokens[0]))
                    head = head_of(syntax, tokens)
                    self.at.setdefault(head, referent)
                    self.inside.update(dict.fromkeys(tokens, referent))
                    self.equal.update(self._kinds(called(self.tree, tokens, head), referent))

    def _kinds(self, found: Sequence[int], referent: Referent) -> set[int]:
        return {n for n in found if referent.type in nouns().types[self.tree.lemma(n)]}

    def read(self) -> None:
        """Every token once, in text order."""
        for sentence, (first, last) in enumerate(self.syntax.sentences):
            for token in range(first, last):
                self._read(token, sentence)
                if token in self.at:
                    self.memory.add(self.at[token], token, sentence)

    def _read(self, token: int, sentence: int) -> None:
        if token in self.inside:
            return
        said = pronouns.pronoun(self.tree, token, sentence)
        if said is not None:
            self._take(self._meant(said), "pronoun", token, token)
            return
        phrase = descriptions.described(self.tree, token, sentence, self.inside)
        if phrase is not None and token not in self.equal:
            barred = self._barred(self._others(token) | ({phrase.owner} if phrase.owner is not None else set()))
            barred |= {self.inside[t] for t in range(phrase.first, token) if t in self.inside}
            meant = descriptions.antecedent(self.tree, phrase, self.memory, barred)
            coming = (i for i in self.first.items() if i[0] not in barred and i[1] > sentence)
            self._take(meant or descriptions.ahead(self.tree, phrase, coming), "description", phrase.first, token)
        if token not in self.at and self.tree.tokens[token].upos == "NOUN" and self.tree.base(token) in ARGUMENTS:
            self.at[token] = self._unnamed(token)

    def _take(self, meant: Referent | None, kind: Kind, first: int, last: int) -> None:
        """Writes the mention down; of a thing without a name only that it is spoken of again."""
        if meant is None:
            return
        self.at[last] = meant
        if meant.named:
            tokens = self.syntax.tokens
            start, end = tokens[first].start, tokens[last].end
            text = self.document.raw[start:end]
            meant.mentions.append(Mention(start, end, text, meant.type, kind, None, SCORES[kind], "rules"))
        if kind == "description" and self.tree.lemma(last) not in nouns().free:
            meant.nouns.add(self.tree.lemma(last))
            meant.countries.update(countries_of(self.tree, last))

    def _meant(self, said: Pronoun) -> Referent | None:
        quote = self.quoted
        if said.cls in ("i", "we"):
            speaker = pronouns.speaker(self.tree, said, quote) if said.token in quote else None
            thing = self.at.get(speaker) if speaker is not None else None
            wanted = ("PERSON",) if said.cls == "i" else ("ORG", "GPE")
            return thing if thing is not None and thing.type in wanted else None
        if said.cls == "it" and said.token in quote:
            return None  # speech points at what is not in the text
        barred = self._barred(pronouns.clause_mates(self.tree, said))
        if said.token in quote:
            speaker = pronouns.speaker(self.tree, said, quote)
            barred |= self._barred(set() if speaker is None else {speaker})
        meant = pronouns.antecedent(self.tree, said, self.memory, barred)
        if meant is not None and meant.gender is None:
            meant.gender = pronouns.GENDERS.get(said.cls)
        return meant

    def _barred(self, tokens: set[int]) -> set[Referent]:
        return {self.at[t] for t in tokens if t in self.at}

    def _others(self, noun: int) -> set[int]:
        """Subjects and objects of the clause it stands in, and who says so: those would be "it" or "itself".

        "Zoom praised the company's staff", "Zoom said that the company failed": not Zoom.
        """
        at, others = noun, set[int]()
        while self.tree.tokens[at].upos in NOMINAL and not self.tree.is_root(at):
            at = self.tree.tokens[at].head
        others.update(self.tree.under(at, "nsubj", "obj", "iobj"))
        while not self.tree.is_root(at):
            at = self.tree.tokens[at].head
            if self.tree.lemma(at) in pronouns.SAYING:
                others.update(self.tree.under(at, "nsubj"))
        return others - {noun}

    def _unnamed(self, noun: int) -> Referent:
        tree, lemma = self.tree, self.tree.lemma(noun)
        person = "PERSON" in nouns().types.get(lemma, ()) or lemma in people().nouns
        ghost = Referent("PERSON" if person else "thing", nouns={lemma}, gender=people().nouns.get(lemma))
        ghost.plural = tree.form(noun) != lemma or bool(tree.under(noun, "conj"))
        return ghost


def quoted(raw: str, syntax: Syntax) -> set[int]:
    """Tokens inside quotation marks. A quotation ends with its paragraph."""
    found: set[int] = set()
    open_, end = False, 0
    for index, token in enumerate(syntax.tokens):
        if "\n" in raw[end : token.start] and "\n\n" in raw[end : token.start].replace(" ", ""):
            open_ = False
        end = token.end
        if token.form in ("“", "``", "«"):
            open_ = True
        elif token.form in ("”", "''", "»"):
            open_ = False
        elif token.form == '"':
            open_ = not open_
        elif open_:
            found.add(index)
    return found
