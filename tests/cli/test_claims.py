"""`tripline claims`: what is printed where, and how it ends."""

import json

import pytest

from pipeline.cli.main import main
from pipeline.io.write import line
from tests.claims.sample import entity, org, row, topic


def call(*arguments: str) -> int:
    with pytest.raises(SystemExit) as end:
        main(list(arguments))
    return int(end.value.code or 0)


@pytest.fixture
def out(tmp_path):
    told = row("a.txt", org("Talkaro"), "bans", topic("sales\x1b[31m"), source=org("Ombrix"))
    denial = row("b.txt", org("Talkaro"), "denies", topic("ban"), family="stance")
    other = row("b.txt", org("Norvik"), "acquires", org("Brask"))
    tables = {
        "documents": [{"document": name, "outlet": None} for name in ("a.txt", "b.txt")],
        "entities": [entity("a.txt", "Talkaro")],
        "triples": [told, denial, other],
    }
    for table, rows in tables.items():
        (tmp_path / f"{table}.jsonl").write_bytes(b"".join(map(line, rows)))
    return tmp_path


def test_help_has_examples(capsys):
    assert call("claims", "--help") == 0
    assert "tripline claims" in capsys.readouterr().out.partition("Examples:")[2]


def test_a_table_and_a_file(out, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert call("claims", str(out)) == 0
    printed = capsys.readouterr().out
    assert "Talkaro bans sales" in printed
    assert "\x1b" not in printed
    assert printed.index("Talkaro bans") < printed.index("Norvik acquires"), "contested ones first"
    assert "2 claims" in printed
    assert len((out / "claims.jsonl").read_bytes().splitlines()) == 2


def test_json_lines_of_what_is_asked_for(out, capsys):
    assert call("claims", str(out), "--contested", "--json") == 0
    (claim,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert [voice["name"] for voice in claim["denies"]] == ["Talkaro"]
    assert call("claims", str(out), "--outlets", "2", "--json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == claim["id"], "who denies it counts as an outlet that tells it"


def test_top_cuts_the_table_only(out, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "160")
    assert call("claims", str(out), "--top", "1") == 0
    assert "Norvik" not in capsys.readouterr().out
    assert len((out / "claims.jsonl").read_bytes().splitlines()) == 2


def test_a_folder_that_no_run_wrote(tmp_path, capsys):
    assert call("claims", str(tmp_path)) == 1
    assert "no documents.jsonl" in capsys.readouterr().err
