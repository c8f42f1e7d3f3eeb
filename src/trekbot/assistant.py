"""The question's path, readable on one screen: understand, gather and draft, verify, compose.

One path and one iterator: every face and every eval reads `Assistant.stream`, so what is measured is what is served.
Sentences are streamed, not tokens: each is verified, then shown, and never taken back.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from trekbot.answering.answer_ids import random_id
from trekbot.answering.answerer import Answerer
from trekbot.answering.attempt import Attempt
from trekbot.answering.claims import Claim, Ending, Layout, Notice, Step, VerifiedClaim, joint_authorship
from trekbot.answering.compose import Composer
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.joiner import Joiner
from trekbot.answering.phase_clock import PhaseClock
from trekbot.answering.refusals import NOTHING_VERIFIED
from trekbot.answering.reply import Citation, Reply, Status
from trekbot.answering.suggestions import choose_suggestions
from trekbot.answering.usage import Price, no_price, usage_of
from trekbot.answering.verify import verify
from trekbot.errors import CallerGone, UnknownPlace
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query
from trekbot.retrieval.question import Page, Question, Turn

__all__ = ["Assistant", "Done", "Event", "Page", "Question", "Said", "Turn", "Understood"]


@dataclass(frozen=True)
class Understood:
    """The message's questions, each standing alone."""

    queries: tuple[Query, ...]


@dataclass(frozen=True)
class Said:
    """The answer's next characters, and the citations first used in them."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True)
class Done:
    """The whole reply; the texts said before, put together, are its answer.

    `attempts` are what became of a language model's texts, one for each of the message's questions that one was asked.
    """

    reply: Reply
    attempts: tuple[Attempt, ...] = ()


Event = Understood | Said | Done


class Assistant:
    """Answers questions from whatever index is current when they are asked.

    Args:
        library: gives the current library; one question keeps the one it began with.
        public_url: put before addresses of Trekbot's own pages in citations.
        answerer: drafts the answers; extractive by default.
        price: says what the language model's tokens cost; none are priced by default.
        new_id: gives each answer's id; by default one that nobody can check.
    """

    def __init__(
        self,
        library: Callable[[], Library],
        public_url: str = "",
        answerer: Answerer | None = None,
        price: Price = no_price,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._library = library
        self._public_url = public_url
        self._answerer = answerer or ExtractiveAnswerer()
        self._price = price
        self._new_id = new_id

    def ask(self, question: Question, gone: threading.Event | None = None) -> Reply:
        """Give the reply at the stream's end; see `finish`."""
        return self.finish(question, gone).reply

    def finish(self, question: Question, gone: threading.Event | None = None) -> Done:
        """Read the stream to its end.

        Raises:
            CallerGone: it ended early, since `gone` was set.
        """
        for event in self.stream(question, gone):
            if isinstance(event, Done):
                return event
        raise CallerGone

    def stream(self, question: Question, gone: threading.Event | None = None) -> Iterator[Event]:
        """Answer sentence by sentence; the last event is `Done`.

        Args:
            question: what is asked.
            gone: set when nobody waits any more; the stream then ends before its next event.

        Raises:
            UnknownPlace: the question names a roadmap that the index does not hold.
            IndexUnavailable: no index can answer.
        """
        gone = gone or threading.Event()
        clock = PhaseClock()
        library = self._library()
        _check_place(library, question)
        with clock.lap("understand"):
            queries = library.understanding.understand(question)
        yield Understood(queries)

        composer = Composer(library.corpus, self._public_url)
        joiner = Joiner()
        endings = []
        for query in queries:
            answer = self._answerer.answer(library, query, gone)
            with closing(answer):
                ending = yield from _said(answer, joiner, composer, library, clock, gone)
            if ending is None:
                return
            endings.append(ending)
            joiner.end_part()
        if not composer.text:
            yield _piece(composer, NOTHING_VERIFIED, "sentence")

        with clock.lap("answer"):
            suggestions = choose_suggestions([ending.suggestions for ending in endings], question, library)
        by = joint_authorship(endings)
        reply = Reply(
            id=self._new_id(),
            status=_status(composer, endings),
            answer=composer.text,
            notices=tuple(composer.notices),
            citations=tuple(composer.citations),
            suggestions=suggestions,
            engine=by.engine,
            prompt=by.prompt,
            degraded=by.degraded,
            index=library.index.fingerprint,
            usage=usage_of(by, self._price),
            timings_ms=clock.timings(),
        )
        yield Done(reply, tuple(ending.attempt for ending in endings if ending.attempt is not None))


def _said(
    answer: Generator[Step, None, Ending],
    joiner: Joiner,
    composer: Composer,
    library: Library,
    clock: PhaseClock,
    gone: threading.Event,
) -> Generator[Said, None, Ending | None]:
    """Verify and say one question's steps as they come; give how they end, None where nobody waits any more."""
    while True:
        with clock.lap("retrieve"):
            step, ending = _next(answer)
        if gone.is_set():
            return None
        if step is None:
            clock.move("retrieve", "answer", ending.attempt.seconds if ending.attempt else 0.0)
            return ending
        with clock.lap("verify"):
            checked = _checked(step, library)
        joined = joiner.join(step) if checked is not None else None
        if checked is not None and joined is not None:
            yield _piece(composer, checked, joined.layout)


def _piece(composer: Composer, content: VerifiedClaim | Notice, layout: Layout) -> Said:
    piece = composer.add(content, layout)
    return Said(piece.text, piece.citations)


def _status(composer: Composer, endings: Sequence[Ending]) -> Status:
    if composer.citations:
        return "answered"
    return "declined" if all(ending.declined for ending in endings) else "not_covered"


def _next(answer: Generator[Step, None, Ending]) -> tuple[Step | None, Ending]:
    """Give the next step, or None and how the answer ends."""
    try:
        return next(answer), Ending()
    except StopIteration as end:
        return None, end.value


def _checked(step: Step, library: Library) -> VerifiedClaim | Notice | None:
    return verify(step.content, library.sources) if isinstance(step.content, Claim) else step.content


def _check_place(library: Library, question: Question) -> None:
    if question.roadmap is not None and library.corpus.roadmap(question.roadmap) is None:
        raise UnknownPlace(f"There is no roadmap {question.roadmap!r}.", "GET /v1/roadmaps lists them.")
