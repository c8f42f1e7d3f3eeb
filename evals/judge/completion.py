"""A whole chat completion, as endpoints that speak OpenAI's API send it, read without trust."""

import json
from typing import Any

from trekbot.evals.judge.call import Heard
from trekbot.llm.faults import Fault

CHARACTERS_A_TOKEN = 4  # of English; only where the endpoint does not count


def read_completion(body: bytes, asked_characters: int, seconds: float) -> Heard:
    """Read a reply.

    Args:
        body: what came with the status 200.
        asked_characters: of the question, to estimate its tokens where they are not told.
        seconds: that the reply took.

    Raises:
        Fault: `broken`, where this is no completion.
    """
    try:
        completion = json.loads(body)
        choice = completion["choices"][0]
        text = choice["message"].get("content") or ""
        if not isinstance(text, str):
            raise TypeError
        usage = completion.get("usage") or {}
        return Heard(
            text=text,
            first_token=_first_token(choice.get("logprobs")),
            input_tokens=_count(usage.get("prompt_tokens"), asked_characters),
            output_tokens=_count(usage.get("completion_tokens"), len(text)),
            seconds=round(seconds, 3),
            cut=choice.get("finish_reason") == "length",
        )
    except (ValueError, RecursionError, KeyError, IndexError, TypeError, AttributeError):
        raise Fault("broken", "answered with something that is no completion") from None


def _first_token(logprobs: Any) -> tuple[tuple[str, float], ...]:
    """Give the alternatives of the first token; none where they are not told."""
    content = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not content:
        return ()
    alternatives = content[0].get("top_logprobs") or ()
    return tuple((str(one["token"]), float(one["logprob"])) for one in alternatives)


def _count(told: object, characters: int) -> int:
    return told if isinstance(told, int) and told >= 0 else -(-characters // CHARACTERS_A_TOKEN)
