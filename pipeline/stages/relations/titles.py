"""Titles beside names, read from the order of words: "Zoom CEO Eric Yuan", "Eric Yuan, head of Zoom"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from pipeline.document import Argument, Token
from pipeline.stages.relations.named import Named

BEHIND = frozenset({"of", "for", "at", "from", "with", "to", "in", "by"})
# Words that may stand before a title in its noun phrase.
BEFORE = frozenset({"ADJ", "NOUN", "PROPN", "DET", "NUM", "PART", "PRON", "ADV"})
# Forms that end a noun phrase to the left although their tag may not.
STOPS = frozenset({",", ";", ":", "who", "which", "that", "where", "not"})
OFFICES_OF_STATE = frozenset(
    {
        "president",
        "prime minister",
        "premier",
        "minister",
        "foreign minister",
        "finance minister",
        "interior minister",
        "defence minister",
        "defense minister",
        "health minister",
        "secretary of state",
        "vice president",
        "deputy prime minister",
        "attorney general",
        "chancellor",
    }
)
REACH = 7  # words looked at on either side
NEAR = 4  # words between a preposition and the name behind it


@dataclass(frozen=True, slots=True)
class Beside:
    """Looks for the bearer of a title and for what the title belongs to around the title's words."""

    named: Named

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The words of the document."""
        return self.named.syntax.tokens

    def bearers(self, words: Sequence[int], types: Collection[str]) -> list[Argument]:
        """Names behind the title ("CEO Eric Yuan", "CEO of Zoom, Eric Yuan"), else before it ("Eric Yuan, CEO")."""
        low, high = self._sentence(words[0])
        behind = self._behind(words[-1] + 1, high, types)
        if behind:
            return [behind]
        before = self._before(words[0] - 1, low, types)
        return [before] if before else []

    def owners(self, words: Sequence[int], types: Collection[str]) -> list[Argument]:
        """What the title belongs to: its "of" phrase, else what stands before it in its phrase, else other phrases.

        "a U.S. senator from Vermont" belongs to both; "Senator Ron Wyden of Oregon" has its phrase behind the name;
        an office of state without any ("President Putin") is of the country that the article is about.
        """
        low, high = self._sentence(words[0])
        after = self._prepositional(words[-1] + 1, high, types)
        if after and after[1] == "of":
            return [after[0]]
        before = self._possessor(words[0] - 1, low, types)
        if before:
            return [before, after[0]] if after and after[1] == "from" else [before]
        after = after or self._behind_name(words[-1] + 1, high, types)
        if after:
            return [after[0]]
        home = self.named.home if "GPE" in types and self._is_of_state(words) else None
        return [home] if home else []

    def _behind_name(self, at: int, high: int, types: Collection[str]) -> tuple[Argument, str] | None:
        if at not in self.named.first:
            return None
        found = self._prepositional(self.named.first[at][0] + 1, high, types)
        return found if found and found[1] in ("of", "from") else None

    def _is_of_state(self, words: Sequence[int]) -> bool:
        """Whether the words end an office of state, written as one: "President", "Interior Minister"."""
        last = self.tokens[words[-1]]
        title = " ".join(self.tokens[w].lemma.lower() for w in words)
        return title in OFFICES_OF_STATE and last.form[:1].isupper() and words[-1] + 1 in self.named.first

    def _sentence(self, token: int) -> tuple[int, int]:
        return self.named.syntax.sentences[self.named.syntax.sentence_of(token)]

    def _behind(self, at: int, high: int, types: Collection[str]) -> Argument | None:
        at = self._past_other_title(at, high)
        found = self._starts(at, types)
        if found:
            return found
        if at < high and self.tokens[at].form.lower() in BEHIND:
            at = self._past_prepositional(at, high)
        if at + 1 < high and self.tokens[at].form == ",":
            found = self._starts(at + 1, frozenset(types) - {"GPE", "LOC"})  # "the town of Mokha, Yemen"
            end = self.named.first[at + 1][0] if found else at
            # "the CEO, Eric Yuan, said" and not "the CEO, Eric Yuan and ..." or a list
            return found if end + 1 >= high or self.tokens[end + 1].form.lower() not in ("and", "'s", "’s") else None
        return self._starts(at, types)

    def _past_other_title(self, at: int, high: int) -> int:
        """ "chairman and chief executive Eric Yuan": the first title skips the second."""
        if at < high and self.tokens[at].form.lower() in ("and", "&"):
            for end in range(at + 1, min(high, at + NEAR)):
                if end in self.named.first and self.tokens[end - 1].upos in ("NOUN", "PROPN", "ADJ"):
                    return end
        return at

    def _past_prepositional(self, at: int, high: int) -> int:
        for end in range(at + 1, min(high, at + REACH)):
            if end in self.named.first and end - at <= NEAR:
                return self.named.first[end][0] + 1
        return at

    def _starts(self, at: int, types: Collection[str]) -> Argument | None:
        if at not in self.named.first:
            return None
        _, entity, mention = self.named.first[at]
        return self.named.argument(entity, mention, types) if mention.kind == "name" else None

    def _before(self, at: int, low: int, types: Collection[str]) -> Argument | None:
        """The name before the comma that opens the title's phrase; an age may stand between ("Yuan, 51, head")."""
        for place in range(at, max(low, at - REACH), -1):
            token = self.tokens[place]
            if token.form == ",":
                end = place - 1
                if end - 1 > low and self.tokens[end].upos == "NUM" and self.tokens[end - 1].form == ",":
                    end -= 2
                return self._ends(end, types)
            if token.upos not in BEFORE or token.form.lower() in STOPS:
                return None
        return None

    def _ends(self, at: int, types: Collection[str]) -> Argument | None:
        if at not in self.named.last:
            return None
        _, entity, mention = self.named.last[at]
        return self.named.argument(entity, mention, types)

    def _prepositional(self, at: int, high: int, types: Collection[str]) -> tuple[Argument, str] | None:
        if at >= high or self.tokens[at].form.lower() not in BEHIND:
            return None
        for place in range(at + 1, min(high, at + 1 + NEAR)):
            if place in self.named.first:
                _, entity, mention = self.named.first[place]
                found = self.named.argument(entity, mention, types)
                if found and entity.type != "NORP":  # "mayor of the Polish city of Gdańsk"
                    return found, self.tokens[at].form.lower()
            if self.tokens[place].upos not in ("DET", "ADJ", "NOUN", "PROPN", "PRON", "PART", "ADP"):
                return None
        return None

    def _modifies(self, place: int) -> bool:
        """Whether the word may stand before a title in its phrase, as "authorised" may too."""
        token = self.tokens[place]
        fits = token.upos in BEFORE or (token.upos == "VERB" and token.deprel == "amod")
        return fits and token.form.lower() not in STOPS

    def _possessor(self, at: int, low: int, types: Collection[str]) -> Argument | None:
        """The nearest fitting name to the left within the title's noun phrase."""
        place = at
        while place > max(low - 1, at - REACH):
            if place in self.named.last:
                first, entity, mention = self.named.last[place]
                found = self.named.argument(entity, mention, types)
                if found:
                    return found
                place = first
            elif not self._modifies(place):
                return None
            place -= 1
        return None
