"""The ontology's schema: what a cue means, and that each mistake in a user's file is one clear line."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import OntologyError
from pipeline.ontology.schema import AGENT, Cue, load, parse

CASES = Path(__file__).parents[1] / "cases" / "ontology"
OPENS = '[opens]\nfamily = "event"\ngloss = "opens"\ndomain = ["AGENT"]\nrange = ["TOPIC"]\n'
WORDS = st.text("abcdefghijklmnopqrstuvwxyz_-é'", min_size=1, max_size=12)


def _cases(name: str, key: str) -> list[Any]:
    found: list[Any] = tomllib.loads((CASES / name).read_text(encoding="utf-8"))[key]
    return found


def _verbs(toml: str) -> tuple[Cue, ...]:
    return parse(OPENS + f"verbs = {toml}", "mine.toml")["opens"].verbs


# -------------------------------------------------------------------------------------------- cues


@pytest.mark.parametrize(
    ("toml", "cue"),
    [
        ('"open"', Cue(cue="open")),
        ('"pull_out > of"', Cue(cue="pull_out", object="of")),
        ('"market share > in"', Cue(cue="market share", object="in")),
        ('{cue = "give > to"}', Cue(cue="give", object="to")),
        ('{cue = "base", subject = "patient", object = "in"}', Cue(cue="base", subject="patient", object="in")),
        ('{cue = "run", when = {patient = ["ORG"]}}', Cue(cue="run", when={"patient": ("ORG",)})),
        ('{cue = "run", unless = {patient = ["ORG"]}}', Cue(cue="run", unless={"patient": ("ORG",)})),
    ],
)
def test_notation(toml: str, cue: Cue) -> None:
    assert _verbs(f"[{toml}]") == (cue,)


def test_a_table_of_several_cues_stands_for_one_each() -> None:
    table = '[{cues = ["jail", "hold > in"], when = {agent = ["court"]}}, "try"]'
    when = {"agent": ("court",)}
    assert _verbs(table) == (Cue(cue="jail", when=when), Cue(cue="hold", object="in", when=when), Cue(cue="try"))


@given(words=st.lists(WORDS, min_size=1, max_size=3), slot=WORDS)
def test_what_is_written_is_read(words: list[str], slot: str) -> None:
    lemma = " ".join(words)
    assert _verbs(f'["{lemma}", "{lemma} > {slot}"]') == (Cue(cue=lemma), Cue(cue=lemma, object=slot))


def test_the_last_word_heads_the_phrase() -> None:
    assert [Cue(cue=c).lemma for c in ("prime minister", "rule_out", "ban")] == ["minister", "rule_out", "ban"]


@pytest.mark.parametrize(
    ("fillers", "fits"),
    [
        ({"patient": {"stake", "TOPIC"}}, True),
        ({"patient": {"telvia", "ORG"}}, True),
        ({"patient": ["stake"], "from": ["bank"]}, True),
        ({"patient": {"stake"}, "agent": {"storm"}}, False),
        ({"patient": {"bread"}}, False),
        ({"agent": {"stake"}}, False),
        ({}, False),
    ],
)
def test_conditions(fillers: dict[str, set[str]], fits: bool) -> None:
    cue = Cue(cue="take", when={"patient": ("ORG", "stake")}, unless={"agent": ("storm",)})
    assert cue.fits(fillers) is fits


@pytest.mark.parametrize(
    ("fillers", "fits"), [({}, False), ({"for": ["ship"]}, True), ({"for": ["x"], "to": ["y"]}, False)]
)
def test_an_empty_list_is_any_filler(fillers: dict[str, list[str]], fits: bool) -> None:
    assert Cue(cue="pay", when={"for": ()}, unless={"to": ()}).fits(fillers) is fits


def test_a_cue_without_conditions_always_fits() -> None:
    assert Cue(cue="ban").fits({})


# -------------------------------------------------------------------------------------- argument types


def test_agent_is_spelled_out_and_an_unnamed_actor_may_stand_for_it() -> None:
    opens = parse(OPENS, "mine.toml")["opens"]
    assert opens.subject_types == AGENT | {"TOPIC"}
    assert opens.object_types == {"TOPIC"}


def test_a_lasting_tie_takes_named_things_only() -> None:
    ties = parse(OPENS.replace('"event"', '"relation"').replace('["TOPIC"]', '["PERSON"]'), "mine.toml")["opens"]
    assert ties.subject_types == AGENT
    assert ties.object_types == {"PERSON"}


# ------------------------------------------------------------------------------------------- mistakes


@pytest.mark.parametrize("case", _cases("errors.toml", "case"), ids=lambda case: case["name"])
def test_a_mistake_is_one_clear_line(case: dict[str, Any]) -> None:
    block = case["block"]
    with pytest.raises(OntologyError) as raised:
        parse(block if block.lstrip().startswith("[") else OPENS + block, "mine.toml")
    message = str(raised.value)
    assert message.startswith("mine.toml: ")
    assert "\n" not in message
    assert [words for words in case["says"] if words not in message] == []


def test_a_key_outside_a_block_is_a_mistake() -> None:
    with pytest.raises(OntologyError, match=r"^mine\.toml: relation 'opens': write its heading \[opens\]"):
        parse("opens = 1", "mine.toml")


def test_an_unknown_relation_says_where_to_look() -> None:
    with pytest.raises(OntologyError, match=r"^ontology: no relation 'opensk'; `tripline ontology` lists the \d+$"):
        load()["opensk"]


# ------------------------------------------------------------------------------------- a user's own file


def test_a_users_file_adds_and_replaces(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(OPENS + 'verbs = ["open"]\n' + OPENS.replace("[opens]", "[bans]"), encoding="utf-8")
    shipped, ontology = load(), load(mine)
    assert [r.name for r in ontology] == [r.name for r in shipped] + ["opens"]
    assert ontology["opens"].verbs == (Cue(cue="open"),)
    assert "open" in {cue.lemma for cue in ontology["opens"].verbs}
    assert (ontology["bans"].gloss, ontology["bans"].verbs) == ("opens", ())
    assert ontology["fines"] == shipped["fines"]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    missing = tmp_path / "missing.toml"
    with pytest.raises(OntologyError) as raised:
        load(missing)
    assert str(raised.value) == f"{missing}: cannot be read: No such file or directory"


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00[opens]")
    with pytest.raises(OntologyError, match=r"^.*binary\.toml: not UTF-8 text$"):
        load(binary)
