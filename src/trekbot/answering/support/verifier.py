"""Hold a language model's sentence to what it cites, more strictly than one that was composed here.

What is certainly wrong falls by a rule: a number, a name, an "all", a "not" that the cited text does not have, or has of
something else; an order turned round. What is left is weighed: how much of the sentence the cited text covers, by its
words and by its meaning. In doubt a sentence falls, which costs fluency and nothing else.

The weights are a logistic regression over hand-made sentences, true and false, in `tests/data/claims/`, fitted by
`evals/claims.py`.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from itertools import combinations
from typing import Literal

import numpy as np

from trekbot.answering.claims import Claim, VerifiedClaim
from trekbot.answering.markdown_text import escaped
from trekbot.answering.support.coverage import Coverage, measure
from trekbot.answering.support.denial import claims_no_more, denies_the_same, turns_no_word_round
from trekbot.answering.support.names import Spelling, in_their_company, names_it
from trekbot.answering.support.numbers import counts_the_same, has_the_numbers
from trekbot.answering.support.roles import keeps_the_order, keeps_the_parts, keeps_the_subjects
from trekbot.answering.support.stage_order import StageOrder
from trekbot.answering.verify import verify
from trekbot.index.embedder import Embedder, Vectors
from trekbot.index.words import words
from trekbot.retrieval.evidence import Evidence
from trekbot.retrieval.library import Library

Reason = Literal["cites_nothing", "quote", "number", "name", "absolute", "denial", "opposite", "order", "meaning"]

MOST_CITED = 3
TEXTS_KEPT = 4096

WEIGHTS = Coverage(
    words=4.0,
    weakest_clause=2.0,
    cosine=3.0,
    weakest_cosine=3.0,
    rarest=-1.0,
    strangest=-2.0,
    left_out=0.0,
    condition=-0.5,
)
INTERCEPT = -5.0


@dataclass(frozen=True)
class Rejected:
    """A sentence that does not hold, and the first thing that was wrong with it."""

    reason: Reason


class GeneratedVerifier:
    """Verifies sentences over one library; threads may share it."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        tags = {tag for stage in library.corpus.stages.values() for tag in stage.tags}
        self._spelling = Spelling((passage.text for passage in library.index.passages), tags)
        self._order = StageOrder(library.corpus, library.graph)
        self._embed = _kept(embedder)

    def check(self, sentence: str, cites: tuple[Evidence, ...]) -> VerifiedClaim | Rejected:
        """Give a plain-text sentence as a verified claim, or why what it cites does not carry it."""
        reason = self.fault(sentence, cites)
        if reason is not None:
            return Rejected(reason)
        return verify(Claim(escaped(sentence), cites), self.library.sources) or Rejected("quote")

    def best_cites(self, sentence: str, evidence: Sequence[Evidence], hint: tuple[int, ...]) -> tuple[Evidence, ...]:
        """Give the smallest set of evidence that carries a sentence, at most three pieces.

        Args:
            hint: places in `evidence` that the model itself named. They win where they carry the sentence.

        Returns:
            What carries it; what the model named where nothing does.
        """
        named = tuple(evidence[place] for place in hint)
        for count in range(1, min(len(named), MOST_CITED) + 1):
            for chosen in combinations(named, count):
                if self.fault(sentence, chosen) is None:
                    return chosen
        near = sorted(evidence, key=lambda one: -_shared(sentence, one))
        for count in range(1, MOST_CITED + 1):
            for chosen in combinations(near[: MOST_CITED + 1], count):
                if self.fault(sentence, chosen) is None:
                    return tuple(sorted(chosen, key=evidence.index))
        return named

    def fault(self, sentence: str, cites: tuple[Evidence, ...]) -> Reason | None:
        """Give the first thing that is wrong with a sentence; None where it holds."""
        if not cites or not words(sentence):
            return "cites_nothing"
        quotes = [evidence.quote for evidence in cites]
        states = [text for evidence in cites for text in _names_stated(evidence)]
        cited = [*quotes, *states]
        together = " ".join([*quotes, *(state for evidence in cites for state in evidence.states)])
        names = self._spelling.names_in(sentence)
        ordered = self._order.agrees(sentence)
        if not has_the_numbers(sentence, together) or not counts_the_same(sentence, together):
            return "number"
        if not all(any(names_it(text, name) for text in cited) for name in names):
            return "name"
        if not in_their_company(names, sentence, quotes) or not keeps_the_subjects(sentence, quotes):
            return "name"
        if not claims_no_more(sentence, " ".join(cited)):
            return "absolute"
        if not denies_the_same(sentence, quotes):
            return "denial"
        if not turns_no_word_round(sentence, quotes):
            return "opposite"
        if ordered is False or not keeps_the_order(sentence, quotes) or not keeps_the_parts(sentence, quotes):
            return "order"
        return None if self.weigh(self.measure(sentence, cited)) >= 0 else "meaning"

    def measure(self, sentence: str, cited: Sequence[str]) -> Coverage:
        return measure(sentence, cited, self._embed, self.library.vocabulary.rarity)

    @staticmethod
    def weigh(coverage: Coverage) -> float:
        """Weigh measures to the log-odds that the sentence is supported."""
        weighed: float = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(coverage), strict=True))
        return weighed + INTERCEPT


def _kept(embedder: Embedder) -> Callable[[Sequence[str]], Vectors]:
    """Embed texts, each once: a word or a quote comes again with the next sentence."""

    @lru_cache(maxsize=TEXTS_KEPT)
    def embed_one(text: str) -> Vectors:
        return np.asarray(embedder.embed_passages([text])[0], dtype=np.float32)

    def embed(texts: Sequence[str]) -> Vectors:
        return np.stack([embed_one(text) for text in texts])

    return embed


def _shared(sentence: str, evidence: Evidence) -> int:
    return len(set(words(sentence)) & set(words(" ".join((evidence.quote, *evidence.states)))))


def _names_stated(evidence: Evidence) -> list[str]:
    """Give the names that the page states besides the quote; a stage's number is no number of its text."""
    return [text for text in evidence.states if not text.isdigit()]
