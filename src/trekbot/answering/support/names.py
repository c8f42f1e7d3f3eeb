"""Which words of a sentence are names, and whether a text has them."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from trekbot.answering.support.tokens import clauses_of
from trekbot.index.words import STOP_WORDS, raw_words, stem

_TECHNICAL = re.compile(r"[/:@_.=\\]|^-|[^\W_][A-Z]|[^\W\d_]\d|\d[^\W\d_]")  # MLflow, v2, config.yaml, --depth
_EDGES = ".,;:!?()[]{}<>\"'“”‘’*"


class Spelling:
    """Tells names from words by how the corpus itself writes them; its tags are names in any spelling."""

    def __init__(self, sentences: Iterable[str], tags: Iterable[str]) -> None:
        self._tags = tuple(tags)
        self._words: set[str] = set(STOP_WORDS)  # written in lower case anywhere
        capitals: set[str] = set()  # written with a capital elsewhere than at a sentence's start
        for sentence in sentences:
            for place, written in enumerate(sentence.split()):
                if written == written.lower():
                    self._words.update(raw_words(written))
                elif place > 0:
                    capitals.update(raw_words(written))
        capitals.update(word for tag in self._tags if tag != tag.lower() for word in raw_words(tag))
        self._names = capitals - self._words

    def names_in(self, sentence: str) -> list[str]:
        """Give what has to be cited as it is: names, and whatever is written like code, a file or a version.

        The first word is capitalised in any case: it is a name unless the corpus knows it as a word.
        """
        found = [tag for tag in self._tags if names_it(sentence, tag)]
        for place, token in enumerate(sentence.split()):
            name = token.strip(_EDGES)
            parts = raw_words(name)
            if name == name.lower():
                is_name = not self._names.isdisjoint(parts)
            else:
                is_name = place > 0 or not self._words.issuperset(parts)
            if is_name or _TECHNICAL.search(name):
                found.append(name)
        return found


def in_their_company(names: Sequence[str], sentence: str, quotes: Sequence[str]) -> bool:
    """Tell whether no clause about another name fits what a sentence says of its names better than theirs."""
    there = [clause for quote in quotes for clause in clauses_of(quote)]
    for clause in clauses_of(sentence):
        said = " ".join(clause.words)
        own_names = [name for name in names if names_it(said, name)]
        content = set(clause.content) - {one for name in own_names for one in _stems(name)}
        if not own_names or len(content) < 2:
            continue
        own = others = 0
        for one in there:
            shared = len(content.intersection(one.content))
            if any(names_it(" ".join(one.words), name) for name in own_names):
                own = max(own, shared)
            elif any(names_it(" ".join(one.words), name) for name in names):
                others = max(others, shared)
        if others >= own + 2:
            return False
    return True


def names_it(text: str, name: str) -> bool:
    """Tell whether a text has a name's words in a row, inflection ignored; a name without words is in every text."""
    wanted, found = _stems(name), _stems(text)
    return any(found[place : place + len(wanted)] == wanted for place in range(len(found) - len(wanted) + 1))


@lru_cache(maxsize=10_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(stem(word) for word in raw_words(text))
