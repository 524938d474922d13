"""The shipped articles: enough of them, in every format, each with the damage that its README promises."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RAW = ROOT / "corpus" / "raw"
SHARED = ROOT.parent / "shared"
ARTICLES = sorted(path for path in RAW.rglob("*") if path.is_file())

# A row of the README's outlet table: folder, then the counts of txt, md and html.
OUTLET_ROW = re.compile(r"^\|[^|]+\| `([a-z-]+)` \| (\d+) \| (\d+) \| (\d+) \|", re.MULTILINE)
# Ten words in a row are shared by chance only in set phrases; a copied sentence shares many such runs.
SHINGLE_WORDS = 10


def decoded(path: Path) -> str:
    data = path.read_bytes()
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")


def words(path: Path) -> list[str]:
    text = decoded(path)
    if path.suffix == ".html":
        text = re.sub(r"<[^>]{1,2000}>", " ", text)
    return re.findall(r"\w+", text.lower())


def shingles(tokens: list[str]) -> set[tuple[str, ...]]:
    return {tuple(tokens[i : i + SHINGLE_WORDS]) for i in range(len(tokens) - SHINGLE_WORDS + 1)}


def name(path: Path) -> str:
    return path.relative_to(RAW).as_posix()


def test_there_are_enough_articles_in_every_format() -> None:
    formats = Counter(path.suffix for path in ARTICLES)
    assert sum(formats.values()) >= 24
    assert set(formats) == {".txt", ".md", ".html"}
    assert min(formats.values()) >= 4


def test_readme_counts_what_is_there() -> None:
    table = OUTLET_ROW.findall((ROOT / "corpus" / "README.md").read_text(encoding="utf-8"))
    promised = {
        (outlet, suffix): int(count)
        for outlet, *counts in table
        for suffix, count in zip((".txt", ".md", ".html"), counts, strict=True)
        if int(count)
    }
    assert promised == Counter((path.parent.name, path.suffix) for path in ARTICLES)
    assert len(table) >= 6


@pytest.mark.parametrize("path", ARTICLES, ids=name)
def test_article_decodes_and_has_the_length_of_an_article(path: Path) -> None:
    assert "\x00" not in decoded(path)
    assert "\ufffd" not in decoded(path)
    assert 200 <= len(words(path)) <= 800


@pytest.mark.parametrize(
    ("article", "damage"),
    [
        ("kestrel-wire/peru-rate-decision.txt", b"\xff\xfe"),
        ("harbour-ledger/solvik-meridane-takeover.txt", b"\xef\xbb\xbf"),
        ("kestrel-wire/border-clash-lake.txt", b"\r\n"),
        ("touchline-weekly/ilesanmi-transfer.txt", "isnâ€™t".encode()),
        ("docket-bench/haneul-ostkamp-patent.txt", "companyâ€™s".encode()),
        ("harbour-ledger/hungary-bakers-flour.txt", "\u00a0".encode()),
        ("volna-times/constanta-dock-strike.txt", "\u200b".encode()),
    ],
)
def test_damage_survived_editors_and_version_control(article: str, damage: bytes) -> None:
    assert damage in (RAW / article).read_bytes()


@pytest.mark.parametrize("article", ["halvetra-memo-deaths.txt", "cerro-hondo-collapse-first.txt"])
def test_hard_wrapped_lines_stay_short(article: str) -> None:
    lines = decoded(RAW / "kestrel-wire" / article).splitlines()
    assert max(map(len, lines)) <= 78
    assert len(lines) > 40


def test_outlets_repeat_their_furniture() -> None:
    """Lines that return within an outlet are boilerplate by that fact; every plain-text outlet offers some."""
    for outlet in ("harbour-ledger", "kestrel-wire", "touchline-weekly", "docket-bench"):
        files = [path for path in ARTICLES if path.parent.name == outlet and path.suffix == ".txt"]
        seen = Counter(line for path in files for line in {*decoded(path).splitlines()} if line.strip())
        assert sum(count == len(files) for count in seen.values()) >= 2, outlet


def test_no_article_repeats_another() -> None:
    texts = [" ".join(words(path)) for path in ARTICLES]
    assert len(set(texts)) == len(texts)


def test_nothing_was_copied_from_the_reference_articles() -> None:
    references = [*SHARED.glob("seeds/*.txt"), *SHARED.glob("gold/articles/**/*.txt")]
    if not references:
        pytest.skip("the reference articles (../shared) are not on this machine")
    taken = set().union(
        *(shingles(re.findall(r"\w+", p.read_bytes().decode("utf-8", "replace").lower())) for p in references)
    )
    copied = {name(path): found for path in ARTICLES if (found := shingles(words(path)) & taken)}
    assert not copied
