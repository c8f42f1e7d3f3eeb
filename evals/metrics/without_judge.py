"""The metrics of tier 1, which need no judge."""

from trekbot.evals.contract import Contract, Pages
from trekbot.evals.metrics import citations, effort, facts, model_text, ranking, refusals, verdicts
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.metrics.prerequisite_order import PrerequisiteOrder
from trekbot.roadmaps.graph import RoadmapGraph


def metrics_without_judge(pages: Pages) -> tuple[Metric, ...]:
    """Give the metrics of answers that were made from some pages."""
    contract = Contract(pages)
    return (
        verdicts.Right(),
        verdicts.KeepsContract(contract),
        refusals.RefusalRight(),
        facts.FactRecall(),
        facts.NoForbiddenFact(),
        citations.CitationsValid(contract),
        citations.QuotesVerbatim(contract),
        citations.CitationPrecision(),
        citations.CitationRecall(),
        ranking.RecallAt5(),
        ranking.NdcgAt10(),
        ranking.Mrr(),
        PrerequisiteOrder(RoadmapGraph(pages.corpus), frozenset(pages.corpus.stages)),
        model_text.SpokenByModel(),
        model_text.ClaimsDropped(),
        model_text.FellBack(),
        model_text.RightBeforeVerify(),
        model_text.RightAfterVerify(),
        effort.Length(),
        effort.FirstSentence(),
        effort.WholeAnswer(),
        effort.Tokens(),
    )
