"""A second opinion on sentences whose meaning is in doubt: asked in doubt only, and never above a rule."""

import threading
from collections.abc import Mapping, Sequence

import pytest

from tests.fakes import HashingEmbedder
from tests.scripted_model import ScriptedModel, ScriptedUtterance
from trekbot.answering.claims import Ending
from trekbot.answering.extractive.answerer import ExtractiveAnswerer
from trekbot.answering.generative.answerer import GenerativeAnswerer
from trekbot.answering.generative.second_reader import PROMPT, SecondReader
from trekbot.llm.message import Message
from trekbot.llm.prompts import load_prompt
from trekbot.retrieval.library import Library
from trekbot.retrieval.question import Question

LOAM = "Is loam a soil of sand, silt and clay?"
HOLDS = "Loam is a soil of sand, silt and clay [1]. "
DOUBTFUL = "Good earth of this kind mixes coarse grains with fine ones evenly [1]."
FALSE = "Loam is a soil of 40 percent clay [1]."


class Judge(ScriptedModel):
    """Says a word, with the probability of "yes" that a test gives."""

    def __init__(self, yes: float, fault: str | None = None) -> None:
        super().__init__("Yes", fault)
        self._yes = yes

    def stream(
        self,
        messages: Sequence[Message],
        temperature: float = 0.0,
        max_tokens: int = 200,
        schema: Mapping[str, object] | None = None,
        gone: threading.Event | None = None,
        likely: int = 0,
    ) -> ScriptedUtterance:
        utterance = super().stream(messages, temperature, max_tokens, schema, gone)
        utterance.likely_first = {"Yes": self._yes, "No": 1 - self._yes}
        return utterance


def told(library: Library, said: str, judge: Judge) -> tuple[list[str], Ending]:
    """Give the sentences of one answer, and how it ended."""
    answerer = GenerativeAnswerer(
        ExtractiveAnswerer(),
        ScriptedModel(said),
        load_prompt("answer@v1"),
        HashingEmbedder(),
        second_reader=SecondReader(judge, load_prompt(PROMPT)),
    )
    steps = answerer.answer(library, library.understanding.understand(Question(LOAM))[0], threading.Event())
    texts: list[str] = []
    while True:
        try:
            texts.append(next(steps).content.text)
        except StopIteration as end:
            return texts, end.value


@pytest.mark.parametrize(("yes", "shown"), [(0.9, True), (0.5, False)])
def test_a_doubtful_sentence_is_shown_where_the_model_finds_it_supported(
    library: Library, yes: float, shown: bool
) -> None:
    texts, ending = told(library, HOLDS + DOUBTFUL, Judge(yes))

    assert ("Good earth" in " ".join(texts)) is shown
    assert ending.by.input_tokens == 240  # the answer's and the opinion's


def test_the_model_is_shown_the_sentence_and_what_it_cites(library: Library) -> None:
    judge = Judge(0.9)

    told(library, HOLDS + DOUBTFUL, judge)

    [messages] = judge.asked
    assert "Good earth of this kind" in messages[1].content
    assert "Loam is a soil of sand, silt and clay in balance." in messages[1].content


def test_a_sentence_that_holds_and_one_that_breaks_a_rule_are_not_asked_about(library: Library) -> None:
    judge = Judge(1.0)

    texts, _ = told(library, HOLDS + FALSE, judge)

    assert judge.asked == []
    assert "40 percent" not in " ".join(texts)


def test_a_model_that_gives_no_opinion_is_not_asked_again(library: Library) -> None:
    judge = Judge(1.0, fault="timeout")
    reader = SecondReader(judge, load_prompt(PROMPT))

    opinions = [reader.read("Loam drains.", "Earth drains.", threading.Event(), lambda _: None) for _ in range(3)]

    assert opinions == [0.0, 0.0, 0.0]
    assert len(judge.asked) == 1


def test_nobody_is_asked_for_a_caller_who_left(library: Library) -> None:
    judge, gone = Judge(1.0), threading.Event()
    gone.set()

    assert SecondReader(judge, load_prompt(PROMPT)).read("Loam drains.", "Earth drains.", gone, lambda _: None) == 0.0
    assert judge.asked == []
