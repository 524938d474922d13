"""The public face: `import pipeline; tripline = pipeline.load(); article = tripline(text)`.

Nothing heavy is imported before it is used: this module is loaded by `import pipeline`, and so by every command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from datasets import Dataset
    from pandas import DataFrame  # type: ignore[import-untyped]  # its stubs are a package of their own
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from pipeline.document import Document, Entity, Format, Triple
    from pipeline.flow import Flow
    from pipeline.io.rows import Row


def load(profile: str = "default", ontology: str | Path | None = None, min_score: float | None = None) -> Tripline:
    """The whole street, ready to read articles; loads the model once (some seconds, about 300 MB).

    `profile`: a shipped one ("default", "rules") or the path of a TOML file. `ontology`: a TOML file whose relations
    are added to the shipped ones. `min_score`: leave out triples that are less likely to be right than this.
    Raises ProfileError, OntologyError or ModelError, which say what to do.

        >>> tripline = load(min_score=0.5)
        >>> load("fast")
        Traceback (most recent call last):
        pipeline.errors.ProfileError: profile 'fast': unknown; shipped are default, rules, ...
    """
    from pipeline.flow import load as load_flow

    return Tripline(load_flow(profile, Path(ontology) if ontology else None, min_score))


@dataclass(frozen=True, slots=True)
class Tripline:
    """Reads articles: one by calling it, many with `pipe`."""

    flow: Flow

    def __call__(
        self, text: str | Document, *, name: str = "text", format: Format = "text", published: str | None = None
    ) -> Article:
        """One raw article: a text, Markdown or HTML page as it was scraped, or a Document from `pipeline.io.read`.

        `published` is the ISO date that "yesterday" is reckoned from, where the article does not tell its own.
        StageError names the stage that failed, and notes the article.

            >>> article = tripline("Talkaro has a 31% share of the Kazakh market.", published="2024-09-13")
            >>> [share] = article.triples
            >>> share.subject.name, share.relation, share.object.value.value, share.object.value.unit
            ('Talkaro', 'market_share', 31.0, '%')
        """
        from pipeline.document import Document
        from pipeline.errors import StageError

        given = text if isinstance(text, Document) else Document(name, text, format, published)
        try:
            return Article(self.flow([given])[0])
        except StageError as error:
            error.add_note(f"in the article {given.name}")
            raise

    def pipe(self, texts: Iterable[str | Document]) -> Iterator[Article]:
        """An Article for each text, in order and one at a time, so that any number fits into memory.

        A text's name is its number, "text-1". A text that cannot be read raises StageError and ends the iteration;
        `tripline run` sets such articles aside and goes on.

            >>> articles = tripline.pipe(["Lena Aust founded Norvik.", "Norvik bought Telvia."])
            >>> [(article.name, len(article.triples)) for article in articles]
            [('text-1', 1), ('text-2', 1)]
        """
        for number, text in enumerate(texts, start=1):
            yield self(text, name=f"text-{number}")


@dataclass(frozen=True, slots=True)
class Article:
    """One article that was read. `document` holds every layer, with spans of the raw text.

    >>> article = tripline("Norvik bought Telvia. It denied a ban on its chips.")
    >>> [entity.name for entity in article.entities]
    ['Norvik', 'Telvia']
    >>> doc = article.to_spacy()
    >>> doc[1].lemma_, doc[1].pos_, doc[1].dep_, doc[1].head.text
    ('buy', 'VERB', 'root', 'bought')
    """

    document: Document

    @property
    def name(self) -> str:
        """Name of the document."""
        return self.document.name

    @property
    def text(self) -> str:
        """The body: the raw text without what is not the article."""
        return self.document.text.body if self.document.text else self.document.raw

    @property
    def triples(self) -> Triples:
        """Triples and stances, in text order."""
        return Triples.of([self.document])

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Who and what the article speaks of, with every mention."""
        return self.document.entities or ()

    def to_spacy(self, vocab: Vocab | None = None) -> Doc:
        """A spaCy Doc of the body with tokens, lemmas, POS, heads, dependencies, sentences, entities, span groups
        and `doc._.triples`: `pipeline.io.export.spacy_docs` says which."""
        from pipeline.io.export.spacy_docs import of_document

        return of_document(self.document, vocab)

    def _repr_html_(self) -> str:
        from pipeline.view.displacy import entities, html

        return html([entities(self.document)]) + self.triples._repr_html_()


class Triples(Sequence["Triple"]):
    """Triples and stances of one article or of many: a sequence, a table in a notebook, rows, a DataFrame, a Dataset.

    >>> triples = tripline("Norvik denied wrongdoing, Telvia said.").triples
    >>> [denial] = triples
    >>> denial.relation, denial.cue.text, denial.evidence.start
    ('denies', 'denied', 0)
    >>> triples.rows[0]["source"]["name"]
    'Telvia'
    >>> triples.to_pandas()[["subject_name", "relation", "object_text", "factuality"]].values.tolist()
    [['Norvik', 'denies', 'wrongdoing', 'fact']]
    >>> triples.to_dataset()
    Dataset({...})
    """

    __slots__ = ("_rows", "_triples")

    def __init__(self, triples: Sequence[Triple], rows: Sequence[Row]) -> None:
        """Triples and, in the same order, their rows; `Triples.of` makes both."""
        self._triples, self._rows = tuple(triples), tuple(rows)

    @classmethod
    def of(cls, documents: Iterable[Document | Article]) -> Triples:
        """Those of all the documents, in text order.

        >>> texts = ["Lena Aust founded Norvik.", "Norvik bought Telvia."]
        >>> Triples.of(tripline.pipe(texts))
        Triples(2: (Lena Aust, founded, Norvik), (Norvik, acquires, Telvia))
        """
        from pipeline.io.rows import triples as rows_of

        found: list[Triple] = []
        rows: list[Row] = []
        for given in documents:
            document = given.document if isinstance(given, Article) else given
            stances = document.stances.stances if document.stances else ()
            known = {triple.id: triple for triple in (*(document.triples or ()), *stances)}
            rows += (made := rows_of(document))
            found += [known[row["id"]] for row in made]
        return cls(found, rows)

    @property
    def rows(self) -> list[Row]:
        """One dict a triple, as in triples.jsonl: with its source, document and date."""
        return list(self._rows)

    def to_pandas(self) -> DataFrame:
        """One line a triple, with the columns of triples.parquet."""
        return self._table().to_pandas()

    def to_dataset(self) -> Dataset:
        """A `datasets.Dataset` with the columns of triples.parquet."""
        from datasets import Dataset

        return Dataset(self._table())

    def _table(self) -> Any:
        import pyarrow as pa

        from pipeline.io.write import COLUMNS, flat

        columns = COLUMNS["triples"]
        return pa.Table.from_pylist([flat(row, columns) for row in self._rows], schema=pa.schema(list(columns.items())))

    @overload
    def __getitem__(self, at: int) -> Triple: ...
    @overload
    def __getitem__(self, at: slice) -> Triples: ...
    def __getitem__(self, at: int | slice) -> Triple | Triples:
        """A triple, or the Triples of a slice."""
        if isinstance(at, slice):
            return Triples(self._triples[at], self._rows[at])
        return self._triples[at]

    def __len__(self) -> int:
        """How many there are."""
        return len(self._triples)

    def __repr__(self) -> str:
        """The first few as they read."""
        said = [f"({t.subject.name or t.subject.text}, {t.relation}, {t.object.name or t.object.text})" for t in self]
        return f"Triples({len(self)}: {', '.join([*said[:5], *(['...'] if len(said) > 5 else [])])})"

    def _repr_html_(self) -> str:
        from pipeline.view.table import html

        return html(self._rows)
