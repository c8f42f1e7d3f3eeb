"""A question asked again of another roadmap."""

import re

from trekbot.index.words import raw_words, stem
from trekbot.retrieval.mentions import FIRST_MARK, Mention, is_mark, mask
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import Query
from trekbot.roadmaps.model import Corpus, Roadmap

_FILLER = frozenset("the a one roadmap trek course path track curriculum degree for in of".split())


class OtherRoadmaps:
    """Turns questions from one of a corpus' roadmaps to another."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary

    def named(self, said: str) -> Roadmap | None:
        """Give the roadmap that a phrase names and nothing else, by its name or by words that only its title has."""
        masked = mask(said, self._vocabulary)
        slugs = {mention.roadmap for mention in masked.mentions if mention.roadmap}
        rest = re.sub(r"[\ue000-\uefff]", " ", masked.text)
        if len(slugs) == 1 and all(word in _FILLER for word in raw_words(rest)):
            return self._corpus.roadmap(slugs.pop() or "")
        stems = {stem(word) for word in raw_words(said) if word not in _FILLER}
        titled = [
            roadmap for roadmap in self._corpus if stems and stems <= {stem(word) for word in raw_words(roadmap.title)}
        ]
        return titled[0] if len(titled) == 1 and len(list(self._corpus)) > 1 else None

    def is_named_in(self, query: Query) -> bool:
        """Tell whether a question names a roadmap."""
        return any(_only_roadmap(mention) for mention in mask(query.text, self._vocabulary).mentions)

    def turned(self, query: Query, roadmap: Roadmap) -> str:
        """Ask a question of another roadmap: its name in the place of the one named, or added."""
        masked = mask(query.text, self._vocabulary)
        named = [chr(FIRST_MARK + place) for place, mention in enumerate(masked.mentions) if _only_roadmap(mention)]
        if not named:
            return f"{query.text.rstrip('?. ')} in {roadmap.title}?"
        text = "".join(
            roadmap.title if c in named else masked.mentions[ord(c) - FIRST_MARK].text if is_mark(c) else c
            for c in masked.text
        )
        return text


def _only_roadmap(mention: Mention) -> bool:
    return mention.roadmap is not None and not any(name.kind in ("title", "tag") for name in mention.names)
