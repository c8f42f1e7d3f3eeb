import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.evals.fake_target import IDENTITY, FakeTarget, questions
from trekbot.answering.reply import Reply
from trekbot.errors import RunError, TargetUnavailable, TokensSpent
from trekbot.evals.generate import begin, generate, go_on
from trekbot.evals.questions import QuestionSet, Row
from trekbot.evals.run_folder import RunFolder, find_run, new_run

STARTED = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
FINISHED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def target(reply: Reply) -> FakeTarget:
    return FakeTarget(reply)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return new_run(tmp_path / "runs", STARTED)


def ask(folder: RunFolder, target: FakeTarget, budget: int | None = None) -> int:
    return generate(folder, target, lambda *step: None, lambda: FINISHED, budget)


def make(folder: RunFolder, target: FakeTarget, asked: QuestionSet, repeats: int = 1, budget: int | None = None) -> int:
    begin(folder, target.identity(), asked, repeats, STARTED)
    return ask(folder, target, budget)


def resume(folder: RunFolder, target: FakeTarget, asked: QuestionSet, repeats: int = 1) -> int:
    target.asked.clear()
    go_on(folder, target.identity(), asked, repeats)
    return ask(folder, target)


def lines_of(folder: RunFolder, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder.path / name).read_text("utf-8").splitlines()]


def test_a_run_holds_what_was_asked_of_whom_and_every_answer(folder: RunFolder, target: FakeTarget) -> None:
    asked = questions("a", "b")
    told: list[tuple[str, int, int]] = []

    begin(folder, target.identity(), asked, 2, STARTED)
    generate(folder, target, lambda *step: told.append(step), lambda: FINISHED)

    manifest = json.loads((folder.path / "manifest.json").read_text("utf-8"))
    assert manifest == {
        "run": "20260301T083000Z",
        "started": "2026-03-01T08:30:00+00:00",
        "finished": "2026-03-01T09:00:00+00:00",
        "identity": IDENTITY.to_dict(),
        "questions": [],
        "suite_hash": asked.hash,
        "asked": 2,
        "repeats": 2,
        "format": 2,
    }
    assert [line["row_hash"] for line in lines_of(folder, "questions.jsonl")] == [row.hash for row in asked.rows]
    generations = lines_of(folder, "generations.jsonl")
    assert [(line["id"], line["repeat"]) for line in generations] == [("a", 0), ("b", 0), ("a", 1), ("b", 1)]
    assert generations[0] == {
        "id": "a",
        "repeat": 0,
        "row_hash": asked.rows[0].hash,
        "reply": json.loads(json.dumps(target.reply.to_dict())),
        "retrieved": [],
        "before_verify": None,
        "first_s": 0.1,
        "seconds": 0.2,
        "error": None,
        "faults": [],
    }
    assert told == [("ask", done, 4) for done in range(1, 5)]


def test_what_is_read_again_is_what_was_answered(folder: RunFolder, target: FakeTarget) -> None:
    make(folder, target, questions("a"))

    [generation] = folder.generations().values()

    assert generation.reply == target.reply


def test_the_suggestions_of_every_fifth_answer_are_asked_and_of_no_repeat(
    folder: RunFolder, target: FakeTarget
) -> None:
    make(folder, target, questions(*"abcdefg"), repeats=2)

    assert target.with_suggestions == ["a", "f"]


def test_an_interrupted_run_keeps_its_answers_and_goes_on_where_it_was(folder: RunFolder, target: FakeTarget) -> None:
    asked = questions("a", "b", "c")
    target.ends = {"c": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        make(folder, target, asked)
    assert folder.manifest.finished is None
    assert len(lines_of(folder, "generations.jsonl")) == 2

    target.ends = {}
    resume(folder, target, asked)

    assert target.asked == ["c"]
    assert folder.manifest.finished is not None
    assert list(folder.generations()) == [("a", 0), ("b", 0), ("c", 0)]


def test_a_line_that_was_cut_off_is_no_answer_and_spoils_none(folder: RunFolder, target: FakeTarget) -> None:
    asked = questions("a", "b")
    make(folder, target, asked)
    path = folder.path / "generations.jsonl"
    path.write_bytes(path.read_bytes()[:-40])

    assert list(folder.generations()) == [("a", 0)]
    resume(folder, target, asked)

    assert target.asked == ["b"]
    assert [line["id"] for line in lines_of(folder, "generations.jsonl")] == ["a", "b"]


def test_a_question_that_was_changed_is_asked_again_and_one_that_was_dropped_is_left_out(
    folder: RunFolder, target: FakeTarget
) -> None:
    make(folder, target, questions("a", "b", "c"))
    before, changed, _ = questions("a", "b", "c").rows
    changed = changed.model_copy(update={"must_say": (("loam",),)})

    resume(folder, target, QuestionSet((), (before, changed)))

    assert target.asked == ["b"]
    assert {key: one.row_hash for key, one in folder.generations().items()} == {
        ("a", 0): before.hash,
        ("b", 0): changed.hash,
    }
    assert folder.manifest.asked == 2
    assert [line["id"] for line in lines_of(folder, "generations.jsonl")] == ["a", "b"], "a stale answer was left"


def test_a_run_that_is_whole_is_not_asked_again_but_for_more_repeats(folder: RunFolder, target: FakeTarget) -> None:
    make(folder, target, questions("a", "b"))

    resume(folder, target, questions("a", "b"))
    assert target.asked == []

    resume(folder, target, questions("a", "b"), repeats=2)
    assert target.asked == ["a", "b"]

    resume(folder, target, questions("a", "b"))
    assert list(folder.generations()) == [("a", 0), ("b", 0)]


def test_another_identity_is_refused_and_what_differs_is_named(folder: RunFolder, target: FakeTarget) -> None:
    make(folder, target, questions("a"))
    target.known_as = replace(IDENTITY, prompt="answer@v2", settings={"llm": "openai"})

    with pytest.raises(RunError) as refused:
        resume(folder, target, questions("a", "b"))

    assert "prompt: 'answer@v1', now 'answer@v2'" in refused.value.message
    assert "settings: {'llm': 'local'}, now {'llm': 'openai'}" in refused.value.message
    assert [row.id for row in folder.rows()] == ["a"]


def test_what_a_target_does_not_tell_of_itself_does_not_keep_a_run_from_going_on(
    folder: RunFolder, target: FakeTarget
) -> None:
    target.known_as = replace(IDENTITY, engine=None, prompt=None, index=None, target="http://127.0.0.1:8000")
    target.reply = replace(target.reply, engine="small-1", prompt="answer@v3", index="e")
    make(folder, target, questions("a"))

    resume(folder, target, questions("a", "b"))

    identity = folder.manifest.identity
    assert (identity["engine"], identity["prompt"], identity["index"]) == ("small-1", "answer@v3", "e")


def test_no_question_is_asked_once_the_tokens_are_used(folder: RunFolder, reply: Reply) -> None:
    target = FakeTarget(reply, tokens=60)

    with pytest.raises(TokensSpent) as stopped:
        make(folder, target, questions("a", "b", "c"), budget=100)

    assert target.asked == ["a", "b"]
    assert stopped.value.exit_code == 3
    assert str(stopped.value) == (
        "120 tokens are used of 100 allowed; 2 of 3 answers are there. Go on with --resume 20260301T083000Z."
    )
    assert folder.manifest.finished is None
    resume(folder, target, questions("a", "b", "c"))
    assert target.asked == ["c"]


def test_tokens_that_are_enough_for_all_stop_nothing(folder: RunFolder, reply: Reply) -> None:
    assert make(folder, FakeTarget(reply, tokens=50), questions("a", "b"), budget=100) == 0


def test_a_question_that_was_not_answered_is_noted_and_asked_again(folder: RunFolder, target: FakeTarget) -> None:
    target.dead = {"b"}

    assert make(folder, target, questions("a", "b", "c")) == 1
    assert folder.generations()["b", 0].error == "The model has gone."
    assert folder.manifest.finished is not None

    target.dead = set()
    assert resume(folder, target, questions("a", "b", "c")) == 0
    assert target.asked == ["b"]
    assert folder.generations()["b", 0].error is None


def test_a_target_that_answers_nothing_ends_the_run_soon(folder: RunFolder, target: FakeTarget) -> None:
    target.dead = set("bcdef")

    with pytest.raises(TargetUnavailable, match=r"3 questions in a row .* The model has gone"):
        make(folder, target, questions(*"abcdef"))

    assert target.asked == ["a", "b", "c", "d"]
    assert folder.manifest.finished is None


def test_an_index_that_changes_while_it_is_asked_ends_the_run(folder: RunFolder, target: FakeTarget) -> None:
    asked = questions("a", "b")
    target.ends = {"b": KeyboardInterrupt()}
    with pytest.raises(KeyboardInterrupt):
        make(folder, target, asked)
    target.ends, target.reply = {}, replace(target.reply, index="another")

    with pytest.raises(RunError, match="The index has changed"):
        resume(folder, target, asked)

    assert list(folder.generations()) == [("a", 0)]


def test_runs_that_start_at_once_have_folders_of_their_own(tmp_path: Path) -> None:
    names = [new_run(tmp_path, STARTED).name for _ in range(3)]

    assert names == ["20260301T083000Z", "20260301T083000Z-2", "20260301T083000Z-3"]


def test_a_run_is_found_by_its_name_and_by_its_path(folder: RunFolder, target: FakeTarget, tmp_path: Path) -> None:
    make(folder, target, questions("a"))

    assert find_run(tmp_path / "runs", folder.name).rows() == folder.rows()
    assert find_run(tmp_path / "elsewhere", str(folder.path)).rows() == folder.rows()
    with pytest.raises(RunError, match=rf"holds no run '2025'\. The last ones are: {folder.name}"):
        find_run(tmp_path / "runs", "2025")


def test_a_run_of_another_format_is_not_read(folder: RunFolder) -> None:
    (folder.path / "manifest.json").write_text('{"format": 1, "run": "x"}')

    with pytest.raises(RunError, match="its format is 1, this version reads 2"):
        _ = folder.manifest


def test_a_damaged_line_within_a_run_is_named(folder: RunFolder, target: FakeTarget) -> None:
    make(folder, target, questions("a", "b"))
    path = folder.path / "generations.jsonl"
    path.write_text("{\n" + path.read_text("utf-8"), "utf-8")

    with pytest.raises(RunError, match=r"generations\.jsonl:1: the line is no JSON"):
        folder.generations()


def test_rows_come_back_from_a_run_with_every_key(folder: RunFolder, target: FakeTarget) -> None:
    row = Row.model_validate_json(
        '{"id": "a", "question": "a?", "relevant": {"x/y#Z": 2}, "must_say": [["b", "c"]], "added": "2026-03-01",'
        ' "history": [{"role": "user", "content": "d?"}], "page": {"roadmap": "x"}}'
    )

    make(folder, target, QuestionSet((), (row,)))

    assert folder.rows() == (row,)
