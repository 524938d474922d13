"""Readers of public corpora, on tiny files in their upstream form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.errors import CorpusError
from pipeline.train import corpora
from pipeline.train.corpora import Sentence

CONLLU = """# newdoc id = one-story
# sent_id = one-1
# text = She can't swim.
1\tShe\tshe\tPRON\tPRP\t_\t4\tnsubj\t4:nsubj\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t4:advmod\t_
3.1\twell\twell\tADV\t_\t_\t_\t_\t4:advmod\t_
4\tswim\tswim\tVERB\tVB\t_\t0\troot\t0:root\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_

# text = Go
1\tGo\tgo\tVERB\tVB\t_\t0\troot\t0:root\t_
"""
FIRST = Sentence(
    words=("She", "ca", "n't", "swim", "."),
    upos=("PRON", "AUX", "PART", "VERB", "PUNCT"),
    heads=(3, 3, 3, 3, 3),
    deprels=("nsubj", "aux", "advmod", "root", "punct"),
)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_conllu_gives_syntactic_words_only(tmp_path: Path) -> None:
    first, second = corpora.conllu(write(tmp_path / "a.conllu", CONLLU))
    assert first == FIRST
    assert (second.words, second.heads) == (("Go",), (0,))


def test_a_block_of_comments_is_no_sentence(tmp_path: Path) -> None:
    assert list(corpora.conllu(write(tmp_path / "a.conllu", "# newdoc\n\n# text = x\n\n"))) == []


def test_a_last_block_without_a_blank_line_counts(tmp_path: Path) -> None:
    assert len(list(corpora.conllu(write(tmp_path / "a.conllu", CONLLU.rstrip("\n"))))) == 2


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("O O", "O O"),
        ("I-PER I-PER O I-ORG", "B-PER I-PER O B-ORG"),
        ("I-PER B-PER I-PER", "B-PER B-PER I-PER"),
        ("I-PER I-ORG", "B-PER B-ORG"),
        ("B-PER I-PER I-ORG I-ORG", "B-PER I-PER B-ORG I-ORG"),
        ("B-politicalparty I-politicalparty O", "B-politicalparty I-politicalparty O"),
    ],
)
def test_iob1_becomes_bio(tmp_path: Path, given: str, expected: str) -> None:
    tags = given.split()
    text = "-DOCSTART- O\n\n" + "".join(f"w{at} {tag}\n" for at, tag in enumerate(tags))
    (sentence,) = corpora.columns(write(tmp_path / "a.txt", text), 0, 1)
    assert sentence.names == tuple(expected.split())
    assert sentence.words == tuple(f"w{at}" for at in range(len(tags)))
    assert sentence.upos is sentence.heads is sentence.deprels is None


def test_ewt_takes_the_names_of_sentences_with_the_same_words(tmp_path: Path) -> None:
    (tmp_path / "propbank-ewt/data/google/ewt/one/00").mkdir(parents=True)
    for split, part in (("train", "train.CLEAN"), ("dev", "dev")):
        write(tmp_path / f"ud-ewt/en_ewt-ud-{split}.conllu", CONLLU)
        tags = ["B-PER", "O", "O", "O", "O"]
        rows = [f"{at}\t{word}\t{tag}\t-\t-" for at, (word, tag) in enumerate(zip(FIRST.words, tags, strict=True), 1)]
        write(tmp_path / f"uner-ewt/en_ewt-ud-{part}.iob2", "# sent_id = one-1\n" + "\n".join(rows) + "\n")
        first, second = corpora.read("ud-ewt", split, tmp_path)
        assert first.names == ("B-PER", "O", "O", "O", "O")
        assert first.heads == FIRST.heads
        assert second.names is None
        assert first.frames is second.frames is None


def test_gum_reads_the_free_genres_of_a_split(tmp_path: Path) -> None:
    write(tmp_path / "gum/splits/train.list", "GUM_news_one\nGUM_fiction_two\nGUM_court_three\n")
    for name in ("news_one", "fiction_two", "court_three"):
        write(tmp_path / f"gum/dep/GUM_{name}.conllu", f"1\t{name}\tx\tX\tX\t_\t0\troot\t_\t_\n")
    assert [s.words for s in corpora.read("gum", "train", tmp_path)] == [("news_one",), ("court_three",)]
    assert [s.words for s in corpora.read("gum-news", "train", tmp_path)] == [("news_one",)]


def test_re_docred(tmp_path: Path) -> None:
    document = {
        "title": "x",
        "sents": [["Ada", "Roe", "met", "", "Oslo"], ["She", "left"]],
        "vertexSet": [
            [{"name": "Ada Roe", "pos": [0, 2], "sent_id": 0, "type": "PER"}],
            [{"name": "Roe", "pos": [1, 2], "sent_id": 0, "type": "ORG"}],
            [{"name": "Oslo", "pos": [4, 5], "sent_id": 0, "type": "LOC"}],
            [{"name": "gone", "pos": [1, 9], "sent_id": 1, "type": "LOC"}],
        ],
        "labels": [],
    }
    write(tmp_path / "re-docred/data/dev_revised.json", json.dumps([document]))
    first, second = corpora.read("re-docred", "train", tmp_path)
    assert first.words == ("Ada", "Roe", "met", "_", "Oslo")
    assert first.names == ("B-PER", "I-PER", "O", "O", "B-LOC")
    assert second.names == ("O", "O")


def test_crossner_trains_on_two_parts(tmp_path: Path) -> None:
    for part in ("train", "dev", "test"):
        write(tmp_path / f"crossner/ner_data/music/{part}.txt", f"{part}\tB-band\n\n")
    assert [s.words for s in corpora.read("crossner-music", "train", tmp_path)] == [("train",), ("dev",)]
    assert [s.words for s in corpora.read("crossner-music", "test", tmp_path)] == [("test",)]


def test_wikigold(tmp_path: Path) -> None:
    write(
        tmp_path / "wikigold/data/wikigold/CONLL-format/data/wikigold.conll.txt", "Oslo I-LOC\nis O\n\n-DOCSTART- O\n"
    )
    assert [s.names for s in corpora.read("wikigold", "train", tmp_path)] == [("B-LOC", "O")]


@pytest.mark.parametrize(
    ("name", "split"),
    [("ud-pud", "train"), ("wikigold", "test"), ("re-docred", "dev"), ("crossner-politics", "dev"), ("conll", "train")],
)
def test_a_split_that_must_not_be_read_is_an_error(name: str, split: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=name):
        list(corpora.read(name, split, tmp_path))


@pytest.mark.parametrize("name", corpora.READERS)
def test_a_missing_file_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=rf"{tmp_path}.*not found"):
        list(corpora.read(name, "test" if name == "ud-pud" else "train", tmp_path))


@pytest.mark.parametrize("text", ["1\tGo\tgo\n", "1\tGo\tgo\tVERB\tVB\t_\thead\troot\t_\t_\n"])
def test_a_file_of_another_form_names_its_corpus(text: str, tmp_path: Path) -> None:
    write(tmp_path / "ud-pud/en_pud-ud-test.conllu", text)
    with pytest.raises(CorpusError, match="'ud-pud': a file is not in its upstream form"):
        list(corpora.read("ud-pud", "test", tmp_path))


def test_tags_of_another_scheme_name_their_corpus(tmp_path: Path) -> None:
    write(tmp_path / "wikigold/data/wikigold/CONLL-format/data/wikigold.conll.txt", "Oslo S-LOC\n")
    with pytest.raises(CorpusError, match=r"'wikigold'.*S-LOC"):
        list(corpora.read("wikigold", "train", tmp_path))


def test_a_file_that_is_not_utf8_names_its_corpus(tmp_path: Path) -> None:
    path = write(tmp_path / "ud-pud/en_pud-ud-test.conllu", "")
    path.write_bytes(b"1\tCaf\xe9\t_\n")
    with pytest.raises(CorpusError, match="'ud-pud'"):
        list(corpora.read("ud-pud", "test", tmp_path))


def test_the_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIPLINE_DATA", str(tmp_path))
    assert corpora.data_folder() == tmp_path
    for given in ("", str(tmp_path / "nowhere")):
        monkeypatch.setenv("TRIPLINE_DATA", given)
        with pytest.raises(CorpusError, match="TRIPLINE_DATA"):
            corpora.data_folder()
