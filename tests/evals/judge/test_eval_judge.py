"""`trekbot eval calibrate` and `score --judge`, from their options to what is printed and written."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.endpoint import nobody_listens
from tests.evals.judge.cases import generation, row
from tests.evals.judge.scripted_judge import judge
from tests.evals.judge.test_scoring import NAMES, write_run
from tests.llm.scripted_endpoint import KEY, scripted_endpoint
from trekbot.cli.eval_judge import add_judge, add_judge_options, run_judge, score_with_judge
from trekbot.errors import JudgeUnavailable, LabelsError, ModelUnavailable, UsageError
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.card import CardFile, JudgeCard
from trekbot.evals.judge.client import JudgeClient, Patience
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.identity import JudgeIdentity
from trekbot.evals.judge.labels import bundled_labels, read_labels
from trekbot.evals.judge.tasks import SUPPORTED, TASKS
from trekbot.llm.endpoint import Endpoint


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory without settings of anybody's."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def judge_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def set_judge(url: str) -> None:
        monkeypatch.setenv("TREKBOT_JUDGE_URL", url)
        monkeypatch.setenv("TREKBOT_JUDGE_MODEL", "judge-1")
        monkeypatch.setenv("TREKBOT_JUDGE_KEY", KEY)

    return set_judge


def options(*arguments: str) -> dict[str, Any]:
    """Read a command line as `trekbot eval` will, with the two commands that judge."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers(dest="eval_command", required=True)
    add_judge(commands)
    score = commands.add_parser("score")
    score.add_argument("--data", type=Path)
    add_judge_options(score)
    return vars(parser.parse_args(arguments))


def test_calibrating_writes_a_card_for_each_task_and_a_page(
    judge_at: Callable[[str], None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = read_labels(bundled_labels()).labels
    truth = {task.text(label.to_case()): label.verdict(task) for label in labels for task in TASKS}
    with scripted_endpoint(judge(lambda question: 0.9 if truth[question] else 0.3)) as endpoint:
        judge_at(endpoint.url)
        assert run_judge(options("calibrate")) == 0

    cards = json.loads(Path(".trekbot/judge-card.json").read_text())["cards"]
    assert {card["task"]: card["admitted"] for card in cards.values()} == {"supported": True, "same_as_reference": True}
    assert [card["judge"]["id"] for card in cards.values()] == list(cards)
    printed = capsys.readouterr()
    assert printed.out.strip() == Path(".trekbot/judge-card.md").read_text().strip()
    assert "tokens in" in printed.err
    for path in folder.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()
    assert KEY not in printed.out + printed.err


def test_scoring_tells_what_it_scored_and_that_the_judge_is_not_calibrated(
    judge_at: Callable[[str], None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(folder / "run", [(row(name), generation(name)) for name in NAMES])
    with scripted_endpoint(judge()) as endpoint:
        judge_at(endpoint.url)
        score_with_judge(run, options("score", "--judge", "--ragas", "none"))

    printed = capsys.readouterr()
    assert "supported: 6 of 6 scored, 0 not due; mean 0.900" in printed.out
    assert "is not calibrated, so it does not gate" in printed.err


def test_the_share_of_verdicts_is_told_with_what_it_stands_for(
    judge_at: Callable[[str], None], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = write_run(folder / "run", [(row(name, question=f"What is {name}?"), generation(name)) for name in NAMES])
    with scripted_endpoint(judge()) as endpoint:
        judge_at(endpoint.url)
        asked = JudgeClient(Endpoint(endpoint.url), "judge-1", endpoint.url)
        identity = Grader(asked, Abilities(asked), SUPPORTED).identity
        asked.close()
        CardFile(Path("cards.json")).put(card(identity, threshold=0.5, tpr=0.9, tnr=0.9))
        endpoint.script[:] = [judge(lambda question: 0.2 if "What is a?" in question else 0.9)]
        score_with_judge(run, options("score", "--judge", "--ragas", "none", "--card", "cards.json"))

    assert "supported_verdict: 6 of 6 scored, 0 not due; mean 0.833, 0.917 corrected" in capsys.readouterr().out


def card(identity: JudgeIdentity, **measured: float) -> JudgeCard:
    """A card of this judge with these numbers."""
    numbers = dict.fromkeys(
        (
            "fitted_on",
            "measured_on",
            "failed",
            "auc",
            "kappa",
            "kappa_low",
            "kappa_high",
            "repeated",
            "tokens",
            "seconds",
        ),
        1,
    )
    nothing: dict[str, Any] = {"labels": {}, "labellers": {}, "labeller_kappa": {}, "length_bias": {}, "mistakes": ()}
    told = {"judge": identity.to_dict(), "task": "supported", "self_agreement": None, "largest_change": None}
    return JudgeCard(**{**numbers, **nothing, **told, **measured})


def test_a_dead_judge_is_named_and_the_cost_so_far_is_told(
    judge_at: Callable[[str], None], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("trekbot.evals.judge.opened.Patience", lambda *given: Patience(limit_s=5.0, attempts=1))
    run = write_run(folder / "run", [(row("a"), generation("a"))])
    judge_at(nobody_listens())

    with pytest.raises(JudgeUnavailable, match="cannot be reached"):
        score_with_judge(run, options("score", "--judge"))
    assert "Judge: 0 tokens in 0 calls" in capsys.readouterr().err


def test_without_a_judge_the_settings_are_named() -> None:
    with pytest.raises(UsageError, match="TREKBOT_JUDGE_URL"):
        run_judge(options("calibrate"))


def test_an_endpoint_without_a_model_is_half_a_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_JUDGE_URL", "http://127.0.0.1:9/v1")

    with pytest.raises(UsageError, match="needs TREKBOT_JUDGE_MODEL"):
        run_judge(options("calibrate"))


@pytest.mark.parametrize("address", ["127.0.0.1:9", "http://key@host/v1", "nearby"])
def test_an_address_that_is_none_or_holds_a_key_is_refused(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("TREKBOT_JUDGE_URL", address)

    with pytest.raises(UsageError, match="TREKBOT_JUDGE_URL"):
        run_judge(options("calibrate"))


def test_a_local_judge_without_its_file_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_JUDGE_URL", "local")

    with pytest.raises(ModelUnavailable, match="trekbot models pull"):
        run_judge(options("calibrate"))


def test_faulty_labels_are_told_before_anybody_is_asked(judge_at: Callable[[str], None], folder: Path) -> None:
    (folder / "labels.jsonl").write_text('{"id": "a"}\n')
    judge_at(nobody_listens())

    with pytest.raises(LabelsError, match=r"labels\.jsonl:1: `question`"):
        run_judge(options("calibrate", "--labels", "labels.jsonl"))


def test_a_budget_of_nothing_is_wrong_usage(judge_at: Callable[[str], None]) -> None:
    judge_at(nobody_listens())

    with pytest.raises(UsageError, match="--budget-tokens is 0"):
        run_judge(options("calibrate", "--budget-tokens", "0"))
