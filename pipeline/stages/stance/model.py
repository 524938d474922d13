"""A sequence-classification model of the user's own in place of the room's reading of attitudes.

It judges each holder and target that the room found: the sentence beside a hypothesis made of the two, as in natural
language inference (Bowman et al. 2015), or whatever the model was taught to read in pairs of texts.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.document import Quote, Triple
from pipeline.errors import ModelError, ProfileError
from pipeline.grammar.arguments import Arguments
from pipeline.grammar.triples import triple
from pipeline.ontology.schema import Ontology, Relation
from pipeline.profiles.schema import ClassifierEntry

# Of (sentence, hypothesis): every label of the model with its probability.
Scores = Callable[[str, str], Iterable[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Classifier:
    """Gives holder and target an attitude and its probability. `attitudes`: that of each label, None for none."""

    hypothesis: str
    attitudes: Mapping[str, Relation | None]
    scores: Scores

    @classmethod
    def of(cls, entry: ClassifierEntry, ontology: Ontology) -> Classifier:
        """The classifier of a profile. ProfileError for a label or attitude that is not there; ModelError if the model
        cannot be opened."""
        known = {relation.name: relation for relation in ontology.of("stance")}
        wrong = sorted(set(entry.labels.values()) - {"", *known})
        if wrong:
            raise ProfileError(
                f'classifier: {wrong[0]!r} is no attitude; attitudes are {", ".join(known)}, or "" for none'
            )
        labels, scores = _opened(entry)
        for label in sorted(set(labels) ^ set(entry.labels)):
            told = "is not mapped" if label in labels else "is no label of the model"
            raise ProfileError(f"classifier: label {label!r} {told}; {entry.model} has {', '.join(sorted(labels))}")
        return cls(entry.hypothesis, {label: known.get(name) for label, name in entry.labels.items()}, scores)

    def judged(self, arguments: Arguments, stances: Sequence[Triple]) -> Iterator[Triple]:
        """The stances with the attitudes that the model gives their holders and targets, less those it gives none.

        The model reads the whole sentence, so a negation is its to see: what was negated is a fact now.
        """
        for stance in stances:
            holder, target = (a.name or a.text for a in (stance.subject, stance.object))
            hypothesis = self.hypothesis.format(holder=holder, target=target)
            relation, chance = self._attitude(_sentence(arguments, stance.cue), hypothesis)
            if relation is None:
                arguments.reject(stance.relation, stance.cue, f"the classifier sees no attitude, {chance:.2f}")
                continue
            factuality = "fact" if stance.factuality == "negated" else stance.factuality
            pair = (stance.subject, stance.object)
            found = triple(arguments.document, relation, pair, stance.cue, factuality, by="model")
            yield replace(found, score=chance, target=stance.target)

    def _attitude(self, sentence: str, hypothesis: str) -> tuple[Relation | None, float]:
        """The likeliest attitude, and its probability over all labels that stand for it."""
        chances: dict[str, float] = defaultdict(float)
        relations = {relation.name: relation for relation in self.attitudes.values() if relation}
        for label, chance in self.scores(sentence, hypothesis):
            relation = self.attitudes[label]
            chances[relation.name if relation else ""] += chance
        best = max(sorted(chances), key=lambda name: chances[name])
        return relations.get(best), chances[best]


def _sentence(arguments: Arguments, cue: Quote) -> str:
    syntax = arguments.syntax
    first, end = syntax.sentences[syntax.sentence_of(syntax.inside(cue.start, cue.end)[0])]
    return arguments.document.raw[syntax.tokens[first].start : syntax.tokens[end - 1].end]


def _opened(entry: ClassifierEntry) -> tuple[list[str], Scores]:
    """Labels of the model, and the model. From a local folder nothing is fetched; weights are safetensors, never
    pickle, and no code of the model's is run."""
    import transformers

    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if not transformers.is_torch_available():
        raise ModelError(f"classifier {entry.model}: needs torch: pip install 'tripline[transformers]'")
    if entry.folder and not any(entry.folder.glob("*.safetensors")):
        raise ModelError(f"classifier {entry.model}: no .safetensors file in the folder; other weights are not read")
    place = str(entry.folder or entry.model)
    options = {"revision": entry.revision, "local_files_only": entry.folder is not None, "trust_remote_code": False}
    options = {name: value for name, value in options.items() if value is not None}
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(place, **options)
        model = transformers.AutoModelForSequenceClassification.from_pretrained(place, use_safetensors=True, **options)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise ModelError(f"classifier {entry.model}: cannot be opened: {' '.join(str(error).split())}") from error
    classify: Any = transformers.TextClassificationPipeline(  # type: ignore[no-untyped-call]
        model=model, tokenizer=tokenizer, device="cpu", top_k=None, function_to_apply="softmax"
    )

    longest = min(tokenizer.model_max_length, getattr(model.config, "max_position_embeddings", math.inf))

    def scores(sentence: str, hypothesis: str) -> list[tuple[str, float]]:
        found = classify({"text": sentence, "text_pair": hypothesis}, truncation="only_first", max_length=longest)
        return [(one["label"], one["score"]) for one in found]

    return list(model.config.id2label.values()), scores
