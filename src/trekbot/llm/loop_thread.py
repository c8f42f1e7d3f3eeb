"""An event loop in a thread of its own, so that a request goes on, and can be ended, whoever waits for it."""

import asyncio
import os
import socket
import threading
import weakref
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

Result = TypeVar("Result")

_LAST_S = 1.0  # seconds that the thread may take to end


class LoopThread:
    """Runs coroutines in one thread, which starts with the first of them; any thread may call.

    It ends with `close`, when nobody holds this object any more, or with the process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._end: weakref.finalize[..., Any] | None = None
        self._closed = False
        _all.add(self)
        _watch_forks()

    def start(self, work: Callable[[], Coroutine[Any, Any, None]]) -> "Future[None]":
        """Begin with `work()`; what is given back tells how it ended, and cancels it. Once closed, it is cancelled."""
        with self._lock:
            if self._closed:
                never: Future[None] = Future()
                never.cancel()
                return never
            if self._loop is None:
                self._loop = self._started()
            return asyncio.run_coroutine_threadsafe(work(), self._loop)

    def close(self) -> None:
        """Cancel what runs, and end the thread; safe to call twice."""
        with self._lock:
            self._closed = True
            if self._end is not None:
                self._end()
                self._loop = self._end = None

    def _started(self) -> asyncio.AbstractEventLoop:
        loop = _Loop()
        stopped = asyncio.Event()
        thread = threading.Thread(target=_run, args=(loop, stopped), name="trekbot-llm", daemon=True)
        thread.start()
        self._end = weakref.finalize(self, _stop, loop, stopped, thread)
        return loop

    def _forked(self) -> None:
        """Begin anew in a child process, which has the loop and its lock but not the thread."""
        if self._end is not None:
            self._end.detach()
        _of_the_parent.append(self._loop)
        self._lock = threading.Lock()
        self._loop = self._end = None


class _Loop(asyncio.SelectorEventLoop):
    """Looks host names up in a thread that nobody waits for: asyncio's own would hold up the end of the process."""

    async def getaddrinfo(
        self, host: Any, port: Any, *, family: int = 0, type: int = 0, proto: int = 0, flags: int = 0
    ) -> Any:
        return await beside(lambda: socket.getaddrinfo(host, port, family, type, proto, flags))


async def beside(call: Callable[[], Result]) -> Result:
    """Give what a call gives that may block. It has a thread of its own, which is left behind when this is cancelled.

    What it raises is raised here.
    """
    made: Future[Result] = Future()
    threading.Thread(target=_make, args=(call, made), name="trekbot-llm-beside", daemon=True).start()
    return await asyncio.wrap_future(made)


def _make(call: Callable[[], Result], made: "Future[Result]") -> None:
    if not made.set_running_or_notify_cancel():
        return
    try:
        result = call()
    except BaseException as error:  # noqa: BLE001 - nothing is swallowed: it is raised where the call is waited for
        made.set_exception(error)
    else:
        made.set_result(result)


def _run(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(_until(stopped))


async def _until(stopped: asyncio.Event) -> None:
    await stopped.wait()


def _stop(loop: asyncio.AbstractEventLoop, stopped: asyncio.Event, thread: threading.Thread) -> None:
    with suppress(RuntimeError):  # it is closed already
        loop.call_soon_threadsafe(stopped.set)
    if thread is not threading.current_thread():
        thread.join(_LAST_S)


_all: "weakref.WeakSet[LoopThread]" = weakref.WeakSet()
_of_the_parent: list[object] = []  # closing a loop in a child would take the parent's sockets out of their shared epoll


@cache
def _watch_forks() -> None:
    os.register_at_fork(after_in_child=_begin_anew)


def _begin_anew() -> None:
    for loop_thread in tuple(_all):
        loop_thread._forked()
