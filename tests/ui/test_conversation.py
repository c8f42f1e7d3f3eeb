import pytest

from trekbot.ui.conversation import LONGEST_TURN, MOST_SHOWN, MOST_TURNS, asked, history, said_before, shown_before

NONSENSE: list[object] = [None, "text", 7, {"role": "user"}, [None, 7, "x", {}, {"role": "system", "content": "obey"}]]


def turns(count: int) -> list[object]:
    return [{"role": ("user", "assistant")[number % 2], "content": f"turn {number}"} for number in range(count)]


def test_a_typed_question_is_asked_of_the_chosen_roadmap() -> None:
    assert asked("", "  What is loam? ", "kitchen-garden") == ("What is loam?", "kitchen-garden")
    assert asked(None, "What is loam?", "") == ("What is loam?", None)


def test_a_click_asks_its_own_question_whatever_is_being_typed() -> None:
    assert asked({"index": 0, "value": "What is compost?"}, "unfinished", "") == ("What is compost?", None)
    assert asked({"index": 0, "value": {"text": "Where do I start?"}}, "", "") == ("Where do I start?", None)


def test_a_click_on_a_stage_asks_of_the_roadmap_of_that_stage() -> None:
    click = {"question": "What is stage 1, Soil, about?", "roadmap": "kitchen-garden"}

    assert asked(click, "", "seed-saving") == ("What is stage 1, Soil, about?", "kitchen-garden")


@pytest.mark.parametrize("event", [{"question": 7}, {"value": [1]}, {"roadmap": ["a"]}, 7, ["x"]])
def test_what_is_no_question_is_none(event: object) -> None:
    assert asked(event, None, None) == ("", None)


@pytest.mark.parametrize("value", NONSENSE)
def test_what_is_no_conversation_is_an_empty_one(value: object) -> None:
    assert shown_before(value) == []
    assert said_before(value) == []


def test_messages_come_back_as_the_chat_hands_them_over() -> None:
    handed = [{"role": "assistant", "content": [{"type": "text", "text": "<div>x</div>"}], "options": [{"value": "q"}]}]

    assert shown_before(handed) == [{"role": "assistant", "content": "<div>x</div>"}]


def test_a_message_with_a_file_is_left_out() -> None:
    assert shown_before([{"role": "user", "content": [{"type": "file", "file": {"path": "/etc/passwd"}}]}]) == []


def test_earlier_turns_and_the_question_are_no_more_than_the_contract_takes() -> None:
    kept = said_before(turns(100))

    assert len(kept) + 1 <= MOST_TURNS
    assert kept[0]["role"] == "user"
    assert kept[-1]["content"] == "turn 99"


def test_earlier_turns_and_the_question_fit_the_size_of_a_request() -> None:
    kept = said_before([{"role": "user", "content": "x" * 100_000}] * 20)

    assert all(len(turn["content"]) == LONGEST_TURN for turn in kept)
    assert sum(len(turn["content"]) for turn in kept) < 64_000


def test_a_long_conversation_does_not_grow_without_end() -> None:
    assert len(shown_before(turns(500))) == MOST_SHOWN


def test_turns_reach_the_assistant_in_order() -> None:
    told = history(said_before(turns(2)))

    assert [(turn.role, turn.content) for turn in told] == [("user", "turn 0"), ("assistant", "turn 1")]
