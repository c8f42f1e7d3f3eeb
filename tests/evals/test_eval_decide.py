"""The five commands that decide, from their options to their exit codes."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.evals.runs import names, rows, values, write_run
from trekbot.cli.eval_decide import DECIDING, add_decide, compare_with_first, run_decide
from trekbot.errors import BaselineError, RunError, UsageError

ASKED = rows(200)
Run = Callable[..., int]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Three runs in the data folder of a working directory, and the command line over them."""
    monkeypatch.chdir(tmp_path)
    Path("evals").mkdir()
    runs = Path(".trekbot/evals")
    write_run(runs, "one", ASKED, {"right": values(ASKED, ["q000"])}, started="2026-03-01T08:00:00+00:00")
    write_run(runs, "same", ASKED, {"right": values(ASKED, ["q000"])}, started="2026-03-02T08:00:00+00:00")
    write_run(runs, "worse", ASKED, {"right": values(ASKED, names(ASKED, 0, 30))}, started="2026-03-03T08:00:00+00:00")
    parser = argparse.ArgumentParser()
    add_decide(parser.add_subparsers(dest="eval_command"))

    return lambda *arguments: run_decide(vars(parser.parse_args(arguments)))


def test_every_command_that_is_added_is_run(run: Run) -> None:
    assert run("accept", "one", "--reason", "The first.") == 0
    for command in ("compare one same", "report one", "gate same", "history"):
        assert run(*command.split()) == 0, command
    assert DECIDING == ("compare", "report", "gate", "accept", "history")


def test_two_runs_are_compared_and_the_report_lies_with_the_candidate(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", "one", "worse") == 0

    printed = capsys.readouterr()
    assert printed.out.startswith("## 🔴 Worse")
    assert "The report is .trekbot/evals/worse/against-one/report.html" in printed.err
    assert json.loads(Path(".trekbot/evals/worse/against-one/report.json").read_text("utf-8"))["exit_code"] == 100


def test_the_gate_decides_by_the_baseline_that_was_accepted(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BaselineError, match="there is no baseline"):
        run("gate", "same")
    run("accept", "one", "--reason", "The first.")

    assert run("gate", "same") == 0
    assert run("gate", "worse") == 100
    assert Path("evals/baselines/tier1/garden.json").is_file()
    assert "The answer on both sides" in Path(".trekbot/evals/worse/gate/report.html").read_text("utf-8")
    assert "The first" in capsys.readouterr().out


def test_the_gate_gives_4_where_too_few_questions_were_asked(run: Run, tmp_path: Path) -> None:
    asked = rows(20)
    write_run(Path(".trekbot/evals"), "few", asked, {"right": values(asked)})
    run("accept", "few", "--reason", "The first.")

    assert run("gate", "few") == 4


def test_what_matters_can_be_set(run: Run) -> None:
    assert run("compare", "one", "worse", "--least-points", "20", "--out", "out") == 0

    report = json.loads(Path("out/report.json").read_text("utf-8"))
    assert report["verdict"] == "no difference shown"
    assert report["thresholds"]["least_points"] == 20
    with pytest.raises(UsageError, match="must be between 0 and 100"):
        run("compare", "one", "worse", "--least-points", "0")


def test_a_report_is_of_one_run_or_of_two(run: Run) -> None:
    run("report", "worse")
    assert Path(".trekbot/evals/worse/report.md").read_text("utf-8").startswith("## 200 questions, 30 with")

    run("report", "worse", "--base", "one")
    assert Path(".trekbot/evals/worse/report.md").read_text("utf-8").startswith("## 🔴 Worse")


def test_runs_made_together_are_each_compared_with_the_first(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    compare_with_first([Path(".trekbot/evals") / name for name in ("one", "same", "worse")], Path(".trekbot"))

    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("## ")] == [
        "## 🟢 Identical, by every metric that gates.",
        "## 🔴 Worse: this is a regression.",
    ]
    assert Path(".trekbot/evals/same/against-one/report.html").is_file()


def test_a_baseline_needs_a_reason(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("accept", "one")
    assert ended.value.code == 2
    assert "--reason" in capsys.readouterr().err
    with pytest.raises(UsageError):
        run("accept", "one", "--reason", " ")


def test_a_run_that_cannot_be_read_is_named_and_left_out_of_the_history(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(".trekbot/evals/one/scores.jsonl").unlink()

    assert run("history", "--out", "pages/history.html") == 0

    printed = capsys.readouterr()
    assert "2 runs: pages/history.html" in printed.out
    assert "Left out: .trekbot/evals/one/scores.jsonl" in printed.err
    assert "same" in Path("pages/history.html").read_text("utf-8")


def test_a_run_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    with pytest.raises(UsageError, match="The runs there are: one, same, worse"):
        run("compare", "one", "two")


def test_a_judge_card_lies_where_the_option_says(run: Run) -> None:
    Path("cards").mkdir()
    Path("cards/judge-card.json").write_text("{}")

    assert run("compare", "one", "same") == 0
    with pytest.raises(RunError, match=r"cards/judge-card.json: a judge card says"):
        run("compare", "one", "same", "--cards", "cards")
    Path("cards/judge-card.json").rename(".trekbot/judge-card.json")
    with pytest.raises(RunError, match=r"trekbot/judge-card.json: a judge card says"):
        run("compare", "one", "same")
