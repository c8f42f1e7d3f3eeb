"""POST /v1/chat: one question, one answer, as JSON or as a stream of events."""

from email.message import Message
from typing import Annotated

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Request, Response
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from trekbot.answering.reply import Reply
from trekbot.api.event_stream import EventStream
from trekbot.api.metrics import Metrics
from trekbot.api.problems import documented
from trekbot.api.question import ChatRequest
from trekbot.api.waiting import waiting_caller
from trekbot.assistant import Done
from trekbot.wiring import Trekbot

EVENT_STREAM = "text/event-stream"
ANSWER = {
    "description": "The answer; with `stream`, the events `delta`, `citation`, `done` and `error`",
    "model": Reply,
    "content": {EVENT_STREAM: {"schema": {"type": "string"}}},
}


def require_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """Refuse what a web form can send: so no foreign page can ask in a visitor's name unasked."""
    message = Message()
    message["content-type"] = content_type or "none/none"
    if message.get_content_type() != "application/json":
        raise HTTPException(415, "Send JSON, with the header `Content-Type: application/json`.")


def chat_routes(trekbot: Trekbot, metrics: Metrics) -> APIRouter:
    """The route for questions; answers are counted in `metrics`, and logged where the settings say so."""
    router = APIRouter(tags=["chat"])

    @router.post(
        "/v1/chat",
        summary="Ask a question",
        dependencies=[Depends(require_json)],
        response_class=JSONResponse,
        responses={200: ANSWER, **documented(400, 404, 408, 413, 415, 422, 503)},
    )
    async def chat(
        request: ChatRequest,
        http: Request,
        accept: Annotated[str, Header(description="`text/event-stream`: as `stream`")] = "",
    ) -> Response:
        question = request.question()

        def answered(done: Done) -> None:
            metrics.answered(done)
            trekbot.log_answer(question, done.reply, request.site)

        if request.stream or _wants_events(accept):
            return EventStream(trekbot.assistant, question, trekbot.callers, answered)
        async with waiting_caller(http.scope, http.receive, trekbot.callers) as gone:
            done = await run_sync(trekbot.assistant.finish, question, gone)
        answered(done)
        return JSONResponse(done.reply.to_dict(), headers={"Cache-Control": "no-store"})

    return router


def _wants_events(accept: str) -> bool:
    """Whether a stream is asked for by name, and JSON is not."""
    kinds = [kind.split(";")[0].strip().lower() for kind in accept.split(",") if not _refused(kind)]
    return EVENT_STREAM in kinds and "application/json" not in kinds


def _refused(kind: str) -> bool:
    """Whether an entry of `Accept` has the quality 0, which means "not this"."""
    parameters = [parameter.replace(" ", "") for parameter in kind.split(";")[1:]]
    return any(parameter.startswith("q=") and not parameter[2:].strip("0.") for parameter in parameters)
