from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.evals.runs import write_run
from trekbot.evals.decision.comparison import Comparison, compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.saved_run import read_run
from trekbot.evals.decision.side import Side

NO_CARDS = JudgeCards({})
Make = Callable[..., Side]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write a run and read it again."""

    def make_run(name: str, *args: Any, **keys: Any) -> Side:
        return read_run(write_run(tmp_path / "runs", name, *args, **keys))

    return make_run


def compared(base: Side, candidate: Side, cards: JudgeCards = NO_CARDS) -> Comparison:
    return compare(base, candidate, cards)
