import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evals.decision.conftest import NO_CARDS, Make
from tests.evals.runs import RIGHT, names, row, rows, values
from trekbot.errors import BaselineError, RunError, UsageError
from trekbot.evals.decision.baseline import accept, read_baseline
from trekbot.evals.decision.gate import gate
from trekbot.evals.decision.judge_cards import JudgeCards, read_cards
from trekbot.evals.decision.run_files import MetricInfo

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ASKED = [row("crit", severity="critical", cluster="garden/0"), *rows(199)]
WRONG = names(ASKED, 60, 70)
JUDGED = {"faithful": {**RIGHT, "tier": 2, "scorer": "http://judge/v1 qwen Q4"}}
PASSED = JudgeCards({"http://judge/v1 qwen Q4": True})


@pytest.fixture
def baselines(tmp_path: Path) -> Path:
    return tmp_path / "baselines"


def test_what_was_accepted_is_kept_with_its_reason_its_date_and_its_code(make: Make, baselines: Path) -> None:
    run = make("first", ASKED, {"right": values(ASKED, ["q000"])})

    [path] = accept(run, baselines, " The first. ", NOW, NO_CARDS)

    assert path == baselines / "tier1" / "garden.json"
    baseline = read_baseline(path)
    [entry] = baseline.history
    assert (entry.accepted, entry.reason, entry.run) == ("2026-03-02T09:00:00+00:00", "The first.", "first")
    assert entry.git == {"sha": "a" * 40, "dirty": False}
    assert entry.means == {"right": 0.995}
    assert baseline.questions["q000"].values == {"right": (0.0,)}
    assert baseline.questions["crit"].critical
    assert baseline.questions["crit"].cited == ("garden/soil#Ideas",)


def test_the_history_grows_and_the_last_run_is_in_force(make: Make, baselines: Path) -> None:
    accept(make("first", ASKED, {"right": values(ASKED, ["crit"])}), baselines, "The first.", NOW, NO_CARDS)
    [path] = accept(make("second", ASKED, {"right": values(ASKED)}), baselines, "Mended.", NOW, NO_CARDS)

    baseline = read_baseline(path)
    assert [entry.reason for entry in baseline.history] == ["The first.", "Mended."]
    assert baseline.questions["crit"].values == {"right": (1.0,)}


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_baseline_does_not_change_without_a_reason(make: Make, baselines: Path, reason: str) -> None:
    with pytest.raises(UsageError, match="--reason"):
        accept(make("run", ASKED, {"right": values(ASKED)}), baselines, reason, NOW, NO_CARDS)
    assert not baselines.exists()


def test_a_run_that_is_not_whole_is_not_accepted(make: Make, baselines: Path) -> None:
    unfinished = make("run", ASKED, {"right": values(ASKED)}, finished=None)
    unscored = make("other", ASKED, {"right": {**values(ASKED), "q000": "failed"}})

    with pytest.raises(UsageError, match="not finished"):
        accept(unfinished, baselines, "Why not.", NOW, NO_CARDS)
    with pytest.raises(BaselineError, match="could be scored by: right"):
        accept(unscored, baselines, "Why not.", NOW, NO_CARDS)


def test_a_value_changed_by_hand_is_found(make: Make, baselines: Path) -> None:
    [path] = accept(make("run", ASKED, {"right": values(ASKED)}), baselines, "The first.", NOW, NO_CARDS)
    content = json.loads(path.read_text())
    content["questions"]["q000"]["values"]["right"] = [0.0]
    path.write_text(json.dumps(content))

    with pytest.raises(BaselineError, match="not those that were accepted last"):
        read_baseline(path)
    with pytest.raises(BaselineError, match="not those that were accepted last"):
        accept(make("again", ASKED, {"right": values(ASKED)}), baselines, "Over it.", NOW, NO_CARDS)


@pytest.mark.parametrize(
    ("wrong", "exit_code"),
    [(WRONG, 0), ([*WRONG, "crit"], 100), (WRONG + names(ASKED, 10, 40), 100), (names(ASKED, 10, 20), 4)],
)
def test_the_gate_gives_100_for_a_regression_4_for_doubt_and_else_0(
    make: Make, baselines: Path, wrong: list[str], exit_code: int
) -> None:
    accept(make("base", ASKED, {"right": values(ASKED, WRONG)}), baselines, "The first.", NOW, NO_CARDS)

    assert gate(make("run", ASKED, {"right": values(ASKED, wrong)}), baselines, NO_CARDS).exit_code == exit_code


def test_the_gate_gives_3_where_a_scorer_scored_nothing(make: Make, baselines: Path) -> None:
    accept(
        make("base", ASKED, {"right": values(ASKED), "faithful": values(ASKED)}, JUDGED),
        baselines, "The first.", NOW, PASSED,
    )  # fmt: skip
    dead = make("run", ASKED, {"right": values(ASKED), "faithful": dict.fromkeys(values(ASKED), "failed")}, JUDGED)

    found = gate(dead, baselines, PASSED)

    assert found.exit_code == 3
    assert found.comparison.judge_at_fault == ("faithful",)


def test_each_judge_has_a_baseline_of_its_own_and_both_decide(make: Make, baselines: Path) -> None:
    scores = {"right": values(ASKED), "faithful": values(ASKED)}

    tier_1, judged = sorted(
        accept(make("base", ASKED, scores, JUDGED), baselines, "The first.", NOW, PASSED),
        key=lambda path: "qwen" in str(path),
    )
    worse = make("run", ASKED, {**scores, "faithful": values(ASKED, names(ASKED, 10, 60))}, JUDGED)

    assert tier_1.parent.name == "tier1"
    assert judged.parent.name.startswith("http-judge-v1-qwen-q4-")
    assert gate(worse, baselines, PASSED).exit_code == 100
    assert gate(worse, baselines, NO_CARDS).exit_code == 0


def test_a_judge_that_may_not_gate_gets_no_baseline(make: Make, baselines: Path) -> None:
    run = make("base", ASKED, {"right": values(ASKED), "faithful": values(ASKED)}, JUDGED)

    assert accept(run, baselines, "The first.", NOW, NO_CARDS) == [baselines / "tier1" / "garden.json"]
    with pytest.raises(BaselineError, match=r"there is no baseline.*trekbot eval accept"):
        gate(run, baselines, PASSED)


def test_a_row_that_changed_since_is_listed(make: Make, baselines: Path) -> None:
    accept(make("base", ASKED, {"right": values(ASKED)}), baselines, "The first.", NOW, NO_CARDS)
    edited = [{**ASKED[0], "question": "Another?"}, *ASKED[1:]]

    found = gate(make("run", edited, {"right": values(edited)}), baselines, NO_CARDS)

    assert found.comparison.pairing.changed == ("crit",)


def test_the_gate_waits_for_the_whole_run(make: Make, baselines: Path) -> None:
    with pytest.raises(UsageError, match="not finished"):
        gate(make("run", ASKED, {"right": values(ASKED)}, finished=None), baselines, NO_CARDS)


def test_the_answers_of_the_accepted_run_are_shown_where_it_still_lies_here(make: Make, baselines: Path) -> None:
    base = make("base", ASKED, {"right": values(ASKED)})
    accept(base, baselines, "The first.", NOW, NO_CARDS)
    run = make("run", ASKED, {"right": values(ASKED)})

    found = gate(run, baselines, NO_CARDS, run_named={"base": base}.get)

    assert found.comparison.base.generations["crit"]
    assert not gate(run, baselines, NO_CARDS).comparison.base.generations


def test_cards_are_read_by_the_judges_identity(tmp_path: Path) -> None:
    (tmp_path / "judge-card.json").write_text('{"identity": "judge A", "passed": true}')
    (tmp_path / "judge-card-old.json").write_text('{"identity": "judge B", "passed": false}')
    (tmp_path / "judge-cards.json").write_text('{"format": 1, "cards": {"4f0c": {"admitted": true}}}')

    cards = read_cards(tmp_path)

    assert cards.passed == {"judge A": True, "judge B": False, "4f0c": True}
    scorers = ["judge A", "judge B", "4f0c at 0.4200", "4f0d at 0.4200"]
    metrics = [MetricInfo.model_validate({**RIGHT, "tier": 2, "scorer": scorer}) for scorer in scorers]
    assert [cards.may_gate(metric) for metric in metrics] == [True, False, True, False]


@pytest.mark.parametrize(
    "card", ["{", "[]", '{"identity": "judge A", "passed": "yes"}', '{"cards": {"a": {}}}', '{"passed": true}']
)
def test_a_card_that_says_too_little_is_refused(tmp_path: Path, card: str) -> None:
    (tmp_path / "judge-card.json").write_text(card)

    with pytest.raises(RunError, match=r"judge-card.json: "):
        read_cards(tmp_path)
