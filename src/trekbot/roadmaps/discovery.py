"""Which files of a folder are the corpus, found by their names alone.

    <folder>/roadmaps/<roadmap>/roadmap.md
    <folder>/roadmaps/<roadmap>/stages/NN-<stage>.md

Whatever else lies there (a README, pictures, dotfiles) is a site's own affair and passed over. A Markdown file among
the stages without its number is an error, since nobody would notice that it is missing; names that look like a stage
in the wrong place are warnings.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trekbot.roadmaps.faults import FaultList, shown_value
from trekbot.roadmaps.links import LinkCheck
from trekbot.roadmaps.names import as_slug, is_slug

STAGE_FILE = re.compile(r"[0-9]+-(?P<slug>.*)\.md", re.DOTALL)
_STAGE_NAME = "name it NN-<stage>.md, with digits in front, or move it out of `stages/`"


@dataclass(frozen=True)
class FoundStage:
    """A stage's file, not yet opened. `slug` may be faulty; the fault is noted then."""

    slug: str
    path: Path


@dataclass(frozen=True)
class FoundRoadmap:
    """A roadmap's folder; `page` is None where it has no roadmap.md that can be read."""

    slug: str
    page: Path | None
    stages: tuple[FoundStage, ...]


def find_roadmaps(folder: Path, faults: FaultList) -> tuple[FoundRoadmap, ...]:
    """Give every roadmap folder with its files, by name; what is wrong with names, places and links is noted."""
    if not os.path.isdir(folder):
        faults.error(folder, 1, "is no folder", "name the folder that holds `roadmaps/`")
        return ()
    links = LinkCheck(folder, faults)
    top = folder / "roadmaps"
    allowed = _entries(folder, links, faults)
    if not os.path.isdir(top):
        faults.error(top, 1, "there is no such folder", "put each roadmap into `roadmaps/<roadmap>/`")
    if top not in allowed or not os.path.isdir(top):
        return ()
    folders = [path for path in _entries(top, links, faults) if os.path.isdir(path)]
    _check_slugs([(path.name, path) for path in folders], "roadmap", faults)
    if not folders:
        faults.error(top, 1, "there are no stages at all", "add a roadmap as `roadmaps/<roadmap>/stages/NN-<stage>.md`")
    return tuple(_find_roadmap(path, links, faults) for path in folders)


def _find_roadmap(folder: Path, links: LinkCheck, faults: FaultList) -> FoundRoadmap:
    entries = {path.name: path for path in _entries(folder, links, faults)}
    page = entries.get("roadmap.md")
    if page is None and not os.path.islink(folder / "roadmap.md"):
        misspelt = next((name for name in entries if name.lower() == "roadmap.md"), None)
        remedy = f"rename {shown_value(misspelt)}" if misspelt else "add it, with a `title` and a `summary`"
        faults.error(folder / "roadmap.md", 1, "this roadmap has no roadmap.md", remedy)
    for name, path in entries.items():
        if STAGE_FILE.fullmatch(name):
            faults.warning(path, 1, "is not read as a stage", "move it into the folder `stages/`")
    stages = _find_stages(entries["stages"], links, faults) if "stages" in entries else ()
    if not stages:
        faults.error(folder, 1, "this roadmap has no stages at all", "add one as `stages/NN-<stage>.md`")
    return FoundRoadmap(folder.name, page, stages)


def _find_stages(folder: Path, links: LinkCheck, faults: FaultList) -> tuple[FoundStage, ...]:
    if not os.path.isdir(folder):
        return ()
    found = []
    for path in _entries(folder, links, faults):
        named = STAGE_FILE.fullmatch(path.name)
        if named:
            found.append(FoundStage(named["slug"], path))
        elif path.suffix.lower() in (".md", ".markdown") and path.stem.lower() != "readme":
            faults.error(path, 1, "is no stage file", _STAGE_NAME)
        elif os.path.isdir(path) and any(STAGE_FILE.fullmatch(name) for name in _names(path, faults)):
            faults.warning(path, 1, "stages in a folder of their own are not read", "move them into `stages/`")
    _check_slugs([(stage.slug, stage.path) for stage in found], "stage", faults)
    return tuple(found)


def _check_slugs(named: Sequence[tuple[str, Path]], kind: str, faults: FaultList) -> None:
    """Note names that are no slugs, and those that are taken already, also where only the case differs."""
    first: dict[str, Path] = {}
    for slug, path in named:
        if not is_slug(slug):
            mended = as_slug(slug)
            remedy = "use words of a-z and 0-9, joined by `-`" + (f", such as '{mended}'" if mended else "")
            faults.error(path, 1, f"the {kind}'s slug {shown_value(slug)} is no slug", remedy)
        taken = first.setdefault(slug.casefold(), path)
        if taken is not path:
            what = f"the {kind}'s slug {shown_value(slug)} is a duplicate of {shown_value(taken.name)}"
            faults.error(path, 1, what, "rename one of the two; case makes no difference")


def _entries(folder: Path, links: LinkCheck, faults: FaultList) -> list[Path]:
    """List what may be read in a folder, by name, dotfiles left out."""
    paths = [folder / name for name in _names(folder, faults) if not name.startswith(".")]
    return [path for path in paths if links.allows(path)]


def _names(folder: Path, faults: FaultList) -> list[str]:
    try:
        return sorted(os.listdir(folder))
    except OSError as error:
        faults.error(folder, 1, f"the folder cannot be read ({error.strerror})", "give this user the right to read it")
        return []
