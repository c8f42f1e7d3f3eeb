"""Text to comparable words: what keyword search, mentions and verification have in common.

Words are folded (NFKC, case, accents) and stemmed (Snowball English, M. F. Porter, 2001), so that "serving models"
meets "model serving". Stop words are English function words; in other languages they only cost a little precision.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[+#]+(?!\w))?", re.UNICODE)
_CONNECTED = re.compile(r"(?<=\w)['’](?:s|re|ve|ll|d|m|t)\b", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_stemmer = snowballstemmer.stemmer("english")
_stemming = threading.Lock()  # the stemmer keeps the word it works on in itself

STOP_WORDS = frozenset(
    """a about after again all also am an and any are as at be because been being both but by can could did do does
    doing
    down during each either else every few for from further get had has have having he her here hers him his how i if in
    into is it its itself just let like many me more most much my myself no nor not now of off on once one only or
    other our
    out over own please same she should so some such than that the their them then there these they this those through
    to
    too under until up us very was we were what when where whether which while who whom whose why will with would you
    your
    yours""".split()
)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """Give a folded word's stem; words with digits or symbols stay as they are."""
    if not word.isalpha():
        return word
    with _stemming:
        return str(_stemmer.stemWord(word))


def fold_case(text: str) -> str:
    """Fold compatibility forms, case and accents away: `Café` becomes `cafe`."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def raw_words(text: str) -> list[str]:
    """Split a text into folded words in order, stop words kept, nothing stemmed; `C++` and `C#` stay whole.

    Scripts that put no space between words are split into single characters.
    """
    found: list[str] = []
    for word in _WORD.findall(fold_case(_CONNECTED.sub("", text))):
        found.extend(word if _UNSPACED.search(word) else [word])
    return found


def words(text: str) -> list[str]:
    """Split a text into stems in order, stop words left out."""
    return [stem(word) for word in raw_words(text) if word not in STOP_WORDS]
