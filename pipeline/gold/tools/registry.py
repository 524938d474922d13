"""The labelling tools that gold goes to and comes from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.document import Document
from pipeline.errors import GoldError
from pipeline.gold.folder import Row, index, raw_text, read_article, row, write_gold
from pipeline.gold.tools import brat, docbin, inception, labelstudio, prodigy
from pipeline.ontology.schema import Ontology

INDEX = "index.tsv"


@dataclass(frozen=True, slots=True)
class Tool:
    """`write` gives file name -> bytes, `read` takes them; `suffix`: of the files that hold the labels."""

    suffix: str
    write: Callable[[Sequence[Document], Ontology], dict[str, bytes]]
    read: Callable[[Mapping[str, bytes], Ontology], list[Document]]


TOOLS: Mapping[str, Tool] = {
    "brat": Tool(".ann", brat.write, brat.read),
    "docbin": Tool(".spacy", docbin.write, docbin.read),
    "inception": Tool(".json", inception.write, inception.read),
    "labelstudio": Tool(".json", labelstudio.write, labelstudio.read),
    "prodigy": Tool(".jsonl", prodigy.write, prodigy.read),
}


def tool_of(name: str) -> Tool:
    """The tool of this name; GoldError lists those that are known."""
    if name not in TOOLS:
        raise GoldError(f"tool {name!r}: unknown; take one of {', '.join(TOOLS)}")
    return TOOLS[name]


def export(gold: Path, out: Path, name: str, splits: Sequence[str], ontology: Ontology) -> int:
    """Write the articles of these splits of a gold folder for a tool; returns how many.

    The index goes with them: what no tool shows (split, outlet, readers, url) is read from it on the way back.
    """
    tool = tool_of(name)
    out.mkdir(parents=True, exist_ok=True)
    if any(out.iterdir()):
        raise GoldError(f"{out}: is not empty, labels in it could be lost; give a new folder")
    rows = [line for line in index(gold) if line.split in splits]
    if not rows:
        raise GoldError(f"{gold}: no article of split {' or '.join(splits)}")
    files = tool.write([read_article(gold, line, raw_text(gold, line)) for line in rows], ontology)
    for file, content in files.items():
        (out / file).write_bytes(content)
    (out / INDEX).write_bytes((gold / INDEX).read_bytes())
    return len(rows)


def load(folder: Path, name: str, ontology: Ontology) -> list[tuple[Row, Document]]:
    """The articles that a tool's files in a folder hold, in the order of the index, each with its row of it.

    An article that the index does not know goes to train. GoldError for one that is there twice.
    """
    tool = tool_of(name)
    try:
        files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    except OSError as error:
        raise GoldError(f"{folder}: cannot be read: {error.strerror}; give the folder with {name}'s files") from error
    documents = tool.read(files, ontology)
    if not documents:
        raise GoldError(f"{folder}: no article in it; {name}'s files end in {tool.suffix}")
    by_name: dict[str, Document] = {}
    for document in documents:
        if by_name.setdefault(document.name, document) is not document:
            raise GoldError(f"{folder}: article {document.name!r} stands in it twice; take one of them away")
    known = {line.id: line for line in index(folder)} if INDEX in files else {}
    places = {id: place for place, id in enumerate(known)}
    ordered = sorted(by_name.values(), key=lambda d: (places.get(d.name, len(places)), d.name))
    return [(_row(document, known.get(document.name)), document) for document in ordered]


def bring(folder: Path, out: Path, name: str, texts: bool, ontology: Ontology) -> int:
    """Make a gold folder of what a tool's files hold; returns the number of articles. `texts`: with the articles."""
    articles = load(folder, name, ontology)
    write_gold(out, articles, texts)
    return len(articles)


def _row(document: Document, known: Row | None) -> Row:
    if known is None:
        return row(document, "train", "")
    return replace(known, published=document.published or known.published)
