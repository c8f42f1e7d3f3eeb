"""Which judges may gate: those whose calibration has passed, each by its exact identity."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from trekbot.errors import RunFileError
from trekbot.evals.decision.run_files import MetricInfo

CARDS = "judge-card*.json"
WITHOUT_JUDGE = 1  # the tier whose metrics need none


@dataclass(frozen=True)
class JudgeCards:
    """Whether a judge has passed, by its identity."""

    passed: Mapping[str, bool]

    def may_gate(self, metric: MetricInfo) -> bool:
        """Tell whether a decision may depend on a metric."""
        return metric.gates and (metric.tier == WITHOUT_JUDGE or self.passed.get(metric.scorer, False))

    def notes(self, metrics: Iterable[MetricInfo]) -> tuple[str, ...]:
        """Say which judges of these metrics do not gate, and why."""
        judges = sorted({metric.scorer for metric in metrics if metric.gates and not self.may_gate(metric)})
        return tuple(
            f"The judge {judge} "
            + ("did not pass its calibration" if judge in self.passed else "has no card")
            + ", so its metrics are shown and do not gate. `trekbot eval calibrate` makes the card."
            for judge in judges
        )


def read_cards(folder: Path) -> JudgeCards:
    """Read every judge card of a folder; of two about one judge, that which failed counts.

    Raises:
        RunFileError: a card does not say whose it is, or whether it passed.
    """
    passed: dict[str, bool] = {}
    for path in sorted(folder.glob(CARDS)):
        try:
            card = json.loads(path.read_text("utf-8"))
        except ValueError as error:
            raise RunFileError(f"{path}: this is no JSON: {error}.") from None
        judge, verdict = (card.get("identity"), card.get("passed")) if isinstance(card, dict) else (None, None)
        if judge is None or not isinstance(verdict, bool):
            raise RunFileError(f"{path}: a judge card says `identity` and, as true or false, `passed`.")
        name = judge if isinstance(judge, str) else json.dumps(judge, sort_keys=True, ensure_ascii=False)
        passed[name] = verdict and passed.get(name, True)
    return JudgeCards(passed)
