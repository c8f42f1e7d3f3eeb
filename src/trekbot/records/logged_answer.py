"""One answer as the question log keeps it: what was asked and said, and by what. Of the learner, nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class LoggedAnswer:
    """A question with its answer.

    Args:
        id: the answer's, which feedback names too.
        at: when it was given, with a time zone.
        site: the key of the site that was asked from; it, `roadmap` and the page are as they were asked for.
        page_stage: None on a roadmap's own page, and where no page was named.
        history: the turns before, oldest first, each `role` and `content`.
        citations: each `roadmap`, `stage`, `section` and `quote`, as the answer has them.
        index: fingerprint of the corpus and the index settings.
        embedding_model: name and hash of weights.
        version: Trekbot's.
        total_ms: wall-clock milliseconds that the answer took.
    """

    id: str
    at: datetime
    site: str | None
    roadmap: str | None
    page_roadmap: str | None
    page_stage: str | None
    question: str
    history: tuple[Mapping[str, str], ...]
    status: str
    answer: str
    notices: tuple[str, ...]
    citations: tuple[Mapping[str, str | None], ...]
    engine: str
    prompt: str | None
    degraded: str | None
    index: str
    embedding_model: str
    version: str
    total_ms: int
