"""Folders of quote labels become gold folders; what has a fault is told and left out; splits stay."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.compile import compile_folder, deal, read_quoted
from pipeline.gold.folder import index, row
from pipeline.ontology.schema import load

CASES = Path(__file__).parents[1] / "cases"
QUOTED, GOLD = CASES / "gold/quoted", CASES / "evaluate/gold"
ONTOLOGY = load()


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def write(folder: Path, name: str, text: str, **facts: object) -> None:
    for part in ("articles", "labels"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    (folder / f"articles/{name}.txt").write_text(text, "utf-8")
    (folder / f"labels/{name}.json").write_text(json.dumps({"id": name, "entities": [], "triples": [], **facts}))


def test_compiling_gives_the_folder_that_is_kept(tmp_path: Path) -> None:
    assert compile_folder(QUOTED, QUOTED / "articles", tmp_path, ONTOLOGY) == []
    assert files(tmp_path) == files(GOLD)


def test_articles_may_stand_elsewhere_and_texts_stay_away(tmp_path: Path) -> None:
    shutil.copytree(QUOTED / "labels", tmp_path / "q/labels")
    assert compile_folder(tmp_path / "q", QUOTED / "articles", tmp_path / "out", ONTOLOGY, texts=False) == []
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["index.tsv", "labels"]


def test_an_article_with_a_fault_is_told_and_left_out(tmp_path: Path) -> None:
    shutil.copytree(QUOTED, tmp_path / "q")
    label = json.loads((QUOTED / "labels/g1.json").read_text())
    label["triples"][0]["cue"] = "rival"
    label["triples"][1]["src"] = "nobody"
    (tmp_path / "q/labels/g1.json").write_text(json.dumps(label))
    (tmp_path / "q/labels/g2.json").write_text("{")
    (tmp_path / "q/labels/g9.json").write_text("{}")
    faults = compile_folder(tmp_path / "q", tmp_path / "q/articles", tmp_path / "out", ONTOLOGY)
    assert [fault.split(": ")[0] for fault in faults] == ["g1", "g1", "g2", "g9"]
    assert "g2: not JSON" in faults[2]
    assert "no text g9 with .txt, .md, .html" in faults[3]
    assert [r.id for r in index(tmp_path / "out")] == ["g3"]


def test_where_no_article_is_without_fault_nothing_is_written(tmp_path: Path) -> None:
    write(tmp_path / "q", "a", "Oulu.", boilerplate=["Turku"])
    assert len(compile_folder(tmp_path / "q", tmp_path / "q/articles", tmp_path / "out", ONTOLOGY)) == 1
    assert not (tmp_path / "out").exists()


def test_a_folder_without_labels_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"no \.json file in it; give a folder with labels/ and articles/"):
        read_quoted(tmp_path, tmp_path / "articles", ONTOLOGY)


def test_the_label_goes_before_the_index_and_the_index_before_nothing(tmp_path: Path) -> None:
    write(tmp_path, "a", "Oulu.", outlet="wire", url="http://a", readers=2, published="2024-05-06")
    write(tmp_path, "b", "Turku rose.")
    (tmp_path / "index.tsv").write_text("id\tsplit\tsource\treaders\turl\na\ttest\tx\t1\thttp://x\nb\ttrain\ty\t3\t\n")
    (a, _), (b, _) = read_quoted(tmp_path, tmp_path / "articles", ONTOLOGY)[0]
    assert (a.split, a.outlet, a.readers, a.url, a.published, a.words) == (
        "test",
        "wire",
        2,
        "http://a",
        "2024-05-06",
        1,
    )
    assert (b.split, b.outlet, b.readers, b.url, b.published, b.words) == ("train", "y", 3, "", "", 2)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("name\tsplit\na\tdev\n", "no column id"),
        ("id\tsplit\na\n", "a row of another length than the first"),
        ("id\tsplit\na\tdove\n", "a: split 'dove'"),
        ("id\treaders\na\tmany\n", "readers 'many'"),
    ],
)
def test_an_index_that_cannot_be_used_says_why(tmp_path: Path, table: str, told: str) -> None:
    write(tmp_path, "a", "Oulu.")
    (tmp_path / "index.tsv").write_text(table)
    with pytest.raises(GoldError, match=told):
        read_quoted(tmp_path, tmp_path / "articles", ONTOLOGY)


# ------------------------------------------------------------------------------------------------- splits


@given(st.lists(st.tuples(st.text("abc", min_size=1, max_size=3), st.sampled_from("xyz")), unique_by=lambda a: a[0]))
def test_every_outlet_has_its_share_in_every_split(articles: list[tuple[str, str]]) -> None:
    dealt = deal([(row(Document(name, ""), "", outlet), Document(name, "")) for name, outlet in articles], {})
    for outlet in "xyz":
        shares = Counter(r.split for r, _ in dealt if r.outlet == outlet)
        assert [shares[s] for s in ("dev", "train", "test")] == sorted(
            (shares[s] for s in ("dev", "train", "test")), reverse=True
        )
        assert max(shares.values(), default=0) - min(shares["dev"], shares["train"], shares["test"]) <= 1


def test_a_split_once_given_stays(tmp_path: Path) -> None:
    for name in "abcdef":
        write(tmp_path / "q", name, f"Oulu {name}.", outlet="wire")
    compile_folder(tmp_path / "q", tmp_path / "q/articles", tmp_path / "out", ONTOLOGY)
    before = {r.id: r.split for r in index(tmp_path / "out")}
    for name in "ghi":
        write(tmp_path / "q", name, f"Oulu {name}.", outlet="wire")
    write(tmp_path / "q", "a", "Oulu, mended.", outlet="wire")
    compile_folder(tmp_path / "q", tmp_path / "q/articles", tmp_path / "out", ONTOLOGY)
    after = {r.id: r.split for r in index(tmp_path / "out")}
    assert {id: after[id] for id in before} == before
    assert Counter(after.values()) == {"train": 3, "dev": 3, "test": 3}
