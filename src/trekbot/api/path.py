"""GET /v1/path: what to learn for a stage, in order, without what is known already."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel

from trekbot.api.places import find_stage, name_of
from trekbot.api.problems import documented, shown
from trekbot.api.question import MAX_NAME_CHARACTERS
from trekbot.roadmaps.model import Corpus, StageKey
from trekbot.wiring import Trekbot

MAX_KNOWN = 100


class PathStep(BaseModel):
    """A stage to learn; `because` are the stages of the path that build on it, other roadmaps' as `roadmap/stage`."""

    roadmap: str
    stage: str
    number: int
    title: str
    because: list[str]


class Skipped(BaseModel):
    """A stage up to the wanted one that need not be learned."""

    roadmap: str
    stage: str
    reason: str


class LearningOrder(BaseModel):
    """The path to a stage, in the order to learn."""

    stages: list[PathStep]
    skipped: list[Skipped]


def path_routes(trekbot: Trekbot) -> APIRouter:
    """The route for learning paths."""
    router = APIRouter(tags=["roadmaps"])

    @router.get("/v1/path", summary="Find what to learn for a stage", responses=documented(404, 422, 503))
    def path(
        to: Annotated[str, Query(description="roadmap/stage")],
        known: Annotated[
            list[Annotated[str, Query(max_length=MAX_NAME_CHARACTERS)]],
            Query(max_length=MAX_KNOWN, description="what is known: a stage (`roadmap/stage` or `stage`) or a tag"),
        ] = [],  # noqa: B006 (FastAPI copies it)
    ) -> LearningOrder:
        index = trekbot.holder.current()
        roadmap, _, slug = to.strip().casefold().partition("/")
        target = find_stage(index.corpus, roadmap, slug)
        names = _known_stages(index.corpus, target.key, known)
        found = index.graph.path(target.key, names.keys())
        skipped = found.skipped if found.steps else (*found.skipped, target.key)
        return LearningOrder(
            stages=[
                PathStep(
                    roadmap=step.key.roadmap,
                    stage=step.key.stage,
                    number=index.corpus.stages[step.key].number,
                    title=index.corpus.stages[step.key].title,
                    because=[name_of(key, step.key.roadmap) for key in step.because],
                )
                for step in found.steps
            ],
            skipped=[Skipped(roadmap=key.roadmap, stage=key.stage, reason=_reason(names.get(key))) for key in skipped],
        )

    return router


def _known_stages(corpus: Corpus, target: StageKey, known: Sequence[str]) -> dict[StageKey, str]:
    """Map each known stage to the name by which it is known; one unknown name refuses them all."""
    stages: dict[StageKey, str] = {}
    faults = []
    for place, name in enumerate(known):
        meant = _stages_named(corpus, target, name.strip().casefold())
        stages.update({key: name.strip() for key in meant if key not in stages})
        if not meant:
            message = f"'{shown(name)}' is neither a stage nor a tag"
            faults.append({"type": "unknown", "loc": ("query", "known", place), "msg": message})
    if faults:
        raise RequestValidationError(faults)
    return stages


def _stages_named(corpus: Corpus, target: StageKey, name: str) -> list[StageKey]:
    """Find the stages of a name: an address, else a slug (the target's own roadmap first), else a tag."""
    same_slug = [key for key in corpus.stages if name in (str(key), key.stage)]
    own = [key for key in same_slug if key.roadmap == target.roadmap]
    return own or same_slug or [key for key, stage in corpus.stages.items() if name in map(str.casefold, stage.tags)]


def _reason(name: str | None) -> str:
    return f"known: {name}" if name else "only what is known builds on it"
