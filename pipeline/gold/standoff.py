"""Labels without texts, for articles that are not ours to ship, and the texts that a user has found for them.

A text is known by its hash: it may lie anywhere under any name, and one that differs in a single character is not it.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import GoldError
from pipeline.gold.folder import index, read_article, read_text, sha256_of, write_gold


def pair(labels: Path, texts: Path, out: Path) -> list[str]:
    """Write to `out` the gold folder of `labels`, with the raw texts that lie anywhere under `texts`.

    Returns the ids of articles whose text is not there; they are left out. GoldError if no text is there.
    """
    rows = index(labels)
    found = _by_hash(texts, {row.sha256 for row in rows})
    if not found:
        raise GoldError(f"{texts}: holds none of the {len(rows)} texts, byte for byte, that were labelled; fetch them")
    paired = [row for row in rows if row.sha256 in found]
    write_gold(out, ((row, read_article(labels, row, found[row.sha256])) for row in paired))
    return [row.id for row in rows if row.sha256 not in found]


def _by_hash(texts: Path, wanted: set[str]) -> dict[str, str]:
    """Those of the wanted texts that some file under the folder holds."""
    found: dict[str, str] = {}
    for path in sorted(texts.rglob("*")):
        if path.is_file():
            try:
                raw = read_text(path)
            except GoldError:  # not UTF-8, so none that was labelled
                continue
            if (hash_ := sha256_of(raw)) in wanted:
                found[hash_] = raw
    return found
