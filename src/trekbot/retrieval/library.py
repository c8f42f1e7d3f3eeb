"""One opened index with all that answering needs of it, worked out once and shared by every question."""

from collections.abc import Iterator
from functools import cached_property, lru_cache

from trekbot.index.embedder import Embedder
from trekbot.index.opened import OpenIndex
from trekbot.retrieval.evidence import Facts
from trekbot.retrieval.heading_meanings import HeadingMeanings
from trekbot.retrieval.intent_model import IntentModel, Meant
from trekbot.retrieval.query import Query
from trekbot.retrieval.reranker import Rerank
from trekbot.retrieval.search import PassageIndex, Search, Watch
from trekbot.retrieval.sources import Sources
from trekbot.retrieval.understanding import Understanding

WORDINGS_KEPT = 4096  # masked wordings whose meaning is kept: suggestions ask in the same few, whatever the stage


class Library:
    """The corpus of one index: its understanding, its facts, its search.

    Args:
        intents: tells from a wording and its embedding what it asks; None to go by rules alone.
        rerank: reads the best sentences again; None to go by search alone.

    Attributes:
        watch: told of what every search finds, in the thread that searches; None, but where an eval looks on.
    """

    def __init__(
        self, index: OpenIndex, embedder: Embedder, intents: IntentModel | None = None, rerank: Rerank | None = None
    ) -> None:
        self.index = index
        self.corpus = index.corpus
        self.graph = index.graph
        self._embedder = embedder
        self._intents = intents
        self._rerank = rerank
        self.watch: Watch | None = None
        self.understanding = Understanding(
            index.corpus,
            index.graph,
            self.is_word,
            lru_cache(WORDINGS_KEPT)(self._meant) if intents is not None else None,
        )
        self.vocabulary = self.understanding.vocabulary
        self.sources = Sources(index.page_text)
        self.facts = Facts(self.sources)
        self.headings = HeadingMeanings(embedder)

    @cached_property
    def passages(self) -> PassageIndex:
        return PassageIndex(self.index)

    def search(self, query: Query) -> Search:
        """Begin a search; nothing is embedded until something is asked of it."""
        return Search(self.index, self.passages, self.vocabulary, self._embedder, query, self._rerank, self.watch)

    def _meant(self, wording: str) -> Meant:
        assert self._intents is not None
        return self._intents.read(wording, self._embedder.embed_query(wording))

    def is_word(self, word: str) -> bool:
        """Tell whether the model's tokenizer has a word, or what it is inflected from, whole: such a word is no
        typing mistake.
        """
        return any(self._pieces(form) <= 1 for form in _base_forms(word))

    def _pieces(self, word: str) -> int:
        return self._embedder.count_tokens(word) - self._embedder.count_tokens("")


def _base_forms(word: str) -> Iterator[str]:
    """Give a word, what it is inflected to, and, where it looks inflected or prefixed, what it may come from."""
    bare = [
        word,
        *(
            word[len(prefix) :]
            for prefix in ("re", "un", "pre", "non")
            if word.startswith(prefix) and len(word) > len(prefix) + 3
        ),
    ]
    if word.endswith("e"):
        yield from (word + "d", word[:-1] + "ing")  # the list has "baked" and "baking", and not "bake"
    for form in bare:
        yield form
        for ending in ("s", "es", "ed", "ing", "er", "ers", "or", "ors", "ly", "ion", "ions", "ment", "able"):
            if form.endswith(ending) and len(form) > len(ending) + 2:
                base = form[: -len(ending)]
                yield base
                yield base + "e"
                if base[-1] == base[-2]:
                    yield base[:-1]
