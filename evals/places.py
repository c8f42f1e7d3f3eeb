"""Pages of a corpus as questions and grades name them: `roadmap/stage`, and `roadmap/` for a roadmap's own page."""

from collections.abc import Mapping

from trekbot.roadmaps.model import Corpus, Roadmap, Stage

Place = str


def place_of(roadmap: str, stage: str | None) -> Place:
    return f"{roadmap}/{stage or ''}"


def places_of(corpus: Corpus) -> Mapping[Place, Roadmap | Stage]:
    """Give every page of a corpus by its place."""
    pages: dict[Place, Roadmap | Stage] = {place_of(roadmap.slug, None): roadmap for roadmap in corpus}
    return pages | {place_of(*key): stage for key, stage in corpus.stages.items()}


def page_of(place: Place) -> Place:
    """Give the page of a place that may name a heading: `roadmap/stage#Heading`."""
    return place.partition("#")[0]


def heading_of(place: Place) -> str | None:
    """Give the heading that a place names, None for a whole page."""
    _, mark, heading = place.partition("#")
    return heading if mark else None
