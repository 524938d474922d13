"""The table and the JSON, with the numbers of the gold case."""

import json
import re
from pathlib import Path

import pytest

from pipeline.document import Document
from pipeline.evaluate.plain import as_json
from pipeline.evaluate.report import BYS, table
from pipeline.evaluate.score import score
from pipeline.gold.folder import read_gold
from pipeline.ontology.schema import load

GOLD = read_gold(Path(__file__).parents[1] / "cases/evaluate/gold", "dev")
HALF = score(GOLD, [GOLD[0], None], load(), {"g1": "The Toy"})

PERFECT = r"100\.0 +100\.0 +100\.0"


@pytest.mark.parametrize(
    ("by", "line"),
    [
        ("family", rf"^attribute +{PERFECT} +0\.0 to 100\.0 +1 +1 +1$"),
        ("family", rf"^total +{PERFECT} +0\.0 to 100\.0 +3 +3 +3$"),
        ("relation", rf"^  market_share +{PERFECT} +1 +1 +1$"),
        ("outlet", rf"^The Toy \(1\) +{PERFECT} +100\.0 to 100\.0 +3 +3 +3$"),
        ("outlet", r"^no outlet \(1\) +0\.0 +0\.0 +0\.0 +0\.0 to 0\.0 +0 +0 +0$"),
        ("layer", rf"^text: what was cut +{PERFECT} +0\.0 to 100\.0 +10 +10 +10$"),
        ("layer", r"^mentions: names +100\.0 +83\.3 +90\.9 .* +5 +5 +6$"),
        ("layer", r"^entities: CoNLL mean +[0-9.]+ +[0-9.]+ to [0-9.]+$"),
        ("layer", rf"^triples: strict +{PERFECT} +0\.0 to 100\.0 +2 +2 +2$"),
        ("layer", rf"^stances: strict +{PERFECT} +0\.0 to 100\.0 +1 +1 +1$"),
        ("family", r"^factuality +100\.0 +0\.0 to 100\.0 +3 +3$"),
        ("family", rf"^arguments only +{PERFECT} .* 3$"),
        ("family", rf"^0\.0 or more +{PERFECT} +3 +3 +3$"),
        ("family", r"^GPE +0\.0 +0\.0 +0\.0 +0 +0 +1$"),
        ("family", r"^gold labels pronouns and descriptions in 0 of 2 articles"),
    ],
)
def test_lines(by: str, line: str) -> None:
    assert re.search(line, table(HALF, "dev", by), re.M), table(HALF, "dev", by)


def test_the_head_says_what_was_scored() -> None:
    assert table(HALF, "dev").startswith("2 articles of split dev, 1 of them not in the run (all missed)\n\n")
    given = table(HALF, "dev", given="mentions")
    assert "given from gold, so right by themselves: text, mentions\n" in given
    assert "names, exact" not in given
    assert "by characters" not in given
    assert "CEAF-e" in given


def test_pronouns_have_a_line_where_gold_labels_them(toy: Document) -> None:
    printed = table(score([toy], [toy], load()), "dev")
    assert re.search(rf"^pronouns +{PERFECT}", printed, re.M)
    assert "in 1 of 1 articles" in printed


@pytest.mark.parametrize("by", BYS)
def test_columns_stand_below_each_other(by: str) -> None:
    lines = table(HALF, "dev", by).splitlines()
    assert all(line == line.rstrip() for line in lines)
    found = {line.index("found") + 5 for line in lines if line.endswith("gold")}
    counted = [line for line in lines if re.search(r"\d +\d+ +\d+ +\d+$", line)]
    assert found == {78}
    assert {len(line) for line in counted} == {86}
    assert {len(line) for line in lines if line.startswith(("MUC", "B-cubed", "CEAF-e"))} == {62}, "no counts there"


def test_json_holds_numbers_ratios_and_intervals() -> None:
    plain = as_json(HALF, "dev")
    assert plain["measures"]["strict"] == {
        "counts": "triples and stances: the same relation, and both arguments match",
        "precision": 1, "recall": 1, "f1": 1, "matched": 3, "gold": 3, "predicted": 3,
        "interval": {"precision": [0, 1], "recall": [0, 1], "f1": [0, 1]},
    }  # fmt: skip
    assert plain["measures"]["factuality"]["interval"] == {"accuracy": [0, 1]}
    assert plain["measures"]["coref"].keys() >= {"mean", "MUC", "B-cubed", "CEAF-e", "interval"}
    assert plain["relations"]["denies"]["f1"] == 1
    assert plain["outlets"]["The Toy"]["interval"]["f1"] == [1, 1]
    assert plain["curve"] == [[1.0, 1, 1, 1]]
    assert plain["tallies"]["g2"]["names"] == {"matched": 0, "gold": 1, "predicted": 0}
    assert (plain["split"], plain["given"], plain["articles"], plain["missing"]) == ("dev", [], 2, 1)
    assert as_json(HALF, "dev", "mentions")["given"] == ["text", "mentions"]
    json.dumps(plain, allow_nan=False)
