"""Score the answers of a run without a judge, as often as one likes: nothing is asked again."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from trekbot.errors import ExtraMissing, MetricFailed, RunError
from trekbot.evals.contract import Pages
from trekbot.evals.corpus_pages import corpus_hash
from trekbot.evals.generation import Generation
from trekbot.evals.metrics.code_version import code_version
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.metrics.model_text import dropped_by_reason, fallbacks_by_reason
from trekbot.evals.metrics.ragas_ids import ragas_id_metrics
from trekbot.evals.metrics.refusals import refusal_matrix
from trekbot.evals.metrics.without_judge import metrics_without_judge
from trekbot.evals.questions import Row
from trekbot.evals.run_folder import RunFolder

Progress = Callable[[str, int, int], None]
Tell = Callable[[str], None]


def score_without_judge(folder: RunFolder, pages: Pages, progress: Progress, tell: Tell) -> None:
    """Write the scores of a run in the place of those that it has; scores by a judge stay.

    Args:
        pages: those that the answers were made from.
        tell: takes what a person should know, a line each.

    Raises:
        RunError: the pages are others than those that were answered from.
    """
    manifest = folder.manifest
    known = manifest.identity["corpus_sha256"]
    if known is not None and known != corpus_hash(pages.corpus):
        raise RunError(
            f"The run {folder.name} was answered from another corpus than this one.", "Name that one with --corpus."
        )
    metrics = [*metrics_without_judge(pages), *_of_ragas(tell)]
    rows = {row.id: row for row in folder.rows()}
    answers = folder.generations()
    if len(answers) < manifest.asked * manifest.repeats:
        tell(f"The run {folder.name} is not finished: {len(answers)} of {manifest.asked * manifest.repeats} answers.")
    scores: list[dict[str, Any]] = []
    for done, generation in enumerate(answers.values(), start=1):
        scores += scores_of(rows[generation.id], generation, metrics)
        progress("score", done, len(answers))
    about = {metric.name: metric.about(code_version(metric)) for metric in metrics}
    instead_of = {name for name, known in folder.metrics().items() if known["tier"] == 1} | about.keys()
    folder.replace_scores(scores, about, instead_of)
    folder.write_tallies(tallies_of([(rows[one.id], one) for one in answers.values()]))


def scores_of(row: Row, generation: Generation, metrics: Sequence[Metric]) -> Iterator[dict[str, Any]]:
    """Score one answer; where there is none, every metric has failed."""
    for metric in metrics:
        value, state, why = _scored(metric, row, generation)
        yield {
            "id": row.id,
            "repeat": generation.repeat,
            "metric": metric.name,
            "value": value,
            "state": state,
            "why": why,
        }


def _scored(metric: Metric, row: Row, generation: Generation) -> tuple[float | None, str, str | None]:
    if generation.told is None:
        return None, "failed", generation.error
    try:
        value = metric.score(row, generation)
    except MetricFailed as error:
        return None, "failed", str(error)
    if value is None:
        return None, "not_applicable", None
    return round(value, 6), "scored", metric.why(row, generation)


def tallies_of(pairs: Sequence[tuple[Row, Generation]]) -> dict[str, Any]:
    """Count over a run what no single answer tells: the confusion matrix of refusals, and reasons."""
    generations = [generation for _, generation in pairs]
    return {
        "refusals": refusal_matrix(pairs),
        "dropped": dropped_by_reason(generations),
        "fallbacks": fallbacks_by_reason(generations),
        "errors": sum(generation.told is None for generation in generations),
    }


def _of_ragas(tell: Tell) -> Sequence[Metric]:
    try:
        return ragas_id_metrics()
    except ExtraMissing as error:
        tell(str(error))
        return ()


def wrong_in(folder: RunFolder) -> frozenset[str]:
    """Give the ids of the questions that were answered wrongly in a scored run, or not at all.

    Raises:
        RunError: the run has not been scored.
    """
    return frozenset(
        score["id"]
        for score in folder.scores()
        if score["metric"] in ("right", "keeps_contract") and (score["state"] == "failed" or score["value"] == 0)
    )
