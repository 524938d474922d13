"""Which claims are disputed, and by whom."""

from pipeline.view.report.disputes import Disputes
from tests.view.report.sample import CLAIMS, articles


def counted(disputes: Disputes) -> Disputes:
    for number, article in enumerate(articles()):
        disputes.add(article, number)
    return disputes


def test_of_each_article_by_itself() -> None:
    assert counted(Disputes()).facts() == (
        1,
        [{"subject": "Norvik", "relation": "acquires", "object": "Osby", "voices": [["denies", "Telvia", 0, 2]],
          "others": [], "outlets": 1}],
    )  # fmt: skip


def test_across_articles() -> None:
    count, told = counted(Disputes(CLAIMS)).facts()
    assert count == 2, "who is not in this run has no voice in its report"
    assert [(claim["subject"], claim["voices"], claim["others"]) for claim in told] == [
        ("Ryvik", [["asserts", "The Court", 1, 0], ["denies", "Telvia", 0, 2]], []),
        ("Norvik", [["asserts", "wire", 0, 3]], ["a third"]),
    ]


def test_a_run_of_which_no_claim_is_contested() -> None:
    assert counted(Disputes([])).facts() == (0, [])
