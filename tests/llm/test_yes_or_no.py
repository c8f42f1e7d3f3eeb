import math

import pytest

from tests.llm.conftest import Make
from tests.llm.scripted_endpoint import Answer, closing_words, data, gives, head, refuses, says, scripted_endpoint
from trekbot.errors import LanguageModelUnavailable
from trekbot.llm.message import Message
from trekbot.llm.yes_or_no import ask_yes_or_no

QUESTION = (Message("user", "Is loam a soil? Yes or no."),)


def tells(alternatives: dict[str, float], word: str = "Yes") -> Answer:
    told = [{"token": token, "logprob": math.log(share)} for token, share in alternatives.items()]
    choice = {"delta": {"content": word}, "logprobs": {"content": [{"token": word, "top_logprobs": told}]}}
    return (head(), data({"choices": [choice]}), *closing_words(finish="length"))


def test_every_way_to_write_yes_counts_against_every_way_to_write_no(model: Make) -> None:
    with scripted_endpoint(
        tells({"Yes": 0.4, " yes": 0.1, "YES.": 0.1, "No": 0.1, " no": 0.1, "Maybe": 0.2})
    ) as endpoint:
        told = ask_yes_or_no(model(endpoint.url), QUESTION)

    assert told.yes == pytest.approx(0.75)
    assert (told.input_tokens, told.output_tokens) == (120, 17)
    assert endpoint.bodies[0]["max_tokens"] == 1
    assert endpoint.bodies[0]["top_logprobs"] == 20


def test_a_whole_completion_tells_the_same(model: Make) -> None:
    body = (
        b'{"choices": [{"message": {"content": "No"}, "finish_reason": "length", "logprobs": {"content": [{"token": "No",'
        b' "top_logprobs": [{"token": "No", "logprob": 0.0}]}]}}]}'
    )
    with scripted_endpoint(gives(body)) as endpoint:
        assert ask_yes_or_no(model(endpoint.url), QUESTION).yes == 0.0


@pytest.mark.parametrize(("word", "yes"), [("Yes.", 1.0), ("no", 0.0), ("Perhaps", None)])
def test_without_probabilities_the_word_itself_counts(model: Make, word: str, yes: float | None) -> None:
    complaint = {"error": {"message": "Unrecognized request argument: top_logprobs", "param": "top_logprobs"}}
    other = {"error": {"message": "logprobs is not supported", "param": "logprobs"}}
    with scripted_endpoint(refuses(400, complaint), refuses(400, other), says(word)) as endpoint:
        assert ask_yes_or_no(model(endpoint.url), QUESTION).yes == yes

    assert "logprobs" not in endpoint.bodies[-1]


@pytest.mark.parametrize(
    "logprobs", ['"none"', "[]", '{"content": []}', '{"content": [{"top_logprobs": [{"token": 1}]}]}']
)
def test_probabilities_in_another_form_cost_no_answer(model: Make, logprobs: str) -> None:
    body = (
        b'{"choices": [{"message": {"content": "Yes"}, "finish_reason": "stop", "logprobs": %s}]}' % logprobs.encode()
    )
    with scripted_endpoint(gives(body)) as endpoint:
        assert ask_yes_or_no(model(endpoint.url), QUESTION).yes == 1.0


def test_a_model_that_fails_gives_no_opinion_but_its_fault(model: Make) -> None:
    with scripted_endpoint(refuses(500)) as endpoint, pytest.raises(LanguageModelUnavailable):
        ask_yes_or_no(model(endpoint.url, attempts=1), QUESTION)
