"""What a judge's endpoint can do, tried out with questions whose answer is known."""

import threading
from collections.abc import Mapping
from typing import Any

from trekbot.errors import MetricFailed
from trekbot.evals.judge.call import Call, Heard
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.verdict import VERDICT_SCHEMA, read_probability, read_verdict
from trekbot.llm.message import Message

ONE_TOKEN: Mapping[str, object] = {"logprobs": True, "top_logprobs": 20}
TRIED_TOKENS = 512  # a model that reasons first needs some
_METRIC = "abilities"


class Abilities:
    """Tries each thing once, at its first use; threads may share it."""

    def __init__(self, client: JudgeClient) -> None:
        self._client = client
        self._lock = threading.Lock()
        self._tells_logprobs: bool | None = None
        self._structure: str | None = None

    @property
    def tells_logprobs(self) -> bool:
        """Whether the first token's alternatives are told, and hold a yes or no.

        Raises:
            JudgeUnavailable: the endpoint cannot be asked.
        """
        with self._lock:
            if self._tells_logprobs is None:
                messages = (
                    Message("system", "Answer with one word, Yes or No."),
                    Message("user", "Is two more than one?"),
                )
                heard = self._client.try_out(Call(messages, 1, _METRIC, ONE_TOKEN))
                self._tells_logprobs = heard is not None and _reads(read_probability, heard)
            return self._tells_logprobs

    @property
    def structure(self) -> str:
        """How the endpoint is held to JSON: the first of `json_schema`, `json_object` and `prompt` that works.

        Raises:
            JudgeUnavailable: the endpoint cannot be asked.
        """
        with self._lock:
            if self._structure is None:
                messages = (
                    Message("system", 'Answer in JSON: {"verdict": "yes"} or {"verdict": "no"}.'),
                    Message("user", "Is two more than one?"),
                )
                for structure in ("json_schema", "json_object"):
                    also = response_format(structure, VERDICT_SCHEMA)
                    heard = self._client.try_out(Call(messages, TRIED_TOKENS, _METRIC, also))
                    if heard is not None and _reads(read_verdict, heard):
                        self._structure = structure
                        break
                else:
                    self._structure = "prompt"
            return self._structure


def response_format(structure: str, schema: Mapping[str, Any]) -> dict[str, object]:
    """Give the fields that hold a reply to a JSON schema.

    `json_object` carries the schema as well: llama-cpp-python's server takes it there, and others leave it unread.
    """
    if structure == "json_schema":
        form = {"type": "json_schema", "json_schema": {"name": "verdict", "strict": True, "schema": dict(schema)}}
        return {"response_format": form}
    if structure == "json_object":
        return {"response_format": {"type": "json_object", "schema": dict(schema)}}
    return {}


def _reads(read: Any, heard: Heard) -> bool:
    try:
        read(heard)
    except MetricFailed:
        return False
    return True
