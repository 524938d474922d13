"""A gold folder: where the documents that people labelled stand on disk.

    index.tsv            a row an article: split, outlet, date, words, readers, source page, hash of the raw text
    labels/<id>.json     the layers (`pipeline.gold.lines`)
    articles/<id>.txt    the raw text (or .md, .html); a folder without texts holds none

Articles keep their split for good: what was tuned on must never be measured on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from pipeline.document import Document, Format
from pipeline.errors import GoldError
from pipeline.gold import lines

SPLITS = ("train", "dev", "test")
SUFFIXES: dict[Format, str] = {"text": ".txt", "markdown": ".md", "html": ".html"}
COMPILE = "quote labels: compile them first: tripline gold compile LABELS OUT"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the index.

    `outlet` is our own outlets' name, or the collection an imported article is from; `published` an ISO date or "";
    `words` those of the body; `readers` how many people read the labels; `url` the source page or ""; `sha256` that of
    the raw text's UTF-8 bytes, in hex.
    """

    id: str
    split: str
    outlet: str
    published: str
    words: int
    readers: int
    url: str
    sha256: str


COLUMNS = tuple(field.name for field in fields(Row))


def sha256_of(raw: str) -> str:
    """SHA-256 of a raw text's UTF-8 bytes, in hex."""
    return hashlib.sha256(raw.encode("utf-8")).hexdigest()


def row(document: Document, split: str, outlet: str, readers: int = 1, url: str = "") -> Row:
    """The index row of a labelled document; the words and the hash are counted from its text."""
    body = document.text.body if document.text else document.raw
    words = len(body.split())
    return Row(document.name, split, outlet, document.published or "", words, readers, url, sha256_of(document.raw))


# ------------------------------------------------------------------------------------------------ reading


def is_gold(folder: Path) -> bool:
    """Whether the folder has the index of a gold folder; one of quote labels has another or none."""
    path = folder / "index.tsv"
    return path.is_file() and read_text(path).split("\n", 1)[0].split("\t") == list(COLUMNS)


def index(folder: Path) -> tuple[Row, ...]:
    """The rows of a gold folder's index, in its order; GoldError if it is not a gold folder's."""
    path = folder / "index.tsv"
    try:
        head, *rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()] or [[]]
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}; give a gold folder, or {COMPILE}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 text") from error
    if tuple(head) != COLUMNS:
        raise GoldError(f"{path}: has columns {', '.join(head)}; a gold folder has {', '.join(COLUMNS)}; {COMPILE}")
    found = tuple(_row(cells, f"{path}: line {n}") for n, cells in enumerate(rows, start=2))
    ids = [row.id for row in found]
    if len(set(ids)) < len(ids):
        raise GoldError(f"{path}: {max(ids, key=ids.count)!r} is there twice; give each article an id of its own")
    return found


def _row(cells: list[str], where: str) -> Row:
    if len(cells) != len(COLUMNS):
        raise GoldError(f"{where}: has {len(cells)} columns; there are {len(COLUMNS)}: {', '.join(COLUMNS)}")
    row = dict(zip(COLUMNS, cells, strict=True))
    if row["split"] not in SPLITS:
        raise GoldError(f"{where}: split {row['split']!r}: unknown; the splits are {', '.join(SPLITS)}")
    if not (row["words"].isdecimal() and row["readers"].isdecimal()):
        raise GoldError(f"{where}: words and readers are {row['words']!r} and {row['readers']!r}; write whole numbers")
    texts = {name: cell for name, cell in row.items() if name not in ("words", "readers")}
    return Row(**texts, words=int(row["words"]), readers=int(row["readers"]))


def read_gold(folder: Path, split: str) -> list[Document]:
    """The labelled articles of one split, in the order of the index, named by their ids.

    GoldError if the split is empty, the folder holds quote labels, texts are missing, or a label does not fit its text.
    """
    if split not in SPLITS:
        raise GoldError(f"split {split!r}: unknown; the splits are {', '.join(SPLITS)}")
    rows = [row for row in index(folder) if row.split == split]
    if not rows:
        raise GoldError(f"{folder / 'index.tsv'}: no article of split {split!r}")
    return [read_article(folder, row, raw_text(folder, row)) for row in rows]


def read_article(folder: Path, row: Row, raw: str) -> Document:
    """One labelled article; GoldError if `raw` is not the text that was labelled, or the label does not fit it."""
    if sha256_of(raw) != row.sha256:
        raise GoldError(f"{folder}: {row.id}: is not the text that was labelled: its sha256 is not that of index.tsv")
    return read_labels(folder, row.id, raw)


def raw_text(folder: Path, row: Row) -> str:
    """The raw text of an article; GoldError if the folder holds none."""
    try:
        path, _ = find_text(folder / "articles", row.id)
    except GoldError as error:
        raise GoldError(
            f"{error}; labels without texts: pair it first: tripline gold pair {folder} TEXTS OUT"
        ) from error
    return read_text(path)


def find_text(articles: Path, id: str) -> tuple[Path, Format]:
    """The file of an article and its format; GoldError if there is none."""
    for format, suffix in SUFFIXES.items():
        if (path := articles / f"{id}{suffix}").is_file():
            return path, format
    raise GoldError(f"{articles}: no text {id} with {', '.join(SUFFIXES.values())}")


def read_labels(folder: Path, id: str, raw: str | None) -> Document:
    """The document of one label file; with `raw` None by offsets alone (see `lines.loads`)."""
    path = folder / "labels" / f"{id}.json"
    try:
        return lines.loads(id, path.read_text(encoding="utf-8"), raw)
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 text") from error


def read_text(path: Path) -> str:
    """A raw article as it stands, line ends too."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: not UTF-8 text; save it as UTF-8") from error


# ------------------------------------------------------------------------------------------------ writing


def write_gold(folder: Path, articles: Iterable[tuple[Row, Document]], texts: bool = True) -> None:
    """Write a gold folder: one label file a document, the index sorted by id, and, with `texts`, the raw articles.

    The same documents give the same bytes. GoldError if a row is not the document's.
    """
    for part in ("labels", "articles") if texts else ("labels",):
        (folder / part).mkdir(parents=True, exist_ok=True)
    rows = []
    for row, document in articles:
        _refuse(row)
        if (row.id, row.sha256) != (document.name, sha256_of(document.raw)):
            raise GoldError(f"{document.name}: the row {row.id} of the index is not of this text")
        label = lines.dumps(document, texts)
        (folder / "labels" / f"{row.id}.json").write_bytes(label.encode("utf-8"))
        if texts:
            path = folder / "articles" / f"{row.id}{SUFFIXES[document.format]}"
            path.write_bytes(document.raw.encode("utf-8"))
        rows.append(row)
    shown = ["\t".join(COLUMNS), *("\t".join(map(str, astuple(row))) for row in sorted(rows, key=lambda r: r.id))]
    (folder / "index.tsv").write_bytes(("\n".join(shown) + "\n").encode("utf-8"))


def _refuse(row: Row) -> None:
    """GoldError for a row that cannot stand in the index, or whose id is no plain file name."""
    if row.id in ("", ".", "..") or "/" in row.id or "\\" in row.id or not row.id.isprintable():
        raise GoldError(f"id {row.id!r}: is no plain file name; give the article another id")
    if row.split not in SPLITS:
        raise GoldError(f"{row.id}: split {row.split!r}: unknown; the splits are {', '.join(SPLITS)}")
    for name, cell in zip(COLUMNS, astuple(row), strict=True):
        if not str(cell).isprintable():
            raise GoldError(f"{row.id}: {name} {cell!r}: has a tab, line end or other control character; take it out")
