"""Lemmas by word and UPOS tag: lemminflect's tables, and the clitics that it does not know."""

from functools import lru_cache

from lemminflect import getLemma

_OPEN = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV"})
_CLITICS = {
    "n't": "not",
    "'ll": "will",
    "'re": "be",
    "'ve": "have",
    "'m": "be",
    "'d": "would",
    "ca": "can",
    "wo": "will",
    "sha": "shall",
}
_AUXILIARY = {"'s": "be"}


@lru_cache(maxsize=100_000)
def lemma(form: str, upos: str) -> str:
    """The lemma, lower case save for names."""
    if upos == "PROPN":
        return form
    plain = form.replace("’", "'").lower()
    if upos in ("AUX", "PART", "VERB") and plain in _CLITICS:
        return _CLITICS[plain]
    if upos in ("AUX", "VERB") and plain in _AUXILIARY:
        return _AUXILIARY[plain]
    if upos not in _OPEN or not plain.isascii():
        return plain
    found = getLemma(plain, upos=upos)
    return str(found[0]) if found else plain
