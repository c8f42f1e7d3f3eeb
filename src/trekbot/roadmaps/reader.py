"""Read a corpus from its folder, or say everything that is wrong with it, all in one run.

First the files are found and each page's fields are checked, then what holds between pages: numbers and
requirements. Bodies are parsed last, and only where there is no error: Markdown cannot be wrong, only slow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from trekbot.errors import CorpusError
from trekbot.roadmaps.discovery import FoundRoadmap, FoundStage, find_roadmaps
from trekbot.roadmaps.faults import Fault, FaultList
from trekbot.roadmaps.fields import Fields
from trekbot.roadmaps.folding import fold
from trekbot.roadmaps.front_matter import read_front_matter
from trekbot.roadmaps.markdown import read_sections
from trekbot.roadmaps.model import Corpus, Roadmap, Section, Stage, StageKey
from trekbot.roadmaps.references import Requirement, Resolved, note_duplicate_numbers, resolve
from trekbot.roadmaps.source import Source, read_source

ROADMAP_FIELDS = ("title", "summary", "level", "estimated_time", "updated", "maintained_by", "url")
STAGE_FIELDS = ("number", "title", "summary", "tags", "requires", "estimated_time", "url")


@dataclass(frozen=True)
class Reading:
    """What came of reading a folder; `corpus` is None exactly if there are errors."""

    corpus: Corpus | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        return tuple(fault for fault in self.faults if fault.severity == "warning")


def load_corpus(folder: Path) -> Corpus:
    """Read a corpus.

    Raises:
        CorpusError: it has errors; the message holds every one, a line each.
    """
    reading = read_corpus(folder)
    if reading.corpus is None:
        raise CorpusError("\n".join(str(fault) for fault in reading.errors))
    return reading.corpus


def read_corpus(folder: Path) -> Reading:
    """Read a corpus with all its faults, errors and warnings; no content of a file makes this raise."""
    faults = FaultList()
    roadmaps = [_RoadmapDraft(found, faults) for found in find_roadmaps(folder, faults)]
    stages = [stage for roadmap in roadmaps for stage in roadmap.stages]
    requirements = [stage.requirement for stage in stages]
    note_duplicate_numbers(requirements, {stage.page.path: stage.page.line("number") for stage in stages}, faults)
    resolved = resolve(requirements, faults)
    reading = Reading(None, faults.in_order())
    if reading.errors:
        return reading
    files = {}
    for page in [roadmap.page for roadmap in roadmaps] + [stage.page for stage in stages]:
        if page is not None and page.source is not None:
            files[page.path.relative_to(folder).as_posix()] = page.source.sha256
    built = tuple(roadmap.build(resolved) for roadmap in roadmaps)
    return Reading(Corpus(built, dict(sorted(files.items()))), reading.faults)


class _Page:
    """One file: its text and its fields, as far as they can be read."""

    def __init__(self, path: Path, known: Sequence[str], faults: FaultList) -> None:
        self.path = path
        self.source: Source | None = read_source(path, faults)
        self._body = ""
        self.fields: Fields | None = None
        front_matter = read_front_matter(self.source.text, path, faults) if self.source else None
        if front_matter is not None:
            self._body = front_matter.body
            self.fields = Fields(front_matter, path, faults)
            self.fields.warn_of_unknown(known)

    def line(self, name: str) -> int:
        return self.fields.line(name) if self.fields else 1

    @property
    def raw(self) -> dict[str, str]:
        return self.fields.raw if self.fields else {}

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        if self.source is None or not self._body.strip():
            return ()
        return read_sections(self._body, fold(self.source.text))


class _StageDraft:
    """One stage's checked fields; anything may be empty while there are errors."""

    def __init__(self, found: FoundStage, roadmap: str, faults: FaultList) -> None:
        self.page = _Page(found.path, STAGE_FIELDS, faults)
        self.key = StageKey(roadmap, found.slug)
        fields = self.page.fields
        self.number = fields.number("number") if fields else None
        self.title = fields.required_text("title") if fields else ""
        self.summary = fields.required_text("summary") if fields else ""
        self.tags = (fields.texts("tags") if fields else None) or ()
        self.estimated_time = fields.optional_text("estimated_time") if fields else None
        self.url = fields.address("url") if fields else None
        requires = fields.texts("requires") if fields else None
        stated = fields is None or "requires" in fields.raw  # of a file without fields nothing is known: no guess
        self.requirement = Requirement(self.key, found.path, self.number, requires, stated, self.page.line("requires"))

    def build(self, resolved: Resolved) -> Stage:
        return Stage(
            key=self.key,
            number=self.number or 0,
            title=self.title,
            summary=self.summary,
            tags=self.tags,
            requires=resolved[self.key],
            requires_stated=self.requirement.stated,
            estimated_time=self.estimated_time,
            url=self.url,
            sections=self.page.sections,
            fields=self.page.raw,
        )


class _RoadmapDraft:
    """One roadmap's checked fields and stages."""

    def __init__(self, found: FoundRoadmap, faults: FaultList) -> None:
        self.slug = found.slug
        self.page = _Page(found.page, ROADMAP_FIELDS, faults) if found.page else None
        fields = self.page.fields if self.page else None
        self.title = fields.required_text("title") if fields else ""
        self.summary = fields.required_text("summary") if fields else ""
        self.facts = {
            name: fields.optional_text(name) if fields else None
            for name in ("level", "estimated_time", "updated", "maintained_by")
        }
        self.url = fields.address("url") if fields else None
        self.stages = [_StageDraft(stage, found.slug, faults) for stage in found.stages]

    def build(self, resolved: Resolved) -> Roadmap:
        ordered = sorted(self.stages, key=lambda stage: stage.number or 0)
        return Roadmap(
            slug=self.slug,
            title=self.title,
            summary=self.summary,
            level=self.facts["level"],
            estimated_time=self.facts["estimated_time"],
            updated=self.facts["updated"],
            maintained_by=self.facts["maintained_by"],
            url=self.url,
            sections=self.page.sections if self.page else (),
            stages=tuple(stage.build(resolved) for stage in ordered),
            fields=self.page.raw if self.page else {},
        )
