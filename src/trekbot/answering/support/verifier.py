"""Hold a language model's sentence to what it cites, more strictly than one that was composed here.

What is certainly wrong falls by a rule: a number, a name, an "all", a "not" that the cited text does not have, or has
of something else; an order turned round. What is left is weighed: how much of the sentence the cited text covers, by
its words and by its meaning. In doubt a sentence falls, which costs fluency and nothing else.

The weights are a logistic regression over hand-made sentences, true and false, in `tests/data/claims/`, fitted by
`evals/claims.py`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from trekbot.answering.claims import Claim, VerifiedClaim
from trekbot.answering.markdown_text import escaped
from trekbot.answering.support.coverage import Coverage, measure
from trekbot.answering.support.denial import claims_no_more, denies_as_often, denies_the_same, turns_no_word_round
from trekbot.answering.support.entailment import ENTAILED, Entails
from trekbot.answering.support.names import Spelling, in_their_company, names_it
from trekbot.answering.support.numbers import counts_the_same, has_the_numbers
from trekbot.answering.support.pairs import keeps_the_pairs
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

WEIGHTS = Coverage(words=0.14, strangest=-0.75, left_out=-1.67, condition=-0.89)
INTERCEPT = 0.95
DOUBT = 0.4  # log-odds that a sentence has to have above even: as few as lets 95 in 100 false ones fall
_APART = re.compile(r";\s")
SUPPORTED = 0.66  # the least probability that a second opinion has to give
LEAST_COVERED = 0.4  # of the weakest clause: below, the fit keeps more false sentences than true ones


Opinion = Callable[[str, str], float]
"""Tells with what probability, in [0, 1], a text (the first) supports a sentence (the second); asked in doubt only."""


@dataclass(frozen=True)
class Rejected:
    """A sentence that does not hold, and the first thing that was wrong with it."""

    reason: Reason


class GeneratedVerifier:
    """Verifies sentences over one library; threads may share it.

    Args:
        entails: judges meaning in place of the weights; None where no model for it is set.
    """

    def __init__(self, library: Library, embedder: Embedder, entails: Entails | None = None) -> None:
        self.library = library
        self._entails = entails
        tags = {tag for stage in library.corpus.stages.values() for tag in stage.tags}
        self._spelling = Spelling((passage.text for passage in library.index.passages), tags, library.is_word)
        self._order = StageOrder(library.corpus, library.graph)
        self._embed = _Kept(embedder)

    def check(
        self, sentence: str, cites: tuple[Evidence, ...], computed: str = "", opinion: Opinion | None = None
    ) -> VerifiedClaim | Rejected:
        """Give a plain-text sentence as a verified claim, or why what it cites does not carry it.

        Args:
            computed: a sentence computed from the same evidence, which this one says again; it counts as cited.
            opinion: asked about a sentence that breaks no rule, and whose meaning is in doubt.
        """
        reason = self.fault(sentence, cites, computed)
        if reason == "meaning" and opinion is not None:
            reason = None if opinion(" ".join(_cited(cites, computed)), sentence) >= SUPPORTED else reason
        if reason is not None:
            return Rejected(reason)
        return verify(Claim(escaped(sentence), cites), self.library.sources) or Rejected("quote")

    def best_cites(self, sentence: str, evidence: Sequence[Evidence], hint: tuple[int, ...]) -> tuple[Evidence, ...]:
        """Give the smallest set of evidence that carries a sentence, at most three pieces.

        Args:
            hint: places in `evidence` that the model itself named. They win where they carry the sentence.

        Returns:
            What carries it; where nothing does, the first that breaks no rule, else what the model named.
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
        doubtful = (named, *(tuple(near[:count]) for count in range(1, MOST_CITED + 1)))
        return next((cites for cites in doubtful if cites and self.broken_rule(sentence, cites) is None), named)

    def fault(self, sentence: str, cites: tuple[Evidence, ...], computed: str = "") -> Reason | None:
        """Give the first thing that is wrong with a sentence, or with a part of it that could stand alone; None where
        it holds.
        """
        broken = self.broken_rule(sentence, cites, computed)
        if broken is not None:
            return broken
        return None if self._follows(sentence, cites, computed) else "meaning"

    def broken_rule(self, sentence: str, cites: tuple[Evidence, ...], computed: str = "") -> Reason | None:
        """Give the first rule that a sentence breaks; None where it breaks none.

        What stands between semicolons is held to the rules by itself too: a sentence that says a thing and its
        opposite has all the words of its evidence.
        """
        if not cites or not words(sentence):
            return "cites_nothing"
        parts = [part for part in _APART.split(sentence) if words(part)]
        for part in (sentence, *(parts if len(parts) > 1 else ())):
            broken = self._rule_broken_by(part, cites, computed)
            if broken is not None:
                return broken
        return None

    def _rule_broken_by(self, sentence: str, cites: tuple[Evidence, ...], computed: str) -> Reason | None:
        quotes = _quotes(cites, computed)
        cited = _cited(cites, computed)
        together = " ".join(cited)
        places = frozenset(state for evidence in cites for state in evidence.states if state.isdigit())
        names = self._spelling.names_in(sentence)
        if not has_the_numbers(sentence, together, places) or not counts_the_same(sentence, together):
            return "number"
        if not all(any(names_it(text, name) for text in cited) for name in names):
            return "name"
        if self._spelling.strangers(sentence, cited):
            return "name"
        if not in_their_company(names, sentence, quotes) or not keeps_the_subjects(sentence, quotes):
            return "name"
        if not claims_no_more(sentence, " ".join(cited)):
            return "absolute"
        if not denies_the_same(sentence, quotes) or not denies_as_often(sentence, quotes):
            return "denial"
        if not turns_no_word_round(sentence, quotes):
            return "opposite"
        if not keeps_the_pairs(sentence, quotes):
            return "order"
        if not keeps_the_order(sentence, quotes) or not keeps_the_parts(sentence, quotes):
            return "order"
        return "order" if self._order.agrees(sentence) is False else None

    def _follows(self, sentence: str, cites: tuple[Evidence, ...], computed: str) -> bool:
        if self._entails is not None:
            return self._entails(" ".join(_cited(cites, computed)), sentence) >= ENTAILED
        return self.carries(self.measure(sentence, cites, computed))

    def measure(self, sentence: str, cites: tuple[Evidence, ...], computed: str = "") -> Coverage:
        """Measure how much of a sentence its evidence covers."""
        return measure(sentence, _cited(cites, computed), self._embed, self.library.vocabulary.rarity)

    @staticmethod
    def carries(coverage: Coverage) -> bool:
        """Tell whether evidence that covers a sentence so far carries it."""
        weighed: float = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(coverage), strict=True))
        return weighed + INTERCEPT >= DOUBT and coverage.words >= LEAST_COVERED


class _Kept:
    """Embeds texts, each once: a word or a quote comes again with the next sentence."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        known = self._vectors
        fresh = [text for text in dict.fromkeys(texts) if text not in known]
        if fresh:
            made = dict(zip(fresh, self._embedder.embed_passages(fresh), strict=True))
            self._vectors = {**(known if len(known) < TEXTS_KEPT else {}), **made}
            known = {**known, **made}
        return np.stack([known[text] for text in texts])


def _shared(sentence: str, evidence: Evidence) -> int:
    return len(set(words(sentence)) & set(words(" ".join((evidence.quote, *evidence.states)))))


def _quotes(cites: tuple[Evidence, ...], computed: str) -> list[str]:
    return [*([computed] if computed else []), *(evidence.quote for evidence in cites)]


def _cited(cites: tuple[Evidence, ...], computed: str) -> list[str]:
    """Give all that is cited: the quotes, and the names that their pages state besides; a stage's number is no number
    of its text.
    """
    stated = (text for evidence in cites for text in evidence.states if not text.isdigit())
    return [*_quotes(cites, computed), *dict.fromkeys(stated)]
