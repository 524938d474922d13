"""Trees for tests: CoNLL-U text as a Syntax.

A line is either a full CoNLL-U line (ten columns, tabs) or, in cases written by hand, "FORM LEMMA UPOS HEAD DEPREL"
with blanks; words are numbered from 1. Offsets are those of the forms joined by single blanks.
"""

from __future__ import annotations

from pipeline.document import Syntax, Token

Row = tuple[str, str, str, int, str]


def read(text: str) -> Syntax:
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    at = 0
    for block in filter(None, (b.strip() for b in text.split("\n\n"))):
        first = len(tokens)
        for form, lemma, upos, head, deprel in filter(None, map(_row, block.splitlines())):
            parent = len(tokens) if head == 0 else first + head - 1
            tokens.append(Token(form, at, at + len(form), lemma, upos, parent, deprel))
            at += len(form) + 1
        sentences.append((first, len(tokens)))
    return Syntax(tuple(tokens), tuple(sentences))


def text_of(syntax: Syntax) -> str:
    return " ".join(t.form for t in syntax.tokens)


def _row(line: str) -> Row | None:
    if line.startswith("#"):
        return None
    if "\t" in line:
        fields = line.split("\t")
        return (fields[1], fields[2], fields[3], int(fields[6]), fields[7]) if fields[0].isdigit() else None
    form, lemma, upos, head, deprel = line.split()
    return form, lemma, upos, int(head), deprel
