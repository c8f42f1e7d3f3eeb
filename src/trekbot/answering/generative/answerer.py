"""The generative answerer: a language model phrases what the extractive answerer found.

It may add fluency and nothing else. Refusals are not handed to it, each of its sentences is verified against what it
cites, and where it fails, or too little of it holds, the extractive answer is given.
"""

import logging
import threading
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from trekbot.answering.claims import Authorship, Draft, Ending, Step
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.generative.assignment import Assignment, as_data, assign
from trekbot.answering.generative.opening import Opening
from trekbot.answering.generative.phrasing import MOST_SENTENCES, Composing, Rewriting, Verdict
from trekbot.answering.generative.record import Record
from trekbot.answering.generative.schemas import schema_for
from trekbot.answering.generative.second_reader import SecondReader
from trekbot.answering.generative.sentence_stream import READERS
from trekbot.answering.support.entailment import Entails
from trekbot.answering.support.verifier import GeneratedVerifier, Opinion
from trekbot.errors import LanguageModelUnavailable, UsageError
from trekbot.index.embedder import Embedder
from trekbot.llm.client import ChatModel
from trekbot.llm.prompts import Prompt
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Query

if TYPE_CHECKING:
    from trekbot.records.daily_budget import DailyBudget

logger = logging.getLogger(__name__)

PLACEHOLDERS = frozenset(("evidence", "question"))
UNAVAILABLE = "llm_unavailable"
OUT_OF_BUDGET = "llm_budget"
_DEGRADED = {"busy": "llm_busy", "starting": "llm_starting"}


class GenerativeAnswerer:
    """Has a model phrase the answers that the extractive answerer drafts.

    Args:
        drafter: finds the evidence, and answers where the model does not.
        model: what phrases.
        prompt: what the model is told; it takes `evidence` and `question`.
        embedder: counts tokens, and compares a sentence with its evidence.
        budget: what the model may spend in a day; None for no limit.
        entails: judges whether a sentence follows from what it cites; None for the fitted weights.
        second_reader: is asked about sentences whose meaning those doubt; None to drop them.

    Raises:
        UsageError: the prompt takes something else.
    """

    def __init__(
        self,
        drafter: ExtractiveAnswerer,
        model: ChatModel,
        prompt: Prompt,
        embedder: Embedder,
        budget: "DailyBudget | None" = None,
        entails: Entails | None = None,
        second_reader: SecondReader | None = None,
    ) -> None:
        if prompt.placeholders != PLACEHOLDERS:
            raise UsageError(
                f"The prompt {prompt.name} takes {sorted(prompt.placeholders)}, not {sorted(PLACEHOLDERS)}."
            )
        self._drafter = drafter
        self._model = model
        self._prompt = prompt
        self._embedder = embedder
        self._budget = budget
        self._entails = entails
        self._second_reader = second_reader
        self._verifier: GeneratedVerifier | None = None

    def answer(self, library: Library, query: Query, gone: threading.Event) -> Generator[Step, None, Ending]:
        """Give the model's answer where it stands, else the extractive one; `by` says which, and why."""
        draft = self._drafter.draft(library, query)
        assignment = assign(draft, self._prompt, library.corpus, self._embedder)
        if assignment is None:
            yield from draft.steps
            return draft.ending
        if self._budget is not None and not self._budget.allows():
            yield from draft.steps
            return replace(draft.ending, by=Authorship(degraded=OUT_OF_BUDGET))
        record = Record(self._model.name, self._prompt)
        try:
            degraded = yield from self._told(library, query, draft, assignment, record, gone)
        finally:  # also where the caller leaves and the generator is closed
            self._spend(record)
        return _ending(draft, record, degraded)

    def _told(
        self,
        library: Library,
        query: Query,
        draft: Draft,
        assignment: Assignment,
        record: Record,
        gone: threading.Event,
    ) -> Generator[Step, None, str | None]:
        """Say the answer, the model's sentences as far as they hold; give what should have helped and did not."""
        rewrites = self._prompt.task == "rewrite"
        opinion = self._opinion(record, gone)
        task = (Rewriting if rewrites else Composing)(draft, assignment, self._verifier_for(library), opinion)
        opening = Opening(query.text, None if rewrites else assignment.facts[0].text, self._embedder)
        yield from task.lead
        degraded = None
        try:
            for verdict in self._judged(task, assignment, query, record, gone):
                yield from _shown(opening.admit(verdict), record)
                if opening.failed:
                    break
            yield from _shown(opening.end(), record)
            record.fallback = opening.failed
        except LanguageModelUnavailable as error:
            record.fallback = error.reason
            if gone.is_set():
                return None
            logger.warning("%s The extractive answer %s.", error, "goes on" if opening.passed else "was given")
            degraded = _DEGRADED.get(error.reason, UNAVAILABLE)
        if not opening.passed:
            yield from draft.steps[len(task.lead) :]
        elif degraded:
            yield from task.missing()
        else:
            yield from task.rest()
        return degraded

    def _judged(
        self, task: Composing | Rewriting, assignment: Assignment, query: Query, record: Record, gone: threading.Event
    ) -> Iterator[Verdict]:
        """Ask the model, and judge its sentences as they come; what is left unread is not generated."""
        messages = self._prompt.messages(evidence=assignment.shown, question=as_data(query.text))
        schema = schema_for(self._prompt, len(assignment.facts), MOST_SENTENCES)
        asked = self._model.stream(messages, self._prompt.temperature, self._prompt.max_tokens, schema, gone)
        with closing(asked) as record.utterance:
            for sentence in READERS[self._prompt.form](record.heard(asked)):
                verdict = task.judge(sentence)
                if verdict.reason is not None:
                    record.drop(verdict.sentence, verdict.reason)
                yield verdict
                if task.is_full:
                    return

    def _opinion(self, record: Record, gone: threading.Event) -> Opinion | None:
        """Give the second reader for one answer, whose tokens are counted with those of the answer."""
        reader = self._second_reader
        if reader is None:
            return None
        return lambda text, sentence: reader.read(text, sentence, gone, record.read_again)

    def _spend(self, record: Record) -> None:
        attempt = record.attempt()
        logger.info(
            "%s: %d sentences kept, dropped: %s, fallback: %s, %.1f s",
            attempt.prompt,
            attempt.kept,
            ", ".join(one.reason for one in attempt.dropped) or "none",
            attempt.fallback or "none",
            attempt.seconds,
        )
        if self._budget is not None:
            self._budget.spend(attempt.model, attempt.input_tokens, attempt.output_tokens)

    def _verifier_for(self, library: Library) -> GeneratedVerifier:
        verifier = self._verifier
        if verifier is None or verifier.library is not library:
            verifier = self._verifier = GeneratedVerifier(library, self._embedder, self._entails)
        return verifier


def _shown(verdicts: Sequence[Verdict], record: Record) -> Iterator[Step]:
    for verdict in verdicts:
        if verdict.reason is None:
            record.keep()
        yield from verdict.steps


def _ending(draft: Draft, record: Record, degraded: str | None) -> Ending:
    attempt = record.attempt()
    spoke = attempt.kept > 0
    by = Authorship(
        attempt.model if spoke else "extractive",
        attempt.prompt if spoke else None,
        degraded,
        attempt.input_tokens,
        attempt.output_tokens,
    )
    return replace(draft.ending, by=by, attempt=attempt)
