"""A judge as the settings name it, ready to be asked: at an endpoint, or on this machine."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version

from trekbot.errors import JudgeUnavailable, UsageError
from trekbot.evals.judge.account import Account
from trekbot.evals.judge.cache import JudgementCache
from trekbot.evals.judge.client import JudgeClient, Patience
from trekbot.llm.endpoint import Endpoint
from trekbot.settings import Settings

CACHE = "judgements.sqlite3"  # below the data folder
LOCAL = "local"
STARTS_S = 180.0  # longest wait for a local model, from a slow disk


@contextmanager
def open_judge(settings: Settings, budget: int | None = None) -> Iterator[JudgeClient]:
    """Give the judge, and put it away again. An endpoint is not asked before the first judgement.

    Args:
        budget: tokens that it may use; None: no limit.

    Raises:
        UsageError: no judge is set, or one by half.
        ModelUnavailable: a local judge's engine or file is not on this machine.
        JudgeUnavailable: a local judge does not start.
    """
    if not settings.judge_url:
        raise UsageError(
            "No judge is set.", "TREKBOT_JUDGE_URL names an endpoint, or local; TREKBOT_JUDGE_MODEL a model."
        )
    with closing(JudgementCache(settings.data / CACHE)) as cache:
        if settings.judge_url == LOCAL:
            with _local(settings, cache, Account(budget)) as client:
                yield client
        else:
            with closing(_remote(settings, cache, Account(budget))) as client:
                yield client


def _remote(settings: Settings, cache: JudgementCache, account: Account) -> JudgeClient:
    if not settings.judge_model.strip():
        raise UsageError("TREKBOT_JUDGE_URL is set, which needs TREKBOT_JUDGE_MODEL.")
    endpoint = Endpoint(settings.judge_url, settings.judge_key)
    patience = Patience(settings.judge_timeout_s, settings.judge_at_once)
    return JudgeClient(endpoint, settings.judge_model, settings.judge_url.rstrip("/"), cache, account, patience)


@contextmanager
def _local(settings: Settings, cache: JudgementCache, account: Account) -> Iterator[JudgeClient]:
    from trekbot.llm.local import ENGINE, find_load  # the worker only where it is used
    from trekbot.llm.worker import LocalWorker

    load = find_load(settings.data, settings.judge_model, settings.llm_threads)
    build = f"{ENGINE} {version(ENGINE)}, {load.model.name} of {load.model.stat().st_size} bytes"
    with closing(LocalWorker()) as worker:
        worker.start(load)
        if not worker.wait(STARTS_S):
            raise JudgeUnavailable(f"The local judge {load.name!r} does not start.", "Its log says why.")
        patience = Patience(settings.judge_timeout_s, at_once=1)
        with closing(JudgeClient(worker.endpoint, load.name, LOCAL, cache, account, patience, build=build)) as client:
            yield client
