import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekbot.answering.answer_ids import AnswerIds, random_id
from trekbot.answering.reply import REPLY_ID
from trekbot.errors import UnknownAnswer

NOON = datetime(2026, 5, 12, 12, tzinfo=UTC)
SECRET = b"sixteen characters and more"
ID = AnswerIds(lambda: SECRET, lambda: NOON).new()
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~"


def ids(secret: bytes = SECRET, after: timedelta = timedelta()) -> AnswerIds:
    return AnswerIds(lambda: secret, lambda: NOON + after)


def test_an_id_is_known_to_every_process_that_has_the_secret() -> None:
    ids().check(ids().new())


def test_an_id_has_the_shape_of_an_answers_and_is_another_each_time() -> None:
    made = {ids().new() for _ in range(1000)}

    assert len(made) == 1000
    assert all(re.fullmatch(REPLY_ID, id) and len(id) == 44 for id in made)
    assert re.fullmatch(REPLY_ID, random_id())


def test_an_id_signed_with_another_secret_is_not_known() -> None:
    with pytest.raises(UnknownAnswer, match="No answer that was given here"):
        ids(b"another secret of some length").check(ID)


@given(place=st.integers(0, 43), character=st.sampled_from(ALPHABET))
def test_an_id_that_was_changed_anywhere_is_not_known(place: int, character: str) -> None:
    changed = ID[:place] + character + ID[place + 1 :]
    if changed != ID:
        with pytest.raises(UnknownAnswer):
            ids().check(changed)


@pytest.mark.parametrize(
    "id", ["", "a", ID[:-1], ID + "A", ID + "\n", f" {ID}", ID + "==", "é" * 44, ID.lower(), random_id()]
)
def test_what_is_no_id_is_not_known(id: str) -> None:
    with pytest.raises(UnknownAnswer):
        ids().check(id)


def test_an_id_is_known_for_thirty_days() -> None:
    ids(after=timedelta(days=30)).check(ID)

    with pytest.raises(UnknownAnswer, match="older than 30 days"):
        ids(after=timedelta(days=30, seconds=1)).check(ID)


def test_a_clock_that_runs_behind_knows_the_ids_of_one_that_does_not() -> None:
    ids(after=timedelta(minutes=-5)).check(ID)


def test_the_secret_is_asked_for_once_and_not_before_the_first_id() -> None:
    asked = []

    def secret() -> bytes:
        asked.append(1)
        return SECRET

    makes = AnswerIds(secret)
    assert not asked
    for _ in range(3):
        makes.check(makes.new())
    assert len(asked) == 1
