"""Labels placed among the words that the engine read: cues, subjects and objects, pronouns too."""

from __future__ import annotations

from pipeline.document import Argument, Document, Entity, Mention, Quote, Stances, Syntax, Token, Triple
from pipeline.train import links
from pipeline.train.corpora import Cue

RAW = "Zoom fell. It denied the ban and praised Oslo."
WORDS = "Zoom fell . It denied the ban and praised Oslo .".split()
HEADS = (1, 1, 1, 4, 4, 6, 4, 8, 4, 8, 4)


def syntax() -> Syntax:
    tokens, at = [], 0
    for word, head in zip(WORDS, HEADS, strict=True):
        at = RAW.index(word, at)
        tokens.append(Token(word, at, at + len(word), word.lower(), "X", head, "dep"))
        at += len(word)
    return Syntax(tuple(tokens), ((0, 3), (3, 11)))


def at(text: str) -> Quote:
    start = RAW.index(text)
    return Quote(text, start, start + len(text))


def mention(text: str, kind: str = "name") -> Mention:
    quote = at(text)
    return Mention(quote.start, quote.end, text, "ORG", kind)  # type: ignore[arg-type]


def argument(text: str, entity: str | None = None) -> Argument:
    quote = at(text)
    return Argument("ORG" if entity else "TOPIC", text, quote.start, quote.end, entity, entity)


EVIDENCE = "It denied the ban and praised Oslo"
ZOOM = Entity("zoom", "Zoom", "ORG", (mention("Zoom"),))
READ = Document(
    "a", RAW, syntax=syntax(), entities=(Entity("e1", "Zoom", "ORG", (mention("Zoom"), mention("It", "pronoun"))),)
)


def gold(*triples: Triple) -> Document:
    return Document("a", RAW, entities=(ZOOM,), triples=(), stances=Stances(triples))


def denies(subject: Argument, object_: Argument, cue: str = "denied") -> Triple:
    return Triple("0", "stance", "denies", subject, object_, at(cue), at(EVIDENCE))


def cues_of(*triples: Triple) -> list[tuple[Cue, ...]]:
    return [sentence.cues or () for sentence in links.sentences(gold(*triples), READ)]


def test_sentences_are_those_that_the_engine_read() -> None:
    first, second = links.sentences(gold(), READ)
    assert first.words == ("Zoom", "fell", ".")
    assert (first.cues, second.cues) == ((), ())


def test_a_pronoun_stands_for_the_labelled_name() -> None:
    """Gold names Zoom, in the sentence before; the engine read that "It" is Zoom."""
    assert cues_of(denies(argument("Zoom", "zoom"), argument("the ban"))) == [(), (Cue(1, ("denies",), (0,), (3,)),)]


def test_what_stands_in_another_sentence_is_not_linked() -> None:
    assert cues_of(denies(argument("Zoom"), argument("the ban"))) == [(), (Cue(1, ("denies",), (), (3,)),)]


def test_triples_of_one_cue_are_joined() -> None:
    ban, oslo = (denies(argument("Zoom", "zoom"), argument(text)) for text in ("the ban", "Oslo"))
    (cue,) = cues_of(ban, oslo)[1]
    assert cue == Cue(1, ("denies",), (0,), (3, 6))


def test_every_relation_has_a_column() -> None:
    assert "denies" in links.RELATIONS
    assert len(links.RELATIONS) == len(set(links.RELATIONS))
