"""GET /metrics, read as Prometheus reads it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from tests.api.test_chat import body
from tests.scripted import EVENTS, REPLY, ScriptedTrekbot
from trekbot.answering.attempt import Attempt, Dropped
from trekbot.api.app import create_app
from trekbot.api.metrics import Metrics, metrics_routes
from trekbot.assistant import Done
from trekbot.settings import Settings

MODEL = "small-1"


@pytest.fixture
def speaking_trekbot(garden_settings: Settings, tmp_path: Path) -> Iterator[ScriptedTrekbot]:
    """A Trekbot with a language model, a price list and a budget."""
    (tmp_path / "prices.yaml").write_text('"small-*": {input: 0.15, output: 0.60, currency: USD}')
    settings = garden_settings.model_copy(
        update={
            "llm": "openai",
            "llm_url": "http://127.0.0.1:9/v1",
            "llm_model": MODEL,
            "llm_daily_tokens": 1_000_000,
            "llm_prices": tmp_path / "prices.yaml",
            "data": copytree(garden_settings.data, tmp_path / "data"),
        }
    )
    trekbot = ScriptedTrekbot(settings)
    yield trekbot
    trekbot.close()


class Samples(dict[tuple[str, frozenset[tuple[str, str]]], float]):
    """Every sample of /metrics by its name and its labels."""

    def __init__(self, client: TestClient) -> None:
        families = text_string_to_metric_families(client.get("/metrics").text)
        super().__init__(
            ((one.name, frozenset(one.labels.items())), one.value) for family in families for one in family.samples
        )

    def of(self, name: str, **labels: str) -> float | None:
        return self.get((name, frozenset(labels.items())))


def test_requests_are_counted_by_route_and_unknown_addresses_as_one(client: TestClient) -> None:
    client.post("/v1/chat", json=body())
    client.post("/v1/chat", json=body(stream=True))
    client.get("/v1/roadmaps/kitchen-garden")
    client.get("/v1/roadmaps/nothing")
    client.get("/v1/made-up-1")
    client.get("/v1/made-up-2")

    samples = Samples(client)

    assert samples.of("trekbot_requests_total", method="POST", route="/v1/chat", status="200") == 2
    assert samples.of("trekbot_requests_total", method="GET", route="/v1/roadmaps/{roadmap}", status="404") == 1
    assert samples.of("trekbot_requests_total", method="GET", route="unknown", status="404") == 2
    assert samples.of("trekbot_answer_seconds_count", phase="retrieve") == 2


def test_answers_are_counted_by_status_and_by_who_wrote_them(speaking_trekbot: ScriptedTrekbot) -> None:
    client = TestClient(create_app(speaking_trekbot))
    for engine in ("extractive", MODEL, MODEL, "made up"):
        speaking_trekbot.assistant.script = [*EVENTS[:-1], Done(replace(REPLY, engine=engine))]
        client.post("/v1/chat", json=body())

    samples = Samples(client)

    assert samples.of("trekbot_answers_total", status="answered", engine="extractive") == 1
    assert samples.of("trekbot_answers_total", status="answered", engine=MODEL) == 2
    assert samples.of("trekbot_answers_total", status="answered", engine="other") == 1


def test_answers_that_lacked_a_help_are_counted_by_reason(client: TestClient, trekbot: ScriptedTrekbot) -> None:
    client.post("/v1/chat", json=body())
    trekbot.assistant.script = [*EVENTS[:-1], Done(replace(REPLY, degraded="llm_budget"))]
    client.post("/v1/chat", json=body(stream=True))

    assert Samples(client).of("trekbot_degraded_total", reason="llm_budget") == 1


def test_tokens_their_cost_and_what_the_budget_leaves_are_shown(speaking_trekbot: ScriptedTrekbot) -> None:
    client = TestClient(create_app(speaking_trekbot))
    assert speaking_trekbot.budget is not None

    speaking_trekbot.budget.spend(MODEL, 1000, 200)
    speaking_trekbot.budget.spend(MODEL, 1000, 0)
    speaking_trekbot.budget.spend("another", 1, 0)
    samples = Samples(client)

    assert samples.of("trekbot_llm_tokens_total", model=MODEL, kind="input") == 2000
    assert samples.of("trekbot_llm_tokens_total", model=MODEL, kind="output") == 200
    assert samples.of("trekbot_llm_cost_total", model=MODEL, currency="USD") == pytest.approx(0.00042)
    assert samples.of("trekbot_llm_budget_remaining_tokens") == 1_000_000 - 2201
    assert samples.of("trekbot_llm_ledger_faults_total") == 0
    assert samples.of("trekbot_llm_cost_total", model="another", currency="USD") is None


def test_without_a_language_model_there_are_no_tokens_to_show(client: TestClient) -> None:
    names = {name for name, _ in Samples(client)}

    assert not {name for name in names if "tokens" in name or "cost" in name or "ledger" in name}


def attempt(kept: int, dropped: tuple[str, ...], fallback: str | None, first_sentence_s: float | None) -> Attempt:
    sentences = tuple(Dropped("Loam is loud.", reason) for reason in dropped)
    return Attempt(MODEL, "answer@v1", "0" * 64, "Loam.", kept, sentences, fallback, first_sentence_s, 2.0, 1, 1)


def test_what_became_of_the_models_texts_is_counted() -> None:
    metrics = Metrics(MODEL)
    metrics.answered(Done(REPLY, (attempt(2, ("number", "meaning", "meaning"), None, 1.5),)))
    metrics.answered(Done(REPLY, (attempt(0, ("meaning",), "few_hold", None),)))
    app = FastAPI()
    app.include_router(metrics_routes(metrics))

    samples = Samples(TestClient(app))

    assert samples.of("trekbot_llm_sentences_total", verdict="kept") == 2
    assert samples.of("trekbot_llm_sentences_total", verdict="meaning") == 3
    assert samples.of("trekbot_llm_sentences_total", verdict="number") == 1
    assert samples.of("trekbot_llm_fallbacks_total", reason="few_hold") == 1
    assert samples.of("trekbot_llm_first_sentence_seconds_bucket", le="1.0") == 0
    assert samples.of("trekbot_llm_first_sentence_seconds_bucket", le="2.0") == 1
