"""Compared articles as the plain facts that the page's script draws.

Offsets in these facts count UTF-16 units, as scripts do; everywhere else they count code points.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.document import Argument, Attribution, Cut, Document, Triple
from pipeline.evaluate.match import all_triples
from pipeline.evaluate.outcomes import Outcome
from pipeline.view.pages.offsets import number, units

Facts = dict[str, Any]
Place = Callable[[int], int]


@dataclass(frozen=True, slots=True)
class Article:
    """A labelled article, what a run made of it (None: it is not in the run), and what became of each triple."""

    gold: Document
    predicted: Document | None
    outcomes: Sequence[Outcome]
    outlet: str = ""


def facts(article: Article) -> Facts:
    """One article: name, outlet, raw text, cuts and outcomes, the outcomes in the order of their places in the text."""
    gold, predicted = article.gold, article.predicted or Document(article.gold.name, article.gold.raw)
    place = units(gold.raw).__getitem__
    sides = _Side.of(gold, place), _Side.of(predicted, place)
    return {
        "name": gold.name,
        "outlet": article.outlet,
        "published": gold.published or "",
        "absent": article.predicted is None,
        "raw": gold.raw,
        "title": _title(article, place),
        "cuts": _cuts(gold, article.predicted, place),
        "outcomes": [
            {
                "kind": outcome.kind,
                "gold": outcome.gold and sides[0].triple(outcome.gold),
                "predicted": outcome.predicted and sides[1].triple(outcome.predicted) | _finding(outcome.predicted),
            }
            for outcome in sorted(article.outcomes, key=_text_order)
        ],
    }


def _finding(triple: Triple) -> Facts:
    return {"by": triple.by, "score": triple.score}


def _text_order(outcome: Outcome) -> tuple[int, int]:
    triple = outcome.gold or outcome.predicted
    assert triple is not None, "an outcome has a gold or a predicted triple"
    return triple.evidence.start, triple.cue.start


def _title(article: Article, place: Place) -> list[int] | None:
    texts = [d.text for d in (article.gold, article.predicted) if d and d.text and d.text.title]
    title = texts[0].title if texts else None
    return [place(title.start), place(title.end)] if title else None


def _cuts(gold: Document, predicted: Document | None, place: Place) -> Facts:
    """Cuts of both sides as [start, end, reason]; None for a side whose text layer is not known."""

    def told(cuts: Sequence[Cut]) -> list[Any]:
        return [[place(cut.start), place(cut.end), cut.reason] for cut in cuts]

    return {
        "gold": told(gold.text.cuts) if gold.text else None,
        "predicted": told(predicted.text.cuts) if predicted and predicted.text else None,
    }


@dataclass(frozen=True, slots=True)
class _Side:
    """Gold or the run's document, with what its triples' facts are looked up in."""

    place: Place
    triples: Mapping[str, Triple]
    attributions: Mapping[str, Attribution]

    @classmethod
    def of(cls, document: Document, place: Place) -> _Side:
        said = document.stances.attributions if document.stances else ()
        return cls(place, {t.id: t for t in all_triples(document)}, {a.triple: a for a in said})

    def triple(self, triple: Triple) -> Facts:
        said = self.attributions.get(triple.id)
        target = self.triples.get(triple.target) if triple.target else None
        return {
            "family": triple.family,
            "relation": triple.relation,
            "subject": self._argument(triple.subject),
            "object": self._argument(triple.object),
            "cue": self._span(triple.cue.start, triple.cue.end),
            "evidence": self._span(triple.evidence.start, triple.evidence.end),
            "qualifiers": [[name, self._span(quote.start, quote.end)] for name, quote in triple.qualifiers],
            "factuality": triple.factuality,
            "source": said and {**self._argument(said.source), "cue": self._span(said.cue.start, said.cue.end)},
            "target": target and f"{_name(target.subject)} {target.relation} {_name(target.object)}",
        }

    def _argument(self, argument: Argument) -> Facts:
        value = argument.value
        return {
            "name": _name(argument),
            "type": argument.type,
            "span": self._span(argument.start, argument.end),
            "value": f"{number(value.value)} {value.unit}".strip() if value else "",
        }

    def _span(self, start: int, end: int) -> list[int]:
        return [self.place(start), self.place(end)]


def _name(argument: Argument) -> str:
    return argument.name or argument.text
