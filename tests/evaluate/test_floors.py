"""What a floors file must be, which gold it is of, and what lowers a floor."""

import re
from pathlib import Path

import pytest

from pipeline.errors import GoldError
from pipeline.evaluate.floors import (
    Floors,
    check_gold,
    check_lowered,
    fingerprint,
    lowered,
    missing_reasons,
    read,
    write,
)
from pipeline.evaluate.gate import pin
from pipeline.evaluate.tally import Counts, Share

GOLD = "0123456789abcdef"
RUN = {f"a{at:02}": {"strict": Counts(10, 20, 20), "source": Share(1, 3)} for at in range(20)}
FLOORS = pin(GOLD, RUN)


def test_another_gold_is_an_error_that_says_what_to_do() -> None:
    check_gold(FLOORS, GOLD)
    with pytest.raises(GoldError, match=r"its articles or labels changed.*`--pin`"):
        check_gold(FLOORS, "fedcba9876543210")


def test_the_file_reads_back_and_has_a_line_an_article(tmp_path: Path) -> None:
    write(FLOORS, tmp_path / "floors.json")
    assert read(tmp_path / "floors.json") == FLOORS
    lines = (tmp_path / "floors.json").read_text().splitlines()
    assert '  "a00": {"strict": [10, 20, 20], "source": [1, 3]},' in lines
    assert len(lines) == 1 + 1 + (1 + 2 + 1) + (1 + 20 + 1) + 1
    write(FLOORS, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == (tmp_path / "floors.json").read_bytes()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "`--pin` writes it"),
        ("", "Invalid JSON"),
        ("[]", "remove it and"),
        ('{"gold": "x", "measures": {}}', "articles"),
        ('{"gold": "x", "measures": {"f": {"figure": "high"}}, "articles": {}}', r"measures\.f\.figure"),
    ],
)
def test_what_is_no_floors_file(content: str | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(GoldError, match=told):
        read(path)


def test_the_fingerprint_is_of_texts_and_labels(tmp_path: Path) -> None:
    def gold(*articles: tuple[str, str, str, str]) -> str:
        """The fingerprint of (id, split, hash of the text, label)s."""
        rows = ["id split outlet published words readers url sha256".split()]
        rows += [[id, split, "The Toy", "", "2", "1", "", text] for id, split, text, _ in articles]
        (tmp_path / "index.tsv").write_text("".join("\t".join(row) + "\n" for row in rows))
        (tmp_path / "labels").mkdir(exist_ok=True)
        for id, _, _, label in articles:
            (tmp_path / "labels" / f"{id}.json").write_text(label)
        return fingerprint(tmp_path, "dev")

    a, b, held_out = ("a", "dev", "11", "{}"), ("b", "dev", "22", "{}"), ("c", "test", "33", "{}")
    first = gold(a, b, held_out)
    assert re.fullmatch("[0-9a-f]{16}", first)
    assert gold(held_out, b, a) == gold(a, b) == first, "neither order nor other splits matter"
    assert first not in (others := {gold(a), gold(a, (*b[:2], "23", "{}")), gold(a, (*b[:3], '{"published": null}'))})
    assert len(others) == 3
    (tmp_path / "labels/b.json").unlink()
    with pytest.raises(GoldError, match=r"b\.json: cannot be read"):
        fingerprint(tmp_path, "dev")


# ------------------------------------------------------------------------------------------ lowering a floor


def floors_of(gold: str = GOLD, **matched: int) -> Floors:
    return pin(gold, {"a": {measure: Counts(m, 20, 20) for measure, m in matched.items()}})


@pytest.mark.parametrize(
    ("before", "after", "lower"),
    [
        (floors_of(strict=10, names=10), floors_of(strict=11, names=10), []),
        (floors_of(strict=10, names=10), floors_of(strict=11, names=9), ["names"]),
        (floors_of(strict=10, names=10), floors_of(names=10), ["strict"]),
        (floors_of(strict=10), floors_of(strict=10, names=1), []),
        (floors_of(strict=10), floors_of("another gold", strict=1), []),
    ],
)
def test_which_floors_are_lowered(before: Floors, after: Floors, lower: list[str]) -> None:
    assert lowered(before, after) == lower


HEAD = "# Changelog\n\nNot here: floor lowered: strict.\n\n"


@pytest.mark.parametrize(
    ("changelog", "missing"),
    [
        (HEAD + "## [Unreleased]\n\n- floor lowered: strict, the new rules gain more elsewhere\n", []),
        (HEAD + "## Unreleased\n### Changed\n- Floor lowered: strict (50.1 -> 49.8)\n## [0.1.0]\n", []),
        (HEAD + "## [Unreleased]\n\n- floor lowered: strict event, and why\n", ["strict"]),
        (HEAD + "## [Unreleased]\n\n- nothing\n\n## [0.1.0]\n- floor lowered: strict\n", ["strict"]),
        (HEAD + "## [0.1.0]\n- floor lowered: strict\n", ["strict"]),
        (HEAD, ["strict"]),
        ("", ["strict"]),
    ],
)
def test_reasons_stand_at_the_top_of_the_changelog(changelog: str, missing: list[str]) -> None:
    assert missing_reasons(["strict"], ["strict", "strict event"], changelog) == missing


def test_each_lowered_floor_has_its_line() -> None:
    changelog = "## [Unreleased]\n- floor lowered: strict event: fewer cues\n- floor lowered: names: x\n"
    lower = ["strict", "strict event", "names"]
    assert missing_reasons(lower, lower, changelog) == ["strict"]


def test_a_lower_floor_must_be_asked_for_and_explained(tmp_path: Path) -> None:
    before, after, changelog = floors_of(strict=10), floors_of(strict=9), tmp_path / "CHANGELOG.md"
    check_lowered(after, before, None)
    with pytest.raises(GoldError, match="strict: would be lower than before; give `--lower`"):
        check_lowered(before, after, None)
    with pytest.raises(GoldError, match="cannot be read"):
        check_lowered(before, after, changelog)
    changelog.write_text("## [Unreleased]\n")
    with pytest.raises(GoldError, match='lowered without a line "floor lowered: strict, because'):
        check_lowered(before, after, changelog)
    changelog.write_text("## [Unreleased]\n- floor lowered: strict, because it was luck\n")
    check_lowered(before, after, changelog)
