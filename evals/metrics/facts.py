"""Whether an answer says what a right one says, and nothing that it must not."""

from trekbot.evals.generation import Generation
from trekbot.evals.grading import said_though_forbidden, unsaid
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row


class FactRecall(Metric):
    """The share of the facts of `must_say` that are said; a refusal says none."""

    name = "fact_recall"
    kind = "share"
    gates = True

    def score(self, row: Row, generation: Generation) -> float | None:
        if not row.must_say:
            return None
        return 1 - len(unsaid(row, _text(generation))) / len(row.must_say)

    def why(self, row: Row, generation: Generation) -> str | None:
        return "; ".join(unsaid(row, _text(generation))) or None


class NoForbiddenFact(Metric):
    """Whether nothing of `must_not_say` is said."""

    name = "no_forbidden_fact"
    kind = "binary"
    gates = True

    def score(self, row: Row, generation: Generation) -> float | None:
        return float(not said_though_forbidden(row, _text(generation))) if row.must_not_say else None

    def why(self, row: Row, generation: Generation) -> str | None:
        return "; ".join(said_though_forbidden(row, _text(generation))) or None


def _text(generation: Generation) -> str:
    return generation.reply.answer if generation.reply else ""
