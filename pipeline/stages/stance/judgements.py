"""Positions that no cue of the ontology names: a duty, a promise of "we", praise or blame in somebody's mouth.

"“The law is a disgrace,” Reese said": (Reese, opposes, the law). The words are data: `judgements.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from itertools import product

from pipeline.document import Argument, Triple
from pipeline.grammar.predications import Predication
from pipeline.grammar.tree import NOMINAL
from pipeline.grammar.triples import allowed, triple
from pipeline.ontology.schema import Ontology, Relation
from pipeline.stages.stance.attribution import Sources
from pipeline.stages.stance.claims import Claims
from pipeline.stages.stance.sayings import Saying
from pipeline.stages.stance.speakers import Speakers
from pipeline.stages.stance.topics import clause_topic


@dataclass(frozen=True, slots=True)
class Words:
    """Lemmas that tell an attitude; what each list means stands in `judgements.toml`."""

    auxiliaries: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    own_auxiliaries: frozenset[str] = frozenset()
    verdicts: frozenset[str] = frozenset()


@cache
def attitudes() -> Mapping[str, Words]:
    """Attitude -> its words, as shipped."""
    text = resources.files("pipeline.stages.stance").joinpath("judgements.toml").read_text(encoding="utf-8")
    return {name: Words(**{k: frozenset(v) for k, v in lists.items()}) for name, lists in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True)
class Judgements:
    """Reads judgements off the predications of one document."""

    speakers: Speakers
    ontology: Ontology
    sources: Sources
    claims: Claims

    def stances(self, predications: Sequence[Predication]) -> Iterator[Triple]:
        """All judgements with an attitude that the ontology has, in the order of the predications."""
        known = [(self.ontology[name], words) for name, words in attitudes().items() if name in self.ontology.relations]
        for predication in predications:
            said = self.sources.saying_at(predication.head)
            for relation, words in known:
                yield from self._called(relation, words, predication)
                if said is not None:
                    yield from self._verdict(relation, words, predication, said)
                    yield from self._deed(relation, words, predication, said)

    # ---------------------------------------------------------------------------------- what is to be done

    def _deed(self, relation: Relation, words: Words, predication: Predication, said: Saying) -> Iterator[Triple]:
        arguments = self.speakers.arguments
        for clause, cue in self._deeds(words, predication, said):
            topic = clause_topic(arguments, clause, spoken=False)
            for found in self._triple(relation, said.source, topic, cue):
                yield replace(found, target=self.claims.under(clause))

    def _deeds(self, words: Words, predication: Predication, said: Saying) -> Iterator[tuple[int, int]]:
        """Heads of clauses that tell a duty of others or a promise of "we", with the word that makes them one."""
        tree, head = self.speakers.arguments.tree, predication.head
        if not self._is_own(predication, said):
            yield from ((head, a) for a in tree.under(head, "aux") if tree.lemma(a) in words.auxiliaries)
            if predication.pos == "verb" and predication.lemma in words.verbs:
                yield from ((clause, head) for clause in predication.fillers("clause")[:1])
        if said.quoted and predication.pos == "verb" and self._is_ours(head):
            yield from ((head, a) for a in tree.under(head, "aux") if tree.form(a) in words.own_auxiliaries)

    def _is_own(self, predication: Predication, said: Saying) -> bool:
        """Whether the speaker is the subject, by a word other than "we": "Norvik says it needs to cut jobs"."""
        arguments, words = self.speakers.arguments, self.speakers.words.first_person
        subjects = [s for s in arguments.tree.under(predication.head, "nsubj") if arguments.tree.form(s) not in words]
        entities = [found[0].id for s in subjects if (found := arguments.entity(s))]
        return said.source.entity is not None and said.source.entity in entities

    def _is_ours(self, head: int) -> bool:
        tree = self.speakers.arguments.tree
        return any(tree.form(s) in ("i", "we") for s in tree.under(head, "nsubj"))

    # ---------------------------------------------------------------------------------- praise and blame

    def _verdict(self, relation: Relation, words: Words, predication: Predication, said: Saying) -> Iterator[Triple]:
        """ "The law is unacceptable", "the deal was a great success"."""
        tree, head = self.speakers.arguments.tree, predication.head
        if predication.pos != "verb" and predication.factuality == "fact" and tree.under(head, "cop"):
            for cue in self._judging(words, head):
                for subject in tree.under(head, "nsubj"):
                    yield from self._about(relation, said.source, subject, cue)

    def _called(self, relation: Relation, words: Words, predication: Predication) -> Iterator[Triple]:
        """ "called the law a disgrace", "described the deal as fair"."""
        if predication.lemma not in self.speakers.words.calling or predication.factuality != "fact":
            return
        holders = [a for t in predication.fillers("agent") if (a := self.speakers.at(t))]
        names = [*predication.fillers("as"), *self.speakers.arguments.tree.under(predication.head, "xcomp")]
        for cue in [c for n in names for c in self._judging(words, n)][:1]:
            for holder, patient in product(holders, predication.fillers("patient")):
                yield from self._about(relation, holder, patient, cue)

    def _judging(self, words: Words, head: int) -> list[int]:
        """The word of praise or blame, if there is one: the head itself or what modifies it."""
        tree = self.speakers.arguments.tree
        near = (head, *tree.under(head, "amod", "compound", "conj"))
        return [t for t in near if tree.lemma(t) in words.verdicts][:1]

    def _about(self, relation: Relation, holder: Argument, token: int, cue: int) -> Iterator[Triple]:
        arguments = self.speakers.arguments
        named = arguments.tree.tokens[token].upos in NOMINAL
        object_ = arguments.at(token, relation.object_types) if named else None
        if object_ is not None:
            yield from self._triple(relation, holder, object_, cue)

    def _triple(self, relation: Relation, holder: Argument, object_: Argument, cue: int) -> Iterator[Triple]:
        if allowed(relation, holder, object_):
            document, token = self.speakers.arguments.document, self.speakers.arguments.tree.tokens[cue]
            yield triple(document, relation, (holder, object_), document.quote(token.start, token.end))
