"""Every deliberate error, one drawn tree.

    TriplineError           what the user can act on; the command prints it on one line, without a traceback
    ├── ReadError           a file cannot be read as an article
    ├── CleanError          an article has no text that can be worked on
    ├── OntologyError       an ontology file breaks its schema or names an unknown thing
    ├── ProfileError        a profile breaks its schema or orders stages whose needs are not met
    ├── ModelError          a model folder is missing, incomplete or of another kind
    ├── GoldError           a gold file cannot be used: unknown relation, quote not in the text, other text
    └── CorpusError         a public corpus for training is missing or not in its upstream form

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


class GoldError(TriplineError):
    """A gold file cannot be used."""


class CorpusError(TriplineError):
    """A public corpus for training is missing or not in its upstream form."""
