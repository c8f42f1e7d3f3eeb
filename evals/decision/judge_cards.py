"""Which judges may gate: those whose calibration has passed, each by its exact identity."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trekbot.errors import RunError
from trekbot.evals.decision.run_files import MetricInfo

CARDS = "judge-card*.json"
WITHOUT_JUDGE = 1  # the tier whose metrics need none
THRESHOLD = " at "  # stands in a scorer between the judge's identity and the threshold that makes a yes of its score


@dataclass(frozen=True)
class JudgeCards:
    """Whether a judge has passed, by its identity."""

    passed: Mapping[str, bool]

    def may_gate(self, metric: MetricInfo) -> bool:
        """Tell whether a decision may depend on a metric."""
        return metric.gates and (metric.tier == WITHOUT_JUDGE or self.passed.get(judge_of(metric), False))

    def notes(self, metrics: Mapping[str, MetricInfo]) -> tuple[str, ...]:
        """Say which of these metrics decide nothing because of their judge, and why."""
        judged = {name: judge_of(info) for name, info in metrics.items() if info.tier != WITHOUT_JUDGE}
        without = [name for name, judge in judged.items() if judge not in self.passed]
        failed = [name for name, judge in judged.items() if not self.passed.get(judge, True)]
        return tuple(
            f"Shown, and gating nothing, since their judge {why}: {', '.join(names)} (see trekbot eval calibrate)."
            for names, why in ((without, "has no card"), (failed, "did not pass its calibration"))
            if names
        )


def judge_of(metric: MetricInfo) -> str:
    """Give the identity of the judge that scores a metric."""
    return metric.scorer.rpartition(THRESHOLD)[0] or metric.scorer


def read_cards(*folders: Path) -> JudgeCards:
    """Read every judge card of some folders; of two about one judge, that which failed counts.

    A file holds one card, or many by identity below `cards`.

    Raises:
        RunError: a card does not say whose it is, or whether it passed.
    """
    passed: dict[str, bool] = {}
    for path in (path for folder in folders for path in sorted(folder.glob(CARDS))):
        for judge, verdict in _cards_in(path):
            passed[judge] = verdict and passed.get(judge, True)
    return JudgeCards(passed)


def _cards_in(path: Path) -> Iterator[tuple[str, bool]]:
    try:
        content = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise RunError(f"{path}: this is no JSON: {error}.") from None
    many = content.get("cards") if isinstance(content, dict) else None
    cards: Mapping[Any, Any] = many if isinstance(many, dict) else {None: content}
    for name, card in cards.items():
        told: Mapping[str, Any] = card if isinstance(card, dict) else {}
        judge, verdict = name or told.get("identity"), told.get("passed", told.get("admitted"))
        if not isinstance(judge, str) or not isinstance(verdict, bool):
            raise RunError(f"{path}: a judge card says `identity` and, as true or false, `passed`.")
        yield judge, verdict
