"""The notebooks as they ship: without outputs, in order, and with nothing from a network.

That they run is checked by `pytest --nbmake notebooks`.
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = [pytest.param(path, id=path.stem) for path in sorted(FOLDER.glob("*.ipynb"))]
# What the extra `notebooks` and the package itself bring; duckdb is used where it is installed.
LIBRARIES = {"pipeline", "IPython", "matplotlib", "pandas", "datasets", "duckdb"}


def cells(path: Path, kind: str) -> list[dict[str, Any]]:
    return [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == kind]


def test_they_are_numbered_without_a_gap() -> None:
    assert [path.name[:2] for path in sorted(FOLDER.glob("*.ipynb"))] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_outputs_are_stripped(path: Path) -> None:
    code = cells(path, "code")
    assert code
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code), ".venv/bin/nbstripout"


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_each_begins_with_its_title(path: Path) -> None:
    first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
    assert first["cell_type"] == "markdown"
    assert "".join(first["source"]).startswith("# ")


@pytest.mark.parametrize("path", NOTEBOOKS)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    source = "\n".join("".join(cell["source"]) for cell in cells(path, "code"))
    assert "://" not in source
    imported = {name.split(".")[0] for node in ast.walk(ast.parse(source)) for name in modules(node)}
    assert imported - set(sys.stdlib_module_names) <= LIBRARIES


def modules(node: ast.AST) -> list[str]:
    """Modules that a node imports."""
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
