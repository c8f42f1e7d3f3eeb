import json
from collections.abc import Iterator
from contextlib import closing

import pytest
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from tests.corpora import write_garden
from tests.loopback import Served, served
from tests.scripted import CITATION, REPLY, ScriptedTrekbot
from trekbot import __version__
from trekbot.api.app import create_app
from trekbot.assistant import Done, Page, Question, Said, Turn
from trekbot.errors import DependencyError, TargetUnavailable, UsageError
from trekbot.evals.over_http import OverHttp
from trekbot.evals.questions import Row
from trekbot.settings import Settings

ROW = Row.model_validate_json(
    '{"id": "a", "question": "and then?", "roadmap": "kitchen-garden", "page": {"roadmap": "kitchen-garden"},'
    ' "history": [{"role": "user", "content": "what first?"}, {"role": "assistant", "content": "Soil."}]}'
)


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("garden")
    settings = Settings(corpus=write_garden(folder / "corpus"), data=folder / "data")
    trekbot = ScriptedTrekbot(settings)
    trekbot.sync()
    trekbot.close()
    return settings


@pytest.fixture
def trekbot(settings: Settings) -> Iterator[ScriptedTrekbot]:
    trekbot = ScriptedTrekbot(settings)
    yield trekbot
    trekbot.close()


@pytest.fixture
def target(trekbot: ScriptedTrekbot) -> Iterator[OverHttp]:
    with served(create_app(trekbot)) as server, closing(OverHttp(f"{server.address}/")) as target:
        yield target


def asked_there(server: Served) -> closing[OverHttp]:
    return closing(OverHttp(server.address))


def sends(body: bytes, status: int = 200) -> Starlette:
    """A server that is no Trekbot."""

    async def answer(_: object) -> Response:
        return Response(body, status)

    return Starlette(routes=[Route("/v1/chat", answer, methods=["POST"]), Route("/openapi.json", answer)])


def test_a_question_is_asked_with_all_that_belongs_to_it_and_the_reply_is_the_assistants(
    target: OverHttp, trekbot: ScriptedTrekbot
) -> None:
    told = target.ask(ROW, with_suggestions=True)

    assert told.reply == REPLY
    assert told.faults == ()
    assert told.retrieved == ()
    assert told.first_s is not None
    assert told.first_s <= told.seconds
    history = (Turn("user", "what first?"), Turn("assistant", "Soil."))
    assert trekbot.assistant.asked == [Question("and then?", history, "kitchen-garden", Page("kitchen-garden", None))]


def test_a_stream_that_is_not_its_reply_is_a_fault(target: OverHttp, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant.script = [Said("Something else.", (CITATION,)), Done(REPLY)]

    assert target.ask(ROW, with_suggestions=False).faults == ("what was streamed is not the answer",)


def test_a_server_tells_its_version_and_nothing_else_of_itself(target: OverHttp) -> None:
    identity = target.identity()

    assert identity.version == __version__
    assert identity.target.startswith("http://127.0.0.1:")
    assert (identity.engine, identity.index, identity.git) == (None, None, None)


def test_an_answer_that_ends_with_an_error_is_none(target: OverHttp, trekbot: ScriptedTrekbot) -> None:
    trekbot.assistant.script = [Said("Soil", ()), DependencyError("The model has gone.")]

    with pytest.raises(TargetUnavailable, match="The answer ended with an error"):
        target.ask(ROW, with_suggestions=False)


def test_a_question_that_the_server_refuses_is_not_answered(target: OverHttp) -> None:
    with pytest.raises(TargetUnavailable, match="refuses: 422"):
        target.ask(ROW.model_copy(update={"roadmap": "x" * 300}), with_suggestions=False)


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"", "ended the stream before the answer was whole"),
        (b"data: {\n\n", "sent what is no answer"),
        (b"data: [1]\n\n", "sent what is no answer: an event is no JSON object"),
        (b'data: {"answer": "Soil."}\n\n', "sent what is no answer: id: Field required"),
        (b'data: {"quote": "Soil."}\n\n', "sent what is no answer"),
        (b'data: {"text": "Soil."}\n\n', "ended the stream before the answer was whole"),
    ],
)
def test_a_server_that_sends_something_else_has_not_answered(body: bytes, fault: str) -> None:
    with served(sends(body)) as server, asked_there(server) as target, pytest.raises(TargetUnavailable, match=fault):
        target.ask(ROW, with_suggestions=False)


@pytest.mark.parametrize("body", [b"<html>", json.dumps([1]).encode()])
def test_a_server_that_is_no_trekbot_is_found_before_anything_is_asked(body: bytes) -> None:
    fault = pytest.raises(TargetUnavailable, match="does not answer as a Trekbot does")
    with served(sends(body)) as server, asked_there(server) as target, fault:
        target.identity()


def test_where_nobody_listens_the_target_is_unavailable() -> None:
    with served(sends(b"")) as server:
        address = server.address

    with closing(OverHttp(address)) as target:
        with pytest.raises(TargetUnavailable, match="cannot be reached"):
            target.identity()
        with pytest.raises(TargetUnavailable, match="ConnectError"):
            target.ask(ROW, with_suggestions=False)


@pytest.mark.parametrize(
    "address", ["127.0.0.1:8000", "ftp://host", "http://", "http://a:b@host", "http://host/?key=1", "http://[::"]
)
def test_an_address_that_is_none_or_holds_credentials_is_wrong_usage(address: str) -> None:
    with pytest.raises(UsageError, match="--url is"):
        OverHttp(address)
