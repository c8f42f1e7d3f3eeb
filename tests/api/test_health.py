from fastapi.testclient import TestClient

from tests.scripted import ScriptedTrekbot
from trekbot.api.app import create_app
from trekbot.api.health import Readiness
from trekbot.llm.worker import LocalWorker


def client_of(trekbot: ScriptedTrekbot, readiness: Readiness | None = None) -> TestClient:
    return TestClient(create_app(trekbot, readiness=readiness))


def test_a_process_without_an_index_is_alive_but_not_ready(empty_trekbot: ScriptedTrekbot) -> None:
    client = client_of(empty_trekbot)

    assert client.get("/healthz").json() == {"status": "ok"}
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "starting", "degraded": ["index"]}
    assert response.headers["retry-after"]


def test_with_an_index_and_a_model_it_is_ready(trekbot: ScriptedTrekbot) -> None:
    readiness = Readiness(model_loaded=False)
    client = client_of(trekbot, readiness)

    assert client.get("/readyz").status_code == 503
    readiness.model_loaded = True

    assert client.get("/readyz").status_code == 200
    assert client.get("/readyz").json() == {"status": "ready", "degraded": []}


def test_what_is_broken_but_keeps_no_answer_back_is_listed_and_green(trekbot: ScriptedTrekbot) -> None:
    readiness = Readiness()
    readiness.degrade("page")
    readiness.degrade("corpus", trekbot.holder.current().generation)

    response = client_of(trekbot, readiness).get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "degraded": ["corpus", "page"]}


def test_a_broken_corpus_is_over_when_another_index_serves(trekbot: ScriptedTrekbot) -> None:
    readiness = Readiness()
    readiness.degrade("corpus", "an earlier generation")

    assert client_of(trekbot, readiness).get("/readyz").json()["status"] == "ready"


def test_a_local_model_that_is_not_up_is_named_and_green(trekbot: ScriptedTrekbot) -> None:
    trekbot.worker = LocalWorker()

    response = client_of(trekbot).get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"status": "degraded", "degraded": ["llm"]}
