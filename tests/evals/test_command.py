import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests import scripted
from tests.corpora import stage_page, write_corpus, write_garden
from tests.scripted import ScriptedTrekbot
from trekbot import wiring
from trekbot.answering.reply import Reply
from trekbot.assistant import Done, Said
from trekbot.cli import main
from trekbot.errors import ModelUnavailable

QUESTION = '{"id": "a", "question": "What is soil acidity?", "category": "what", "must_say": [["pH"]]}\n'


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply) -> list[str]:
    """A working directory with the gardening corpus, one question about it, and a Trekbot that says `reply`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wiring, "build", ScriptedTrekbot)
    say(reply, monkeypatch)
    write_garden(tmp_path / "corpus")
    Path("questions.jsonl").write_text(QUESTION)
    return ["eval", "run", "--questions", "questions.jsonl"]


def say(reply: Reply, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scripted, "EVENTS", (Said(reply.answer, reply.citations), Done(reply)))


def test_the_report_is_printed_and_kept_with_the_run(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0

    [run] = Path(".trekbot/evals").iterdir()
    printed = capsys.readouterr()
    assert "| what | 1 of 1 |" in printed.out
    assert printed.out.strip() == (run / "report.md").read_text("utf-8").strip()
    assert f"The run is in {run}" in printed.err
    assert json.loads((run / "manifest.json").read_text("utf-8"))["asked"] == 1


def test_a_wrong_answer_is_reported_and_no_failure(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("questions.jsonl").write_text(QUESTION.replace('"pH"', '"lime"'))

    assert main(arguments) == 0
    assert "does not say lime" in capsys.readouterr().out


def test_an_answer_that_breaks_the_contract_exits_1(
    arguments: list[str], reply: Reply, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    say(replace(reply, answer="Soil acidity is a value."), monkeypatch)

    assert main(arguments) == 1
    assert "## Breaks the contract" in capsys.readouterr().out


def test_faulty_questions_exit_1_before_anything_is_indexed(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    Path("questions.jsonl").write_text('{"id": "a"}\n{"id": "b", "question": "b?", "roadmap": "rust"}\n')

    assert main(arguments) == 1
    *faults, count = capsys.readouterr().err.splitlines()
    assert [fault.split(": ")[0] for fault in faults] == ["questions.jsonl:1", "questions.jsonl:2"]
    assert count == "2 errors in the file of questions"
    assert not Path(".trekbot").exists()


def test_without_a_file_the_bundled_questions_are_taken_and_the_way_to_others_is_named(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "run"]) == 1  # the corpus here is about gardening
    printed = capsys.readouterr().err.splitlines()
    assert "--questions names others" in printed[0]
    assert "first.jsonl:1: `roadmap` names" in printed[1]


def test_a_broken_corpus_exits_1_even_where_a_good_index_answers(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    write_corpus(Path("corpus"), {"roadmaps/kitchen-garden/stages/01-soil.md": stage_page("one", "Soil")})

    assert main(arguments) == 1
    assert "in the corpus" in capsys.readouterr().err


def test_a_category_that_no_question_has_is_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--only", "what"]) == 0
    assert main([*arguments, "--only", "why"]) == 2
    assert "The categories are: what." in capsys.readouterr().err


def test_a_model_that_is_missing_exits_3(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: ScriptedTrekbot, progress: object = None, wait: bool = True) -> None:
        raise ModelUnavailable("The model is not on this machine.")

    monkeypatch.setattr(ScriptedTrekbot, "sync", fail)

    assert main(arguments) == 3


def test_eval_without_a_command_of_its_own_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["eval"])

    assert ended.value.code == 2
