"""The facts of an article that the page draws."""

from dataclasses import replace

from pipeline.view.report.articles import facts, reading
from tests.view.report.sample import FIRST, SECOND, THIRD, article


def test_facts_of_a_whole_article() -> None:
    given = article(FIRST)
    told = facts(given, reading(given))
    text = told["text"].encode("utf-16-le")

    def words(span: list[int]) -> str:
        return text[2 * span[0] : 2 * span[1]].decode("utf-16-le")

    assert told["whole"]
    assert told["text"] == FIRST.raw
    claim, _, denial, share = told["triples"]
    assert (claim["relation"], claim["source"]["name"], words(claim["source"]["cue"])) == ("acquires", "Telvia", "said")
    assert (denial["target"], claim["stances"], share["target"]) == (0, [2], None)
    assert (share["object"]["value"], share["object"]["entity"], share["subject"]["entity"]) == ("25 %", False, True)
    for triple, row in zip(told["triples"], given.triples, strict=True):
        assert words(triple["evidence"]) == row["evidence"]["text"]
        assert words(triple["cue"]) == row["cue"]["text"]
        assert [words(span) for _, span in triple["qualifiers"]] == [q["text"] for q in row["qualifiers"].values()]
    assert [words([start, end]) for start, end, _ in told["cuts"]] == ["Share this!\n"], "the blank goes with it"
    for entity, row in zip(told["entities"], given.entities, strict=True):
        assert [words(span) for span in entity["mentions"]] == [m["text"] for m in row["mentions"]]


def test_html_is_read_without_its_markup() -> None:
    given = article(SECOND)
    told = facts(given, reading(given))
    assert told["text"] == "Ryvik & Sons in court\n\nOn Monday 🎈 Ryvik & Sons sued Telvia.\n\n5 < 6."
    start, end = told["triples"][0]["evidence"]
    assert told["text"].encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le") == "Ryvik & Sons sued Telvia"


def test_without_the_text_there_is_what_the_rows_quote() -> None:
    given = article(FIRST, raw=False)
    told = facts(given, reading(given))
    assert not told["whole"]
    assert told["cuts"] == []
    passages = ["Norvik denies ban 🎈", "Norvik acquired Osby, Telvia said", "Norvik may sue Halden"]
    assert told["text"].split("\n…\n")[:3] == passages
    mention = next(e for e in told["entities"] if e["name"] == "Halden")["mentions"][0]
    assert told["text"].encode("utf-16-le")[2 * mention[0] : 2 * mention[1]].decode("utf-16-le") == "Halden"


def test_another_text_is_told() -> None:
    given = article(FIRST)
    assert given.is_same_text()
    assert not replace(given, raw=f" {given.raw}").is_same_text()
    assert article(THIRD).is_same_text()
