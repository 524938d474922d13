"""A run asks no network for anything, and opens no pickle: the interpreter itself says so (PEP 578).

One is let through: lemminflect, a library, keeps arrays of numbers in a pickle of its own package.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CODE = """
import sys

def refuse(event, arguments):
    asked = event in ("socket.connect", "socket.getaddrinfo", "socket.sendto")
    if asked or (event == "pickle.find_class" and arguments[0].partition(".")[0] != "numpy"):
        raise RuntimeError(f"{event} {arguments}")

sys.addaudithook(refuse)
from pipeline.cli.main import main
main(sys.argv[1:])
"""


def test_no_network_and_no_pickle(tmp_path: Path) -> None:
    page = next(path for path in sorted((ROOT / "corpus" / "raw").rglob("*.html")))
    article = next(path for path in sorted((ROOT / "corpus" / "raw").rglob("*.txt")))
    done = interpret(CODE, "run", str(article), str(page), "--out", str(tmp_path), "--workers", "0", "--format", "csv")
    assert done.returncode == 0, (tmp_path / "failures.jsonl").read_text() + done.stderr


def interpret(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"OMP_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment)


FORBIDDEN = [
    "import socket; socket.create_connection(('localhost', 9))",
    "import pickle; pickle.loads(pickle.dumps(len))",
]


@pytest.mark.parametrize("code", FORBIDDEN)
def test_the_watch_itself_works(code: str) -> None:
    assert "RuntimeError" in interpret(CODE.partition("from pipeline")[0] + code).stderr
