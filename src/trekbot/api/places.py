"""From the names in an address to roadmaps and stages, or the error that says which name is unknown."""

from trekbot.api.problems import shown
from trekbot.errors import UnknownPlace
from trekbot.roadmaps.model import Corpus, Roadmap, Stage, StageKey


def find_roadmap(corpus: Corpus, slug: str) -> Roadmap:
    """Raises UnknownPlace where the index holds no such roadmap."""
    roadmap = corpus.roadmap(slug)
    if roadmap is None:
        raise UnknownPlace(f"There is no roadmap '{shown(slug)}'.", "GET /v1/roadmaps lists those that there are.")
    return roadmap


def find_stage(corpus: Corpus, roadmap: str, slug: str) -> Stage:
    """Raises UnknownPlace where the index holds no such roadmap, or the roadmap no such stage."""
    stage = find_roadmap(corpus, roadmap).stage(slug)
    if stage is None:
        remedy = f"GET /v1/roadmaps/{roadmap} lists its stages."
        raise UnknownPlace(f"The roadmap '{roadmap}' has no stage '{shown(slug)}'.", remedy)
    return stage


def name_of(key: StageKey, roadmap: str) -> str:
    """Name a stage as a corpus file of `roadmap` would: `slug`, or `other-roadmap/slug`."""
    return key.stage if key.roadmap == roadmap else str(key)
