"""GET /v1/search: the passages that answer a query best, without an answer made of them."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from trekbot.api.places import find_roadmap
from trekbot.api.problems import documented
from trekbot.api.question import MAX_QUESTION_CHARACTERS, MENDED, is_visible
from trekbot.wiring import Trekbot

MAX_RESULTS = 50


class Found(BaseModel):
    """A passage and its place; a null stage is the roadmap's own page."""

    roadmap: str
    stage: str | None
    stage_number: int | None
    title: str
    section: str | None
    text: str
    score: Annotated[float, Query(ge=0, le=1)]
    url: str


class SearchAnswer(BaseModel):
    """Passages, best first."""

    results: list[Found]


def search_routes(trekbot: Trekbot) -> APIRouter:
    """The search route."""
    router = APIRouter(tags=["roadmaps"])

    @router.get("/v1/search", summary="Search the roadmaps", responses=documented(404, 422, 503))
    def search(
        q: Annotated[str, Query(max_length=MAX_QUESTION_CHARACTERS), MENDED],
        roadmap: str | None = None,
        limit: Annotated[int, Query(ge=1, le=MAX_RESULTS)] = 10,
    ) -> SearchAnswer:
        if not is_visible(q):
            raise RequestValidationError([{"type": "missing", "loc": ("query", "q"), "msg": "the query is empty"}])
        if roadmap is not None:
            find_roadmap(trekbot.holder.current().corpus, roadmap)
        return SearchAnswer(results=[Found(**result.to_dict()) for result in trekbot.search(q, roadmap, limit)])

    return router
