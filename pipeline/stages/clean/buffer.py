"""A text that knows where each of its characters stands in the raw file, through any number of edits.

The passes of `clean` never build text by hand: each looks at `buffer.text`, lists edits, and gets a new buffer.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.document import Cut, Piece

# Reasons that only say how the text was dressed; beside another cut they take its reason.
DRESS = frozenset({"markup", "invisible"})


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Put `put` in the place of `text[start:end]`.

    With a `reason` the raw characters that go are kept as cuts; without one they are white space or a repair.
    """

    start: int
    end: int
    put: str = ""
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Buffer:
    """Text, the pieces that map it to raw characters (see `Piece`), and what was cut so far.

    Pieces stand in order, their raw ranges do not overlap (parts of one repair share its range), and no cut
    reaches into a piece.
    """

    text: str
    pieces: tuple[Piece, ...]
    cuts: tuple[Cut, ...] = ()

    @classmethod
    def of(cls, raw: str) -> Buffer:
        """The raw text as it stands."""
        return cls(raw, (Piece(0, len(raw), 0, len(raw)),) if raw else ())

    def edit(self, edits: Iterable[Edit]) -> Buffer:
        """A buffer with all the edits made, in one linear walk.

        An edit that overlaps an earlier one is left out: the first to start, and then the longest, wins.
        """
        walk = _Walk(self.pieces)
        texts: list[str] = []
        made: list[Piece] = []
        cuts = list(self.cuts)
        at = length = 0
        for e in sorted(edits, key=lambda e: (e.start, -e.end)):
            if e.start < at or not (e.put or e.end > e.start):
                continue
            made += walk.to(e.start, at, length)
            texts.append(self.text[at : e.start])
            length += e.start - at
            gone = list(walk.to(e.end, e.start, 0))
            if e.put:
                made += _repair(gone or walk.inside(e.start, made), e.put, length, made)
            elif e.reason and not self.text[e.start : e.end].isspace():
                cuts += [Cut(p.raw, p.raw + p.raw_length, e.reason) for p in gone if p.raw_length]
            texts.append(e.put)
            length += len(e.put)
            at = e.end
        made += walk.to(len(self.text), at, length)
        texts.append(self.text[at:])
        return Buffer("".join(texts), tuple(_joined(made)), tuple(_settled(cuts, made)))


class _Walk:
    """Hands out the pieces of consecutive body ranges, each piece looked at once."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces
        self._index = 0

    def to(self, end: int, start: int, shift: int) -> Iterator[Piece]:
        """Parts of the pieces inside `[start, end)`, moved so that `start` becomes `shift`."""
        while self._index < len(self._pieces):
            piece = self._pieces[self._index]
            if piece.body >= end:
                return
            first, last = max(start, piece.body), min(end, piece.body + piece.length)
            yield from _part(piece, first, last, shift - start)
            if piece.body + piece.length > end:
                return
            self._index += 1

    def inside(self, at: int, before: list[Piece]) -> list[Piece]:
        """The character at `at` if it shares raw characters with the piece before, inside a repair; else nothing."""
        if not before or self._index == len(self._pieces):
            return []
        piece, last = self._pieces[self._index], before[-1]
        [here] = _part(piece, at, at + 1, 0)
        return [here] if here.raw < last.raw + last.raw_length else []


def _part(piece: Piece, start: int, end: int, move: int) -> Iterator[Piece]:
    """The part `[start, end)` of a piece.

    A repair that is taken apart goes on as single characters, so that none of its parts can have equal lengths
    by chance and be read as a map of character to character.
    """
    if start >= end:
        return
    if piece.length == piece.raw_length:
        yield Piece(start + move, end - start, piece.raw + start - piece.body, end - start)
    elif end - start == piece.length:
        yield Piece(start + move, piece.length, piece.raw, piece.raw_length)
    else:
        for at in range(start, end):
            yield Piece(at + move, 1, piece.raw, piece.raw_length)


def _repair(gone: list[Piece], put: str, body: int, before: list[Piece]) -> Iterator[Piece]:
    """The pieces of `put`: it stands for the first unbroken raw run of what it replaces.

    Only the first run, because between the runs lie earlier cuts, which no piece may cover.
    """
    if not gone:
        raw = before[-1].raw + before[-1].raw_length if before else 0
        yield Piece(body, len(put), raw, 0)
        return
    start = gone[0].raw
    end = start + gone[0].raw_length
    again = gone[0].length != gone[0].raw_length
    for piece in gone[1:]:
        if piece.raw != end:
            break
        end += piece.raw_length
        again = again or piece.length != piece.raw_length
    whole = Piece(body, len(put), start, end - start)
    if again and whole.length == whole.raw_length:
        for at in range(len(put)):
            yield Piece(body + at, 1, start, end - start)
    else:
        yield whole


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same map in fewer pieces: neighbours that map character by character become one."""
    last: Piece | None = None
    for piece in pieces:
        if last is None:
            last = piece
        elif (
            last.length == last.raw_length
            and piece.length == piece.raw_length
            and last.raw + last.raw_length == piece.raw
        ):
            last = Piece(last.body, last.length + piece.length, last.raw, last.raw_length + piece.raw_length)
        else:
            yield last
            last = piece
    if last is not None:
        yield last


def _settled(cuts: Iterable[Cut], pieces: list[Piece]) -> Iterator[Cut]:
    """Cuts in order and disjoint; touching ones of one reason, or where one is mere dress, become one.

    A cut that took only a part of a repair is dropped: the repair's raw characters still stand in the text.
    """
    last: Cut | None = None
    for cut in sorted(set(cuts)):
        at = bisect_left(pieces, cut.end, key=lambda p: p.raw) - 1
        if at >= 0 and pieces[at].raw + pieces[at].raw_length > cut.start:
            continue
        if last is None:
            last = cut
        elif last.end > cut.start:  # parts of repairs that share raw characters
            last = Cut(last.start, max(last.end, cut.end), last.reason)
        elif last.end == cut.start and (last.reason == cut.reason or DRESS & {last.reason, cut.reason}):
            reason = cut.reason if last.reason in DRESS else last.reason
            last = Cut(last.start, cut.end, reason)
        else:
            yield last
            last = cut
    if last is not None:
        yield last
