"""What pyproject.toml names stands in the lock file and in the list of licences."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NAMED = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
PACKAGES = sorted({re.split(r"[<>=\[; ]", one)[0] for one in NAMED} - {"tripline"})


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_pinned_and_its_licence_listed(package: str) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert re.search(rf"(?m)^{re.escape(package)}==", lock), "run `make lock`"
    assert f"| {package} | " in (ROOT / "docs/licences.md").read_text("utf-8")
