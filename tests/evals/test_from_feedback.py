from pathlib import Path

import pytest

from tests.corpora import write_garden
from tests.records.answers import answer
from trekbot.cli import main
from trekbot.evals.questions import read_questions
from trekbot.records.feedback import FeedbackStore
from trekbot.records.question_log import QuestionLog
from trekbot.roadmaps.reader import load_corpus

DATA = Path(".trekbot")
PROPOSED = DATA / "proposed-questions.jsonl"


@pytest.fixture(autouse=True)
def judged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder with three answers, one of them liked, one not, one not judged."""
    monkeypatch.chdir(tmp_path)
    write_garden(tmp_path / "corpus")
    log, feedback = QuestionLog(DATA), FeedbackStore(DATA)
    log.add([answer("a1"), answer("a2", question="What is compost?"), answer("a3", question="Why?")])
    feedback.put("a1", "up")
    feedback.put("a2", "down", "That is not what I asked.")
    log.close()
    feedback.close()


def test_what_learners_judged_is_proposed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "from-feedback"]) == 0
    assert main(["eval", "from-feedback"]) == 0

    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"2 questions of 2 judged answers proposed in {PROPOSED}",
        f"0 questions of 2 judged answers proposed in {PROPOSED}",
    ]
    rows = {row.question: row for row in read_questions(PROPOSED, load_corpus(Path("corpus"))).rows}
    assert rows["And what is its pH?"].must_cite == ("kitchen-garden/soil",)
    assert "That is not what I asked." in str(rows["What is compost?"].note)


def test_one_verdict_and_a_file_can_be_chosen() -> None:
    assert main(["eval", "from-feedback", "--verdict", "down", "--into", "some.jsonl"]) == 0

    [row] = read_questions(Path("some.jsonl"), load_corpus(Path("corpus"))).rows
    assert row.question == "What is compost?"


def test_without_a_question_log_its_setting_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "from-feedback", "--data", "elsewhere"]) == 0

    assert "TREKBOT_QUESTION_LOG_DAYS" in capsys.readouterr().err
