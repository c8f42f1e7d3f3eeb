"""POST /v1/feedback: what a learner thinks of an answer.

Writes have a few threads of their own: while the records are locked, they wait there and not in those that answer.
"""

from functools import partial
from typing import Annotated, Literal

import anyio
import anyio.to_thread
from fastapi import APIRouter, Depends, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field

from trekbot.answering.reply import REPLY_ID
from trekbot.api.chat import require_json
from trekbot.api.problems import documented
from trekbot.api.question import MENDED
from trekbot.errors import RecordsUnavailable, UnknownAnswer
from trekbot.wiring import Trekbot

MAX_COMMENT_CHARACTERS = 2_000
WRITERS = 4
MAX_WAIT_S = 2.0  # for a writer to be free


class FeedbackRequest(BaseModel):
    """A verdict on an answer; a second one replaces the first, its comment too."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=f"^{REPLY_ID}$", description="the `id` of an answer of the last 30 days, as it was given")
    verdict: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=MAX_COMMENT_CHARACTERS), MENDED] | None = Field(
        None, description=f"at most {MAX_COMMENT_CHARACTERS} characters, and nothing else of the learner is kept"
    )


def feedback_routes(trekbot: Trekbot) -> APIRouter:
    """The route for verdicts."""
    router = APIRouter(tags=["chat"])
    writers = anyio.CapacityLimiter(WRITERS)

    @router.post(
        "/v1/feedback",
        summary="Say what an answer was worth",
        description="An `id` carries a signature: one that was not given here, or is older than 30 days, is a 422.",
        status_code=202,
        dependencies=[Depends(require_json)],
        response_class=Response,
        responses=documented(400, 408, 413, 415, 422, 503),
    )
    async def feedback(request: FeedbackRequest) -> Response:
        _check(trekbot, request)
        with anyio.move_on_after(MAX_WAIT_S):
            await anyio.to_thread.run_sync(partial(_keep, trekbot, request), limiter=writers)
            return Response(status_code=202)
        raise RecordsUnavailable("Feedback arrives faster than it can be written.")

    return router


def _check(trekbot: Trekbot, request: FeedbackRequest) -> None:
    try:
        trekbot.answer_ids.check(request.id)
    except UnknownAnswer as error:
        fault = {"type": "unknown_answer", "loc": ("body", "id"), "msg": str(error).rstrip("."), "input": request.id}
        raise RequestValidationError([fault]) from None


def _keep(trekbot: Trekbot, request: FeedbackRequest) -> None:
    trekbot.feedback.put(request.id, request.verdict, (request.comment or "").strip() or None)
