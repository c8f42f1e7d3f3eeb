from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any, cast

import pytest

from tests.scripted import EVENTS, REPLY, UNTIL_GONE, ScriptedTrekbot
from trekbot.errors import CorpusError, IndexUnavailable, ModelUnavailable, TrekbotError, UnknownPlace
from trekbot.records.question_log import QuestionLog
from trekbot.settings import Settings
from trekbot.ui.conversation import Message, PlainTurn
from trekbot.ui.exchange import NO_SUCH_PLACE, NOT_READY, OUT_OF_ORDER, respond
from trekbot.wiring import Trekbot


def steps(
    trekbot: ScriptedTrekbot, text: str, shown: Any = (), said: Any = (), roadmap: str | None = None
) -> Iterator[tuple[list[Message], list[PlainTurn]]]:
    return respond(cast(Trekbot, trekbot), text, roadmap, list(shown), list(said))


def test_the_question_is_shown_first_and_then_the_answer_sentence_by_sentence(trekbot: ScriptedTrekbot) -> None:
    seen = [[message["content"] for message in messages] for messages, _ in steps(trekbot, "What is soil acidity?")]

    assert [len(contents) for contents in seen] == [1, 2, 2, 2]
    assert "Soil acidity is measured" in seen[1][1]
    assert "Compost feeds the soil." not in seen[1][1]
    assert "Compost feeds the soil." in seen[2][1]
    assert "Sources" in seen[3][1]


def test_the_suggestions_of_a_reply_are_offered_below_it(trekbot: ScriptedTrekbot) -> None:
    *_, (messages, _) = steps(trekbot, "What is soil acidity?")

    assert messages[-1]["options"] == [{"value": "What is loam?"}]


def test_the_conversation_so_far_is_handed_to_the_assistant(trekbot: ScriptedTrekbot) -> None:
    *_, (messages, said) = steps(trekbot, "What is soil acidity?")
    *_, (messages, said) = steps(trekbot, "And compost?", messages, said, "kitchen-garden")

    question = trekbot.assistant.asked[-1]
    assert [turn.content for turn in question.history] == ["What is soil acidity?", REPLY.answer]
    assert question.roadmap == "kitchen-garden"
    assert len(messages) == len(said) == 4


def test_an_empty_question_changes_nothing(trekbot: ScriptedTrekbot) -> None:
    assert list(steps(trekbot, "")) == [([], [])]
    assert trekbot.assistant.asked == []


def test_a_question_that_is_too_long_is_not_asked_but_explained(trekbot: ScriptedTrekbot) -> None:
    [(messages, said)] = steps(trekbot, "x" * 2_001)

    assert "up to 2,000 characters; yours has 2,001" in messages[-1]["content"]
    assert len(messages[0]["content"]) < 400
    assert said == []
    assert trekbot.assistant.asked == []


def test_a_question_of_the_greatest_length_is_asked(trekbot: ScriptedTrekbot) -> None:
    list(steps(trekbot, "x" * 2_000))

    assert len(trekbot.assistant.asked) == 1


def test_while_there_is_no_index_a_friendly_line_offers_the_question_again(trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant.script = [IndexUnavailable("There is no index in /secret/data.", "Run `trekbot sync`.")]

    *_, (messages, said) = steps(trekbot, "What is loam?")

    assert NOT_READY in messages[-1]["content"]
    assert messages[-1]["options"] == [{"value": "What is loam?"}]
    assert said == []


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (UnknownPlace("no roadmap /secret/x"), NO_SUCH_PLACE),
        (ModelUnavailable("no weights in /secret/x"), OUT_OF_ORDER),
        (CorpusError("/secret/x:1: broken"), OUT_OF_ORDER),
    ],
)
def test_an_error_is_told_without_its_inside(trekbot: ScriptedTrekbot, error: TrekbotError, line: str) -> None:
    trekbot.assistant.script = [*EVENTS[:2], error]

    *_, (messages, said) = steps(trekbot, "What is loam?")

    assert line in messages[-1]["content"]
    assert "secret" not in str(messages)
    assert said == []


def test_an_answer_that_the_servers_stop_cuts_short_is_said_to_be_so(trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant.script = list(EVENTS[:2])

    *_, (messages, said) = steps(trekbot, "What is soil acidity?")

    assert OUT_OF_ORDER in messages[-1]["content"]
    assert said == []


def test_an_answer_on_the_page_is_logged_without_a_site(synced: Settings, tmp_path: Path) -> None:
    data = copytree(synced.data, tmp_path / "data")
    trekbot = ScriptedTrekbot(synced.model_copy(update={"question_log_days": 1, "data": data}))
    *_, (messages, said) = steps(trekbot, "What is soil acidity?")
    list(steps(trekbot, "And compost?\ud83c", messages, said, "kitchen-garden"))
    trekbot.close()

    log = QuestionLog(data)
    (answer,) = log.latest(10)  # the script's answers have one id
    assert (answer.id, answer.question, answer.site) == (REPLY.id, "What is soil acidity?", None)
    log.close()


def test_an_answer_that_nobody_waits_for_is_not_logged(synced: Settings, tmp_path: Path) -> None:
    data = copytree(synced.data, tmp_path / "data")
    trekbot = ScriptedTrekbot(synced.model_copy(update={"question_log_days": 1, "data": data}))
    trekbot.callers.send_away()
    list(steps(trekbot, UNTIL_GONE))
    trekbot.close()

    assert not (data / "records.sqlite3").exists()
