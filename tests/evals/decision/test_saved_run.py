import json
from pathlib import Path

import pytest

from tests.evals.decision.conftest import Make
from tests.evals.runs import row, rows, values, write_run
from trekbot.errors import RunError, UsageError
from trekbot.evals.decision.saved_run import find_run, read_run
from trekbot.evals.decision.side import Coverage

ASKED = rows(3)


def test_a_run_is_found_by_its_id_and_by_its_path(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "runs", "first", ASKED, {"right": values(ASKED)})

    assert find_run("first", tmp_path / "runs") == folder
    assert find_run(folder, tmp_path / "elsewhere") == folder
    with pytest.raises(UsageError, match=r"There is no run 'second'.*The runs there are: first\."):
        find_run("second", tmp_path / "runs")


def test_an_answer_asked_for_again_counts_with_its_last_line(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "run", ASKED, {"right": values(ASKED, ["q000"])})
    again = {"id": "q000", "repeat": 0, "metric": "right", "value": 1.0, "state": "scored", "why": None}
    with (folder / "scores.jsonl").open("a") as lines:
        lines.write(json.dumps(again) + "\n")

    assert read_run(folder).marks_of("right", "q000").mean == 1.0


def test_a_line_that_was_cut_off_is_a_score_that_is_missing(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "run", ASKED, {"right": values(ASKED)})
    scores = folder / "scores.jsonl"
    scores.write_text(scores.read_text()[:-20])

    run = read_run(folder)

    assert run.coverage("right", run.questions) == Coverage(2, 3)


def test_a_question_that_was_never_answered_counts_as_failed(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "run", ASKED, {"right": values(ASKED)})
    answers = folder / "generations.jsonl"
    answers.write_text("".join(answers.read_text().splitlines(keepends=True)[:2]))
    scores = folder / "scores.jsonl"
    scores.write_text("".join(scores.read_text().splitlines(keepends=True)[:2]))

    run = read_run(folder)

    assert run.coverage("right", run.questions) == Coverage(2, 3)


def test_a_run_that_is_not_finished_says_so_and_is_read(make: Make) -> None:
    assert make("run", ASKED, {"right": values(ASKED)}, finished=None).notes == ("the run is not finished",)


def test_a_row_without_a_cluster_is_one_of_its_own(make: Make) -> None:
    run = make("run", [row("a"), row("b", cluster="garden/soil")], {"right": {"a": 1.0, "b": 1.0}})

    assert {name: question.cluster for name, question in run.questions.items()} == {"a": "a", "b": "garden/soil"}


def test_questions_about_no_page_stand_together_by_category(make: Make) -> None:
    asked = [row("a", cluster="garden/", category="leak"), row("b", cluster="garden/", category="persona")]

    run = make("run", asked, {"right": values(asked)})

    assert [question.cluster for question in run.questions.values()] == ["garden/leak", "garden/persona"]


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("manifest.json", '{"format": 1}', r"manifest.json: `format`"),
        ("metrics.json", "[]", r"metrics.json: this is no JSON object of metrics"),
        ("metrics.json", '{"right": {"kind": "odd"}}', r"metrics.json: right: `kind`"),
        ("scores.jsonl", '{"id": "q000"}\n', r"scores.jsonl:1: `repeat`: Field required"),
        ("scores.jsonl", "{\n", r"scores.jsonl:1: Invalid JSON"),
        (
            "generations.jsonl",
            '{"id": "x", "repeat": 0, "row_hash": "0", "reply": null}\n',
            r"answer to 'x' is to no row",
        ),
    ],
)
def test_a_file_that_does_not_fit_is_named_with_its_line(tmp_path: Path, file: str, text: str, fault: str) -> None:
    folder = write_run(tmp_path, "run", ASKED, {"right": values(ASKED)})
    (folder / file).write_text(text)

    with pytest.raises(RunError, match=fault):
        read_run(folder)


def test_a_run_that_was_not_scored_says_what_makes_it_so(tmp_path: Path) -> None:
    folder = write_run(tmp_path, "run", ASKED, {"right": values(ASKED)})
    (folder / "scores.jsonl").unlink()

    with pytest.raises(RunError, match="`trekbot eval generate` and `score`"):
        read_run(folder)
