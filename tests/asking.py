"""What tests of understanding and answering share: a Trekbot over a corpus that a test writes, and ways to ask it."""

import re
from collections.abc import Mapping
from pathlib import Path

from tests.corpora import write_corpus
from tests.fakes import HashingEmbedder
from trekbot.answering.reply import Reply
from trekbot.assistant import Page, Question, Turn
from trekbot.evals.contract import Contract
from trekbot.index.embedder import Vectors
from trekbot.settings import Settings
from trekbot.wiring import Trekbot

DIMENSION = 512  # few chance collisions, so that texts without a common word are far apart


class CountingEmbedder(HashingEmbedder):
    """Counts in `questions` how often a text was embedded as a question."""

    def __init__(self) -> None:
        super().__init__(f"hashing-{DIMENSION}", dimension=DIMENSION)
        self.questions = 0

    def embed_query(self, text: str) -> Vectors:
        self.questions += 1
        return super().embed_query(text)


class PiecesEmbedder(CountingEmbedder):
    """Has a tokenizer that knows only `whole`; it takes every other word apart into letters, as models do with typing mistakes."""

    def __init__(self, *whole: str) -> None:
        super().__init__()
        self._whole = frozenset(whole)

    def count_tokens(self, text: str) -> int:
        return 2 + sum(1 if word in self._whole else len(word) for word in re.findall(r"\w+|[^\w\s]", text))


def trekbot_over(files: Mapping[str, str | bytes], folder: Path, embedder: HashingEmbedder | None = None) -> Trekbot:
    """Write a corpus below `folder`, sync it, and give a Trekbot that answers from it; to be closed."""
    settings = Settings(corpus=write_corpus(folder / "corpus", files), data=folder / "data")
    trekbot = Trekbot(settings, embedder or CountingEmbedder())
    trekbot.sync()
    return trekbot


def ask(
    trekbot: Trekbot, text: str, *turns: str, roadmap: str | None = None, page: tuple[str, str | None] | None = None
) -> Reply:
    """Ask after `turns`, which are the learner's and the assistant's in turn, the learner's first."""
    return trekbot.assistant.ask(question(text, *turns, roadmap=roadmap, page=page))


def ask_on(trekbot: Trekbot, *texts: str) -> Reply:
    """Hold a conversation with the assistant's real answers between the questions; give the last reply."""
    history: list[Turn] = []
    for text in texts[:-1]:
        reply = trekbot.assistant.ask(Question(text, tuple(history)))
        history += [Turn("user", text), Turn("assistant", reply.answer)]
    return trekbot.assistant.ask(Question(texts[-1], tuple(history)))


def question(
    text: str, *turns: str, roadmap: str | None = None, page: tuple[str, str | None] | None = None
) -> Question:
    history = tuple(Turn("assistant" if place % 2 else "user", turn) for place, turn in enumerate(turns))
    return Question(text, history, roadmap, Page(*page) if page else None)


def said(reply: Reply) -> str:
    """The answer as a learner reads it: without markers, bold, and line breaks."""
    bare = re.sub(r"\s*(?<!\\)\[\d+\]", "", reply.answer).replace("**", "").replace("\\", "")
    return " ".join(bare.split())


def cited(reply: Reply) -> list[str]:
    """The pages cited, as `roadmap/stage`, in order of first use; `roadmap/` is a roadmap's own page."""
    return list(dict.fromkeys(f"{citation.roadmap}/{citation.stage or ''}" for citation in reply.citations))


def broken_by(trekbot: Trekbot, reply: Reply) -> list[str]:
    """The ways in which a reply breaks the contract; none where it keeps it."""
    return Contract(trekbot.library().index).broken_by(reply)
