"""A target that says what a test writes, and remembers what it was asked."""

from dataclasses import replace

from trekbot.answering.reply import Reply
from trekbot.errors import TargetUnavailable
from trekbot.evals.generation import Told
from trekbot.evals.identity import IN_PROCESS, Identity
from trekbot.evals.questions import QuestionSet, Row

IDENTITY = Identity(
    version="0.1.0",
    git=None,
    engine="small-1",
    prompt="answer@v1",
    prompt_sha256="c" * 64,
    model={"name": "small-1", "url": None, "build": None},
    embedding="hashing-64",
    index="f",
    corpus_sha256=None,
    settings={"llm": "local"},
    target=IN_PROCESS,
)


class FakeTarget:
    """Gives `reply` to every question but those in `dead`, at `tokens` each; raises `ends` at the question of that id."""

    def __init__(self, reply: Reply, tokens: int = 0) -> None:
        self.reply = replace(reply, usage={"input_tokens": tokens, "output_tokens": 0})
        self.asked: list[str] = []
        self.with_suggestions: list[str] = []
        self.dead: set[str] = set()
        self.ends: dict[str, BaseException] = {}
        self.known_as = IDENTITY

    def identity(self) -> Identity:
        return self.known_as

    def ask(self, row: Row, with_suggestions: bool) -> Told:
        if row.id in self.ends:
            raise self.ends[row.id]
        self.asked.append(row.id)
        if with_suggestions:
            self.with_suggestions.append(row.id)
        if row.id in self.dead:
            raise TargetUnavailable("The model has gone.")
        return Told(self.reply, (), None, 0.1, 0.2)


def questions(*ids: str, **keys: object) -> QuestionSet:
    """Rows with these ids."""
    return QuestionSet((), tuple(Row(id=id_, question=f"What is {id_}?", **keys) for id_ in ids))
