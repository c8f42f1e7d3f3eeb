"""How much of what a sentence says is in its evidence, by its words, and by how near the others are to those."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trekbot.answering.support.tokens import Clause, clauses_of, sentences_of
from trekbot.index.embedder import Vectors
from trekbot.index.words import fold_case

Rarity = Callable[[str], float]
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class Coverage:
    """Measures of one sentence against what it cites, each in [0, 1], the cosine of opposite words aside.

    `words` is the share of the content of its weakest clause that the cited text has, by the rarity of the words.
    `strangest` is how far the strangest of the words that the cited text lacks is from every word there, as 1 - cosine.
    `left_out` is the share of the cited sentence that is not said. `condition` is 1 where that sentence has a condition
    that is not said.
    """

    words: float
    strangest: float
    left_out: float
    condition: float


_CONDITIONS = frozenset("if unless when only until once where".split())
_KNOWN_AT_MOST = 60


def measure(sentence: str, cited: Sequence[str], embed: Embed, rarity: Rarity) -> Coverage:
    """Measure a sentence against the texts that it cites; words are embedded only where the texts lack some."""
    there = [one for text in cited for one in sentences_of(text)]
    stems = {stem for one in there for stem in one.content}
    ours = [word for one in sentences_of(sentence) for word in one.content]
    clauses = [one.content for one in clauses_of(sentence) if one.content]
    best = max(there, key=lambda one: len(set(one.content) & set(ours)))
    condition = bool(_CONDITIONS.intersection(best.words)) and not _CONDITIONS.intersection(fold_case(sentence).split())
    return Coverage(
        words=min((_share(content, stems, rarity) for content in clauses), default=0.0),
        strangest=_strangest(sentence, [word for word in dict.fromkeys(ours) if word not in stems], there, embed),
        left_out=1.0 - _share(best.content, set(ours), rarity),
        condition=float(condition),
    )


def _strangest(sentence: str, missing: Sequence[str], there: Sequence[Clause], embed: Embed) -> float:
    known = sorted({word for one in there for word in one.words if len(word) > 2})[:_KNOWN_AT_MOST]
    if not missing or not known:
        return 0.0
    vectors = embed([*(_raw_of(sentence, stem) for stem in missing), *known])
    return 1.0 - float((vectors[: len(missing)] @ vectors[len(missing) :].T).max(axis=1).min())


def _share(words: Sequence[str], there: set[str], rarity: Rarity) -> float:
    weights = [rarity(word) for word in words]
    total = sum(weights)
    return sum(weight for word, weight in zip(words, weights, strict=True) if word in there) / total if total else 1.0


def _raw_of(sentence: str, stem: str) -> str:
    """Give the word of a sentence that a stem comes from."""
    return next(
        (word for one in sentences_of(sentence) for word, own in zip(one.words, one.stems, strict=True) if own == stem),
        stem,
    )
