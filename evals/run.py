"""One run: every question asked, graded and written down as it is answered.

The questions go to the `Assistant` in this process, read as a stream, so what is measured is what is served.

    <data>/evals/<run>/answers.jsonl    a line a question, written as soon as it is answered
    <data>/evals/<run>/manifest.json    what was asked of whom; written last, so a run without one was cut off
    <data>/evals/<run>/report.md        for a person
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from trekbot import __version__
from trekbot.answering.reply import Reply
from trekbot.assistant import Assistant, Done, Question, Said
from trekbot.evals.contract import Contract
from trekbot.evals.grading import grade
from trekbot.evals.questions import QuestionFile, Row
from trekbot.index.opened import OpenIndex

SUGGESTIONS_EVERY = 5  # the suggestions of each fifth answer are asked too

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Answer:
    """One question's outcome. `wrong` is None where there was nothing to grade by; `latency_s` is wall-clock time."""

    row: Row
    reply: Reply
    latency_s: float
    broken: tuple[str, ...]
    wrong: tuple[str, ...] | None

    def to_dict(self) -> dict[str, Any]:
        return {
            "id": self.row.id,
            "category": self.row.category,
            "question": self.row.question,
            "answerable": self.row.answerable,
            "latency_s": round(self.latency_s, 4),
            "contract": self.broken,
            "wrong": self.wrong,
            "reply": self.reply.to_dict(),
        }


@dataclass(frozen=True)
class Manifest:
    """What a run asked of whom.

    Args:
        run: the name of its folder.
        version: Trekbot's.
        started: UTC, ISO 8601.
        index: fingerprint of the corpus and the index settings.
        engines: those that answered.
        prompts: those that were used; none without a language model.
        questions: the file's name, without its folder.
        questions_sha256: of the file's bytes, in hex.
        category: None where all were asked.
        asked: how many.
    """

    run: str
    version: str
    started: str
    index: str
    engines: tuple[str, ...]
    prompts: tuple[str, ...]
    questions: str
    questions_sha256: str
    category: str | None
    asked: int


@dataclass(frozen=True)
class Run:
    """A whole run, and the folder that holds it."""

    folder: Path
    manifest: Manifest
    answers: tuple[Answer, ...]

    @property
    def keeps_the_contract(self) -> bool:
        return not any(answer.broken for answer in self.answers)


class Runner:
    """Asks questions of an assistant and holds its replies against the index that it answers from."""

    def __init__(self, assistant: Assistant, index: OpenIndex) -> None:
        self._assistant = assistant
        self._contract = Contract(index)
        self._index = index

    def run(self, questions: QuestionFile, data_folder: Path, started: datetime, progress: Progress) -> Run:
        """Ask every question and write the run below the data folder; `started` is in UTC and names the run."""
        folder = _new_folder(data_folder / "evals", started)
        answers = self._ask_all(questions.rows, folder / "answers.jsonl", progress)
        manifest = Manifest(
            run=folder.name,
            version=__version__,
            started=started.isoformat(timespec="seconds"),
            index=self._index.fingerprint,
            engines=tuple(sorted({answer.reply.engine for answer in answers})),
            prompts=tuple(sorted({answer.reply.prompt for answer in answers if answer.reply.prompt is not None})),
            questions=questions.path.name,
            questions_sha256=questions.sha256,
            category=questions.category,
            asked=len(answers),
        )
        (folder / "manifest.json").write_text(
            json.dumps(asdict(manifest), indent=2, ensure_ascii=False) + "\n", "utf-8"
        )
        return Run(folder, manifest, answers)

    def _ask_all(self, rows: Sequence[Row], path: Path, progress: Progress) -> tuple[Answer, ...]:
        answers = []
        with path.open("a", encoding="utf-8") as lines:
            for place, row in enumerate(rows):
                answers.append(self._answer(row, with_suggestions=place % SUGGESTIONS_EVERY == 0))
                lines.write(json.dumps(answers[-1].to_dict(), ensure_ascii=False) + "\n")
                lines.flush()
                progress("ask", place + 1, len(rows))
        return tuple(answers)

    def _answer(self, row: Row, with_suggestions: bool) -> Answer:
        began = time.perf_counter()
        reply, streamed = self._ask(row.to_question())
        latency_s = time.perf_counter() - began
        broken = [*self._contract.broken_by(reply), *streamed]
        if with_suggestions:
            broken += [
                f"a suggestion that it cannot answer: {suggestion}"
                for suggestion in reply.suggestions
                if self._ask(Question(suggestion, roadmap=row.roadmap))[0].status != "answered"
            ]
        return Answer(row, reply, latency_s, tuple(broken), grade(row, reply))

    def _ask(self, question: Question) -> tuple[Reply, list[str]]:
        """Read one stream to its end; give the reply, and how what was said before differs from it."""
        events = list(self._assistant.stream(question))
        reply = next(event.reply for event in events if isinstance(event, Done))
        said = [event for event in events if isinstance(event, Said)]
        faults = []
        if "".join(event.text for event in said) != reply.answer:
            faults.append("what was streamed is not the answer")
        if tuple(citation for event in said for citation in event.citations) != reply.citations:
            faults.append("the citations that were streamed are not the answer's")
        return reply, faults


def _new_folder(parent: Path, started: datetime, number: int = 1) -> Path:
    """Make a folder named after the time; runs that start within one second are numbered."""
    name = started.strftime("%Y%m%dT%H%M%SZ")
    folder = parent / (name if number == 1 else f"{name}-{number}")
    try:
        folder.mkdir(parents=True)
    except FileExistsError:
        return _new_folder(parent, started, number + 1)
    return folder
