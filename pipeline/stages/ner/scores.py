"""Results of games: "won 3-1", "a 2-0 victory", "lost 6-3, 6-4". They are told apart from ranges and left alone."""

from __future__ import annotations

from pipeline.stages.ner.lexemes import HYPHENS, Lexemes, listed

# Words before or right behind two numbers that make them a result.
BEFORE = frozenset(
    listed(
        "win wins won winning beat beats beaten lose loses lost losing defeat defeats defeated drew draw draws drawn "
        "lead leads led leading trail trailed trailing victory score scored ended finished triumph triumphed thrashed"
    )
)
AFTER = frozenset(listed("win victory defeat draw lead loss away home aggregate triumph thrashing"))
LOOK_BACK, HIGHEST = 8, 200


def score(lexemes: Lexemes, at: int) -> int:
    """Index after the result that starts at lexeme `at`; 0 if there is none."""
    end = _pair(lexemes, at)
    if not end:
        return 0
    if lexemes.word(end) in AFTER or lexemes.words(end, 2) == ("on", "aggregate"):
        return end
    counted = lexemes.at(end).text
    if counted.islower() and counted.endswith("s") and len(counted) > 3:
        return 0  # "lost 10-15 jobs"
    before = {lexemes.word(n) for n in range(at - LOOK_BACK, at)}
    return end if before & BEFORE and not before & {".", ";"} and counted not in {"%", "percent", "per"} else 0


def _pair(lexemes: Lexemes, at: int) -> int:
    """Index after two whole numbers tied by a hyphen ("3-1"); 0 if they do not stand at `at`."""
    first, last = lexemes.word(at), lexemes.word(at + 2)
    tied = lexemes.word(at + 1) in HYPHENS and lexemes.touches(at + 1) and lexemes.touches(at + 2)
    if not tied or not first.isdecimal() or not last.isdecimal() or lexemes.touches(at):
        return 0
    longer = lexemes.word(at + 3) in HYPHENS and lexemes.touches(at + 3)
    return at + 3 if max(int(first), int(last)) < HIGHEST and not longer else 0
