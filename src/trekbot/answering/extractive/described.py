"""Which stage a learner's own words describe, where they name none: "joining a twig to another plant's roots"."""

from collections.abc import Sequence
from dataclasses import replace

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.sufficiency import is_enough
from trekbot.retrieval.page_ranking import sentences_of_best_page
from trekbot.retrieval.query import Intent
from trekbot.roadmaps.model import Stage


def described_stage(bench: Bench, phrase: str, words: Sequence[str]) -> Stage | None:
    """Give the stage that is nearest in meaning to a phrase; None where none is near enough.

    Args:
        words: the phrase's content stems.
    """
    wanted = Bench(bench.library, replace(bench.query, intent=Intent.WHERE, text=phrase, words=tuple(words)))
    ranked = [found for found in wanted.search.sentences() if found.stage]
    best = next(iter(sentences_of_best_page(wanted.search, ranked, words)), None)
    if best is None or best.stage is None or not is_enough(fit_of(wanted, best, asks_where=True)):
        return None
    return bench.stage(best.stage)
