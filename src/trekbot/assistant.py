"""The question's path, readable on one screen: understand, gather and draft, verify, compose.

One path and one iterator: every face and every eval reads `Assistant.stream`, so what is measured is what is served.
Sentences are streamed, not tokens: each is verified, then shown, and never taken back.
"""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trekbot.answering.answerer import Answerer
from trekbot.answering.claims import Claim, Draft, Notice, Step, VerifiedClaim, joint_authorship
from trekbot.answering.compose import Composer
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.refusals import NOTHING_VERIFIED
from trekbot.answering.reply import Citation, Reply, Status
from trekbot.answering.suggestions import choose_suggestions
from trekbot.answering.verify import verify
from trekbot.errors import UnknownPlace
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query
from trekbot.retrieval.question import Page, Question, Turn

__all__ = ["Assistant", "Done", "Event", "Gathered", "Page", "Question", "Said", "Turn", "Understood"]


@dataclass(frozen=True)
class Understood:
    """The message's questions, each standing alone."""

    queries: tuple[Query, ...]


@dataclass(frozen=True)
class Gathered:
    """How many sentences were drafted, before they are verified."""

    count: int


@dataclass(frozen=True)
class Said:
    """The answer's next characters, and the citations first used in them."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Done:
    """The whole reply; the texts said before, put together, are its answer."""

    reply: Reply


Event = Understood | Gathered | Said | Done


class Assistant:
    """Answers questions from whatever index is current when they are asked.

    Args:
        library: gives the current library; one question keeps the one it began with.
        public_url: put before addresses of Trekbot's own pages in citations.
        answerer: drafts the answers; extractive by default.
    """

    def __init__(self, library: Callable[[], Library], public_url: str = "", answerer: Answerer | None = None) -> None:
        self._library = library
        self._public_url = public_url
        self._answerer = answerer or ExtractiveAnswerer()

    def ask(self, question: Question) -> Reply:
        """Read the stream to its end."""
        return next(event.reply for event in self.stream(question) if isinstance(event, Done))

    def stream(self, question: Question) -> Iterator[Event]:
        """Answer sentence by sentence; the last event is `Done`.

        Raises:
            UnknownPlace: the question names a roadmap that the index does not hold.
            IndexUnavailable: no index can answer.
        """
        clock = _Clock()
        library = self._library()
        _check_place(library, question)
        queries = library.understanding.understand(question)
        clock.lap("understand")
        yield Understood(queries)

        drafts = [self._answerer.draft(library, query) for query in queries]
        steps = _joined(drafts)
        clock.lap("retrieve")
        yield Gathered(len(steps))

        verified = [(step, checked) for step in steps if (checked := _checked(step, library)) is not None]
        answered = any(not isinstance(checked, Notice) for _, checked in verified)
        if not answered:
            verified = [(step, checked) for step, checked in verified if isinstance(checked, Notice)]
            verified = verified or [(Step(NOTHING_VERIFIED), NOTHING_VERIFIED)]
        clock.lap("verify")

        composer = Composer(library.corpus, self._public_url)
        for step, checked in verified:
            piece = composer.add(checked, step.layout)
            yield Said(piece.text, piece.citations)
        status: Status = (
            "answered" if answered else "declined" if all(draft.declined for draft in drafts) else "not_covered"
        )
        suggestions = choose_suggestions([draft.suggestions for draft in drafts], question, library)
        by = joint_authorship(drafts)
        clock.lap("answer")
        yield Done(
            Reply(
                id=secrets.token_urlsafe(16),
                status=status,
                answer=composer.text,
                notices=tuple(composer.notices),
                citations=tuple(composer.citations),
                suggestions=suggestions,
                engine=by.engine,
                prompt=by.prompt,
                degraded=by.degraded,
                index=library.index.fingerprint,
                usage={"input_tokens": by.input_tokens, "output_tokens": by.output_tokens},
                timings_ms=clock.timings(),
            )
        )


def _joined(drafts: list[Draft]) -> list[Step]:
    """Put the drafts of several questions one after another, each in its own paragraph, each quote once."""
    steps: list[Step] = []
    said: set[str] = set()
    for draft in drafts:
        fresh = bool(steps)
        for step in draft.steps:
            if isinstance(step.content, Claim) and step.content.quoted:
                if step.content.text in said and step.layout in ("sentence", "paragraph"):
                    continue  # what came before has quoted it
                said.add(step.content.text)
            steps.append(Step(step.content, "paragraph") if fresh and step.layout == "sentence" else step)
            fresh = False
    return steps


def _checked(step: Step, library: Library) -> VerifiedClaim | Notice | None:
    return verify(step.content, library.sources) if isinstance(step.content, Claim) else step.content


def _check_place(library: Library, question: Question) -> None:
    if question.roadmap is not None and library.corpus.roadmap(question.roadmap) is None:
        raise UnknownPlace(f"There is no roadmap {question.roadmap!r}.", "GET /v1/roadmaps lists them.")


class _Clock:
    """Wall-clock milliseconds by phase."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, phase: str) -> None:
        now = time.perf_counter()
        self._laps[phase] = now - self._last
        self._last = now

    def timings(self) -> dict[str, int]:
        laps = {
            phase: round(1000 * self._laps.get(phase, 0.0)) for phase in ("understand", "retrieve", "answer", "verify")
        }
        return {**laps, "total": round(1000 * (self._last - self._began))}
