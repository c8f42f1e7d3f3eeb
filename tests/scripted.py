"""A Trekbot with a real index, and an assistant that says what a test writes: for the faces, which only translate."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.fakes import HashingEmbedder
from trekbot.answering.answer_ids import AnswerIds
from trekbot.answering.reply import Citation, Reply
from trekbot.assistant import Assistant, Done, Event, Question, Said, Understood
from trekbot.settings import Settings
from trekbot.wiring import SearchResult, Trekbot

SECRET = b"a secret of the tests"
GIVEN_AT = datetime(2026, 5, 12, 12, tzinfo=UTC)
IDS = AnswerIds(lambda: SECRET, lambda: GIVEN_AT)
CITATION = Citation(
    number=1,
    roadmap="kitchen-garden",
    stage="soil",
    stage_number=1,
    title="Soil",
    section="Key ideas",
    quote="Soil acidity is measured as a pH value from 0 to 14.",
    url="/trek/kitchen-garden/soil#key-ideas",
)
REPLY = Reply(
    id="rvB78QfVFEA0VRnGAGoDFkCKflLrYHQPQim9yl6whHKh",  # one of IDS, and the same in every process
    status="answered",
    answer="Soil acidity is measured as a pH value from 0 to 14. [1]\n\nCompost feeds the soil.",
    notices=(),
    citations=(CITATION,),
    suggestions=("What is loam?",),
    engine="extractive",
    prompt=None,
    degraded=None,
    index="f",
    usage={"input_tokens": 0, "output_tokens": 0},
    timings_ms={"understand": 1, "retrieve": 2, "answer": 3, "verify": 1, "total": 7},
)
UNTIL_GONE = "What takes so long?"
PATIENCE_S = 30.0
EVENTS: tuple[Event, ...] = (
    Understood(()),
    Said(REPLY.answer[:57], (CITATION,)),
    Said(REPLY.answer[57:], ()),
    Done(REPLY),
)


class ScriptedAssistant(Assistant):
    """Says `script`, raising the errors in it; remembers what it was asked, and whether a stream was closed.

    Asked `UNTIL_GONE`, it goes on until nobody waits any more.
    """

    def __init__(self) -> None:
        self.script: list[Event | Exception] = list(EVENTS)
        self.asked: list[Question] = []
        self.closed = threading.Event()
        self.working = threading.Event()
        self.told_at: float | None = None

    def stream(self, question: Question, gone: threading.Event | None = None) -> Iterator[Event]:
        self.asked.append(question)
        try:
            if question.text == UNTIL_GONE:
                yield from self._until(gone or threading.Event())
                return
            for step in self.script:
                if isinstance(step, Exception):
                    raise step
                yield step
        finally:
            self.closed.set()

    def _until(self, gone: threading.Event) -> Iterator[Event]:
        yield from EVENTS[:2]
        self.working.set()
        if gone.wait(PATIENCE_S):
            self.told_at = time.monotonic()


class ScriptedTrekbot(Trekbot):
    """A Trekbot whose index is real and whose answers are written by the test."""

    assistant: ScriptedAssistant

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, HashingEmbedder())
        self.answer_ids = IDS
        self.assistant = ScriptedAssistant()
        self.searched: list[tuple[str, str | None, int]] = []

    def search(self, q: str, roadmap: str | None, limit: int) -> list[SearchResult]:
        self.searched.append((q, roadmap, limit))
        url = "/trek/kitchen-garden/soil"
        return [SearchResult("kitchen-garden", "soil", 1, "Soil", None, "Loam is a soil.", 0.5, url)]
