"""OntoGUM's chains over GUM's words, on a text in their form, and how what is read is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.document import Document, Entity, Layer, Mention, Syntax, Token
from pipeline.errors import CorpusError
from pipeline.evaluate.coref import Coref
from pipeline.flow import Flow
from pipeline.train import ontogum
from pipeline.train.ontogum import Article

TREE = """# newdoc id = GUM_news_x
# newpar = head (1 s)
1\tOslo's\t_\tPROPN\t_\t_\t2\tnmod\t_\t_
2\tmayor\t_\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tleft\t_\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t_\tPUNCT\t_\t_\t3\tpunct\t_\t_

# newpar = p (1 s)
1\tShe\t_\tPRON\t_\t_\t4\tnsubj\t_\t_
2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdid\t_\tAUX\t_\t_\t4\taux\t_\t_
3\tn't\t_\tPART\t_\t_\t4\tadvmod\t_\t_
4\tlike\t_\tVERB\t_\t_\t0\troot\t_\t_
5\tit\t_\tPRON\t_\t_\t4\tobj\t_\tSpaceAfter=No
6\t.\t_\tPUNCT\t_\t_\t4\tpunct\t_\t_
"""
CHAINS = ["(2(1)", "2)", "_", "_", "(2)", "_", "_", "_", "(1)", "_"]
RAW = "Oslo's mayor left.\n\nShe didn't like it."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for folder in ("splits", "dep", "coref/ontogum/conll"):
        (tmp_path / "gum" / folder).mkdir(parents=True)
    (tmp_path / "gum/splits/dev.list").write_text("GUM_news_x\n")
    (tmp_path / "gum/dep/GUM_news_x.conllu").write_text(TREE)
    rows = [f"{at}\tword\t{mark}" for at, mark in enumerate(CHAINS)]
    path = tmp_path / "gum/coref/ontogum/conll/GUM_news_x.conll"
    path.write_text("\n".join(["# begin document", *rows, "# end document"]))
    return tmp_path


@pytest.fixture
def article(data: Path) -> Article:
    return next(ontogum.read(data, "dev"))


def test_the_text_has_the_spaces_and_paragraphs_of_the_tree(article: Article) -> None:
    assert (article.genre, article.raw) == ("news", RAW)


def test_chains_are_read_whole_and_by_their_heads(article: Article) -> None:
    def told(clusters: Sequence[frozenset[tuple[int, int]]]) -> list[list[str]]:
        return sorted(sorted(article.raw[start:end] for start, end in cluster) for cluster in clusters)

    assert told(article.exact) == [["Oslo's", "it"], ["Oslo's mayor", "She"]]
    assert told(article.heads) == [["Oslo's", "it"], ["She", "mayor"]]


class Reads:
    """A stage that links "mayor" with "She" and knows "left" alone."""

    name, needs = "reads", frozenset[Layer]()
    gives: Layer = "entities"

    def __call__(self, documents: Sequence[Document]) -> list[tuple[Entity, ...]]:
        mentions = [Mention(RAW.index(w), RAW.index(w) + len(w), w, "PERSON") for w in ("mayor", "She", "left")]
        return [(Entity("a", "a", "PERSON", tuple(mentions[:2])), Entity("b", "b", "PERSON", (mentions[2],)))]


class Parses:
    name, needs = "parses", frozenset[Layer]()
    gives: Layer = "syntax"

    def __call__(self, documents: Sequence[Document]) -> list[Syntax]:
        words = ("mayor", "left", "She")
        tokens = [Token(w, RAW.index(w), RAW.index(w) + len(w), w, "X", at, "root") for at, w in enumerate(words)]
        return [Syntax(tuple(tokens), ((0, 3),))]


def test_links_count_by_head_words_and_what_is_read_once_is_left_out(article: Article) -> None:
    tallies = ontogum.measure(Flow((Parses(), Reads())), [article])
    found = tallies["news and interviews"]
    assert (found.muc_right_of_gold, found.muc_gold, found.muc_predicted, found.ceaf_predicted) == (1, 2, 1, 1)
    assert tallies["news and interviews, exact"].muc_right_of_gold == 0
    assert tallies["all genres"] == found
    assert set(ontogum.measure(Flow((Parses(), Reads())), [replace(article, genre="vlog")])) == {
        "all genres",
        "all genres, exact",
    }


def test_the_table_is_in_per_cent() -> None:
    perfect = Coref(*(1,) * 11)
    assert ontogum.table({"all genres": perfect}).splitlines()[1].split() == ["all", "genres", *("100.0",) * 4]


def test_a_missing_file_is_said(data: Path) -> None:
    (data / "gum/dep/GUM_news_x.conllu").unlink()
    with pytest.raises(CorpusError, match="not found"):
        list(ontogum.read(data, "dev"))


def test_chains_beyond_the_tree_are_said(data: Path) -> None:
    path = data / "gum/coref/ontogum/conll/GUM_news_x.conll"
    path.write_text(path.read_text() + "\n10\tmore\t(3)")
    with pytest.raises(CorpusError, match="more words"):
        list(ontogum.read(data, "dev"))
