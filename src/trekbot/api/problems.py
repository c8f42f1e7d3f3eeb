"""Every error of the API as an RFC 9457 problem: what is wrong, where, and nothing about the machine.

Messages of our own 4xx errors were written for the person who asks, so they are passed on. A 5xx may name
folders and models, so its problem says only what the caller can do, and an id finds the rest in the log.
"""

import logging
import re
import traceback
import uuid
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trekbot.errors import CallerGone, TrekbotError

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
SHOWN_CHARACTERS = 200  # of what a caller sent, where a problem repeats it
NO_JSON = "The body is not valid JSON."
UNREADABLE_BODY = "There was an error parsing the body"  # FastAPI's words for what is no text, or nests too deeply
RETRY_AFTER_S = 5  # where the error itself knows no better


class FieldFault(BaseModel):
    """Which field is wrong (`messages[0].content`), and why."""

    field: str
    message: str


class Problem(BaseModel):
    """RFC 9457, with `errors` for wrong fields and an `id` that is also in the log."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldFault] | None = None
    id: str | None = None

    def to_dict(self) -> dict[str, Any]:
        return self.model_dump(exclude_none=True)

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        return JSONResponse(self.to_dict(), self.status, headers, MEDIA_TYPE)


def problem(status: int, detail: str, errors: Sequence[FieldFault] | None = None, id: str | None = None) -> Problem:
    """Describe an error by its HTTP status and one sentence for the caller."""
    return Problem(
        title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(errors) if errors else None, id=id
    )


def problem_of(error: TrekbotError) -> tuple[Problem, dict[str, str]]:
    """Describe one of our errors, with the headers that belong to it; a 5xx is logged here."""
    if error.http_status < 500:
        return problem(error.http_status, shown(str(error))), {}
    wait = error.retry_after_s or RETRY_AFTER_S
    detail, headers = f"This cannot be done just now. Try again in {wait} seconds.", {"Retry-After": str(wait)}
    if isinstance(error, CallerGone):  # nothing is at fault
        return problem(error.http_status, detail), headers
    number = uuid.uuid4().hex
    logger.warning("unavailable id=%s %s: %s", number, type(error).__name__, error)
    return problem(error.http_status, detail, id=number), headers


def unexpected(error: BaseException) -> Problem:
    """Log an error that nobody foresaw under an id, and describe it by the id alone.

    Its message may hold a question's text, so only its type and place are logged at the default level.
    """
    number = uuid.uuid4().hex
    places = [f"{frame.filename}:{frame.lineno}" for frame in reversed(traceback.extract_tb(error.__traceback__))]
    logger.error("unexpected error id=%s type=%s at %s", number, type(error).__name__, " < ".join(places[:6]))
    logger.debug("error id=%s in full", number, exc_info=error)
    return problem(500, "Something went wrong on this side. The id finds it in the log.", id=number)


def documented(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Give FastAPI's `responses` for the problems that a route may answer with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def shown(text: str) -> str:
    """Cut what a caller sent and drop what cannot be shown, so that it can be repeated in a message."""
    text = "".join(character for character in text if character.isprintable() and not "\ud800" <= character <= "\udfff")
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every error that a route or the router raises with a problem."""
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(RequestValidationError, _wrong_input)
    app.add_exception_handler(TrekbotError, _own_error)


async def _http_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    detail = error.detail
    if error.status_code == 404 and detail == HTTPStatus.NOT_FOUND.phrase:
        detail = "There is nothing at this address. /docs lists the addresses that there are."
    elif error.status_code == 405 and error.headers:
        allowed = " or ".join(sorted(error.headers["Allow"].split(", ")))
        detail = f"{request.method} is not possible here, but {allowed} is."
    elif error.status_code == 400 and detail == UNREADABLE_BODY:
        detail = NO_JSON
    return problem(error.status_code, shown(detail)).response(error.headers)


async def _wrong_input(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [FieldFault(field=_field(fault), message=_message(fault)) for fault in error.errors()]
    if any(fault["type"] == "json_invalid" for fault in error.errors()):
        return problem(400, NO_JSON, faults).response()
    detail = "; ".join(f"{fault.field}: {fault.message}" for fault in faults[:3])
    return problem(422, detail, faults).response()


async def _own_error(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TrekbotError)
    described, headers = problem_of(error)
    return described.response(headers)


def _field(fault: Mapping[str, Any]) -> str:
    """Name a field as JavaScript would: `messages[0].content`."""
    source, *parts = fault["loc"]
    if fault["type"] == "json_invalid":  # whose place is a character's number
        return str(source)
    name = "".join(f"[{part}]" if isinstance(part, int) else f".{shown(part)}" for part in parts)
    return name.lstrip(".") or str(source)


def _message(fault: Mapping[str, Any]) -> str:
    if fault["type"] == "extra_forbidden":
        return "there is no such field"
    if fault["type"] == "json_invalid":
        return f"{shown(str(fault['ctx']['error']))}, at character {fault['loc'][-1]}"
    return shown(re.sub(r"^(Value error|Assertion failed), ", "", str(fault["msg"])))


class UnexpectedErrors:
    """The outermost border of the API: turns an error that nobody foresaw into a problem with an id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except Exception as error:  # noqa: BLE001 - nothing is swallowed: it is logged, and the caller is told its id
            described = unexpected(error)
            if not started:  # else the server cuts the connection, so that half a body is not taken for a whole one
                await described.response()(scope, receive, send)
