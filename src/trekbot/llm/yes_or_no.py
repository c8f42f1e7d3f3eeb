"""A question that one token answers, and how likely "yes" is among the tokens that it could have been."""

import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from trekbot.llm.client import ChatModel
from trekbot.llm.message import Message

ALTERNATIVES = 20  # the most that OpenAI's API tells


@dataclass(frozen=True)
class YesOrNo:
    """How likely "yes" is against "no", in [0, 1]; None where the model said neither. Tokens are those it took."""

    yes: float | None
    input_tokens: int
    output_tokens: int


def ask_yes_or_no(model: ChatModel, messages: Sequence[Message], gone: threading.Event | None = None) -> YesOrNo:
    """Ask for one token.

    Where the endpoint tells no probabilities, the word itself counts: 1.0 for "yes", 0.0 for "no".

    Raises:
        LanguageModelUnavailable: there is no answer.
    """
    with closing(model.stream(messages, 0.0, 1, gone=gone, likely=ALTERNATIVES)) as utterance:
        said = "".join(utterance)
    return YesOrNo(_share_of_yes(utterance.likely or {said: 1.0}), utterance.input_tokens, utterance.output_tokens)


def _share_of_yes(likely: Mapping[str, float]) -> float | None:
    """Sum over every way to write the two words, as "Yes", " yes" or "YES."."""
    shares = {"yes": 0.0, "no": 0.0}
    for token, share in likely.items():
        word = token.strip(" \t\n.,!\"'*_").casefold()
        if word in shares:
            shares[word] += share
    both = shares["yes"] + shares["no"]
    return shares["yes"] / both if both else None
