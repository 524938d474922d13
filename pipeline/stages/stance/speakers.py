"""Who a word stands for when somebody says something: an entity, or people without a name."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.document import Argument
from pipeline.grammar.actors import ACTORS
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.countries import country_named, country_of_adjective
from pipeline.stages.stance.vocabulary import Vocabulary

SPEAKER_TYPES = frozenset({"PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART"})


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
        found, lemma = self.arguments.at(token, SPEAKER_TYPES), self.arguments.tree.lemma(token)
        if found is None and self._is_voice(token):
            found = self._owner(token)
        if found is None and lemma in ACTORS:
            found = self._group(token, citizens=lemma in self.words.citizens)
        return found or self.unnamed(token)

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
        """The body that a voice speaks for, or that its body belongs to ("the chief of Zoom's press service")."""
        tree = self.arguments.tree
        for slot in self.words.owners:
            for child in tree.children[token]:
                if slot in (tree.base(child), tree.deprel(child), tree.preposition(child)):
                    found = self.arguments.at(child, SPEAKER_TYPES)
                    if found is None and (slot == "compound" or tree.lemma(child) in self.words.voices):
                        found = self._owner(child)
                    if found is not None:
                        return self._country(found)
        return None

    def _country(self, found: Argument) -> Argument:
        """ "Russian" of "Russian officials" is Russia, where the article has an entity for the country."""
        country = country_of_adjective(found.text) if found.type == "NORP" else None
        for entity in self.arguments.document.entities or () if country else ():
            if entity.type == "GPE" and country in {country_named(n) or n for n in entity.names}:
                return Argument(entity.type, found.text, found.start, found.end, entity.id, entity.name)
        return found
