"""What is counted, for Prometheus, and one log line a request: never a question's text.

Routes are counted by their template and unknown addresses as one, so that a caller cannot make up labels.
"""

import logging
import time
from urllib.parse import quote

from fastapi import APIRouter, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from trekbot.answering.reply import Reply
from trekbot.api.headers import FRONT_PAGE

logger = logging.getLogger(__name__)

PHASE_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SHOWN_PATH_CHARACTERS = 120
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})  # asked every few seconds by machines


class Metrics:
    """The counters of one application, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "trekbot_requests", "Requests by route and status", ["method", "route", "status"], registry=self.registry
        )
        self._answers = Counter("trekbot_answers", "Answers by status", ["status"], registry=self.registry)
        self._seconds = Histogram(
            "trekbot_answer_seconds", "Seconds by phase", ["phase"], buckets=PHASE_SECONDS, registry=self.registry
        )

    def answered(self, reply: Reply) -> None:
        self._answers.labels(reply.status).inc()
        for phase, milliseconds in reply.timings_ms.items():
            self._seconds.labels(phase).observe(milliseconds / 1000)

    def requested(self, method: str, route: str, status: int) -> None:
        self._requests.labels(method if method in METHODS else "other", route, str(status)).inc()


def metrics_routes(metrics: Metrics) -> APIRouter:
    """GET /metrics."""
    router = APIRouter(tags=["health"])

    @router.get("/metrics", summary="Counters for Prometheus", response_class=Response)
    def show() -> Response:
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    return router


class RequestLog:
    """Count and log every request when its response is over, or its caller gone."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        began, status = time.perf_counter(), 499  # the status that servers log where the caller left first

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = _route(scope)
            self._metrics.requested(scope["method"], route, status)
            if route not in QUIET_ROUTES:
                milliseconds = (time.perf_counter() - began) * 1000
                path = quote(scope["path"][:SHOWN_PATH_CHARACTERS], safe="/:@")  # no line breaks, no escapes
                logger.info("request %s %s status=%d ms=%.0f", scope["method"][:10], path, status, milliseconds)


def _route(scope: Scope) -> str:
    if scope.get(FRONT_PAGE):
        return "page"
    return getattr(scope.get("route"), "path", "unknown")
