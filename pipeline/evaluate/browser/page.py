"""The error browser: one HTML file that needs nothing beside it and asks nothing of a network.

The articles stand in it as one island of JSON that can hold no markup; the page's own script puts text in as text
nodes only. A content security policy allows that script and that style by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from importlib import resources
from typing import Any, get_args

from pipeline.document import Family
from pipeline.evaluate.browser.articles import Article, facts
from pipeline.evaluate.outcomes import Kind
from pipeline.ontology.schema import Ontology

SCRIPTS = ("filters.js", "text.js", "detail.js", "script.js")
PLACE = re.compile(r"\{\{ (\w+) \}\}")


def page(articles: Sequence[Article], ontology: Ontology, title: str = "Tripline errors") -> str:
    """The whole page, in the order of the articles; `title` says what was compared. Same input, same text."""
    style, script = _shipped("style.css"), "\n".join(map(_shipped, SCRIPTS))
    parts = {
        "title": escape(title),
        "policy": f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}",
        "style": style,
        "script": script,
        "data": island(
            {
                "kinds": get_args(Kind),
                "families": get_args(Family),
                "glosses": {relation.name: relation.gloss for relation in ontology},
                "articles": [facts(article) for article in articles],
            }
        ),
    }
    return PLACE.sub(lambda found: parts[found[1]], _shipped("template.html"))


def island(data: Any) -> str:
    """JSON in ASCII in which no character can open or close markup, or end a line of script."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _shipped(name: str) -> str:
    return resources.files("pipeline.evaluate.browser").joinpath(name).read_text(encoding="utf-8")
