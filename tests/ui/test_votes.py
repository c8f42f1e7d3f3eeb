from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from tests.records.files import held
from tests.scripted import REPLY, ScriptedTrekbot
from trekbot.records import database
from trekbot.settings import Settings
from trekbot.ui.conversation import shown_before
from trekbot.ui.exchange import respond
from trekbot.ui.votes import KEPT, NOT_KEPT, TAKEN_BACK, TOO_LATE, vote
from trekbot.wiring import Trekbot


@pytest.fixture
def voted(tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    """One with records of its own."""
    voted = ScriptedTrekbot(Settings(data=tmp_path))
    yield voted
    voted.close()


def click(trekbot: ScriptedTrekbot, place: Any, liked: Any, shown: Any) -> str | None:
    return vote(cast(Trekbot, trekbot), {"index": place, "value": ["<div>x</div>"], "liked": liked}, shown)


def conversation(trekbot: ScriptedTrekbot) -> list[Any]:
    *_, (messages, _) = respond(cast(Trekbot, trekbot), "What is soil acidity?", None, [], [])
    return list(messages)


def test_a_thumb_below_an_answer_is_kept_and_the_other_one_replaces_it(voted: ScriptedTrekbot) -> None:
    shown = conversation(voted)

    assert click(voted, 1, True, shown) == KEPT
    assert click(voted, 1, False, shown) == KEPT

    kept = voted.feedback.get(REPLY.id)
    assert kept is not None
    assert (kept.verdict, kept.comment) == ("down", None)


def test_a_thumb_that_is_clicked_again_is_taken_back(voted: ScriptedTrekbot) -> None:
    shown = conversation(voted)
    click(voted, 1, True, shown)

    assert click(voted, 1, "", shown) == TAKEN_BACK
    assert voted.feedback.counts() == {"up": 0, "down": 0}


def test_an_answer_can_still_be_voted_on_after_the_next_question(voted: ScriptedTrekbot) -> None:
    shown = shown_before(conversation(voted))

    assert click(voted, 1, True, shown) == KEPT


@pytest.mark.parametrize("place", [0, 2, -1, None, "1", [1], {}])
def test_a_click_on_what_is_no_answer_is_left_out(voted: ScriptedTrekbot, place: Any) -> None:
    assert click(voted, place, True, conversation(voted)) is None
    assert voted.feedback.counts() == {"up": 0, "down": 0}


@pytest.mark.parametrize("id", [None, 7, "", "a b", "a" * 129, ["a"]])
def test_an_id_that_no_answer_has_is_left_out(voted: ScriptedTrekbot, id: Any) -> None:
    message = {"role": "assistant", "content": "x", "metadata": {"id": id}}

    assert click(voted, 0, True, [message]) is None
    assert "metadata" not in shown_before([message])[0]


def test_an_answer_that_was_not_given_here_is_not_voted_on(voted: ScriptedTrekbot) -> None:
    message = {"role": "assistant", "content": "x", "metadata": {"id": "made-up"}}

    assert click(voted, 0, True, [message]) == TOO_LATE
    assert voted.feedback.counts() == {"up": 0, "down": 0}


@pytest.mark.parametrize("event", [None, [], {"index": 0}, "x"])
def test_a_click_that_says_nothing_keeps_nothing(voted: ScriptedTrekbot, event: object) -> None:
    assert vote(cast(Trekbot, voted), event, None) is None


def test_while_the_records_are_locked_the_learner_is_told_without_the_inside(
    voted: ScriptedTrekbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_S", 0.05)
    shown = conversation(voted)

    with held(tmp_path / "records.sqlite3"):
        assert click(voted, 1, True, shown) == NOT_KEPT
