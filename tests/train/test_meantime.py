"""MEANTIME's marks in our own conventions, on an article in its form."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import Mention, Value
from pipeline.errors import CorpusError
from pipeline.evaluate.tally import Share
from pipeline.train import meantime
from pipeline.train.meantime import Article

SENTENCES = (
    "Norvik cuts jobs",
    "July 06 , 2009",
    "Norvik cut about 1,100 jobs and paid $ 1.5 million ( GB # 2 million ) on Monday .",
    "It lost between $ 12 million and $ 20 million , 26 cents per share , and many others , in the first quarter .",
)
MARKS = (
    ("VALUE", "about 1,100", {"type": "QUANTITY"}),
    ("VALUE", "$ 1.5 million", {"type": "MONEY"}),
    ("VALUE", "GB # 2 million", {"type": "MONEY"}),
    ("VALUE", "between $ 12 million and $ 20 million", {"type": "MONEY"}),
    ("VALUE", "$ 12 million", {"type": "MONEY"}),
    ("VALUE", "26 cents per share", {"type": "MONEY"}),
    ("VALUE", "many", {"type": "QUANTITY"}),
    ("TIMEX3", "July 06 , 2009", {"type": "DATE", "value": "2009-07-06", "functionInDocument": "CREATION_TIME"}),
    ("TIMEX3", "Monday", {"type": "DATE", "value": "2009-07-06"}),
    ("TIMEX3", "the first quarter", {"type": "DATE", "value": "2009-Q1"}),
    ("TIMEX3", "many others", {"type": "DATE", "value": "PAST_REF"}),
)


def xml() -> str:
    words = [(word, n) for n, sentence in enumerate(SENTENCES) for word in sentence.split()]
    tokens = [
        f'<token number="{at}" sentence="{n}" t_id="{at + 1}">{word}</token>' for at, (word, n) in enumerate(words)
    ]
    marks = []
    for tag, text, attributes in MARKS:
        said = text.split()
        at = next(i for i in range(len(words)) if [w for w, _ in words[i : i + len(said)]] == said)
        anchors = "".join(f'<token_anchor t_id="{at + n + 1}"/>' for n in range(len(said)))
        marks.append(
            f"<{tag} {' '.join(f'{k}={chr(34)}{v}{chr(34)}' for k, v in attributes.items())}>{anchors}</{tag}>"
        )
    return f'<Document url="http://example.org/a">{"".join(tokens)}<Markables>{"".join(marks)}</Markables></Document>'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / meantime.FOLDER / "corpus_x"
    folder.mkdir(parents=True)
    for name in "abcdefgh":
        (folder / f"{name}.xml").write_text(xml(), "utf-8")
    return tmp_path


@pytest.fixture
def article(data: Path) -> Article:
    return next(meantime.read(data, "dev"))


def test_values_are_without_hedges_and_whole(article: Article) -> None:
    assert [(v.text, v.type, v.value) for v in article.values] == [
        ("1,100", "QUANTITY", Value(1100.0, "")),
        ("$1.5 million", "MONEY", Value(1.5e6, "")),
        ("GB£2 million", "MONEY", Value(2e6, "")),
        ("$12 million and $20 million", "MONEY", None),
        ("26 cents", "MONEY", Value(0.26, "")),
    ]


def test_times_that_a_calendar_knows_in_our_norm(article: Article) -> None:
    assert [(t.text, t.value) for t in article.times] == [
        ("Monday", Value("2009-07-06", "date")),
        ("the first quarter", Value("2009-01/2009-03", "date")),
    ]
    assert article.published == "2009-07-06"


def test_spans_are_those_of_the_text(article: Article) -> None:
    def quoted(marks: tuple[Mention, ...]) -> bool:
        return all(article.raw[m.start : m.end] == m.text for m in marks)

    assert quoted(article.values)
    assert quoted(article.times)
    assert article.raw.startswith("Norvik cuts jobs\n\nJuly 06, 2009\n\nNorvik cut about 1,100 jobs")


def test_halves_are_apart_and_what_is_kept_back_is_in_neither(data: Path) -> None:
    halves = [[a.name for a in meantime.read(data, split)] for split in ("dev", "test")]
    assert sorted(halves[0] + halves[1]) == list("abcdefgh")
    assert halves[0]
    kept_back = frozenset({"http://example.org/a"})
    assert not [*meantime.read(data, "dev", kept_back), *meantime.read(data, "test", kept_back)]


def test_measure_counts_what_is_read(article: Article) -> None:
    shares = meantime.measure([article])
    assert shares["MONEY span"] == Share(4, 4)
    assert shares["TIMEX3 DATE value"] == Share(2, 2)


def test_a_missing_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="MEANTIME"):
        list(meantime.read(tmp_path, "dev"))
