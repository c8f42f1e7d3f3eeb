"""Reading made short for tests: one valid roadmap, one file of it changed, and the faults as lines."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from tests.corpora import roadmap_page, stage_page, write_corpus
from trekbot.roadmaps.reader import Reading, read_corpus

PAGE = "roadmaps/law/roadmap.md"
FIRST = "roadmaps/law/stages/01-contracts.md"
SECOND = "roadmaps/law/stages/02-torts.md"

LAW: Mapping[str, str] = {
    PAGE: roadmap_page(title="The Law trek", summary="From contracts to courts."),
    FIRST: stage_page(1, "Contracts", "How agreements bind."),
    SECOND: stage_page(2, "Torts", "Who pays for harm."),
}


def read(folder: Path, files: Mapping[str, str | bytes] = MappingProxyType({})) -> Reading:
    """Read the law corpus with some files put in place of its own, or added."""
    return read_corpus(write_corpus(folder / "corpus", {**LAW, **files}))


def errors(folder: Path, files: Mapping[str, str | bytes] = MappingProxyType({})) -> list[str]:
    """Give the errors of `read` as lines, with paths from the corpus folder."""
    return [str(fault).removeprefix(f"{folder}/corpus/") for fault in read(folder, files).errors]


def warnings(folder: Path, files: Mapping[str, str | bytes] = MappingProxyType({})) -> list[str]:
    """Give the warnings of `read` as lines, with paths from the corpus folder."""
    return [str(fault).removeprefix(f"{folder}/corpus/") for fault in read(folder, files).warnings]
