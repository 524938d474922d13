"""Pages: what stands in an island or a part cannot become markup, and comes out as it went in."""

import base64
import json
import re
import zlib

from hypothesis import given
from hypothesis import strategies as st

from pipeline.view.pages.page import fill, head, island, packed

JSON = st.recursive(
    st.text() | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


@given(JSON)
def test_islands_hold_no_markup(data: object) -> None:
    assert not re.search(r"[<>&\u2028\u2029\0]", island(data))
    assert json.loads(island(data)) == data


@given(JSON)
def test_parts_come_out_as_they_went_in(data: object) -> None:
    assert re.fullmatch(r"[A-Za-z0-9+/=]*", packed(data))
    assert json.loads(zlib.decompress(base64.b64decode(packed(data)))) == data


def test_what_is_filled_in_is_not_searched_again() -> None:
    assert fill("{{ a }} {{ b }}", {"a": "{{ b }}", "b": "{{ a }}"}) == "{{ b }} {{ a }}"


def test_a_title_is_escaped_and_scripts_are_named_by_hash() -> None:
    parts = head("pipeline.view.report", "<b>&", ("graph.js",))
    assert parts["title"] == "&lt;b&gt;&amp;"
    assert re.fullmatch(
        r"default-src 'none'; img-src data:; style-src 'sha256-[^ ']+'; script-src 'sha256-[^ ']+'", parts["policy"]
    )
    assert parts["script"].startswith('"use strict";')
