"""Where a citation leads: the site's own page of a roadmap or stage, else Trekbot's page of it."""

from trekbot.roadmaps.model import Roadmap, Stage


def stage_url(stage: Stage, anchor: str | None = None, base: str = "") -> str:
    """Give the stage's address: its front matter's `url`, else `{base}/trek/{roadmap}/{stage}`, with the section's
    anchor.

    A site's own page has anchors that Trekbot does not know, so its address gets none.
    """
    return stage.url or _fragment(f"{base}/trek/{stage.key.roadmap}/{stage.key.stage}", anchor)


def roadmap_url(roadmap: Roadmap, anchor: str | None = None, base: str = "") -> str:
    """Give the roadmap's address, as `stage_url` does."""
    return roadmap.url or _fragment(f"{base}/trek/{roadmap.slug}", anchor)


def _fragment(address: str, anchor: str | None) -> str:
    return f"{address}#{anchor}" if anchor else address
