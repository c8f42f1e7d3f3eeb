"""How much of what a sentence says is in its evidence, by words and by meaning."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from trekbot.answering.support.tokens import clauses_of, sentences_of
from trekbot.index.embedder import Vectors
from trekbot.index.words import fold_case

Rarity = Callable[[str], float]
Embed = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class Coverage:
    """Measures of one sentence against what it cites, each in [0, 1] but for the cosines, in [-1, 1].

    `words` is the share of its content that the cited text has, by the rarity of the words; `weakest_clause` the same of
    the clause that has least. `cosine` is that of sentence and cited text, `weakest_cosine` that of the worst clause and
    the best sentence there. `rarest` is the rarity of the rarest word that the cited text lacks, `strangest` how far the
    strangest of those words is from every word there. `left_out` is the share of the cited sentence that is not said.
    `condition` is 1 where that sentence has a condition that is not said.
    """

    words: float
    weakest_clause: float
    cosine: float
    weakest_cosine: float
    rarest: float
    strangest: float
    left_out: float
    condition: float


_CONDITIONS = frozenset("if unless when only until once where".split())


def measure(sentence: str, cited: Sequence[str], embed: Embed, rarity: Rarity) -> Coverage:
    """Measure a sentence against the texts that it cites; two batches of embeddings."""
    there = {stem for text in cited for one in sentences_of(text) for stem in one.content}
    ours = [word for one in sentences_of(sentence) for word in one.content]
    clauses = [one for one in clauses_of(sentence) if one.content]
    missing = list(dict.fromkeys(word for word in ours if word not in there))
    texts = [" ".join(one.words) for text in cited for one in sentences_of(text)]
    asked = [sentence, " ".join(cited), *(" ".join(one.words) for one in clauses), *texts]
    raw = [_raw_of(sentence, stem) for stem in missing]
    known = sorted({word for text in texts for word in text.split() if len(word) > 2})[:60] if missing else []
    vectors = embed([*asked, *raw, *known])
    whole, other = vectors[0], vectors[1]
    clause_vectors = vectors[2 : 2 + len(clauses)]
    text_vectors = vectors[2 + len(clauses) : len(asked)]
    word_vectors, known_vectors = vectors[len(asked) : len(asked) + len(raw)], vectors[len(asked) + len(raw) :]
    weakest_cosine = float((clause_vectors @ text_vectors.T).max(axis=1).min()) if len(clauses) and texts else 0.0
    strangest = 1.0 - float((word_vectors @ known_vectors.T).max(axis=1).min()) if raw and known else 0.0
    best = max((one for text in cited for one in sentences_of(text)), key=lambda one: len(set(one.content) & set(ours)))
    condition = bool(_CONDITIONS.intersection(best.words)) and not _CONDITIONS.intersection(fold_case(sentence).split())
    return Coverage(
        _share(ours, there, rarity),
        min((_share(one.content, there, rarity) for one in clauses), default=0.0),
        float(whole @ other),
        weakest_cosine,
        max((rarity(word) for word in missing), default=0.0),
        strangest,
        1.0 - _share(best.content, set(ours), rarity),
        float(condition),
    )


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
