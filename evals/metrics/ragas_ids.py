"""ragas' ID-based context precision and recall, under ragas' own names.

They are of ragas' older kind, without a model, and of sets: they see neither ranks nor grades. The ids are the places
that `ranking.py` looks at, the first ten of them.
"""

import asyncio
import math
import os
import warnings
from typing import Any

from trekbot.errors import ExtraMissing, MetricFailed
from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.metrics.ranking import ranked_places
from trekbot.evals.questions import Row

DEPTH = 10
MISSING_EXTRA = "ragas' ID-based metrics are left out: they need an extra."
_REMEDY = "pip install 'trekbot[evals]'"
_OFFLINE = {"RAGAS_DO_NOT_TRACK": "true", "HF_HUB_OFFLINE": "1", "ANONYMIZED_TELEMETRY": "False"}


class RagasIds(Metric):
    """One of the two metrics of ragas, over the places found and the places that are relevant."""

    kind = "share"

    def __init__(self, metric: Any, sample: Any) -> None:
        self.name = metric.name
        self._metric = metric
        self._sample = sample

    def score(self, row: Row, generation: Generation) -> float | None:
        retrieved = generation.told.retrieved if generation.told else ()
        if not retrieved or not row.relevant:
            return None
        sample = self._sample(
            retrieved_context_ids=ranked_places(retrieved, row.relevant)[:DEPTH],
            reference_context_ids=list(row.relevant),
        )
        value = float(asyncio.run(self._metric._single_turn_ascore(sample, None)))
        if math.isnan(value):
            raise MetricFailed("ragas made no number of it.")
        return value


def ragas_id_metrics() -> tuple[RagasIds, ...]:
    """Import ragas, its telemetry off, and give both metrics; takes some seconds.

    Raises:
        ExtraMissing: ragas is not installed.
    """
    os.environ.update(_OFFLINE)  # ragas reads the first once, and takes only "true" for a yes
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ragas import SingleTurnSample
            from ragas.metrics import IDBasedContextPrecision, IDBasedContextRecall
    except ImportError as error:
        raise ExtraMissing(MISSING_EXTRA, f"{_REMEDY} ({error})") from None
    return RagasIds(IDBasedContextPrecision(), SingleTurnSample), RagasIds(IDBasedContextRecall(), SingleTurnSample)
