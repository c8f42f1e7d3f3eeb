"""The stage that a learner's goal or trouble belongs to, where "where do I start?" comes with one."""

from trekbot.answering.extractive.bench import Bench
from trekbot.answering.extractive.described import described_stage
from trekbot.roadmaps.model import Stage


def goal_stage(bench: Bench) -> Stage | None:
    """Give the stage that the goal names, or that is nearest in meaning; None for no goal, and where none is near."""
    goal = bench.query.a
    if goal is None or not goal.words:
        return None
    if goal.named and goal.stage is not None:
        return bench.stage(goal.stage)
    return described_stage(bench, goal.phrase, goal.words)
