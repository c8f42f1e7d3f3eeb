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

from trekbot.answering.claims import EXTRACTIVE
from trekbot.api.headers import FRONT_PAGE
from trekbot.api.waiting import CALLER_LEFT
from trekbot.assistant import Done

logger = logging.getLogger(__name__)

PHASE_SECONDS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0)
FIRST_SENTENCE_SECONDS = (0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
SHOWN_PATH_CHARACTERS = 120
CALLER_LEFT_STATUS = 499  # what servers log where the caller left before the response's end
QUIET_ROUTES = frozenset({"/healthz", "/readyz", "/metrics"})  # asked every few seconds by machines


class Metrics:
    """The counters of one application, in a registry of their own.

    Args:
        model: the language model's name; any engine that is neither this nor `extractive` is counted as `other`.
    """

    def __init__(self, model: str | None = None) -> None:
        self.registry = CollectorRegistry()
        self._engines = frozenset({EXTRACTIVE.engine, *([model] if model else [])})
        ProcessCollector(registry=self.registry)
        self._requests = Counter(
            "trekbot_requests", "Requests by route and status", ["method", "route", "status"], registry=self.registry
        )
        self._answers = Counter(
            "trekbot_answers", "Answers by status and who wrote them", ["status", "engine"], registry=self.registry
        )
        self._degraded = Counter(
            "trekbot_degraded", "Answers that lacked a help, by reason", ["reason"], registry=self.registry
        )
        self._seconds = Histogram(
            "trekbot_answer_seconds", "Seconds by phase", ["phase"], buckets=PHASE_SECONDS, registry=self.registry
        )
        self._sentences = Counter(
            "trekbot_llm_sentences",
            "Sentences of the language model; verdict: kept, or why one was dropped",
            ["verdict"],
            registry=self.registry,
        )
        self._fallbacks = Counter(
            "trekbot_llm_fallbacks",
            "Texts of the language model that the extractive answer stood in for, by reason",
            ["reason"],
            registry=self.registry,
        )
        self._first_sentence = Histogram(
            "trekbot_llm_first_sentence_seconds",
            "Seconds from asking the language model to its first sentence shown",
            buckets=FIRST_SENTENCE_SECONDS,
            registry=self.registry,
        )

    def answered(self, done: Done) -> None:
        """Count one answer, and what became of the language model's texts on the way to it."""
        reply = done.reply
        self._answers.labels(reply.status, reply.engine if reply.engine in self._engines else "other").inc()
        if reply.degraded is not None:
            self._degraded.labels(reply.degraded).inc()
        for phase, milliseconds in reply.timings_ms.items():
            self._seconds.labels(phase).observe(milliseconds / 1000)
        for attempt in done.attempts:
            self._sentences.labels("kept").inc(attempt.kept)
            for dropped in attempt.dropped:
                self._sentences.labels(dropped.reason).inc()
            if attempt.fallback is not None:
                self._fallbacks.labels(attempt.fallback).inc()
            if attempt.first_sentence_s is not None:
                self._first_sentence.observe(attempt.first_sentence_s)

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
        began, status = time.perf_counter(), CALLER_LEFT_STATUS

        async def watch(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watch)
        finally:
            route = _route(scope)
            if scope.get(CALLER_LEFT):
                status = CALLER_LEFT_STATUS
            self._metrics.requested(scope["method"], route, status)
            if route not in QUIET_ROUTES:
                milliseconds = (time.perf_counter() - began) * 1000
                path = quote(scope["path"][:SHOWN_PATH_CHARACTERS], safe="/:@")  # no line breaks, no escapes
                logger.info("request %s %s status=%d ms=%.0f", scope["method"][:10], path, status, milliseconds)


def _route(scope: Scope) -> str:
    if scope.get(FRONT_PAGE):
        return "page"
    return getattr(scope.get("route"), "path", "unknown")
