import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import scripted
from tests.corpora import stage_page, write_corpus, write_garden
from tests.loopback import served
from tests.scripted import ScriptedAssistant, ScriptedTrekbot
from trekbot import wiring
from trekbot.answering.reply import Reply
from trekbot.api.app import create_app
from trekbot.assistant import Done, Event, Said
from trekbot.cli import main
from trekbot.errors import DependencyError, ModelUnavailable
from trekbot.settings import Settings

QUESTION = '{"id": "a", "question": "What is soil acidity?", "category": "what", "must_say": [["pH"]]}\n'


@pytest.fixture
def arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply) -> list[str]:
    """A working directory with the gardening corpus, one question about it, and a Trekbot that says `reply`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(wiring, "build", ScriptedTrekbot)
    monkeypatch.setattr(ScriptedTrekbot, "learn_intents", lambda *_: False)
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
    assert printed.out.strip() == (run / "summary.md").read_text("utf-8").strip()
    assert f"The run is in {run}, with its report.html" in printed.err
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
    assert "core.jsonl:1: `must_cite` names" in printed[1]


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


def test_the_stages_of_a_run_can_be_made_one_by_one(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "generate", *arguments[2:]]) == 0
    [run] = Path(".trekbot/evals").iterdir()
    assert sorted(path.name for path in run.iterdir()) == ["generations.jsonl", "manifest.json", "questions.jsonl"]
    assert capsys.readouterr().out == ""

    assert main(["eval", "score", run.name]) == 0
    assert "| what | 1 of 1 |" in capsys.readouterr().out
    assert (run / "scores.jsonl").exists()


def test_several_files_categories_and_splits_choose_what_is_asked(arguments: list[str]) -> None:
    Path("more.jsonl").write_text(
        '{"id": "b", "question": "b?", "category": "why", "split": "gate"}\n'
        '{"id": "c", "question": "c?", "category": "how"}\n'
        '{"id": "d", "question": "d?", "category": "what", "split": "gate"}\n'
    )
    more = ["--questions", "more.jsonl", "--only", "what", "--only", "why", "--split", "gate"]

    assert main([*arguments, *more, "--repeats", "2", "--runs", "runs"]) == 0

    [run] = Path("runs").iterdir()
    assert asked_in(run) == ["b", "d", "b", "d"]


def asked_in(run: Path) -> list[str]:
    return [json.loads(line)["id"] for line in (run / "generations.jsonl").read_text("utf-8").splitlines()]


def runs() -> list[Path]:
    return sorted(Path(".trekbot/evals").iterdir(), key=lambda path: path.stat().st_mtime_ns)


def test_only_what_was_wrong_in_a_run_is_asked_again(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    Path("questions.jsonl").write_text(QUESTION + QUESTION.replace('"a"', '"b"').replace('"pH"', '"lime"'))
    assert main(arguments) == 0
    [first] = runs()

    assert main([*arguments, "--failed", first.name]) == 0

    assert asked_in(runs()[-1]) == ["b"]
    Path("questions.jsonl").write_text(QUESTION)
    assert main(arguments) == 0
    assert main([*arguments, "--failed", runs()[-1].name]) == 2
    assert "nothing was answered wrongly" in capsys.readouterr().err


def test_a_run_that_was_interrupted_goes_on_without_naming_its_questions_again(
    arguments: list[str], reply: Reply, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("questions.jsonl").write_text(QUESTION + QUESTION.replace('"a"', '"b"'))
    answers = iter([reply])

    def stream(self: object, question: object, gone: object = None) -> Iterator[Event]:
        answer = next(answers, None)
        if answer is None:
            raise KeyboardInterrupt
        yield Said(answer.answer, answer.citations)
        yield Done(answer)

    with monkeypatch.context() as patched:
        patched.setattr(ScriptedAssistant, "stream", stream)
        assert main(arguments) == 130
    [run] = runs()
    assert f"go on with --resume {run.name}" in capsys.readouterr().err

    assert main(["eval", "run", "--resume", run.name]) == 0

    assert asked_in(run) == ["a", "b"]
    assert "| what | 2 of 2 |" in capsys.readouterr().out


def test_a_run_of_another_corpus_is_not_gone_on_with(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 0
    [run] = runs()
    write_corpus(Path("corpus"), {"roadmaps/kitchen-garden/stages/05-rest.md": stage_page(5, "Rest")})

    assert main(["eval", "generate", "--resume", run.name]) == 1
    told = capsys.readouterr().err
    assert "was begun with others than would answer now" in told
    assert "corpus_sha256: " in told
    assert main(["eval", "score", run.name]) == 1


def test_a_budget_that_is_spent_exits_3_and_the_run_goes_on_later(
    arguments: list[str], reply: Reply, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("questions.jsonl").write_text(QUESTION + QUESTION.replace('"a"', '"b"'))
    say(replace(reply, usage={"input_tokens": 90, "output_tokens": 20}), monkeypatch)

    assert main([*arguments, "--budget-tokens", "100"]) == 3

    [run] = runs()
    assert f"Go on with --resume {run.name}" in capsys.readouterr().err
    assert main(["eval", "run", "--resume", run.name, "--budget-tokens", "100"]) == 0
    assert asked_in(run) == ["a", "b"]


def test_questions_that_could_not_be_asked_exit_3(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scripted, "EVENTS", (DependencyError("The model has gone."),))

    assert main(arguments) == 3
    assert "1 question could not be asked" in capsys.readouterr().err


def test_a_running_trekbot_is_asked_at_its_address(
    arguments: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ScriptedTrekbot(Settings(corpus=Path("corpus"), data=Path("elsewhere")))
    server.sync()
    monkeypatch.setattr(wiring, "build", None)  # nothing is built in this process

    with served(create_app(server)) as there:
        assert main([*arguments, "--url", there.address]) == 0
    server.close()

    [run] = runs()
    identity = json.loads((run / "manifest.json").read_text("utf-8"))["identity"]
    assert identity["target"] == there.address
    assert identity["index"] == "f"
    assert "| what | 1 of 1 |" in capsys.readouterr().out


def test_a_run_is_made_with_each_prompt_and_without_a_model(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (("LLM", "openai"), ("LLM_URL", "http://127.0.0.1:9/v1"), ("LLM_MODEL", "small-1")):
        monkeypatch.setenv(f"TREKBOT_{name}", value)

    assert main([*arguments, "--prompts", "extractive, answer@default,answer@v3"]) == 0

    identities = [json.loads((run / "manifest.json").read_text("utf-8"))["identity"] for run in runs()]
    assert [(identity["engine"], identity["prompt"]) for identity in identities] == [
        ("extractive", None),
        ("small-1", "answer@v1"),
        ("small-1", "answer@v3"),
    ]


@pytest.mark.parametrize(
    ("options", "fault"),
    [
        (["--prompts", "answer@v1"], "--prompts needs a language model"),
        (["--prompts", "extractive", "--url", "http://127.0.0.1:9"], "does not go with --url"),
        (["--prompts", "extractive", "--resume", "x"], "does not go with --resume"),
    ],
)
def test_prompts_that_cannot_be_compared_are_wrong_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str], options: list[str], fault: str
) -> None:
    assert main([*arguments, *options]) == 2
    assert fault in capsys.readouterr().err


def test_a_run_that_there_is_not_exits_1(arguments: list[str]) -> None:
    assert main(["eval", "score", "2025"]) == 1
    assert main([*arguments, "--failed", "2025"]) == 1
    assert main([*arguments, "--resume", "2025"]) == 1


@pytest.mark.parametrize("option", ["--repeats", "--budget-tokens"])
@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_a_number_below_one_is_wrong_usage(arguments: list[str], option: str, number: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, option, number])

    assert ended.value.code == 2


def test_eval_without_a_command_of_its_own_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["eval"])

    assert ended.value.code == 2
