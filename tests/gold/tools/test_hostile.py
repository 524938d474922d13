"""Files that were damaged end as a document or as an error of ours, never otherwise."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import GoldError
from pipeline.gold.tools.registry import TOOLS
from tests.gold.documents import ONTOLOGY
from tests.gold.tools.sample import SAMPLE

EXPORTS = {name: tool.write([SAMPLE], ONTOLOGY) for name, tool in TOOLS.items()}
# Where the labels stand, and with brat the text.
DAMAGED = {
    "brat": ["sample.ann", "sample.txt"],
    "docbin": ["gold.spacy"],
    "inception": ["sample.json"],
    "labelstudio": ["tasks.json"],
    "prodigy": ["gold.jsonl"],
}
ODD = st.sampled_from([None, "", "x", -1, 3, 10**9, 1.5, True, [], {}, ["x"], [1], {"a": 1}])


@pytest.mark.parametrize("name", TOOLS)
@settings(max_examples=60)
@given(data=st.data())
def test_bytes_that_were_lost_or_changed(name: str, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(DAMAGED[name]))
    content = EXPORTS[name][file]
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 40)))
    put = data.draw(st.binary(max_size=4) | st.sampled_from([b"\t", b"\n", b"9", b'"', b"T1"]))
    with suppress(GoldError):
        TOOLS[name].read({**EXPORTS[name], file: content[:start] + put + content[end:]}, ONTOLOGY)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a JSON value."""
    if not isinstance(value, (dict, list)):
        return []
    items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    return [place for key, inner in items for place in [(value, key), *places(inner)]]


@pytest.mark.parametrize("name", ["inception", "labelstudio", "prodigy"])
@settings(max_examples=120)
@given(data=st.data())
def test_values_of_another_kind(name: str, data: st.DataObject) -> None:
    (file,) = DAMAGED[name]
    value = json.loads(EXPORTS[name][file])
    container, key = data.draw(st.sampled_from(places(value)))
    if data.draw(st.booleans()) and isinstance(container, dict):
        del container[key]
    else:
        container[key] = data.draw(ODD)
    with suppress(GoldError):
        TOOLS[name].read({file: json.dumps(value).encode()}, ONTOLOGY)
