"""The whole HTTP face put together."""

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from starlette.types import ASGIApp

from trekbot import __version__
from trekbot.api.chat import chat_routes
from trekbot.api.docs_page import docs_routes
from trekbot.api.feedback import feedback_routes
from trekbot.api.front_page import Elsewhere, FrontPage
from trekbot.api.headers import SafeHeaders
from trekbot.api.health import Readiness, health_routes
from trekbot.api.html_pages import stylesheet_route
from trekbot.api.limits import BodyLimit
from trekbot.api.llm_metrics import LanguageModelUse
from trekbot.api.metrics import Metrics, RequestLog, metrics_routes
from trekbot.api.openapi import describe
from trekbot.api.path import path_routes
from trekbot.api.problems import UnexpectedErrors, add_problem_handlers
from trekbot.api.question_log_metrics import QuestionLogUse
from trekbot.api.roadmaps import roadmap_routes
from trekbot.api.search import search_routes
from trekbot.api.stage_page import stage_pages
from trekbot.wiring import Trekbot

# FastAPI's own records hold whole bodies, and so the questions.
NO_TELEMETRY: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}


def create_app(trekbot: Trekbot, page: ASGIApp | None = None, readiness: Readiness | None = None) -> FastAPI:
    """Build the application.

    Args:
        trekbot: what answers.
        page: what shows the chat page at `/` and all that no route answers; a `FrontPage` may get it later.
        readiness: what the work beside the server reports; without it, only the index is asked.
    """
    app = FastAPI(
        title="Trekbot",
        version=__version__,
        summary="Answers about learning roadmaps, each sentence with its source.",
        docs_url=None,  # FastAPI's own pages load scripts from another host
        redoc_url=None,
        redirect_slashes=False,  # an unknown address under /v1 is a problem, not a redirect
        telemetry=NO_TELEMETRY,
    )
    metrics = Metrics(trekbot.model_name)
    if trekbot.budget is not None:
        metrics.registry.register(LanguageModelUse(trekbot.budget, trekbot.prices))
    if trekbot.question_writer is not None:
        metrics.registry.register(QuestionLogUse(trekbot.question_writer))
    add_problem_handlers(app)
    for router in (
        chat_routes(trekbot, metrics),
        roadmap_routes(trekbot),
        search_routes(trekbot),
        path_routes(trekbot),
        feedback_routes(trekbot),
        health_routes(trekbot, readiness or Readiness()),
        metrics_routes(metrics),
        stage_pages(trekbot),
        docs_routes(app),
        stylesheet_route(),
    ):
        app.include_router(router)
    # A mount at "/" would win over a known address with a wrong method, so the page is what the router falls back to.
    front_page = page if isinstance(page, FrontPage) else FrontPage(page)
    app.router.default = Elsewhere(front_page, app.router.not_found)
    app.add_middleware(BodyLimit)
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(SafeHeaders)
    app.add_middleware(RequestLog, metrics=metrics)
    describe(app)
    return app
