"""Whether what was read as a question about a roadmap's structure asks for what its pages say.

"What do I try first?" may ask where a learner begins, or what to do about an engine that stalls. A reading as structure
explains the words that name its stages and those that such questions are asked in. The more it leaves unexplained, and
the less the wording means structure at all, the more likely the question is one for the text.

The weights are a logistic regression over readings that were right and wrong, kept in `evals/datasets/` and fitted by
`evals/structure.py`. Left out corpus by corpus, it tells 12 of 17 false readings, and loses 6 of 406 true ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace

from trekbot.index.words import STOP_WORDS, raw_words, stem
from trekbot.retrieval.clause_forms import THE_STAGE
from trekbot.retrieval.cues import CUE_WORDS
from trekbot.retrieval.intent_model import Meant
from trekbot.retrieval.meanings import Meanings, wordings_of
from trekbot.retrieval.mentions import Masked
from trekbot.retrieval.names import Vocabulary
from trekbot.retrieval.query import OF_STRUCTURE, Intent, Query, Reference
from trekbot.retrieval.structure_words import structure_words
from trekbot.roadmaps.model import Corpus

_STAGES_MEANT = 3  # of a phrase's stages, those whose titles and tags explain words of the question
_READ_EXACTLY = frozenset((Intent.WHERE, Intent.COMPARISON, Intent.WHY, Intent.HOW_TO))  # by a rule, whatever is meant


@dataclass(frozen=True)
class Support:
    """What speaks for a reading as structure.

    `unexplained` is the share of the question's content, by rarity, that neither names a stage of the reading nor
    belongs to questions about structure; `foreign` the share of all words that questions of this intent are not asked
    in. `means_structure` is the intent model's probability that structure is asked for. The others are 1 or 0:
    `by_rule` where a rule gave the intent, `names_stage` where it is about a stage that is named or treats a thing that
    is, `known` where the learner says what is known.
    """

    unexplained: float
    foreign: float
    means_structure: float
    by_rule: float
    names_stage: float
    known: float


WEIGHTS = Support(
    unexplained=-4.88,
    foreign=-4.50,
    means_structure=5.30,
    by_rule=1.86,
    names_stage=0.80,
    known=1.24,
)
INTERCEPT = 0.80


def structure_score(support: Support) -> float:
    """Weigh what speaks for a reading as structure to the log-odds that it is right; from 0 on it stands."""
    weighed: float = sum(weight * value for weight, value in zip(astuple(WEIGHTS), astuple(support), strict=True))
    return weighed + INTERCEPT


def stands_by_words(support: Support) -> bool:
    """Tell whether a reading stands whatever the wording means, so that nothing need be embedded to find out."""
    return structure_score(replace(support, means_structure=0.0)) >= 0.0


class StructureReadings:
    """Judges readings of questions about one corpus.

    Args:
        meant: tells what a masked wording most likely asks.
    """

    def __init__(
        self, corpus: Corpus, vocabulary: Vocabulary, meanings: Meanings, meant: Callable[[str], Meant]
    ) -> None:
        self._corpus = corpus
        self._vocabulary = vocabulary
        self._meanings = meanings
        self._meant = meant
        titles = (text for roadmap in corpus for text in (roadmap.title, roadmap.slug))
        self._roadmap_words = frozenset(stem(word) for title in titles for word in raw_words(title.replace("-", " ")))

    def judged(
        self,
        query: Query,
        ruled: Query,
        masked: Masked,
        asked: str,
        roadmaps: Sequence[str],
        known: Sequence[Reference],
    ) -> Query:
        """Give a query as it is, or, where its reading as structure does not hold, read as one for the text.

        Args:
            query: what was read in the end.
            ruled: what the rules alone have read.
            masked: the whole question.
            asked: its masked text without what the learner only states.
            roadmaps: where stages are looked for; empty means everywhere.
            known: what the learner says to know.
        """
        if query.intent not in OF_STRUCTURE or not asked.strip():
            return query
        support = self._support_of_words(query, ruled, masked, asked, known)
        if not stands_by_words(support):
            meant = [self._meant(wording) for wording in wordings_of(asked, masked)]
            support = replace(support, means_structure=max(one.of_structure for one in meant))
        if structure_score(support) >= 0.0:
            return query
        if ruled.intent in _READ_EXACTLY:
            return ruled
        return self._meanings.of_text(query, masked, asked, roadmaps)

    def _support_of_words(
        self, query: Query, ruled: Query, masked: Masked, asked: str, known: Sequence[Reference]
    ) -> Support:
        """Measure what speaks for a reading before the wording's meaning is told."""
        plain = masked.unmask(asked)
        explained = self._explained(query, known, masked, plain)
        said = dict.fromkeys(stem(word) for word in raw_words(plain) if word not in STOP_WORDS)
        content = dict.fromkeys(
            stem(word) for word in raw_words(plain) if word not in STOP_WORDS and word not in CUE_WORDS
        )
        words, rarity = structure_words(), self._vocabulary.rarity
        left = sum(rarity(word) * (1.0 - words.share(word)) for word in content if word not in explained)
        foreign = [
            word
            for word in said
            if word not in explained and not word.isdigit() and not words.belongs_to(word, query.intent)
        ]
        return Support(
            unexplained=left / (sum(map(rarity, content)) or 1.0),
            foreign=len(foreign) / max(1, len(said)),
            means_structure=0.0,
            by_rule=float(ruled.intent is query.intent),
            names_stage=float(query.a is not None and bool(query.a.stages)),
            known=float(bool(known)),
        )

    def _explained(self, query: Query, known: Sequence[Reference], masked: Masked, plain: str) -> set[str]:
        """Give the stems that the reading accounts for: of its stages' names, of numbers, of the roadmaps' names."""
        explained = set(self._roadmap_words)
        for reference in (query.a, query.b, *known):
            if reference is None:
                continue
            for key in reference.stages[:_STAGES_MEANT]:
                stage = self._corpus.stages[key]
                explained.update(_stems(" ".join((stage.title, *stage.tags, key.stage.replace("-", " ")))))
            if reference.named and reference.certain and len(reference.words) == 1:
                explained.update(reference.words)
        for mention in masked.mentions:
            if mention.number is not None or mention.roadmap is not None:
                explained.update(_stems(mention.text))
        for phrase in THE_STAGE.finditer(plain.casefold()):
            explained.update(_stems(phrase[0]))
        return explained


def _stems(text: str) -> set[str]:
    return {stem(word) for word in raw_words(text)}
