"""The service as a site runs it, with the real default model behind it: contract and wiring, never how good it is."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import events_of
from tests.corpora import write_garden
from trekbot.api.app import create_app
from trekbot.llm.models import DEFAULT
from trekbot.llm.prompts import FOLDER
from trekbot.settings import Settings
from trekbot.wiring import Trekbot, build

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]

NAME = DEFAULT.file.removesuffix(".gguf")
QUESTIONS = [
    "What is loam?",
    "Why is the pH value of soil worth knowing?",
    "What should I learn before composting?",
]
START_S = 120.0


@pytest.fixture(scope="module")
def settings(default_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("real-model")
    settings = Settings(
        corpus=write_garden(folder / "corpus"),
        data=folder / "data",
        llm="local",
        llm_model=str(default_model),
        llm_first_s=60.0,
        llm_timeout_s=90.0,
    )
    trekbot = build(settings)
    trekbot.sync()
    trekbot.close()
    return settings


@pytest.fixture(scope="module", params=sorted(path.stem for path in FOLDER.glob("answer@v*.md")))
def trekbot(settings: Settings, request: pytest.FixtureRequest) -> Iterator[Trekbot]:
    """A Trekbot with its own worker for each version of the prompt that is at hand."""
    trekbot = build(settings.model_copy(update={"prompt": request.param}))
    trekbot.start_language_model()
    trekbot.wait_for_language_model(START_S)
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="module")
def replies(trekbot: Trekbot) -> list[dict[str, Any]]:
    api = TestClient(create_app(trekbot))
    responses = [api.post("/v1/chat", json=asked(question)) for question in QUESTIONS]
    assert {response.status_code for response in responses} == {200}
    return [response.json() for response in responses]


def test_every_sentence_is_cited_to_a_page_that_holds_its_quote(
    trekbot: Trekbot, replies: list[dict[str, Any]]
) -> None:
    sources = trekbot.library().sources
    for reply in replies:
        assert reply["status"] == "answered"
        marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", reply["answer"])}
        assert marks == set(range(1, len(reply["citations"]) + 1))
        for citation in reply["citations"]:
            assert sources.holds(citation["roadmap"], citation["stage"], citation["quote"])


def test_it_says_who_spoke_and_what_that_took(replies: list[dict[str, Any]]) -> None:
    assert {reply["engine"] for reply in replies} <= {NAME, "extractive"}
    assert NAME in {reply["engine"] for reply in replies}
    assert {reply["degraded"] for reply in replies} == {None}
    assert all(reply["usage"]["output_tokens"] > 0 for reply in replies if reply["engine"] == NAME)


def test_the_stream_ends_with_the_answer_that_it_told(trekbot: Trekbot) -> None:
    api = TestClient(create_app(trekbot))

    with api.stream("POST", "/v1/chat", json=asked(QUESTIONS[0], stream=True)) as response:
        events = events_of(response.read().decode())

    told = "".join(data["text"] for name, data in events if name == "delta")
    assert events[-1][0] == "done"
    assert events[-1][1]["answer"] == told


def asked(question: str, **fields: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": question}], **fields}
