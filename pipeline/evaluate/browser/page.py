"""The error browser: one HTML file with every miss and every error of a run in its article (see `view.pages`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from pipeline.document import Family
from pipeline.evaluate.browser.articles import Article, facts
from pipeline.evaluate.outcomes import Kind
from pipeline.ontology.schema import Ontology
from pipeline.view.pages.page import fill, head, island, shipped

HERE = "pipeline.evaluate.browser"
SCRIPTS = ("filters.js", "text.js", "detail.js", "script.js")


def page(articles: Sequence[Article], ontology: Ontology, title: str = "Tripline errors") -> str:
    """The whole page, in the order of the articles; `title` says what was compared. Same input, same text."""
    data = {
        "kinds": get_args(Kind),
        "families": get_args(Family),
        "glosses": {relation.name: relation.gloss for relation in ontology},
        "articles": [facts(article) for article in articles],
    }
    return fill(shipped(HERE, "template.html"), {**head(HERE, title, SCRIPTS), "data": island(data)})
