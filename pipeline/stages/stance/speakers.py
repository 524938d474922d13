"""Who a word stands for when somebody says something: an entity, or people without a name."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.document import Argument
from pipeline.grammar.actors import ACTORS
from pipeline.grammar.arguments import Arguments, country_of
from pipeline.grammar.countries import country_named, country_of_adjective
from pipeline.grammar.tree import Tree
from pipeline.stages.stance.vocabulary import Vocabulary

SPEAKER_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART"})
LOOK_BACK = 1500  # words within which "the ministry" is the ministry that was spoken of


@dataclass(frozen=True, slots=True)
class Speakers:
    """Reads speakers off the arguments of a document."""

    arguments: Arguments
    words: Vocabulary

    def at(self, token: int) -> Argument | None:
        """Who speaks, if the token heads the phrase of the speaker; None where nobody can be told.

        "Dmitry Peskov", "he" and "spokesman Dmitry Peskov" are the person, "a Zoom spokesperson" and "its statement"
        are the body they speak for, "Republican lawmakers" their party, "a lawmaker" is a TOPIC.
        """
        lemma = self.arguments.tree.lemma(token)
        found = self.arguments.at(token, SPEAKER_TYPES) or self._named(token)
        if found is None and self._is_voice(token):
            found = self._owner(token) or self._issuer(token)
        if found is None and lemma in ACTORS:
            found = self._group(token, citizens=lemma in self.words.citizens)
        return found or self._as_before(token) or self._state(token) or self.unnamed(token)

    def _named(self, token: int) -> Argument | None:
        """The name that stands right behind a word for people ("the shopworkers' union Ustra"), or that they are said
        to have ("a student named Wong")."""
        tree = self.arguments.tree
        known = tree.lemma(token) in ACTORS or tree.lemma(token) in self.words.voices
        following = self.arguments.mentions.get(token + 1)
        if known and following and following[1].start == tree.tokens[token + 1].start and following[1].kind == "name":
            return self.arguments.at(token + 1, {"PERSON", "ORG"})
        named = [c for c in tree.under(token, "acl") if tree.form(c) in ("named", "called")]
        names = (self.arguments.at(n, {"PERSON", "ORG"}) for c in named for n in tree.under(c, "xcomp", "obj"))
        return next((name for name in names if name), None)

    def _is_voice(self, token: int) -> bool:
        """Whether the word speaks for a body; "daily" of "the Telvia business daily said" may pass for an adverb."""
        tokens, voices = self.arguments.tree.tokens, self.words.voices
        mistaken = token + 1 < len(tokens) and tokens[token + 1].upos in ("ADV", "ADJ")
        return self.arguments.tree.lemma(token) in voices or (
            mistaken and self.arguments.tree.lemma(token + 1) in voices
        )

    def unnamed(self, token: int) -> Argument | None:
        """The phrase of people without a name, as a TOPIC."""
        tree = self.arguments.tree
        known = tree.tokens[token].upos in ("NOUN", "PROPN") and tree.lemma(token) in ACTORS
        return self.arguments.topic(token) if known else None

    def _group(self, token: int, citizens: bool) -> Argument | None:
        """The group that people are named after: "Republican lawmakers"; a nationality only of citizens."""
        tree = self.arguments.tree
        if tree.form(token) == tree.lemma(token) and not citizens:
            return None
        groups = (self.arguments.at(c, {"NORP"}) for c in tree.under(token, "amod", "compound"))
        return next((a for a in groups if a and (citizens or country_of_adjective(a.text) is None)), None)

    def _owner(self, token: int) -> Argument | None:
        """The body that a voice speaks for, or that its body belongs to ("the chief of Zoom's press service"); of "the
        company website" the one named last."""
        tree = self.arguments.tree
        for slot in self.words.owners:
            for child in tree.children[token]:
                if slot in (tree.base(child), tree.deprel(child), tree.preposition(child)):
                    found = self.arguments.at(child, SPEAKER_TYPES)
                    if found is None and (slot == "compound" or tree.lemma(child) in self.words.voices):
                        found = self._owner(child) or self._as_before(child, definite=True) or self._last(child)
                    if found is not None:
                        return self._country(found)
        return None

    def _issuer(self, token: int) -> Argument | None:
        """Who puts out what speaks: "Norvik released a statement saying", "a report published by Norvik said"."""
        tree, above = self.arguments.tree, self.arguments.tree.tokens[token].head
        agents = [a for c in tree.under(token, "acl") if tree.lemma(c) in self.words.issuing for a in _by(tree, c)]
        if tree.base(token) == "obj" and tree.lemma(above) in self.words.issuing:
            agents += tree.under(above, "nsubj")
        return next((found for a in agents if (found := self.arguments.at(a, SPEAKER_TYPES))), None)

    def _as_before(self, token: int, definite: bool = False) -> Argument | None:
        """Who owned the same thing when it was last spoken of: "the Samoan government ... the government said"."""
        tree, lemma = self.arguments.tree, self.arguments.tree.lemma(token)
        known = lemma in ACTORS or lemma in self.words.voices
        if not known or not (definite or any(tree.form(c) == "the" for c in tree.under(token, "det"))):
            return None
        for at in range(token - 1, max(-1, token - LOOK_BACK), -1):
            if tree.lemma(at) == lemma and tree.tokens[at].upos in ("NOUN", "PROPN"):
                found = self.arguments.at(at, SPEAKER_TYPES) or self._owner(at) or self._issuer(at)
                if found is not None:
                    return self._here(found, token)
        return None

    def _state(self, token: int) -> Argument | None:
        """The country whose officials speak, where only their sentence names it, before them."""
        syntax, arguments = self.arguments.syntax, self.arguments
        if arguments.tree.lemma(token) not in self.words.public:
            return None
        first, _ = syntax.sentences[syntax.sentence_of(token)]
        for at in range(token - 1, first - 1, -1):
            found = country_of(*arguments.mentions[at], arguments.countries) if at in arguments.mentions else None
            if found is not None:
                return self._here(found, token)
        return None

    def _last(self, token: int) -> Argument | None:
        """The body that was named last, of a word for any."""
        arguments = self.arguments
        if arguments.tree.lemma(token) not in self.words.bodies:
            return None
        named = (at for at in range(token - 1, max(-1, token - LOOK_BACK), -1) if at in arguments.mentions)
        return next((self._here(found, token) for at in named if (found := arguments.at(at, {"ORG"}))), None)

    def _here(self, found: Argument, token: int) -> Argument:
        """Who was named elsewhere, in the words that stand for them at a token."""
        quote = self.arguments.phrase(token)
        return replace(found, text=quote.text, start=quote.start, end=quote.end)

    def _country(self, found: Argument) -> Argument:
        """ "Russian" of "Russian officials" is Russia, where the article has an entity for the country."""
        country = country_of_adjective(found.text) if found.type == "NORP" else None
        for entity in self.arguments.document.entities or () if country else ():
            if entity.type == "GPE" and country in {country_named(n) or n for n in entity.names}:
                return Argument(entity.type, found.text, found.start, found.end, entity.id, entity.name)
        return found


def _by(tree: Tree, verb: int) -> tuple[int, ...]:
    """Who does what a passive participle tells."""
    return tuple(c for c in tree.under(verb, "obl") if tree.preposition(c) == "by")


def phrase_head(tree: Tree, first: int) -> int:
    """Head of the noun phrase that begins at a token."""
    at = first
    while tree.tokens[at].head > at and tree.base(at) in ("det", "amod", "compound", "nummod", "nmod", "flat"):
        at = tree.tokens[at].head
    return at
