"""What our HTML pages share: one file that needs nothing beside it and asks nothing of a network.

Data stand in a page as islands of JSON that can hold no markup; the page's own script puts text in as text nodes only.
A content security policy allows that script and that style by their hashes and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from html import escape
from importlib import resources
from typing import Any

HERE = "pipeline.view.pages"
STYLE = "page.css"
SCRIPTS = ("elements.js", "address.js", "runs.js", "triple.js")
PLACE = re.compile(r"\{\{ (\w+) \}\}")


def fill(template: str, parts: Mapping[str, str]) -> str:
    """The template with each `{{ name }}` replaced; parts are put in as they are and not searched again."""
    return PLACE.sub(lambda found: parts[found[1]], template)


def head(package: str, title: str, scripts: Sequence[str]) -> dict[str, str]:
    """Title, policy, style and script of a page: what all pages share, then `style.css` and scripts of `package`."""
    style = shipped(HERE, STYLE) + shipped(package, "style.css")
    script = "\n".join([shipped(HERE, name) for name in SCRIPTS] + [shipped(package, name) for name in scripts])
    policy = f"default-src 'none'; img-src data:; style-src {_hash(style)}; script-src {_hash(script)}"
    return {"title": escape(title), "policy": policy, "style": style, "script": script}


def island(data: Any) -> str:
    """JSON in ASCII in which no character can open or close markup, or end a line of script."""
    return _json(data).replace("&", r"\u0026").replace("<", r"\u003c").replace(">", r"\u003e")


def packed(data: Any) -> str:
    """JSON, deflated (RFC 1950), in base64: letters, digits, "+", "/" and "=" only."""
    return base64.b64encode(zlib.compress(_json(data).encode("ascii"), 6)).decode("ascii")


def shipped(package: str, name: str) -> str:
    """A text file that stands in a package."""
    return resources.files(package).joinpath(name).read_text(encoding="utf-8")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":"))


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
