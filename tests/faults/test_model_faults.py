"""POST /v1/chat in front of a language model's endpoint that fails, over real sockets and a real index."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.api.test_chat import events_of
from tests.corpora import write_garden
from tests.llm.scripted_endpoint import (
    CUT,
    STALL,
    Scripted,
    ScriptedEndpoint,
    endlessly,
    event,
    gives,
    head,
    refuses,
    says,
    scripted_endpoint,
    words,
)
from trekbot.api.app import create_app
from trekbot.settings import Settings
from trekbot.wiring import build

pytestmark = pytest.mark.fault

QUESTION = "Is loam a soil of sand, silt and clay?"
TRUE = "Loam is a soil of sand, silt and clay in balance [1]."
TRUE_TOO = " Soil acidity is measured as a pH value from 0 to 14 [2]."
PIECE = b'data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\n'
FIRST_S, WHOLE_S = 1.0, 2.0
SLACK_S = 1.5  # what the answer may take besides the model, on a machine that runs other tests beside

Served = Callable[..., tuple[TestClient, ScriptedEndpoint]]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("faults")
    settings = Settings(corpus=write_garden(folder / "corpus"), data=folder / "data")
    trekbot = build(settings)
    trekbot.sync()
    trekbot.close()
    return settings


@pytest.fixture
def served(settings: Settings) -> Iterator[Served]:
    """Gives the API of a Trekbot before an endpoint that answers as scripted; a Trekbot for each, breaker and all."""
    with ExitStack() as stack:

        def serve(*script: Scripted, **fields: Any) -> tuple[TestClient, ScriptedEndpoint]:
            endpoint = stack.enter_context(scripted_endpoint(*script))
            model = {"llm": "openai", "llm_url": endpoint.url, "llm_model": "m", "llm_attempts": 1}
            limits = {"llm_first_s": FIRST_S, "llm_timeout_s": WHOLE_S}
            return stack.enter_context(api_of(settings, **{**model, **limits, **fields})), endpoint

        yield serve


@contextmanager
def api_of(settings: Settings, **fields: Any) -> Iterator[TestClient]:
    trekbot = build(Settings(**{**settings.model_dump(include={"corpus", "data"}), **fields}))
    try:
        yield TestClient(create_app(trekbot))
    finally:
        trekbot.close()


@pytest.fixture(scope="module")
def quoted(settings: Settings) -> dict[str, Any]:
    """What is answered without a model."""
    with api_of(settings) as api:
        return ask(api)


def ask(api: TestClient) -> dict[str, Any]:
    response = api.post("/v1/chat", json=asked())
    assert response.status_code == 200
    reply: dict[str, Any] = response.json()
    return reply


FAILURES: dict[str, tuple[Scripted, float]] = {  # what the endpoint does, and the longest that it may cost, in seconds
    "never answers": ((STALL,), FIRST_S),
    "stalls in its first sentence": ((head(), *words("Loam is a soil"), STALL), WHOLE_S),
    "is cut in its first sentence": ((head(), *words("Loam is a soil"), CUT), 0),
    "is busy": (refuses(429), 0),
    "is busy for an hour": (refuses(429, Retry_After="3600"), 0),
    "has an error": (refuses(500), 0),
    "refuses the key": (refuses(401), 0),
    "sends no JSON": (gives(b"{garbage", **{"Content-Type": "application/json"}), 0),
    "sends broken events": ((head(), *[event("Loam is")], lambda told: told.send(b"7\r\ndata: {\r\n"), CUT), 0),
    "says nothing": (says(""), 0),
    "never ends its sentence": ((head(), endlessly(PIECE)), WHOLE_S),
    "never ends a line": ((head(), endlessly(b"x" * 1000)), WHOLE_S),
    "cites what is not there": (says("Loam is a balance of gravel and chalk [7]. Compost is made of plastic [99]."), 0),
    "invents a tool": (says("Use Kubernetes to deploy your loam [1]. The SoilMaster 3000 measures it best [2]."), 0),
    "invents numbers": (says("Loam is a soil of 40 % clay [1]. Soil acidity goes from 0 to 99 [2]."), 0),
    "denies what is said": (says("Loam is not a soil of sand, silt and clay in balance [1]."), 0),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_model_that_fails_costs_the_learner_nothing_but_its_time_limit(
    served: Served, quoted: dict[str, Any], failure: str
) -> None:
    script, limit_s = FAILURES[failure]
    api, endpoint = served(script)

    start = time.monotonic()
    reply = ask(api)
    took_s = time.monotonic() - start

    assert len(endpoint.requests) == 1
    assert (reply["answer"], reply["citations"]) == (quoted["answer"], quoted["citations"])
    assert reply["engine"] == "extractive"
    assert took_s < limit_s + SLACK_S


def test_a_model_that_is_busy_for_a_moment_is_asked_again_and_speaks(served: Served) -> None:
    api, endpoint = served(refuses(429, Retry_After="0"), refuses(503), says(TRUE), llm_attempts=3, llm_timeout_s=20)

    reply = ask(api)

    assert (reply["engine"], reply["degraded"], len(endpoint.requests)) == ("m", None, 3)
    assert reply["answer"].startswith("Loam is a soil of sand, silt and clay in balance")


@pytest.mark.parametrize("end", [STALL, CUT], ids=["stalls", "is cut"])
def test_what_was_shown_stays_when_the_model_breaks_off_in_the_midst_of_a_later_sentence(
    served: Served, end: Any
) -> None:
    api, _ = served((head(), *words(TRUE + TRUE_TOO + " Most vegetables grow"), end))

    with api.stream("POST", "/v1/chat", json=asked(stream=True)) as response:
        events = events_of(response.read().decode())

    shown = "".join(content["text"] for name, content in events if name == "delta")
    name, final = events[-1]
    assert name == "done"
    assert final["answer"] == shown
    assert "Loam is a soil of sand, silt and clay in balance" in shown
    assert "Most vegetables grow " not in shown.replace("Most vegetables grow best", "")


def test_a_model_that_keeps_failing_is_left_alone(served: Served) -> None:
    api, endpoint = served((STALL,), llm_first_s=0.2, llm_timeout_s=0.4)

    times = []
    for _ in range(12):
        start = time.monotonic()
        ask(api)
        times.append(time.monotonic() - start)

    assert len(endpoint.requests) < 12
    assert min(times[-3:]) < 0.2


def test_false_sentences_among_true_ones_are_not_shown(served: Served) -> None:
    api, _ = served(says(f"{TRUE}{TRUE_TOO} The SoilMaster 3000 measures it best [2]. Clay is no part of loam [1]."))

    reply = ask(api)

    assert "SoilMaster" not in reply["answer"]
    assert "no part" not in reply["answer"]
    assert "Loam is a soil of sand" in reply["answer"]


def test_many_learners_at_once_are_answered_while_the_model_hangs(served: Served, quoted: dict[str, Any]) -> None:
    api, _ = served((STALL,), llm_at_once=2)
    replies: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: replies.append(ask(api))) for _ in range(12)]

    start = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert {reply["answer"] for reply in replies} == {quoted["answer"]}
    assert len(replies) == 12
    assert time.monotonic() - start < 3 * WHOLE_S + SLACK_S


def asked(**fields: Any) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": QUESTION}], **fields}
