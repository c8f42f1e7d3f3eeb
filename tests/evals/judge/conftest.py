from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import SecretStr

from tests.llm.scripted_endpoint import KEY
from trekbot.evals.judge.account import Account
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.client import JudgeClient, Patience
from trekbot.llm.endpoint import Endpoint
from trekbot.llm.retries import Backoff

Make = Callable[..., JudgeClient]


@pytest.fixture
def waits() -> list[float]:
    """The seconds that clients waited between attempts; none of them really did."""
    return []


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[JudgementCache]:
    cache = JudgementCache(tmp_path / "judgements.sqlite3")
    yield cache
    cache.close()


@pytest.fixture
def client(waits: list[float]) -> Iterator[Make]:
    """Makes judges, and closes them when the test is over; the fields of `Patience` may be given."""
    made: list[JudgeClient] = []

    def make(
        url: str,
        cache: JudgementCache | None = None,
        model: str = "judge-1",
        budget: int | None = None,
        **patience: Any,
    ) -> JudgeClient:
        made.append(
            JudgeClient(
                Endpoint(url, SecretStr(KEY)),
                model,
                url,
                cache,
                Account(budget),
                Patience(**{"limit_s": 20.0, "attempts": 3, **patience}),
                backoff=Backoff(random=Random(1)),
                wait=waits.append,
            )
        )
        return made[-1]

    yield make
    for one in made:
        one.close()
