"""Whether what should be refused is refused, and nothing else."""

from collections.abc import Iterable

from trekbot.evals.generation import Generation
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row


class RefusalRight(Metric):
    """Whether the question was answered where an answer is due, and refused where a refusal is."""

    name = "refusal_right"
    kind = "binary"
    gates = True

    def score(self, row: Row, generation: Generation) -> float | None:
        if row.answerable is None or generation.reply is None:
            return None
        return float(row.answerable == (generation.reply.status == "answered"))

    def why(self, row: Row, generation: Generation) -> str | None:
        if self.score(row, generation) != 0.0:
            return None
        return "refused" if row.answerable else "answered what should be refused"


def refusal_matrix(pairs: Iterable[tuple[Row, Generation]]) -> dict[str, dict[str, int]]:
    """Count answers by what was due (`answerable`, `unanswerable`) and by the status that was given."""
    counts = {due: {"answered": 0, "not_covered": 0, "declined": 0} for due in ("answerable", "unanswerable")}
    for row, generation in pairs:
        if row.answerable is not None and generation.reply is not None:
            counts["answerable" if row.answerable else "unanswerable"][generation.reply.status] += 1
    return counts
