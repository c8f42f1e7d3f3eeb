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
