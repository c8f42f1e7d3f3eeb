"""The only place that chooses concrete parts: plain constructors, from settings to a Trekbot that answers."""

import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from trekbot.answering.answer_ids import AnswerIds
from trekbot.answering.answerer import Answerer
from trekbot.answering.callers import Callers
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.logged import logged_answer
from trekbot.answering.reply import Reply
from trekbot.answering.support.entailment import EntailmentModel, Entails
from trekbot.answering.usage import no_price
from trekbot.assistant import Assistant, Question
from trekbot.errors import UnknownPlace, UsageError
from trekbot.index.embedder import Embedder, SentenceTransformerEmbedder
from trekbot.index.holder import IndexHolder
from trekbot.index.opened import OpenIndex
from trekbot.index.sync import SyncReport, sync
from trekbot.llm.prices import read_prices
from trekbot.records import RECORDS_FILE
from trekbot.records.clock import utc_now
from trekbot.records.secret import kept_secret
from trekbot.retrieval.intent_model import intents_for, learn_intents, phrasings
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.reranker import CrossEncoderReranker
from trekbot.retrieval.search import Found
from trekbot.roadmaps.addresses import roadmap_url, stage_url
from trekbot.settings import Settings

if TYPE_CHECKING:
    from trekbot.llm.client import ChatModel
    from trekbot.llm.worker import LocalWorker
    from trekbot.records.daily_budget import DailyBudget
    from trekbot.records.feedback import FeedbackStore
    from trekbot.records.question_writer import QuestionWriter

Progress = Callable[[str, int, int], None]

LOCAL_FIELDS = {"return_progress": True}  # llama.cpp sees that nobody waits any more only when it has something to say
LOCAL_AT_ONCE = 1  # answers: two at a time take as long as one after the other, and both come late


@dataclass(frozen=True)
class SearchResult:
    """One passage that search found; `score` is in [0, 1], `section` the nearest heading or None."""

    roadmap: str
    stage: str | None
    stage_number: int | None
    title: str
    section: str | None
    text: str
    score: float
    url: str

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


class Trekbot:
    """Everything that runs, put together; threads may share it.

    Raises:
        UsageError: the language model's settings, or the price list that they name, are at fault.
    """

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self.settings = settings
        self.embedder = embedder
        self.callers = Callers()
        self.holder = IndexHolder(settings.data, embedder)
        self.worker = worker_of(settings)
        self.chat_model = chat_model_of(settings, self.worker)
        self.model_name = self.chat_model.name if self.chat_model else None
        self.prices = read_prices(settings.llm_prices) if settings.llm_prices else None
        self.budget = budget_of(settings)
        self.question_writer = question_writer_of(settings) if settings.question_log_days else None
        self._question_eraser: QuestionWriter | None = None
        self.answer_ids = AnswerIds(partial(secret_of, settings))
        price = partial(self.prices.cost, self.model_name) if self.prices and self.model_name else no_price
        self._entails = EntailmentModel(settings.entailment, settings.data) if settings.entailment else None
        answerer = answerer_of(settings, embedder, self.chat_model, self.budget, self._entails)
        self.assistant = Assistant(self.library, settings.public_url, answerer, price, self.answer_ids.new)
        self._rerank = CrossEncoderReranker(settings.reranker, settings.data) if settings.reranker else None
        self._library: Library | None = None
        self._feedback: FeedbackStore | None = None
        self._making = threading.Lock()

    def library(self) -> Library:
        """Give the current index with what answering needs of it.

        Raises:
            IndexUnavailable: there is no index yet, and why.
        """
        index = self.holder.current()
        library = self._library
        if library is None or library.index is not index:
            intents = intents_for(self.embedder, self.settings.data)
            library = self._library = Library(index, self.embedder, intents, self._rerank)
        return library

    @property
    def feedback(self) -> "FeedbackStore":
        """What learners think of answers; made on first use, since most commands need no database."""
        with self._making:
            if self._feedback is None:
                from trekbot.records.feedback import FeedbackStore

                self._feedback = FeedbackStore(self.settings.data)
            return self._feedback

    def start_question_log(self) -> None:
        """Delete answers that were logged longer ago than the settings allow, all of them where they allow none.

        It is done beside what the caller does, now and as time goes by.
        """
        if self.question_writer is not None:
            self.question_writer.start()
        elif (self.settings.data / RECORDS_FILE).exists():
            self._question_eraser = question_writer_of(self.settings)
            self._question_eraser.start()

    def log_answer(self, question: Question, reply: Reply, site: str | None = None) -> None:
        """Hand an answer to a learner over to the question log, where there is one. It neither waits nor fails.

        Args:
            site: the key of the site that was asked from, as it was sent.
        """
        if self.question_writer is not None:
            self.question_writer.put(logged_answer(question, reply, site, self.embedder.identity, utc_now()))

    def close_question_log(self) -> None:
        """Write what is still to be written into the question log, in seconds; nothing is taken any more."""
        for writer in (self.question_writer, self._question_eraser):
            if writer is not None:
                writer.close()

    def start_language_model(self) -> None:
        """Start the process of a local language model, where one is set; it is up some seconds later.

        Raises:
            ModelUnavailable: what it needs is not on this machine; all of it is told, a line each.
        """
        if self.worker is not None:
            from trekbot.llm.local import find_load

            settings = self.settings
            self.worker.start(find_load(settings.data, settings.llm_model, settings.llm_threads))

    def wait_for_language_model(self, longest_s: float) -> None:
        """Wait until a local language model that was started is up, or shows that it does not come."""
        if self.worker is not None:
            self.worker.wait(longest_s)

    def degraded(self) -> tuple[str, ...]:
        """Name what is not up though it should be, and is not needed to answer."""
        return ("llm",) if self.worker is not None and self.worker.state != "up" else ()

    def warm_up(self) -> None:
        """Load the models that run in this process and work out what the first question would wait for.

        Raises:
            ModelUnavailable: one of them is not on this machine, or does not suit.
        """
        library = self.library()
        self.embedder.embed_query("warm up")
        if self._rerank is not None:
            self._rerank("warm up", ["warm up"])
        if self._entails is not None and self.chat_model is not None:
            self._entails("warm up", "warm up")
        _ = library.passages

    def sync(self, progress: Progress | None = None, wait: bool = True) -> SyncReport:
        """Bring the index up to date with the corpus; see `trekbot.index.sync.sync`."""
        return sync(self.settings.corpus_folder, self.settings.data, self.embedder, progress, wait)

    def learn_intents(self, progress: Progress | None = None) -> bool:
        """Fit how questions are read to an embedding model that has no fit yet; tell whether it had none.

        Raises:
            ModelUnavailable: the embedding model is not on this machine.
        """
        total = len(phrasings())
        told = (lambda done: progress("learning how questions are asked", done, total)) if progress else None
        learned = learn_intents(self.embedder, self.settings.data, told)
        if learned:
            self._library = None
        return learned

    def search(self, q: str, roadmap: str | None, limit: int) -> list[SearchResult]:
        """Find the passages that fit best, best first.

        Raises:
            UnknownPlace: there is no such roadmap.
        """
        library = self.library()
        if roadmap is not None and library.corpus.roadmap(roadmap) is None:
            raise UnknownPlace(f"There is no roadmap {roadmap!r}.", "GET /v1/roadmaps lists them.")
        words = library.understanding.content_words(q)
        query = Query(q, Intent.OPEN, roadmaps=(roadmap,) if roadmap else (), words=words)
        found = library.search(query).sentences(limit=limit)
        best = max((one.score for one in found), default=1.0)
        return [self._result(library.index, one, best) for one in found]

    def _result(self, index: OpenIndex, found: Found, best: float) -> SearchResult:
        section = found.section
        anchor = section.anchor if section else None
        heading = section.heading if section else None
        score = round(max(0.0, min(1.0, found.score / max(best, 1.0))), 4)
        base = self.settings.public_url.rstrip("/")
        if found.stage is None:
            roadmap = index.corpus.roadmap(found.passage.roadmap)
            assert roadmap is not None
            address = roadmap_url(roadmap, anchor, base)
            return SearchResult(roadmap.slug, None, None, roadmap.title, heading, found.passage.text, score, address)
        stage = index.corpus.stages[found.stage]
        address = stage_url(stage, anchor, base)
        return SearchResult(
            stage.key.roadmap, stage.key.stage, stage.number, stage.title, heading, found.passage.text, score, address
        )

    def close(self) -> None:
        """Close the index and the records, and end a local language model; nothing can be asked any more."""
        if self.chat_model is not None:
            self.chat_model.close()
        if self.worker is not None:
            self.worker.close()
        self.holder.close()
        self.close_question_log()
        if self._feedback is not None:
            self._feedback.close()
        if self.budget is not None:
            self.budget.close()


def build(settings: Settings) -> Trekbot:
    """Choose the parts by the settings. Nothing is loaded yet."""
    return Trekbot(settings, SentenceTransformerEmbedder(settings.embedding_model, settings.data))


def worker_of(settings: Settings) -> "LocalWorker | None":
    """Choose what runs the language model on this machine; None where that is not set. Nothing is started yet."""
    if settings.llm != "local":
        return None
    from trekbot.llm.worker import LocalWorker

    return LocalWorker()


def chat_model_of(settings: Settings, worker: "LocalWorker | None" = None) -> "ChatModel | None":
    """Choose the language model, None where there is none. Nothing is sent to it yet.

    Args:
        worker: what runs it, where it is a local one.

    Raises:
        UsageError: a setting that it needs is missing or wrong.
    """
    if settings.llm == "none":
        return None
    from trekbot.llm.client import ChatModel, Endpoint, Limits  # the HTTP client only where it is used

    limits = Limits(
        first_s=settings.llm_first_s,
        whole_s=settings.llm_timeout_s,
        attempts=settings.llm_attempts,
        at_once=settings.llm_at_once,
    )
    if worker is not None:
        from trekbot.llm.local import model_name

        limits = replace(limits, at_once=LOCAL_AT_ONCE)
        return ChatModel(worker.endpoint, model_name(settings.llm_model), limits, also=LOCAL_FIELDS)
    missing = [f"TREKBOT_{name.upper()}" for name in ("llm_url", "llm_model") if not getattr(settings, name).strip()]
    if missing:
        raise UsageError(f"TREKBOT_LLM is {settings.llm!r}, which needs {' and '.join(missing)}.")
    return ChatModel(Endpoint(settings.llm_url, settings.llm_key), settings.llm_model, limits)


def budget_of(settings: Settings) -> "DailyBudget | None":
    """Choose what the language model may spend; None where there is no model."""
    if settings.llm == "none":
        return None
    from trekbot.records.daily_budget import DailyBudget  # the database library only where it is used
    from trekbot.records.token_ledger import TokenLedger

    return DailyBudget(TokenLedger(settings.data), settings.llm_daily_tokens)


def question_writer_of(settings: Settings) -> "QuestionWriter":
    """Choose what keeps the question log, for as long as the settings allow. Nothing is opened yet."""
    from trekbot.records.question_log import QuestionLog  # the database library only where it is used
    from trekbot.records.question_writer import QuestionWriter
    from trekbot.records.retention import Retention

    log = QuestionLog(settings.data)
    return QuestionWriter(log, Retention(log, settings.question_log_days))


def secret_of(settings: Settings) -> bytes:
    """Choose what signs the ids of answers: the secret that is set, else one that is made once and kept."""
    return settings.secret.get_secret_value().encode() if settings.secret else kept_secret(settings.data)


def answerer_of(
    settings: Settings,
    embedder: Embedder,
    model: "ChatModel | None" = None,
    budget: "DailyBudget | None" = None,
    entails: Entails | None = None,
) -> Answerer:
    """Choose who answers, with the language model of the settings where none is given.

    Raises:
        UsageError: a setting that the language model needs is missing or wrong.
    """
    extractive = ExtractiveAnswerer()
    model = model or chat_model_of(settings, worker_of(settings))
    if model is None:
        return extractive
    from trekbot.answering.generative.answerer import GenerativeAnswerer
    from trekbot.answering.generative.second_reader import PROMPT, SecondReader
    from trekbot.llm.prompts import load_prompt

    second_reader = SecondReader(model, load_prompt(PROMPT)) if settings.llm_second_opinion else None
    prompt = load_prompt(settings.prompt)
    return GenerativeAnswerer(extractive, model, prompt, embedder, budget, entails, second_reader)
