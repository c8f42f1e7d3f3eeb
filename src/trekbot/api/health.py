"""Whether Trekbot lives, and whether it can answer.

Ready means: an index is open and the model that embeds a question is loaded. What is broken but does not keep
it from answering (a corpus with errors while the last good index serves, say) is listed, and stays green.
"""

from dataclasses import dataclass, field
from threading import Lock

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from trekbot.errors import IndexUnavailable
from trekbot.wiring import Trekbot

RETRY_AFTER_S = 1


@dataclass
class Readiness:
    """What the work beside the server reports; `degraded` names what is broken, once each.

    `model_loaded` starts as False where somebody is about to load the model.
    """

    model_loaded: bool = True
    _degraded: dict[str, str | None] = field(default_factory=dict)  # name -> generation that it holds for, None: all
    _lock: Lock = field(default_factory=Lock)

    def degrade(self, name: str, generation: str | None = None) -> None:
        """Report a fault; with a generation, it is over as soon as another one is served."""
        with self._lock:
            self._degraded[name] = generation

    def mend(self, name: str) -> None:
        with self._lock:
            self._degraded.pop(name, None)

    def degraded(self, generation: str) -> list[str]:
        with self._lock:
            return sorted(name for name, held in self._degraded.items() if held in (None, generation))


def health_routes(trekbot: Trekbot, readiness: Readiness) -> APIRouter:
    """GET /healthz and /readyz."""
    router = APIRouter(tags=["health"])

    @router.get("/healthz", summary="Whether the process is alive")
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", summary="Whether questions can be answered")
    def readyz() -> JSONResponse:
        try:
            generation = trekbot.holder.current().generation
        except IndexUnavailable:
            return _not_ready("index")
        if not readiness.model_loaded:
            return _not_ready("model")
        degraded = sorted({*readiness.degraded(generation), *trekbot.degraded()})
        return JSONResponse({"status": "degraded" if degraded else "ready", "degraded": degraded})

    return router


def _not_ready(missing: str) -> JSONResponse:
    body = {"status": "starting", "degraded": [missing]}
    return JSONResponse(body, 503, {"Retry-After": str(RETRY_AFTER_S)})
