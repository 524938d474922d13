"""Who says what in public corpora: the word that tells it, who says it, and the clause that is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.document import SAYS
from pipeline.errors import CorpusError
from pipeline.train import attribution
from pipeline.train.corpora import Cue, Sentence

# word, tag, head (0 for the root), relation
ROWS = {
    "it fell , Ada said .": "it PRON 2 nsubj|fell VERB 0 root|, PUNCT 2 punct|Ada PROPN 5 nsubj|said VERB 2 parataxis|"
    ". PUNCT 2 punct",
    "Ada said it fell .": "Ada PROPN 2 nsubj|said VERB 0 root|it PRON 4 nsubj|fell VERB 2 ccomp|. PUNCT 2 punct",
    "According to Ada , it fell .": "According VERB 3 case|to ADP 1 fixed|Ada PROPN 6 obl|, PUNCT 3 punct|"
    "it PRON 6 nsubj|fell VERB 0 root|. PUNCT 6 punct",
    "Ada never said it fell .": "Ada PROPN 3 nsubj|never ADV 3 advmod|said VERB 0 root|it PRON 5 nsubj|"
    "fell VERB 3 ccomp|. PUNCT 3 punct",
    "Ada was sure it fell .": "Ada PROPN 3 nsubj|was AUX 3 cop|sure ADJ 0 root|it PRON 5 nsubj|fell VERB 3 ccomp|"
    ". PUNCT 3 punct",
    "It rained .": "It PRON 2 nsubj|rained VERB 0 root|. PUNCT 2 punct",
}
CLAUSES = {
    "it fell , Ada said .": ("it fell ,", "Ada said ."),
    "Ada said it fell .": ("Ada said", "it fell ."),
    "According to Ada , it fell .": ("According to Ada ,", "it fell ."),
    "Ada never said it fell .": ("Ada never said", "it fell ."),
    "Ada was sure it fell .": ("Ada was sure", "it fell ."),
}


def corpus(folder: Path, text: str, relation: str = "attribution-positive") -> Path:
    """One text of one sentence; where it has two clauses, the one with "Ada" attributes the other."""
    for path in ("gum/splits", "gum/dep", attribution.RST):
        (folder / path).mkdir(parents=True)
    (folder / "gum/splits/train.list").write_text("GUM_news_a\nGUM_vlog_b\n", "utf-8")
    rows = [row.split() for row in ROWS[text].split("|")]
    lines = [f"{n}\t{w}\t{w}\t{tag}\t_\t_\t{head}\t{rel}\t_\t_" for n, (w, tag, head, rel) in enumerate(rows, 1)]
    (folder / "gum/dep/GUM_news_a.conllu").write_text("\n".join(lines) + "\n\n", "utf-8")
    segment = '<segment id="{}" parent="{}" relname="{}">{}</segment>'
    marks = [
        segment.format(n, 3, relation if "Ada" in clause else "span", clause)
        for n, clause in enumerate(CLAUSES.get(text, (text,)), 1)
    ]
    rst = f'<rst><body>{"".join(marks)}<group id="3" type="span"/></body></rst>'
    (folder / attribution.RST / "GUM_news_a.rs4").write_text(rst, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("it fell , Ada said .", Cue(4, (SAYS,), (3,), (1,))),
        ("Ada said it fell .", Cue(1, (SAYS,), (0,), (3,))),
        ("According to Ada , it fell .", Cue(0, (SAYS,), (2,), (5,))),
    ],
)
def test_the_clause_that_attributes_gives_cue_source_and_content(text: str, cue: Cue, tmp_path: Path) -> None:
    found = list(attribution.gum(corpus(tmp_path, text), "train"))
    assert found == [Sentence(tuple(text.split()), cues=(cue,), asked=frozenset({SAYS}))]


def test_a_sentence_without_attribution_teaches_that(tmp_path: Path) -> None:
    (found,) = attribution.gum(corpus(tmp_path, "It rained ."), "train")
    assert (found.cues, found.asked) == ((), frozenset({SAYS}))


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Ada never said it fell .", "attribution-negative"),  # a denied saying is none
        ("Ada was sure it fell .", "attribution-positive"),  # no word of saying
    ],
)
def test_what_is_no_saying_is_left_out(text: str, relation: str, tmp_path: Path) -> None:
    assert not list(attribution.gum(corpus(tmp_path, text, relation), "train"))


def test_trees_of_another_text_are_refused(tmp_path: Path) -> None:
    data = corpus(tmp_path, "It rained .")
    path = data / attribution.RST / "GUM_news_a.rs4"
    path.write_text(path.read_text("utf-8").replace("rained", "snows"), "utf-8")
    with pytest.raises(CorpusError, match="letters"):
        list(attribution.gum(data, "train"))


ARTICLE = """<Document url="http://example.org/a"><token t_id="1" number="0" sentence="0">News</token>
<token t_id="2" number="0" sentence="2">Norvik</token><token t_id="3" number="1" sentence="2">said</token>
<token t_id="4" number="2" sentence="2">sales</token><token t_id="5" number="3" sentence="2">fell</token>
<token t_id="6" number="4" sentence="2">.</token>
<Markables><ENTITY_MENTION m_id="1"><token_anchor t_id="2"/></ENTITY_MENTION>
<EVENT_MENTION m_id="2"><token_anchor t_id="3"/></EVENT_MENTION>
<EVENT_MENTION m_id="3"><token_anchor t_id="5"/></EVENT_MENTION></Markables>
<Relations><SLINK r_id="1"><source m_id="2"/><target m_id="3"/></SLINK>
<HAS_PARTICIPANT r_id="2" sem_role="Arg0"><source m_id="2"/><target m_id="1"/></HAS_PARTICIPANT></Relations>
</Document>"""


def meantime(folder: Path, article: str, kept_back: frozenset[str] = frozenset()) -> list[Sentence]:
    place = folder / attribution.values.FOLDER / "corpus_x"
    place.mkdir(parents=True)
    for n in range(8):  # some fall into the half that is ours to look at
        (place / f"{n}.xml").write_text(article, "utf-8")
    return list(dict.fromkeys(attribution.meantime(folder, kept_back)))


def test_an_slink_gives_cue_source_and_content(tmp_path: Path) -> None:
    said = Sentence(
        ("Norvik", "said", "sales", "fell", "."), cues=(Cue(1, (SAYS,), (0,), (3,)),), asked=frozenset({SAYS})
    )
    assert meantime(tmp_path, ARTICLE) == [Sentence(("News",), cues=(), asked=frozenset({SAYS})), said]


def test_a_word_of_saying_without_an_slink_is_not_asked_for(tmp_path: Path) -> None:
    (found,) = meantime(tmp_path, ARTICLE.replace("SLINK", "TLINK"))
    assert found.words == ("News",)


def test_articles_that_are_kept_back_are_left_out(tmp_path: Path) -> None:
    assert not meantime(tmp_path, ARTICLE, frozenset({"http://example.org/a"}))
