"""GET /v1/roadmaps and below: what the corpus holds, as it is indexed."""

from fastapi import APIRouter
from pydantic import BaseModel

from trekbot.api.places import find_roadmap, find_stage, name_of
from trekbot.api.problems import documented
from trekbot.roadmaps.addresses import roadmap_url, stage_url
from trekbot.roadmaps.model import Corpus, Roadmap, Stage
from trekbot.wiring import Trekbot


class RoadmapEntry(BaseModel):
    """A roadmap's front matter; `stages` counts them."""

    roadmap: str
    title: str
    summary: str
    level: str | None
    estimated_time: str | None
    updated: str | None
    maintained_by: str | None
    stages: int
    url: str


class RoadmapList(BaseModel):
    """Every roadmap, by slug."""

    roadmaps: list[RoadmapEntry]


class StageEntry(BaseModel):
    """A stage's front matter; `requires` names other roadmaps' stages as `roadmap/stage`."""

    stage: str
    number: int
    title: str
    summary: str
    tags: list[str]
    requires: list[str]
    url: str


class SectionText(BaseModel):
    """The text under one heading, without marks; null: the text before the first heading."""

    heading: str | None
    text: str


class WholeStage(StageEntry):
    """A stage with its text."""

    sections: list[SectionText]


class WholeRoadmap(BaseModel):
    """A roadmap's front matter with its stages in order."""

    roadmap: str
    title: str
    summary: str
    level: str | None
    estimated_time: str | None
    updated: str | None
    maintained_by: str | None
    url: str
    stages: list[StageEntry]


def roadmap_routes(trekbot: Trekbot) -> APIRouter:
    """The list of roadmaps, one roadmap, one stage."""
    router = APIRouter(prefix="/v1/roadmaps", tags=["roadmaps"])
    base = trekbot.settings.public_url.rstrip("/")

    def corpus() -> Corpus:
        return trekbot.holder.current().corpus

    @router.get("", summary="List the roadmaps", responses=documented(503))
    def roadmaps() -> RoadmapList:
        return RoadmapList(roadmaps=[_roadmap_entry(roadmap, base) for roadmap in corpus()])

    @router.get("/{roadmap}", summary="Show a roadmap's stages in order", responses=documented(404, 503))
    def one_roadmap(roadmap: str) -> WholeRoadmap:
        found = find_roadmap(corpus(), roadmap)
        entry = _roadmap_entry(found, base).model_dump(exclude={"stages"})
        return WholeRoadmap(**entry, stages=[_stage_entry(stage, base) for stage in found.stages])

    @router.get("/{roadmap}/stages/{stage}", summary="Show a stage's text", responses=documented(404, 503))
    def one_stage(roadmap: str, stage: str) -> WholeStage:
        found = find_stage(corpus(), roadmap, stage)
        sections = [SectionText(heading=section.heading, text=section.text) for section in found.sections]
        return WholeStage(**_stage_entry(found, base).model_dump(), sections=sections)

    return router


def _roadmap_entry(roadmap: Roadmap, base: str) -> RoadmapEntry:
    return RoadmapEntry(
        roadmap=roadmap.slug,
        title=roadmap.title,
        summary=roadmap.summary,
        level=roadmap.level,
        estimated_time=roadmap.estimated_time,
        updated=roadmap.updated,
        maintained_by=roadmap.maintained_by,
        stages=len(roadmap.stages),
        url=roadmap_url(roadmap, base=base),
    )


def _stage_entry(stage: Stage, base: str) -> StageEntry:
    return StageEntry(
        stage=stage.key.stage,
        number=stage.number,
        title=stage.title,
        summary=stage.summary,
        tags=list(stage.tags),
        requires=[name_of(key, stage.key.roadmap) for key in stage.requires],
        url=stage_url(stage, base=base),
    )
