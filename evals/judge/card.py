"""A judge's card: how well it judged labelled answers, and whether its verdicts may decide anything."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from trekbot.errors import DependencyError
from trekbot.evals.judge.agreement import corrected_rate

FORMAT = 1
LEAST_AUC = 0.90
LEAST_KAPPA = 0.60
LEAST_RATE = 0.85  # of TPR and of TNR


@dataclass(frozen=True)
class Mistake:
    """A labelled answer that the judge got wrong."""

    id: str
    kind: str
    label: bool
    score: float
    answer: str


@dataclass(frozen=True)
class JudgeCard:
    """What was measured of one judge at one task, on the half of the labels that its threshold was not fitted on.

    Args:
        judge: the identity, with its `id`; another identity needs a card of its own.
        task: what was judged.
        labels: the file's name and the sha256 of its bytes.
        labellers: who or what labelled how many.
        labeller_kappa: agreement of labellers by pair, where two labelled the same answers; empty where none did.
        fitted_on: answers that the threshold was fitted on.
        measured_on: answers that all numbers below are of.
        failed: answers that the judge gave no usable judgement on; they count as wrong.
        threshold: the least score that is a yes.
        kappa_low: of the 95 % interval, resampled by question; `kappa_high` too.
        length_bias: Spearman's rho of score and the answer's length, among all, the true and the false ones.
        self_agreement: share of repeated judgements with the same verdict as the first; None where none was repeated.
        largest_change: of a score between repetitions.
        mistakes: every answer on the wrong side of the threshold.
        tokens: used for all of this, those of remembered replies included.
        seconds: the same.
    """

    judge: Mapping[str, Any]
    task: str
    labels: Mapping[str, str]
    labellers: Mapping[str, int]
    labeller_kappa: Mapping[str, float]
    fitted_on: int
    measured_on: int
    failed: int
    threshold: float
    auc: float
    kappa: float
    kappa_low: float
    kappa_high: float
    tpr: float
    tnr: float
    length_bias: Mapping[str, float | None]
    self_agreement: float | None
    largest_change: float | None
    repeated: int
    mistakes: tuple[Mistake, ...]
    tokens: int
    seconds: float

    @property
    def admitted(self) -> bool:
        """Whether the judge's verdicts may decide."""
        return self.auc >= LEAST_AUC and self.kappa >= LEAST_KAPPA and self.tpr >= LEAST_RATE and self.tnr >= LEAST_RATE

    @property
    def shortfalls(self) -> tuple[str, ...]:
        """Say what is missing for admission."""
        wanted = (
            ("AUC", self.auc, LEAST_AUC),
            ("kappa", self.kappa, LEAST_KAPPA),
            ("TPR", self.tpr, LEAST_RATE),
            ("TNR", self.tnr, LEAST_RATE),
        )
        return tuple(f"{name} {value:.2f}, at least {least:.2f}" for name, value, least in wanted if value < least)

    def corrected(self, rate: float) -> float | None:
        """Give the true share behind a share of verdicts, by TPR and TNR; None for a judge that has not passed."""
        return corrected_rate(rate, self.tpr, self.tnr) if self.admitted else None

    def to_dict(self) -> dict[str, Any]:
        return {"admitted": self.admitted, **asdict(self)}


class CardFile:
    """The cards of all judges, one JSON file: `{"format": 1, "cards": {id: card}}`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, identity: str) -> JudgeCard | None:
        """Give the card of an identity; None where it was never calibrated, or has changed since.

        Raises:
            DependencyError: the file cannot be read.
        """
        card = self._read().get(identity)
        return _card_of(card, self.path) if card is not None else None

    def put(self, card: JudgeCard) -> None:
        """Add a card, or replace the one of the same identity; the file is whole at any moment.

        Raises:
            DependencyError: what is there cannot be read.
        """
        cards = {**self._read(), str(card.judge["id"]): card.to_dict()}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        new = self.path.with_name(self.path.name + ".new")
        text = json.dumps({"format": FORMAT, "cards": cards}, indent=2, ensure_ascii=False, sort_keys=True)
        new.write_text(text + "\n", "utf-8")
        new.replace(self.path)

    def _read(self) -> dict[str, Any]:
        try:
            content = json.loads(self.path.read_text("utf-8"))
            if content["format"] != FORMAT:
                raise ValueError
            return dict(content["cards"])
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError):
            raise _unreadable(self.path) from None


def _card_of(content: Any, path: Path) -> JudgeCard:
    try:
        values = {field.name: content[field.name] for field in fields(JudgeCard)}
        return JudgeCard(**{**values, "mistakes": tuple(Mistake(**one) for one in values["mistakes"])})
    except (KeyError, TypeError):
        raise _unreadable(path) from None


def _unreadable(path: Path) -> DependencyError:
    return DependencyError(f"{path} holds no judges' cards.", "Calibrate anew: trekbot eval calibrate")
