"""Every deliberate error, one drawn tree.

    TriplineError           what the user can act on; the command prints it on one line, without a traceback
    ├── ReadError           a file cannot be read as an article
    ├── CleanError          an article has no text that can be worked on
    ├── OntologyError       an ontology file breaks its schema or names an unknown thing
    ├── ProfileError        a profile breaks its schema or orders stages whose needs are not met
    ├── ModelError          a model folder is missing, incomplete or of another kind
    ├── StageError          a stage failed on a document or batch; says which stage, its cause is `__cause__`
    ├── GoldError           a gold file cannot be used: unknown relation, quote not in the text, other text
    ├── CorpusError         a public corpus for training is missing or not in its upstream form
    ├── LinkError           a table of things, an aliases.toml or a file of Wikidata ids is not in its form
    ├── BusyError           another run is writing to the same folder
    ├── OutputError         an output cannot be written: the disk is full, or there is no right to
    └── WorkerError         worker processes die and no document is to blame

A message says where, what was got, what is known and what to do, in that order, on one line.
"""


class TriplineError(Exception):
    """Root of every error that Tripline raises on purpose."""


class ReadError(TriplineError):
    """A file cannot be read as an article."""


class CleanError(TriplineError):
    """An article has no text that can be worked on."""


class OntologyError(TriplineError):
    """An ontology file breaks its schema or names an unknown thing."""


class ProfileError(TriplineError):
    """A profile breaks its schema or orders stages whose needs are not met."""


class ModelError(TriplineError):
    """A model folder is missing, incomplete or of another kind."""


class StageError(TriplineError):
    """A stage failed on a document or batch; `stage` is its name, the cause is `__cause__`."""

    def __init__(self, stage: str, cause: BaseException) -> None:
        super().__init__(f"{stage}: {type(cause).__name__}: {cause}")
        self.stage = stage


class GoldError(TriplineError):
    """A gold file cannot be used."""


class CorpusError(TriplineError):
    """A public corpus for training is missing or not in its upstream form."""


class LinkError(TriplineError):
    """A table of things, an aliases.toml or a file of Wikidata ids is not in its form."""


class BusyError(TriplineError):
    """Another run is writing to the same folder."""


class OutputError(TriplineError):
    """An output cannot be written: the disk is full, or there is no right to."""


class WorkerError(TriplineError):
    """Worker processes die and no document is to blame."""
