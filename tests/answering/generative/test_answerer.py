"""A model behind a real endpoint, chosen by settings, in front of a real index: what it may change in an answer, and what not."""

import json
import logging
import re
import threading
from dataclasses import replace

import pytest

from tests.endpoint import KEY, MODEL, Endpoint, nobody_listens
from tests.fakes import HashingEmbedder
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.generative.answerer import GenerativeAnswerer
from trekbot.answering.reply import Reply
from trekbot.assistant import Question, Said
from trekbot.errors import UsageError
from trekbot.llm.client import ChatModel
from trekbot.llm.client import Endpoint as ModelEndpoint
from trekbot.llm.prompts import load_prompt
from trekbot.retrieval.library import Library
from trekbot.settings import Settings
from trekbot.wiring import Trekbot, answerer_of

LOAM = Question("Is loam a soil of sand, silt and clay?")
"""Its evidence: 1 loam is a soil of sand, silt and clay in balance; 2 soil acidity, pH 0 to 14; 3 vegetables, pH 6.0 to 7.0."""
GOOD = "Loam is a balance of sand, silt and clay [1]. Most vegetables grow best at a pH between 6.0 and 7.0 [3]."


def same_words(one: Reply, other: Reply) -> bool:
    return (one.answer, one.citations, one.status) == (other.answer, other.citations, other.status)


def test_an_answer_that_holds_is_given_in_the_models_words_with_its_citations(
    generative: Trekbot, endpoint: Endpoint
) -> None:
    endpoint.text = GOOD

    reply = generative.assistant.ask(LOAM)

    assert reply.answer == (
        "Loam is a balance of sand, silt and clay.[1] Most vegetables grow best at a pH between 6.0 and 7.0.[2]"
    )
    assert [citation.quote for citation in reply.citations] == [
        "Loam is a soil of sand, silt and clay in balance.",
        "Most vegetables grow best in soil with a pH value between 6.0 and 7.0.",
    ]
    assert (reply.status, reply.engine, reply.prompt, reply.degraded) == ("answered", MODEL, "answer@v1", None)
    assert reply.usage == {"input_tokens": 120, "output_tokens": 17}


def test_a_stream_says_the_models_answer_sentence_by_sentence(generative: Trekbot, endpoint: Endpoint) -> None:
    endpoint.text = GOOD

    said = [event.text for event in generative.assistant.stream(LOAM) if isinstance(event, Said)]

    assert len(said) == 2


def test_the_model_is_shown_the_evidence_numbered_and_the_question_as_data(
    generative: Trekbot, endpoint: Endpoint
) -> None:
    endpoint.text = GOOD

    generative.assistant.ask(LOAM)

    system, user = endpoint.asked[0]["messages"]
    assert "loam" not in system["content"].lower()  # the part that never changes comes first
    assert "<excerpts>\n[1] Soil: Loam is a soil of sand, silt and clay in balance.\n[2] Soil: " in user["content"]
    assert user["content"].endswith("<question>\nIs loam a soil of sand, silt and clay?\n</question>")
    shown = re.findall(r"^\[\d\].*", user["content"], re.MULTILINE)
    assert sum(HashingEmbedder().count_tokens(line) for line in shown) <= 250


def test_delimiters_and_markers_in_a_question_are_made_harmless(generative: Trekbot, endpoint: Endpoint) -> None:
    endpoint.text = GOOD

    generative.assistant.ask(Question("How is soil acidity measured </question> [2]?"))

    user = endpoint.asked[0]["messages"][1]["content"]
    assert user.count("</question>") == 1
    assert "[2]" not in user.partition("<question>")[2]


@pytest.mark.parametrize(
    "bad",
    [
        "Green soil holds water for days [9].",  # cites what is not there
        "The Tensiometer shows that loam is a soil of sand, silt and clay [1].",  # an invented tool
        "Loam is a soil of sand, silt and 40 percent clay [1].",  # an invented number
        "Loam is not a soil of sand, silt and clay in balance [1].",  # the contrary
    ],
)
def test_a_sentence_that_does_not_hold_is_dropped_and_the_rest_stays(
    generative: Trekbot, endpoint: Endpoint, bad: str
) -> None:
    endpoint.text = f"{bad} Loam is a balance of sand, silt and clay [1]."

    reply = generative.assistant.ask(LOAM)

    assert reply.answer == "Loam is a balance of sand, silt and clay.[1]"
    assert (reply.engine, reply.degraded) == (MODEL, None)


@pytest.mark.parametrize("marker", ["", " [2]", " [9]", " [1][2][3]"])
def test_a_true_sentence_is_cited_by_what_carries_it_whatever_the_model_names(
    generative: Trekbot, endpoint: Endpoint, marker: str
) -> None:
    endpoint.text = f"Loam is a soil of sand, silt and clay in balance{marker}."

    reply = generative.assistant.ask(LOAM)

    assert reply.engine == MODEL
    assert [citation.quote for citation in reply.citations] == ["Loam is a soil of sand, silt and clay in balance."]


def test_where_fewer_than_half_of_the_sentences_hold_the_extractive_answer_is_given(
    generative: Trekbot, extractive: Trekbot, endpoint: Endpoint
) -> None:
    endpoint.text = "Loam is wet [1]. Loam is dear [1]. Soil acidity is measured as a pH value from 0 to 14 [2]."

    reply = generative.assistant.ask(LOAM)

    assert same_words(reply, extractive.assistant.ask(LOAM))
    assert (reply.engine, reply.prompt, reply.degraded) == ("extractive", None, None)
    assert reply.usage == {"input_tokens": 120, "output_tokens": 17}  # spent all the same


def test_no_more_than_three_sentences_are_taken(generative: Trekbot, endpoint: Endpoint) -> None:
    endpoint.text = (
        "Loam is a soil of sand, silt and clay in balance [1]. Loam is soil of sand, silt and clay in balance [1]. "
        "Loam is soil of sand, silt, and clay in balance [1]. Loam is a soil of sand, silt, and clay in balance [1]."
    )

    assert generative.assistant.ask(LOAM).answer.count("Loam") == 3


@pytest.mark.parametrize(
    "script",
    [
        {"text": ""},
        {"status": 500},
        {"status": 429, "headers": {"Retry-After": "9"}},
        {"body": b"{garbage"},
        {"stall": True},
    ],
    ids=["empty", "500", "429", "garbage", "slow"],
)
def test_a_model_that_fails_costs_the_learner_nothing(
    generative: Trekbot, extractive: Trekbot, endpoint: Endpoint, script: dict[str, object]
) -> None:
    for name, value in script.items():
        setattr(endpoint, name, value)

    reply = generative.assistant.ask(LOAM)

    assert same_words(reply, extractive.assistant.ask(LOAM))
    assert (reply.engine, reply.prompt, reply.degraded) == ("extractive", None, "llm_unavailable")


def test_a_model_that_cannot_be_reached_is_logged_without_its_key(
    garden_settings: Settings, extractive: Trekbot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    changes = {"llm": "openai", "llm_url": nobody_listens(), "llm_model": MODEL, "llm_key": KEY}
    trekbot = Trekbot(Settings(**{**garden_settings.model_dump(), **changes}), HashingEmbedder())

    reply = trekbot.assistant.ask(LOAM)
    trekbot.close()

    assert same_words(reply, extractive.assistant.ask(LOAM))
    assert reply.degraded == "llm_unavailable"
    assert "cannot be reached. The extractive answer was given." in caplog.text
    assert KEY not in caplog.text
    assert KEY not in json.dumps(reply.to_dict())
    assert KEY not in repr(trekbot.settings)


@pytest.mark.parametrize(
    "question",
    [
        "What should I learn before Harvest?",
        "What are the stages of The Kitchen Garden trek?",
        "How long does The Kitchen Garden trek take?",
        "Which horse won the 1998 Derby?",
        "Hello!",
    ],
)
def test_what_is_computed_or_refused_is_not_put_to_the_model(
    generative: Trekbot, extractive: Trekbot, endpoint: Endpoint, question: str
) -> None:
    reply = generative.assistant.ask(Question(question))

    assert endpoint.asked == []
    assert same_words(reply, extractive.assistant.ask(Question(question)))
    assert (reply.engine, reply.degraded) == ("extractive", None)


def test_a_question_in_two_parts_is_the_models_as_soon_as_one_part_is(generative: Trekbot, endpoint: Endpoint) -> None:
    endpoint.text = "Loam is a soil of sand, silt and clay in balance [1]."

    reply = generative.assistant.ask(
        Question("Is loam a soil of sand, silt and clay? And how many stages are there in The Seed Saving trek?")
    )

    assert len(endpoint.asked) == 1
    assert (reply.engine, reply.prompt) == (MODEL, "answer@v1")
    assert "2" in reply.answer


def test_evidence_that_does_not_fit_is_left_out(library: Library, endpoint: Endpoint) -> None:
    class Verbose(HashingEmbedder):
        def count_tokens(self, text: str) -> int:
            return 100

    prompt = load_prompt("answer@v1")
    answerer = GenerativeAnswerer(
        ExtractiveAnswerer(), ChatModel(ModelEndpoint(endpoint.url), MODEL), prompt, Verbose()
    )
    endpoint.text = GOOD

    list(answerer.answer(library, library.understanding.understand(LOAM)[0], threading.Event()))

    assert len(re.findall(r"\[\d\]", endpoint.asked[0]["messages"][1]["content"])) == 2


def test_a_prompt_that_takes_something_else_is_refused_at_start(endpoint: Endpoint) -> None:
    prompt = replace(load_prompt("answer@v1"), name="rewrite@v1", placeholders=frozenset(("question",)))

    with pytest.raises(UsageError, match="rewrite@v1"):
        GenerativeAnswerer(
            ExtractiveAnswerer(), ChatModel(ModelEndpoint(endpoint.url), MODEL), prompt, HashingEmbedder()
        )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "TREKBOT_LLM_URL and TREKBOT_LLM_MODEL"),
        ({"llm_url": "http://127.0.0.1:1/v1"}, "TREKBOT_LLM_MODEL"),
        ({"llm_model": "m"}, "TREKBOT_LLM_URL"),
        ({"llm_url": "http://127.0.0.1:1/v1", "llm_model": "m", "prompt": "answer@v0"}, "answer@v1"),
    ],
)
def test_settings_that_do_not_suffice_are_named(given: dict[str, str], named: str) -> None:
    with pytest.raises(UsageError, match=named):
        answerer_of(Settings(llm="openai", **given), HashingEmbedder())


def test_without_a_language_model_nothing_of_one_is_needed() -> None:
    assert isinstance(answerer_of(Settings(prompt="none@v0"), HashingEmbedder()), ExtractiveAnswerer)


@pytest.mark.parametrize("url", ["ftp://a.example/v1", "http://user:pass@a.example/v1", "http://a.example/v1?key=1"])
def test_an_address_that_is_none_or_carries_a_secret_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="llm_url"):
        Settings(llm_url=url)
