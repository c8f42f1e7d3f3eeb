"""Trekbot in this process, read as a stream, with what search found and what a language model said first."""

import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, zip_longest

from trekbot.answering.attempt import Attempt
from trekbot.answering.generative.sentence_stream import READERS
from trekbot.answering.reply import Reply
from trekbot.assistant import Assistant, Done, Question, Said
from trekbot.errors import DependencyError, TargetUnavailable, UnknownPlace
from trekbot.evals.generation import BeforeVerify, Retrieved, Told
from trekbot.evals.identity import Identity, identity_of
from trekbot.evals.places import place_of
from trekbot.evals.questions import Row
from trekbot.evals.target import stream_faults
from trekbot.llm.prompts import load_prompt
from trekbot.retrieval.search import Found
from trekbot.wiring import Trekbot

KEPT = 20  # passages of a ranking: the metrics look at ten places, of which some passages share one


class InProcess:
    """Asks a Trekbot that is in sync; `suggestions_by` says whether its suggestions can be answered.

    That is asked of the extractive answerer by default: what is refused is settled before a language model is asked, so
    it costs no tokens.
    """

    def __init__(self, trekbot: Trekbot, suggestions_by: Assistant | None = None) -> None:
        self._trekbot = trekbot
        self._suggestions_by = suggestions_by or Assistant(trekbot.library)

    def identity(self) -> Identity:
        """Say who answers."""
        return identity_of(self._trekbot)

    def ask(self, row: Row, with_suggestions: bool) -> Told:
        """Ask one question; see `Target`."""
        rankings: list[list[Found]] = []
        try:
            library = self._trekbot.library()
            library.watch = lambda ranked: rankings.append(list(ranked[:KEPT]))
            try:
                told = self._read(row.to_question(), rankings)
            finally:
                library.watch = None
            faults = self._unanswered(told.reply, row.roadmap) if with_suggestions else ()
        except (DependencyError, UnknownPlace) as error:
            raise TargetUnavailable(str(error)) from error
        return replace(told, faults=(*told.faults, *faults))

    def _read(self, question: Question, rankings: list[list[Found]]) -> Told:
        began = time.perf_counter()
        first_s = None
        said: list[Said] = []
        done: Done | None = None
        for event in self._trekbot.assistant.stream(question):
            if isinstance(event, Said):
                first_s = time.perf_counter() - began if first_s is None else first_s
                said.append(event)
            elif isinstance(event, Done):
                done = event
        seconds = time.perf_counter() - began
        assert done is not None
        return Told(
            done.reply,
            merged(rankings),
            before_verify(done.attempts),
            first_s,
            seconds,
            stream_faults(
                done.reply,
                "".join(event.text for event in said),
                tuple(citation for event in said for citation in event.citations),
            ),
        )

    def _unanswered(self, reply: Reply, roadmap: str | None) -> tuple[str, ...]:
        return tuple(
            f"a suggestion that it cannot answer: {suggestion}"
            for suggestion in reply.suggestions
            if self._suggestions_by.ask(Question(suggestion, roadmap=roadmap)).status != "answered"
        )


def merged(rankings: Sequence[Sequence[Found]]) -> tuple[Retrieved, ...]:
    """Make one ranking of several searches: the best of each in turn, each passage once."""
    found = {one.number: one for one in chain.from_iterable(zip_longest(*rankings)) if one is not None}
    return tuple(
        Retrieved(
            place_of(one.passage.roadmap, one.passage.stage),
            one.section.heading if one.section else None,
            one.passage.text,
            round(one.score, 4),
        )
        for one in list(found.values())[:KEPT]
    )


def before_verify(attempts: Sequence[Attempt]) -> BeforeVerify | None:
    """Give what a language model said, all parts of a message together; None where none was asked."""
    if not attempts:
        return None
    return BeforeVerify(
        sentences=tuple(sentence for attempt in attempts for sentence in _sentences(attempt)),
        dropped=tuple(dropped for attempt in attempts for dropped in attempt.dropped),
        fallback=next((attempt.fallback for attempt in attempts if attempt.fallback is not None), None),
    )


def _sentences(attempt: Attempt) -> list[str]:
    read = READERS[load_prompt(attempt.prompt).form]
    return [sentence.text for sentence in read([attempt.text])]
