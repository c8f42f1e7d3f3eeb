"""What became of a language model's text, and what it would have said without verification.

Each applies only where a model was asked. Without citations of its own, its text is graded by words alone.
"""

from collections import Counter
from collections.abc import Iterable

from trekbot.evals.generation import BeforeVerify, Generation
from trekbot.evals.grading import said_though_forbidden, unsaid
from trekbot.evals.identity import EXTRACTIVE
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row


class SpokenByModel(Metric):
    """Whether some of the answer is the model's own; its mean is the share of those that a model was asked for."""

    name = "spoken_by_model"
    kind = "binary"
    better = "none"

    def score(self, row: Row, generation: Generation) -> float | None:
        if _said(generation) is None or generation.reply is None:
            return None
        return float(generation.reply.engine != EXTRACTIVE)


class ClaimsDropped(Metric):
    """Sentences of the model that were not shown."""

    name = "claims_dropped"
    kind = "number"
    better = "lower"

    def score(self, row: Row, generation: Generation) -> float | None:
        said = _said(generation)
        return None if said is None else float(len(said.dropped))

    def why(self, row: Row, generation: Generation) -> str | None:
        said = _said(generation)
        return ", ".join(dropped.reason for dropped in said.dropped) or None if said else None


class FellBack(Metric):
    """Whether the extractive answer was given instead of the model's, or added to it."""

    name = "fell_back"
    kind = "binary"
    better = "lower"

    def score(self, row: Row, generation: Generation) -> float | None:
        said = _said(generation)
        return None if said is None else float(said.fallback is not None)

    def why(self, row: Row, generation: Generation) -> str | None:
        said = _said(generation)
        return said.fallback if said else None


class RightBeforeVerify(Metric):
    """Whether what the model said has the facts that are due and none that is forbidden."""

    name = "right_before_verify"
    kind = "binary"

    def score(self, row: Row, generation: Generation) -> float | None:
        said = _said(generation)
        return None if said is None else _right_by_words(row, " ".join(said.sentences))


class RightAfterVerify(Metric):
    """The same of what was served, for the same questions: the difference is what verification and fallbacks bring."""

    name = "right_after_verify"
    kind = "binary"

    def score(self, row: Row, generation: Generation) -> float | None:
        if _said(generation) is None or generation.reply is None:
            return None
        return _right_by_words(row, generation.reply.answer)


def _said(generation: Generation) -> BeforeVerify | None:
    return generation.told.before_verify if generation.told else None


def _right_by_words(row: Row, text: str) -> float | None:
    if not row.must_say and not row.must_not_say:
        return None
    return float(not unsaid(row, text) and not said_though_forbidden(row, text))


def dropped_by_reason(generations: Iterable[Generation]) -> dict[str, int]:
    """Count the sentences that were not shown by the reason, the most frequent first."""
    said = filter(None, map(_said, generations))
    return dict(Counter(dropped.reason for one in said for dropped in one.dropped).most_common())


def fallbacks_by_reason(generations: Iterable[Generation]) -> dict[str, int]:
    """Count the answers that fell back by the reason, the most frequent first."""
    said = filter(None, map(_said, generations))
    return dict(Counter(one.fallback for one in said if one.fallback is not None).most_common())
