"""What a sync has to do, worked out from hashes alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_STAGE_FILE = re.compile(r"roadmaps/(?P<roadmap>[^/]+)/stages/\d+-(?P<stage>[^/]+)\.md")
_ROADMAP_FILE = re.compile(r"roadmaps/(?P<roadmap>[^/]+)/roadmap\.md")


@dataclass(frozen=True)
class SyncPlan:
    """Ids by what has to happen to them, each list in alphabetical order."""

    add: tuple[str, ...]
    replace: tuple[str, ...]
    remove: tuple[str, ...]
    keep: tuple[str, ...]


def plan_sync(old: Mapping[str, str], new: Mapping[str, str]) -> SyncPlan:
    """Compare what is stored with what should be, both as id -> content hash."""
    both = sorted(old.keys() & new.keys())
    return SyncPlan(
        add=tuple(sorted(new.keys() - old.keys())),
        replace=tuple(id_ for id_ in both if old[id_] != new[id_]),
        remove=tuple(sorted(old.keys() - new.keys())),
        keep=tuple(id_ for id_ in both if old[id_] == new[id_]),
    )


def stage_hashes(files: Mapping[str, str]) -> dict[str, str]:
    """Turn a corpus' file hashes into `roadmap/stage` -> hash; a file's number is no part of its stage's name."""
    return {
        f"{match['roadmap']}/{match['stage']}": digest
        for path, digest in files.items()
        if (match := _STAGE_FILE.fullmatch(path))
    }


def roadmap_hashes(files: Mapping[str, str]) -> dict[str, str]:
    """Turn a corpus' file hashes into roadmap -> hash of its own page."""
    return {match["roadmap"]: digest for path, digest in files.items() if (match := _ROADMAP_FILE.fullmatch(path))}
