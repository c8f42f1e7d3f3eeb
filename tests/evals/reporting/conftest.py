"""A comparison whose every text is an attack on what shows it."""

from pathlib import Path

import pytest

from tests.evals.runs import RIGHT, SECONDS, reply, retrieved, row, rows, values, write_run
from trekbot.evals.decision.comparison import Comparison, compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.question_change import Changes, changes_of
from trekbot.evals.decision.saved_run import read_run
from trekbot.evals.decision.side import Side

EVIL = (
    "<script>alert('x')</script><img src=https://evil.example/x onerror=alert(1)> & \"q\" {{ 7*7 }} | ]]> \x00\x1b[31m"
)
ASKED = [
    row("crit", severity="critical", cluster="garden/0", question=EVIL, category=f"attack {EVIL}"),
    row("turns", cluster="garden/1", history=[{"role": "user", "content": EVIL}]),
    *rows(150),
]
DESCRIBED = {
    "seconds": SECONDS,
    "faithful": {**RIGHT, "tier": 2, "scorer": f"judge {EVIL}"},
}


@pytest.fixture
def base(tmp_path: Path) -> Side:
    scores = {"right": values(ASKED, ["q001"]), "seconds": values(ASKED, right=2.0), "faithful": values(ASKED)}
    return read_run(write_run(tmp_path / "runs", "base", ASKED, scores, DESCRIBED, started="2026-03-01T08:00:00+00:00"))


@pytest.fixture
def candidate(tmp_path: Path) -> Side:
    asked = [*ASKED[:-1], row("new")]
    wrong = ["crit", "turns", *[one["id"] for one in ASKED[30:50]]]
    scores = {
        "right": {**values(asked, wrong), "q003": "failed"},
        "seconds": values(asked, right=3.0),
        "faithful": values(asked),
    }
    run = write_run(
        tmp_path / "runs",
        "candidate",
        asked,
        scores,
        DESCRIBED,
        replies={"crit": reply(f"Loam is {EVIL}.[1]", "sowing"), "q005": None},
        found={"crit": retrieved("sowing")},
        identity={"engine": f"model {EVIL}", "model": {"name": EVIL, "url": None, "build": None}},
        whys={("right", "crit"): EVIL, ("right", "q003"): f"judge said {EVIL}"},
        started="2026-03-02T08:00:00+00:00",
    )
    return read_run(run)


@pytest.fixture
def comparison(base: Side, candidate: Side) -> Comparison:
    return compare(base, candidate, JudgeCards({}))


@pytest.fixture
def changes(comparison: Comparison) -> Changes:
    return changes_of(comparison)
