"""Which term a learner asks the meaning of, where the question itself only points to it ("… What is that?")."""

import re
from collections.abc import Sequence

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.joints import sentences_of
from trekbot.retrieval.mentions import mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Reference
from trekbot.retrieval.resolver import Resolver, content_words

LONGEST_QUOTED = 5  # words
_QUOTED = re.compile(r"(?:(?<=\s)|^)[\"“‘'*`](?P<said>[^\"“”‘’'*`?!]{2,50}?)[\"”’'*`](?=[\s?.,;:!]|$)")
_POINTING = frozenset(
    """a an the this that such exactly actually really even one ones it these those they them word term thing name when in supposed all at called
    mean means meant about for he she we you i by to is are was please home be do does did say said here there""".split()
)


_OF_WHAT = re.compile(r"(?<=\w) of (?:(?:an?|the|my|our|his|her|their|its|your) )?[^\s.,;:?!]+", re.IGNORECASE)
_NAMED = re.compile(
    r"\b(?:called|mentioned|mentions|said|says|saying|named|(?:the )?(?:word|term)) (?:(?:an?|the|something like) )?(?P<said>[^\s.,;:?!]+(?: [^\s.,;:?!]+)?)(?=[.,;:?!]|$)",
    re.IGNORECASE,
)
_BEFORE_THINGS = frozenset(
    "a an the my our his her their its your this that about of for on in with to and or called word term does do is are what".split()
)


class AskedTerms:
    """Finds over one corpus the term whose meaning is asked."""

    def __init__(self, vocabulary: Vocabulary, resolver: Resolver) -> None:
        self._vocabulary = vocabulary
        self._resolver = resolver

    def find(self, text: str, read: Reference | None, roadmaps: Sequence[str]) -> Reference | None:
        """Give the term that a message sets in quotes, else what was read, else the rarest word told before.

        Args:
            text: the whole message.
            read: what its question was read to be about.
        """
        for match in _QUOTED.finditer(text):
            if len(match["said"].split()) <= LONGEST_QUOTED and self._is_known(match["said"]):
                return self._resolve(match["said"], roadmaps)
        if read is not None and not _POINTING.issuperset(raw_words(read.phrase)):
            return read
        sentences = sentences_of(text)
        told = sentences[:-1] if read is not None else sentences
        named = [match["said"] for one in told for match in _NAMED.finditer(one)]
        if named and any(self._is_term(word) for word in raw_words(named[-1])):
            return self._resolve(named[-1], roadmaps)
        known = [word for one in told for word in self._nouns(_OF_WHAT.sub("", one)) or self._nouns(one)]
        if not known:
            return read
        rarest = max(self._vocabulary.rarity(stem(word)) for word in known)
        return self._resolve([word for word in known if self._vocabulary.rarity(stem(word)) == rarest][-1], roadmaps)

    def _is_known(self, phrase: str) -> bool:
        found = [stem(word) for word in raw_words(phrase)]
        content = content_words(phrase)
        if not content or any(word not in self._vocabulary.stems for word in found):
            return False
        return len(found) == 1 or self._vocabulary.stands_together(phrase)

    def _nouns(self, sentence: str) -> list[str]:
        """Give the known words of a sentence that can be a thing: after an article, say, or a preposition, and no part
        of what follows ("fact" in "the fact table").
        """
        found = raw_words(sentence)
        return [
            word
            for before, word, after in zip(["", *found], found, [*found[1:], ""], strict=False)
            if self._is_term(word)
            and (before in _BEFORE_THINGS or len(found) == 1)
            and (not after or after in STOP_WORDS or not self._is_term(after))
        ]

    def _is_term(self, word: str) -> bool:
        return word not in STOP_WORDS and bool(content_words(word)) and stem(word) in self._vocabulary.stems

    def _resolve(self, phrase: str, roadmaps: Sequence[str]) -> Reference:
        own = mask(phrase, self._vocabulary)
        return self._resolver.resolve(own, own.text, roadmaps)
