"""A chat model behind an OpenAI-compatible endpoint: one attempt, within one time limit.

Spoken to with httpx. LlamaIndex's `OpenAILike` would give the request's shape and nothing else that is used here:
limits on the whole answer's time and size, and no redirects or proxies, need an HTTP client of our own either way. It
takes 2.8 s and 100 MB to import, httpx 0.2 s and next to nothing, and it holds `openai` below 3, which other parts have
outgrown.
"""

import asyncio
import re
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass

import httpx
from pydantic import BaseModel, Field, SecretStr, ValidationError

from trekbot.errors import LanguageModelUnavailable, UsageError
from trekbot.llm.message import Message

LARGEST_ANSWER = 1_000_000  # bytes; an answer of a few sentences is a few thousand
_SENDABLE = re.compile(r"[!-~]+")  # what a header can carry


@dataclass(frozen=True)
class Completion:
    """What the model said, and what it counted; 0 tokens where the endpoint does not count."""

    text: str
    input_tokens: int
    output_tokens: int


class ChatModel:
    """One model of one endpoint; threads may share it. Nothing is sent before the first question.

    Args:
        url: the endpoint's base address, as in `http://127.0.0.1:11434/v1`. Questions go there and nowhere else:
            redirects are not followed, and proxies that the environment names are not used.
        name: the model's name, as the endpoint knows it.
        key: sent to the endpoint, and never logged or put into an error.
        timeout_s: seconds for the whole answer, from looking the host up to the last byte.

    Raises:
        UsageError: the key cannot be sent.
    """

    def __init__(self, url: str, name: str, key: SecretStr | None = None, timeout_s: float = 20.0) -> None:
        self.name = name
        self._address = f"{url.rstrip('/')}/chat/completions"
        self._timeout_s = timeout_s
        secret = key.get_secret_value().strip() if key else ""
        if secret and not _SENDABLE.fullmatch(secret):
            raise UsageError("The language model's key holds a character that no header can carry.", "Copy it again.")
        self._headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self._certificates = httpx.create_ssl_context()  # 20 ms, so not at every question

    def complete(self, messages: Sequence[Message], temperature: float = 0.0, max_tokens: int = 200) -> Completion:
        """Ask once. Not to be called from a thread that runs an event loop.

        Raises:
            LanguageModelUnavailable: the endpoint cannot be reached, refuses, is too slow, or answers with nothing
            readable.
        """
        body = {
            "model": self.name,
            "messages": [asdict(message) for message in messages],
            "temperature": temperature,
            "max_tokens": max_tokens,
            "stream": False,
        }
        try:
            return _completion(_run(self._post(body)))
        except TimeoutError:
            fault = f"did not answer within {self._timeout_s:g} s"
        except httpx.ConnectError:
            fault = "cannot be reached"
        except httpx.HTTPStatusError as error:  # the answer's text may repeat the key
            fault = f"answered with status {error.response.status_code}"
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            fault = f"broke off ({type(error).__name__})"
        except _Unreadable as error:
            fault = str(error)
        raise LanguageModelUnavailable(f"The language model {self.name!r} at {self._address} {fault}.")

    async def _post(self, body: dict[str, object]) -> bytes:
        """Send the question and give the answer's bytes.

        httpx limits each read, so that an endpoint which sends a byte now and then would never be late. The limit on
        the whole is asyncio's.
        """
        async with (
            asyncio.timeout(self._timeout_s),
            httpx.AsyncClient(
                headers=self._headers, verify=self._certificates, timeout=None, follow_redirects=False, trust_env=False
            ) as client,
            client.stream("POST", self._address, json=body) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise httpx.HTTPStatusError("", request=response.request, response=response)
            answer = bytearray()
            async for piece in response.aiter_bytes():
                answer += piece
                if len(answer) > LARGEST_ANSWER:
                    raise _Unreadable("answered without end")
            return bytes(answer)


class _Unreadable(ValueError):
    """An answer that says nothing; the text completes the sentence that begins with the model's name."""


class _Said(BaseModel):
    content: str | None = None


class _Choice(BaseModel):
    message: _Said


class _Answer(BaseModel):
    """The part of the endpoint's answer that is read."""

    choices: list[_Choice] = Field(min_length=1)
    usage: object = None  # no answer is lost over its counters


def _completion(body: bytes) -> Completion:
    try:
        answer = _Answer.model_validate_json(body)
    except ValidationError:
        raise _Unreadable("answered with something else than a chat completion") from None
    text = (answer.choices[0].message.content or "").strip()
    if not text:
        raise _Unreadable("answered with an empty text")
    return Completion(text, _count(answer.usage, "prompt_tokens"), _count(answer.usage, "completion_tokens"))


def _count(usage: object, name: str) -> int:
    counted = usage.get(name) if isinstance(usage, dict) else None
    return counted if type(counted) is int and counted > 0 else 0


def _run(work: Coroutine[object, object, bytes]) -> bytes:
    """Run to the end in a loop of its own.

    `asyncio.run` would wait for a host name that is still being looked up after the time is over.
    """
    loop = asyncio.new_event_loop()
    task = loop.create_task(work)
    try:
        return loop.run_until_complete(task)
    finally:
        if not task.done():  # Ctrl-C
            task.cancel()
            with suppress(asyncio.CancelledError):
                loop.run_until_complete(task)
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
