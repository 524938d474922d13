"""Labels placed among the words that the engine read: cues, subjects and objects, pronouns too."""

from __future__ import annotations

from pipeline.document import (
    SAYS,
    Argument,
    Attribution,
    Document,
    Entity,
    Mention,
    Quote,
    Stances,
    Syntax,
    Token,
    Triple,
)
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
    "a",
    RAW,
    syntax=syntax(),
    mentions=(),
    entities=(Entity("e1", "Zoom", "ORG", (mention("Zoom"), mention("It", "pronoun"))),),
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
    assert links.RELATIONS[-1] == SAYS
    assert len(links.RELATIONS) == len(set(links.RELATIONS))


def said(text: str, rows: str, source: str | None) -> tuple[Document, Document]:
    """An article in which "fell" tells a triple with a source or without, and the same as it is read."""
    tokens, start = [], 0
    for word, upos, head, deprel in (row.split() for row in rows.split("|")):
        start = text.index(word, start)
        lemma = {"said": "say", "reported": "report"}.get(word, word)
        tokens.append(Token(word, start, start + len(word), lemma, upos, int(head), deprel))
        start += len(word)
    read = Document("a", text, syntax=Syntax(tuple(tokens), ((0, len(tokens)),)), mentions=(), entities=())
    fell, whole = text.index("fell"), Quote(text, 0, len(text))
    subject = Argument("TOPIC", "Zoom", text.index("Zoom"), text.index("Zoom") + 4)
    triple = Triple("0", "event", "falls", subject, subject, Quote("fell", fell, fell + 4), whole)
    attributions = ()
    if source:
        at = text.index(source)
        attributions = (Attribution("0", Argument("ORG", source, at, at + len(source)), Quote("", 0, 0)),)
    return Document("a", text, entities=(), triples=(triple,), stances=Stances((), attributions)), read


TOLD = "Norvik PROPN 1 nsubj|said VERB 1 root|Zoom PROPN 3 nsubj|fell VERB 1 ccomp"


def test_who_says_a_triple_is_taught_and_the_sentence_is_settled() -> None:
    (sentence,) = links.sentences(*said("Norvik said Zoom fell", TOLD, "Norvik"))
    assert sentence.cues == (Cue(1, (SAYS,), (0,), (3,)), Cue(3, ("falls",), (2,), (2,)))
    assert sentence.asked == links.KNOWN | {SAYS}


def test_a_saying_that_no_label_tells_is_not_asked_for() -> None:
    """Nothing that the engine read speaks there, so rules read no saying either."""
    (sentence,) = links.sentences(*said("Norvik said Zoom fell", TOLD, None))
    assert [cue.relations for cue in sentence.cues or ()] == [("falls",)]
    assert sentence.asked == links.KNOWN


def test_a_sentence_without_a_word_of_saying_teaches_that() -> None:
    (sentence,) = links.sentences(*said("Zoom fell", "Zoom PROPN 1 nsubj|fell VERB 1 root", None))
    assert sentence.asked == links.KNOWN | {SAYS}


def test_a_source_whose_words_are_not_found_leaves_the_sentence_open() -> None:
    rows = "Norvik PROPN 2 obl|: PUNCT 2 punct|Zoom PROPN 3 nsubj|fell VERB 3 root"
    (sentence,) = links.sentences(*said("Norvik: Zoom fell", rows, "Norvik"))
    assert sentence.asked == links.KNOWN
