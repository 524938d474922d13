"""Lemmas by word and UPOS tag, as Universal Dependencies write them: lemminflect's tables, and what they lack."""

from functools import lru_cache

from lemminflect import getLemma

_OPEN = frozenset({"NOUN", "VERB", "AUX", "ADJ", "ADV"})
# Tags whose unknown words are inflected by rule; lemminflect's rules for the others make "oth" of "other".
_REGULAR = frozenset({"NOUN", "VERB"})
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
# Words that lemminflect takes for forms of others ("would" of "will", "more" of "much").
_OWN = frozenset("would could should might more most less least media".split())
_CLOSED = {
    ("an", "DET"): "a",
    ("these", "DET"): "this",
    ("those", "DET"): "that",
    ("me", "PRON"): "i",
    ("him", "PRON"): "he",
    ("us", "PRON"): "we",
    ("them", "PRON"): "they",
}


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
    if upos not in _OPEN or plain in _OWN:
        return _CLOSED.get((plain, upos), plain)
    found = getLemma(plain, upos=upos, lemmatize_oov=upos in _REGULAR)
    return str(found[0]) if found else plain
