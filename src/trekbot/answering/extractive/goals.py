"""The stage that a learner's goal or trouble belongs to, where "where do I start?" comes with one."""

from dataclasses import replace

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.fits import fit_of
from trekbot.answering.sufficiency import is_enough
from trekbot.retrieval.page_ranking import sentences_of_best_page
from trekbot.retrieval.query import Intent
from trekbot.roadmaps.model import Stage


def goal_stage(bench: Bench) -> Stage | None:
    """Give the stage that the goal names, or that is nearest in meaning; None for no goal, and where none is near."""
    goal = bench.query.a
    if goal is None or not goal.words:
        return None
    if goal.named and goal.stage is not None:
        return bench.stage(goal.stage)
    wanted = Bench(bench.library, replace(bench.query, intent=Intent.WHERE, text=goal.phrase, words=goal.words))
    ranked = [found for found in wanted.search.sentences() if found.stage]
    best = next(iter(sentences_of_best_page(wanted.search, ranked, goal.words)), None)
    if best is None or best.stage is None or not is_enough(fit_of(wanted, best, asks_where=True)):
        return None
    return bench.stage(best.stage)
