import json

import pytest

from trekbot.llm.asked import Asked, Dialect
from trekbot.llm.message import Message

ASKED = Asked("m", (Message("user", "What is loam?"),), 0.0, 40, {"type": "object"})
PLAIN = Asked("m", ASKED.messages, 0.0, 40, None)


def error(message: str, param: object = None) -> bytes:
    return json.dumps({"error": {"message": message, "param": param}}).encode()


@pytest.mark.parametrize(
    ("complaint", "left_out", "limit"),
    [
        (error("Unsupported value: 'temperature' does not support 0."), {"temperature"}, "max_tokens"),
        (
            error("'max_tokens' is not supported. Use 'max_completion_tokens' instead.", "max_tokens"),
            set(),
            "max_completion_tokens",
        ),
        (error("temperature, max_tokens: bad", "stream_options.include_usage"), {"stream_options"}, "max_tokens"),
        (b'{"detail": [{"loc": ["body", "stream_options"], "msg": "Extra"}]}', {"stream_options"}, "max_tokens"),
        (b"grammar: too deep", {"response_format"}, "max_tokens"),
        (b"\xff[[[" * 9, {"response_format"}, "max_tokens"),
        (error("No.", ["temperature"]), {"temperature"}, "max_tokens"),
        (b"", {"response_format"}, "max_tokens"),
    ],
)
def test_a_refusal_tells_which_field_an_endpoint_does_not_take(
    complaint: bytes, left_out: set[str], limit: str
) -> None:
    assert Dialect().after(complaint, ASKED) == Dialect(frozenset(left_out), limit)


@pytest.mark.parametrize("complaint", [b"", b"No.", error("The messages are too long."), error("Bad.", "messages")])
def test_a_refusal_that_names_no_such_field_stands(complaint: bytes) -> None:
    assert Dialect().after(complaint, PLAIN) is None


def test_refusals_come_to_an_end() -> None:
    dialect: Dialect | None = Dialect()
    complaint = b"stream_options response_format temperature max_tokens max_completion_tokens"
    tried = 0
    while dialect is not None:
        dialect, tried = dialect.after(complaint, ASKED), tried + 1

    assert tried == 5


def test_what_two_questions_have_learned_is_put_together() -> None:
    one, other = Dialect(frozenset({"temperature"})), Dialect(frozenset({"response_format"}), "max_completion_tokens")

    assert one.joined(other) == other.joined(one)
    assert set(one.joined(other).body(ASKED)) == {
        "model",
        "messages",
        "max_completion_tokens",
        "stream",
        "stream_options",
    }


def test_fields_that_only_this_endpoint_knows_are_sent_beside_the_others() -> None:
    asked = Asked("m", ASKED.messages, 0.0, 40, None, {"return_progress": True})

    assert Dialect().body(asked) == {**Dialect().body(PLAIN), "return_progress": True}
