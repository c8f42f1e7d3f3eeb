import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.scripted import CITATION, ScriptedAssistant
from trekbot import __version__
from trekbot.answering.reply import Reply
from trekbot.assistant import Assistant, Done, Said
from trekbot.errors import DependencyError
from trekbot.evals.questions import QuestionFile, Row, read_questions
from trekbot.evals.run import Run, Runner
from trekbot.wiring import Trekbot

STARTED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
QUESTIONS = [
    {"id": "order", "question": "What should I learn before harvest?", "category": "order", "answerable": True},
    {
        "id": "what",
        "question": "What is a cold frame?",
        "must_cite": ["kitchen-garden/sowing"],
        "must_say": [["frost"]],
    },
    {"id": "outside", "question": "Which stage covers Rust?", "answerable": False},
    {"id": "mistaken", "question": "What is a cold frame?", "must_say": [["heated"]]},
    {"id": "free", "question": "What comes after soil?", "roadmap": "kitchen-garden"},
]


def run(
    trekbot: Trekbot, questions: QuestionFile, data: Path, assistant: Assistant | None = None
) -> tuple[Run, Sequence[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    runner = Runner(assistant or trekbot.assistant, trekbot.library().index)
    return runner.run(questions, data, STARTED, lambda *step: told.append(step)), told


@pytest.fixture
def questions(question_file: Path, trekbot: Trekbot) -> QuestionFile:
    question_file.write_text("\n".join(map(json.dumps, QUESTIONS)))
    return read_questions(question_file, trekbot.library().corpus)


def rows(count: int) -> QuestionFile:
    return QuestionFile(
        Path("some.jsonl"), "0" * 64, tuple(Row(id=str(n), question=f"What is {n}?") for n in range(count))
    )


def scripted(reply: Reply, said: str | None = None) -> ScriptedAssistant:
    """Says one reply to every question, streamed as it is or as `said`."""
    assistant = ScriptedAssistant()
    assistant.script = [Said(reply.answer if said is None else said, reply.citations), Done(reply)]
    return assistant


def test_a_run_is_written_as_answers_and_a_manifest(trekbot: Trekbot, questions: QuestionFile, tmp_path: Path) -> None:
    made, told = run(trekbot, questions, tmp_path)

    answers = [json.loads(line) for line in (made.folder / "answers.jsonl").read_text("utf-8").splitlines()]
    manifest = json.loads((made.folder / "manifest.json").read_text("utf-8"))
    assert made.folder == tmp_path / "evals" / "20260301T083000Z"
    assert {answer["id"]: answer["wrong"] for answer in answers} == {
        "order": [],
        "what": [],
        "outside": [],
        "mistaken": ["does not say heated"],
        "free": None,
    }
    assert [answer["contract"] for answer in answers] == [[]] * 5
    assert answers[1]["reply"]["citations"][0]["roadmap"] == "kitchen-garden"
    assert manifest == {
        "run": "20260301T083000Z",
        "version": __version__,
        "started": "2026-03-01T08:30:00+00:00",
        "index": trekbot.library().index.fingerprint,
        "engines": ["extractive"],
        "prompts": [],
        "questions": "questions.jsonl",
        "questions_sha256": hashlib.sha256(questions.path.read_bytes()).hexdigest(),
        "category": None,
        "asked": 5,
    }
    assert told == [("ask", done, 5) for done in range(1, 6)]
    assert made.keeps_the_contract


def test_runs_that_start_at_once_have_folders_of_their_own(trekbot: Trekbot, reply: Reply, tmp_path: Path) -> None:
    names = [run(trekbot, rows(1), tmp_path, scripted(reply))[0].manifest.run for _ in range(3)]

    assert names == ["20260301T083000Z", "20260301T083000Z-2", "20260301T083000Z-3"]


def test_the_suggestions_of_every_fifth_answer_are_asked_on_the_same_roadmap(
    trekbot: Trekbot, reply: Reply, tmp_path: Path
) -> None:
    assistant = scripted(reply)
    seven = rows(7)
    in_garden = replace(seven, rows=tuple(row.model_copy(update={"roadmap": "kitchen-garden"}) for row in seven.rows))

    run(trekbot, in_garden, tmp_path, assistant)

    assert [question.text for question in assistant.asked] == [
        "What is 0?", "What is loam?", "What is 1?", "What is 2?", "What is 3?", "What is 4?", "What is 5?",
        "What is loam?", "What is 6?",
    ]  # fmt: skip
    assert {question.roadmap for question in assistant.asked} == {"kitchen-garden"}


def test_a_suggestion_that_is_refused_breaks_the_contract(trekbot: Trekbot, refusal: Reply, tmp_path: Path) -> None:
    made, _ = run(trekbot, rows(1), tmp_path, scripted(replace(refusal, suggestions=("Which stage covers Go?",))))

    assert made.answers[0].broken == ("a suggestion that it cannot answer: Which stage covers Go?",)
    assert not made.keeps_the_contract


def test_a_stream_that_is_not_its_reply_breaks_the_contract(trekbot: Trekbot, reply: Reply, tmp_path: Path) -> None:
    assistant = scripted(replace(reply, suggestions=()), said="Something else.")
    assistant.script[0] = Said("Something else.", (CITATION, CITATION))

    made, _ = run(trekbot, rows(1), tmp_path, assistant)

    assert made.answers[0].broken == (
        "what was streamed is not the answer",
        "the citations that were streamed are not the answer's",
    )


def test_a_run_that_is_cut_off_keeps_its_answers_and_has_no_manifest(
    trekbot: Trekbot, reply: Reply, tmp_path: Path
) -> None:
    assistant = scripted(replace(reply, suggestions=()))

    def fail_after_two(phase: str, done: int, total: int) -> None:
        if done == 2:
            assistant.script = [DependencyError("The model has gone.")]

    with pytest.raises(DependencyError):
        Runner(assistant, trekbot.library().index).run(rows(5), tmp_path, STARTED, fail_after_two)

    [folder] = (tmp_path / "evals").iterdir()
    assert [file.name for file in folder.iterdir()] == ["answers.jsonl"]
    assert len((folder / "answers.jsonl").read_text("utf-8").splitlines()) == 2
