"""Tripline: typed triples from raw news articles, each with the characters it was read from.

    >>> import pipeline
    >>> tripline = pipeline.load()
    >>> article = tripline("Ingrid Dahl, who has headed Nordbank since 2015, will retire in June.")
    >>> article.triples
    Triples(1: (Ingrid Dahl, leads, Nordbank))

`import pipeline` loads nothing else; spaCy and the model come with `load`. See docs/python.md.
"""

from pipeline.api import Article, Triples, Tripline, load

__all__ = ["Article", "Triples", "Tripline", "load"]
