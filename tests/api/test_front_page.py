from fastapi.testclient import TestClient
from starlette.responses import PlainTextResponse

from tests.scripted import ScriptedTrekbot
from trekbot.api.app import create_app
from trekbot.api.front_page import FrontPage

CHAT = PlainTextResponse("the chat page")


def test_until_the_chat_page_is_loaded_a_page_waits_for_it(trekbot: ScriptedTrekbot) -> None:
    front_page = FrontPage()
    client = TestClient(create_app(trekbot, front_page))

    waiting = client.get("/")
    front_page.show(CHAT)
    loaded = client.get("/")

    assert waiting.status_code == 200
    assert '<meta http-equiv="refresh"' in waiting.text
    assert loaded.text == "the chat page"


def test_the_chat_page_gets_every_address_that_nothing_else_answers(trekbot: ScriptedTrekbot) -> None:
    client = TestClient(create_app(trekbot, CHAT))

    assert client.get("/assets/index.js").text == "the chat page"
    assert client.post("/gradio_api/queue/join", json={}).text == "the chat page"
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_chat_page_keeps_its_own_policy(trekbot: ScriptedTrekbot) -> None:
    client = TestClient(create_app(trekbot, CHAT))

    headers = client.get("/").headers

    assert "content-security-policy" not in headers
    assert headers["x-content-type-options"] == "nosniff"


def test_a_chat_page_that_cannot_be_loaded_is_not_waited_for(trekbot: ScriptedTrekbot) -> None:
    front_page = FrontPage()
    front_page.give_up()

    response = TestClient(create_app(trekbot, front_page)).get("/")

    assert response.status_code == 503
    assert "refresh" not in response.text


def test_an_address_that_is_not_there_is_404_while_the_page_is_awaited(client: TestClient) -> None:
    assert client.get("/assets/index.js").status_code == 404
