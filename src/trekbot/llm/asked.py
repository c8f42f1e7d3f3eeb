"""What a model is asked, and how it is put to an endpoint that does not know every field of OpenAI's API.

Endpoints differ in what they take: older servers know no `stream_options`, some models no `response_format`, and
OpenAI's newer ones want `max_completion_tokens` and no temperature of one's own. Each says so by refusing the request.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from trekbot.llm.message import Message

_LEAVE_OUT = ("stream_options", "response_format", "temperature", "top_logprobs", "logprobs")


@dataclass(frozen=True)
class Asked:
    """One chat and how it is to be answered, whichever endpoint is asked.

    Args:
        schema: the JSON schema that the answer follows; None for free text.
        also: further fields, which the endpoint is known to take.
    """

    model: str
    messages: Sequence[Message]
    temperature: float
    max_tokens: int
    schema: Mapping[str, object] | None
    also: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Dialect:
    """The fields that an endpoint takes, as far as it has told."""

    left_out: frozenset[str] = frozenset()
    limit: str = "max_tokens"

    def body(self, asked: Asked) -> dict[str, object]:
        """Put a chat into this endpoint's words."""
        body: dict[str, object] = {
            "model": asked.model,
            "messages": [asdict(message) for message in asked.messages],
            "temperature": asked.temperature,
            self.limit: asked.max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
            **asked.also,
        }
        if asked.schema is not None:
            schema = {"name": "answer", "strict": True, "schema": asked.schema}
            body["response_format"] = {"type": "json_schema", "json_schema": schema}
        return {name: value for name, value in body.items() if name not in self.left_out}

    def joined(self, other: "Dialect") -> "Dialect":
        """Give what both have told."""
        limit = other.limit if self.limit == "max_tokens" else self.limit
        return Dialect(self.left_out | other.left_out, limit)

    def after(self, complaint: bytes, asked: Asked) -> "Dialect | None":
        """Give the dialect to try after a refusal (400, 422), or None where another would not help.

        A schema is given up also where nothing is named: what is wrong with it is told in many ways.

        Args:
            complaint: the beginning of what the endpoint answered.
        """
        body = self.body(asked)
        changeable = [name for name in _LEAVE_OUT if name in body]
        if "max_tokens" in body:
            changeable.append("max_tokens")
        named = _named(complaint, changeable) or ("response_format" if "response_format" in body else None)
        if named is None:
            return None
        if named == "max_tokens":
            return replace(self, limit="max_completion_tokens")
        return replace(self, left_out=self.left_out | {named})


def _named(complaint: bytes, names: Sequence[str]) -> str | None:
    """Give the field that a refusal is about: the one in its `param`, else the first in its text."""
    text = complaint.decode("utf-8", "replace")
    param = _param(text)
    if param in names:
        return param
    places = {name: found.start() for name in names if (found := re.search(rf"\b{name}\b", text))}
    return min(places, key=places.__getitem__, default=None)


def _param(text: str) -> str | None:
    """Give the field that OpenAI's form of an error names, without what is below it."""
    try:
        error = json.loads(text)["error"]
        return str(error["param"]).partition(".")[0]
    except (ValueError, RecursionError, TypeError, KeyError, IndexError):
        return None
