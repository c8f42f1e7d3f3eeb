"""Names that a question writes and the corpus does not know: told by how they are written, not by what they are."""

import re
from collections.abc import Container

from trekbot.index.words import raw_words, stem

MOST_WRITTEN_SO = 0.6  # of the words; in a question with more, capitals mean nothing
_WRITTEN = re.compile(r"[^\W\d_][\w.+#-]*")
_SELF = re.compile(r"I(?:['’]\w+)?")


def writes_unknown_name(question: str, known: Container[str]) -> bool:
    """Tell whether a question holds a word written as a name or identifier is, and unknown to the corpus.

    Args:
        known: the corpus' stems.
    """
    written = _WRITTEN.findall(question)
    names = [word for word in written[1:] if _looks_like_a_name(word)]
    if not names or len(names) >= MOST_WRITTEN_SO * len(written):
        return False
    return any(stem(word) not in known for name in names for word in raw_words(name))


def _looks_like_a_name(word: str) -> bool:
    marked = any(character.isupper() or character.isdigit() or character == "_" for character in word)
    return marked and not _SELF.fullmatch(word)
