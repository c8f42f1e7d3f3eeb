"""A judge's yes or no, read from the log-probabilities of one token, or from JSON."""

import json
import math
from collections.abc import Mapping

from trekbot.errors import MetricFailed
from trekbot.evals.judge.call import Heard

LEAST_MASS = 0.5  # of yes and no together; below, the judge was about to say something else
_AROUND = " \t\r\n▁Ġ.,:;!*\"'`"  # what tokenizers and habits put around a word

VERDICT_SCHEMA: Mapping[str, object] = {
    "type": "object",
    "properties": {"verdict": {"type": "string", "enum": ["yes", "no"]}},
    "required": ["verdict"],
    "additionalProperties": False,
}


def read_probability(heard: Heard) -> float:
    """Give P(yes) / (P(yes) + P(no)), each summed over its spellings, in [0, 1].

    Raises:
        MetricFailed: the judge's first word is neither.
    """
    mass = {"yes": 0.0, "no": 0.0}
    for token, logprob in heard.first_token:
        word = token.strip(_AROUND).lower()
        if word in mass and logprob <= 0.0:
            mass[word] += math.exp(logprob)
    total = sum(mass.values())
    if total < LEAST_MASS:
        raise MetricFailed(f"The judge answers neither yes nor no: these have {total:.2f} of the probability.")
    return mass["yes"] / total


def read_verdict(heard: Heard) -> float:
    """Give 1.0 for yes and 0.0 for no, read from a JSON object.

    Raises:
        MetricFailed: it is none, or holds another verdict.
    """
    try:
        content = json.loads(unfenced(heard.text))
    except (ValueError, RecursionError):
        raise MetricFailed("The judge's verdict is no JSON.") from None
    verdict = content.get("verdict") if isinstance(content, dict) else None
    word = verdict.strip(_AROUND).lower() if isinstance(verdict, str) else None
    if word not in ("yes", "no"):
        raise MetricFailed("The judge's verdict is neither yes nor no.")
    return float(word == "yes")


def unfenced(text: str) -> str:
    """Give the JSON of a reply that wraps it in a Markdown fence, else the reply."""
    stripped = text.strip()
    if stripped.startswith("```"):
        stripped = stripped.removeprefix("```json").removeprefix("```").removesuffix("```")
    return stripped.strip()
