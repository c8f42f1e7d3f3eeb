"""GET /trek/…: a stage or a roadmap as a page to read, which is where citations lead.

The pages need no script and load nothing but one stylesheet from this server; the policy sent along says so.
"""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from trekbot.api.html_pages import READING, html_page
from trekbot.api.section_html import section_html
from trekbot.index.opened import OpenIndex
from trekbot.roadmaps.model import Corpus, Roadmap, Section, Stage, StageKey
from trekbot.wiring import Trekbot


def stage_pages(trekbot: Trekbot) -> APIRouter:
    """The pages of stages and roadmaps."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/trek/{roadmap}", methods=READING)
    def roadmap_page(roadmap: str) -> HTMLResponse:
        index = trekbot.holder.current()
        found = index.corpus.roadmap(roadmap)
        if found is None:
            return html_page("missing.html", {"roadmaps": index.corpus.roadmaps}, 404)
        return html_page("roadmap.html", {"roadmap": found, "sections": _sections(found.sections, found.slug)})

    @router.api_route("/trek/{roadmap}/{stage}", methods=READING)
    def stage_page(roadmap: str, stage: str) -> HTMLResponse:
        index = trekbot.holder.current()
        key = StageKey(roadmap, stage)
        if key not in index.corpus.stages:
            return html_page("missing.html", {"roadmaps": index.corpus.roadmaps}, 404)
        return html_page("stage.html", _stage_fields(index, index.corpus.stages[key]))

    return router


def _stage_fields(index: OpenIndex, stage: Stage) -> dict[str, object]:
    roadmap = index.corpus.roadmap(stage.key.roadmap)
    assert roadmap is not None  # the corpus maps only stages of its roadmaps
    following = index.graph.next_stage(stage.key)
    previous = index.graph.previous_stage(stage.key)
    return {
        "stage": stage,
        "roadmap": roadmap,
        "place": _place(stage, roadmap),
        "requires": _stages(index.corpus, index.graph.prerequisites(stage.key)),
        "leads_to": _stages(index.corpus, index.graph.dependents(stage.key)),
        "next": index.corpus.stages[following] if following else None,
        "previous": index.corpus.stages[previous] if previous else None,
        "sections": _sections(stage.sections, roadmap.slug),
    }


def _place(stage: Stage, roadmap: Roadmap) -> str:
    """Say where a stage stands; numbers may have gaps, so a number alone does not tell how far along it is."""
    place, count = roadmap.stages.index(stage) + 1, len(roadmap.stages)
    if stage.number == place:
        return f"Stage {place} of {count}"
    return f"Stage {stage.number}, the {place}. of {count}"


def _stages(corpus: Corpus, keys: Sequence[StageKey]) -> list[Stage]:
    return [corpus.stages[key] for key in keys]


def _sections(sections: Sequence[Section], roadmap: str) -> list[dict[str, object]]:
    return [
        {
            "anchor": section.anchor,
            "heading": section.heading,
            "level": min(max(section.level, 2), 6),  # the page's title is its only level-1 heading
            "html": section_html(section.markdown, roadmap),
        }
        for section in sections
    ]
