"""The metrics that one judge scores, and how far its card lets it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.card import CardFile
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.scoring import Answered, canaries
from trekbot.evals.judge.tasks import TASKS
from trekbot.evals.metrics.judged import JudgedMetric, Probability, Verdict
from trekbot.index.embedder import Embedder

Ragas = Literal["auto", "all", "canary", "none"]


def metrics_for(
    client: JudgeClient, cards: CardFile, answers: Sequence[Answered], ragas: Ragas, embedder: Embedder
) -> tuple[dict[JudgedMetric, Sequence[Answered]], list[str]]:
    """Choose what to score, and what to tell about it.

    Args:
        cards: of the judges that were calibrated.
        ragas: which answers ragas' metrics score; `auto`: all where a card of this judge was passed, else a few that
            show whether they work.
        embedder: for ragas' AnswerRelevancy.

    Returns:
        The metrics in the order in which they are scored, each with its answers; and notes for a person.

    Raises:
        JudgeUnavailable: the judge cannot be asked.
        ExtraMissing: ragas is wanted and not installed.
    """
    abilities = Abilities(client)
    metrics: dict[JudgedMetric, Sequence[Answered]] = {}
    notes: list[str] = []
    passed = False
    for task in TASKS:
        grader = Grader(client, abilities, task)
        card = cards.find(grader.identity.id)
        metrics[Probability(grader)] = answers
        if card is None:
            notes.append(f"{task.name}: judge {grader.identity.id} is not calibrated, so it does not gate.")
            continue
        metrics[Verdict(grader, card)] = answers
        passed = passed or card.admitted
        if not card.admitted:
            notes.append(f"{task.name}: the judge has not passed ({'; '.join(card.shortfalls)}), so it does not gate.")
    chosen = ("all" if passed else "canary") if ragas == "auto" else ragas
    if chosen != "none":
        from trekbot.evals.metrics.ragas_judged import ragas_metrics  # ragas takes seconds to import

        few: Mapping[str, Sequence[Answered]] = {"all": answers, "canary": canaries(answers)}
        metrics.update(dict.fromkeys(ragas_metrics(client, abilities, embedder), few[chosen]))
        if chosen == "canary":
            notes.append(f"ragas' metrics score {len(few[chosen])} answers only, to show whether they work.")
    return metrics, notes
