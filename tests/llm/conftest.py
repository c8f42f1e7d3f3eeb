"""A chat model as the tests ask it: limits wide enough for a slow machine, waits between attempts next to nothing."""

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr

from tests.llm.default_model import default_model, pytest_collection_modifyitems
from tests.llm.scripted_endpoint import KEY, MODEL
from trekbot.llm.breaker import Breaker
from trekbot.llm.client import ChatModel, Endpoint, Limits
from trekbot.llm.retries import Backoff

__all__ = ["Make", "default_model", "model", "pytest_collection_modifyitems"]

Make = Callable[..., ChatModel]


@pytest.fixture
def model() -> Iterator[Make]:
    """Makes models, and closes them when the test is over; `breaker` and the fields of `Limits` may be given."""
    made: list[ChatModel] = []

    def make(
        url: str | Callable[[], Endpoint], key: str | None = KEY, breaker: Breaker | None = None, **limits: Any
    ) -> ChatModel:
        endpoint = Endpoint(url, SecretStr(key) if key else None) if isinstance(url, str) else url
        backoff = Backoff(first_s=0.001, longest_s=0.002, random=Random(1))
        chosen = Limits(**{"first_s": 20.0, "whole_s": 30.0, **limits})
        made.append(ChatModel(endpoint, MODEL, chosen, backoff=backoff, breaker=breaker))
        return made[-1]

    yield make
    for one in made:
        one.close()
