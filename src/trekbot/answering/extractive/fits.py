"""How well the best evidence fits a question, in measures that carry over from corpus to corpus."""

from collections.abc import Sequence

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.sufficiency import Fit
from trekbot.retrieval.search import Found
from trekbot.retrieval.unknown_names import writes_unknown_name


def fit_of(bench: Bench, found: Found, words: Sequence[str], asks_where: bool = False) -> Fit:
    """Measure how well a sentence, and the stage around it, fit the question's content.

    Args:
        words: the content stems that the question is about.
        asks_where: only the stage to look in is asked for, which claims less than an answer does.
    """
    vocabulary = bench.library.vocabulary
    whole = sum(vocabulary.rarity(word) for word in words)
    unknown = sum(vocabulary.rarity(word) for word in words if word not in vocabulary.stems) / whole if whole else 0.0
    stage_coverage = vocabulary.share_in(words, found.stage) if found.stage else found.coverage
    return Fit(
        cosine=found.cosine,
        coverage=found.coverage,
        stage_coverage=stage_coverage,
        unknown=unknown,
        above_background=bench.search.above_background(found.cosine),
        unknown_name=float(writes_unknown_name(bench.query.text, vocabulary.stems)),
        asks_where=float(asks_where),
    )
