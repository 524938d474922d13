"""Lines that repeat across a corpus: in three stories, not in copies of one, and no sentence of background."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.stages.clean.repeats import normalised, repeated_lines

SLOGAN = "Kestrel Wire - all the world, once an hour."
BACKGROUND = "Velden, a country of two million people, has been at odds with its neighbour since 2014."


def document(number: int, *lines: str) -> Document:
    story = [f"The mayor of town {'abcdefgh'[number] * 3} opened a bridge on Monday, and said it would last a century."]
    return Document(f"{number}.txt", "\n\n".join([f"{'abcdefgh'[number] * 4} opens bridge", *story, *lines]))


def test_a_line_in_three_stories_is_boilerplate() -> None:
    assert repeated_lines([document(i, SLOGAN) for i in range(3)]) == {normalised(SLOGAN)}
    assert repeated_lines([document(i, SLOGAN) for i in range(2)]) == frozenset()


def test_case_numbers_and_spaces_do_not_matter() -> None:
    lines = ["Call 0800 123 now", "CALL 0800 99 NOW", "  Call 1  7 now."]
    assert "call 0 0 now" in repeated_lines([document(i, line) for i, line in enumerate(lines)])


def test_copies_of_one_story_count_once() -> None:
    copies = [Document(f"{i}.txt", document(0, SLOGAN).raw) for i in range(5)]
    assert repeated_lines(copies) == frozenset()


def test_a_sentence_of_background_in_the_middle_stays() -> None:
    rest = [f"Line {c * 5} of the story goes on." for c in "vwxyz"]
    documents = [document(i, *rest[:2], BACKGROUND, *[f"{r} {'abc'[i] * 3}" for r in rest]) for i in range(3)]
    assert normalised(BACKGROUND) not in repeated_lines(documents)
    at_the_end = [document(i, "One more line.", BACKGROUND) for i in range(3)]
    assert normalised(BACKGROUND) in repeated_lines(at_the_end)


def test_html_takes_no_part() -> None:
    pages = [Document(f"{i}.html", f"<p>{'abc'[i]}</p>\n{SLOGAN}", "html") for i in range(3)]
    assert repeated_lines(pages) == frozenset()
