"""A running Trekbot, asked over HTTP as any client asks it: `POST /v1/chat`, read as server-sent events."""

import json
import time
from collections.abc import Iterator
from typing import Any

import httpx

from trekbot.answering.reply import Citation, Reply
from trekbot.errors import TargetUnavailable, UsageError
from trekbot.evals.generation import Told, reply_of
from trekbot.evals.identity import Identity
from trekbot.evals.questions import Row
from trekbot.evals.target import stream_faults
from trekbot.llm.event_lines import EventLines
from trekbot.llm.faults import Fault

TIMEOUT_S = 120.0  # between two pieces of an answer


class OverHttp:
    """Asks a Trekbot at an address. What it does not tell of itself stays open; its suggestions are not asked.

    Raises:
        UsageError: the address is none, or holds credentials: it is written into the run.
    """

    def __init__(self, address: str, timeout_s: float = TIMEOUT_S) -> None:
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise UsageError(f"--url is {address!r}, which is no address: {error}.") from None
        if url.scheme not in ("http", "https") or not url.host:
            raise UsageError(f"--url is {address!r}.", "Give one like http://127.0.0.1:8000.")
        if url.userinfo or url.query or url.fragment:
            raise UsageError("--url is written into the run.", "Give it without a user, a password or a query.")
        self._address = str(url).rstrip("/")
        self._client = httpx.Client(timeout=timeout_s, trust_env=False)

    def identity(self) -> Identity:
        """Say who answers, as far as the server tells before it is asked."""
        version = None
        try:
            about = self._client.get(f"{self._address}/openapi.json")
            if about.status_code == httpx.codes.OK:
                version = about.json()["info"]["version"]
        except httpx.HTTPError as error:
            raise TargetUnavailable(f"{self._address} cannot be reached: {error}.") from None
        except (ValueError, KeyError, TypeError):
            raise TargetUnavailable(f"{self._address} does not answer as a Trekbot does.") from None
        return Identity(version, None, None, None, None, None, None, None, None, {}, self._address)

    def ask(self, row: Row, with_suggestions: bool) -> Told:
        """Ask one question; see `Target`."""
        began = time.perf_counter()
        first_s: float | None = None
        text: list[str] = []
        citations: list[Citation] = []
        reply: Reply | None = None
        try:
            for event in self._events(_body(row)):
                if "answer" in event:
                    reply = reply_of(event)
                elif "quote" in event:
                    citations.append(Citation(**event))
                elif event.keys() == {"text"}:
                    first_s = time.perf_counter() - began if first_s is None else first_s
                    text.append(event["text"])
                else:
                    raise TargetUnavailable(f"The answer ended with an error: {_detail(event)}")
        except httpx.HTTPError as error:
            raise TargetUnavailable(f"{self._address}: {type(error).__name__}: {error}") from None
        except Fault as error:
            raise TargetUnavailable(f"{self._address} {error}") from None
        except (ValueError, TypeError) as error:
            raise TargetUnavailable(f"{self._address} sent what is no answer: {error}") from None
        if reply is None:
            raise TargetUnavailable(f"{self._address} ended the stream before the answer was whole.")
        seconds = time.perf_counter() - began
        return Told(reply, (), None, first_s, seconds, stream_faults(reply, "".join(text), tuple(citations)))

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _events(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        lines = EventLines()
        with self._client.stream("POST", f"{self._address}/v1/chat", json=body) as response:
            if response.status_code != httpx.codes.OK:
                response.read()
                raise TargetUnavailable(f"{self._address} refuses: {response.status_code}. {_told(response)}")
            for piece in response.iter_bytes():
                yield from (_object(data) for data in lines.feed(piece))
            yield from (_object(data) for data in lines.rest())


def _body(row: Row) -> dict[str, Any]:
    turns = [{"role": turn.role, "content": turn.content} for turn in row.history]
    body: dict[str, Any] = {"messages": [*turns, {"role": "user", "content": row.question}], "stream": True}
    if row.roadmap is not None:
        body["roadmap"] = row.roadmap
    if row.page is not None:
        body["page"] = {"roadmap": row.page.roadmap, "stage": row.page.stage}
    return body


def _object(data: bytes) -> dict[str, Any]:
    event = json.loads(data)
    if not isinstance(event, dict):
        raise ValueError("an event is no JSON object")
    return event


def _told(response: httpx.Response) -> str:
    try:
        return _detail(response.json())
    except ValueError:
        return ""


def _detail(problem: Any) -> str:
    return str(problem.get("detail") or problem.get("title") or "") if isinstance(problem, dict) else ""
