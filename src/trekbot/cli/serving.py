"""`trekbot serve`: listen at once, and make ready beside the server.

One thread makes ready, step by step: the steps import large libraries, which threads at once would only slow down.
With an index: load the model, answer, load the chat page, sync. Without: sync, load the model, answer, load the page.
"""

import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from functools import partial
from types import FrameType
from typing import NoReturn

from trekbot.cli.log import start_log
from trekbot.cli.screen import quarters, say
from trekbot.errors import CorpusError, DependencyError, IndexUnavailable, TrekbotError, UsageError
from trekbot.settings import Settings

logger = logging.getLogger(__name__)

BACKLOG = 128
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve_until_stopped(settings: Settings) -> int:
    """Serve until SIGINT or SIGTERM, then finish what is being answered and give 0.

    Raises:
        CorpusError: there is no index, and the corpus has faults.
        DependencyError: the port cannot be had, or nothing can ever answer.
    """
    for number in SIGNALS:
        signal.signal(number, _leave)
    start_log(settings.log_level)
    listener = listen(settings.host, settings.port)
    host, port = listener.getsockname()[:2]
    say(f"Trekbot listens at http://{f'[{host}]' if ':' in host else host}:{port}")
    sys.stdout.flush()

    server = _Serving(settings)
    for number in SIGNALS:
        signal.signal(number, server.stop)
    return server.run(listener)


def listen(host: str, port: int) -> socket.socket:
    """Bind and listen, so that callers wait from now on instead of being refused."""
    not_ours = UsageError(
        f"--host {host} is no address of this machine.", "127.0.0.1 is, and 0.0.0.0 means all of them."
    )
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror:
        raise not_ours from None
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise not_ours from None
        reason = (error.strerror or str(error)).lower()
        raise DependencyError(f"Cannot listen at {host}:{port}: {reason}.", "Choose another with --port.") from None
    return listener


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    """Before there is a server, a signal has nothing to finish."""
    raise SystemExit(0)


class _Serving:
    """A server and the thread that makes it ready."""

    def __init__(self, settings: Settings) -> None:
        import uvicorn

        from trekbot.api.app import create_app
        from trekbot.api.front_page import FrontPage
        from trekbot.api.health import Readiness
        from trekbot.cli.draining import DrainingServer
        from trekbot.wiring import build

        self._began = time.monotonic()
        self._trekbot = build(settings)
        self._trekbot.start_language_model()
        self._trekbot.start_question_log()
        self._readiness = Readiness(model_loaded=False)
        self._front_page = FrontPage()
        self._error: TrekbotError | None = None
        app = create_app(self._trekbot, self._front_page, self._readiness)
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,  # it would hold the questions of /v1/search
            server_header=False,
        )
        self._server = DrainingServer(config, self._trekbot.callers.send_away)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Handle a signal: the server drains and `run` comes to its end."""
        self._server.should_exit = True

    def run(self, listener: socket.socket) -> int:
        work = threading.Thread(target=self._make_ready, name="make-ready", daemon=True)
        work.start()
        self._server.run(sockets=[listener])
        self._trekbot.close_question_log()
        if self._error is not None:
            raise self._error
        if work.is_alive():
            # A native library in the midst of its work can crash an interpreter that is being taken down.
            # A sync that is cut off here leaves the last good index, as it does on a power failure.
            logger.info("stopped before it was ready")
            sys.stderr.flush()
            os._exit(0)
        self._trekbot.close()
        logger.info("stopped")
        return 0

    def _make_ready(self) -> None:
        try:
            indexed = self._generation() is not None
            if indexed:
                self._load_model()
                self._load_page()
            self._trekbot.holder.watch()
            self._sync()
            if not indexed:
                self._load_model()
                self._load_page()
        except TrekbotError as error:
            self._give_up(error)
        except Exception as error:
            logger.exception("cannot make ready")
            self._give_up(DependencyError(f"Trekbot cannot make ready: {type(error).__name__}; the log says where."))

    def _give_up(self, error: TrekbotError) -> None:
        self._error = error
        self._server.should_exit = True

    def _generation(self) -> str | None:
        """The generation of the index that is served, None without one."""
        try:
            return self._trekbot.holder.current().generation
        except IndexUnavailable:
            return None

    def _load_model(self) -> None:
        self._trekbot.warm_up()
        self._readiness.model_loaded = True
        logger.info("ready after %.1f s", time.monotonic() - self._began)

    def _load_page(self) -> None:
        """Load the chat page; without it the API still answers."""
        try:
            from trekbot.ui.page import build_page

            self._front_page.show(build_page(self._trekbot))
            logger.info("the chat page is loaded")
        except Exception:
            logger.exception("the chat page cannot be loaded")
            self._front_page.give_up()
            self._readiness.degrade("page")

    def _sync(self) -> None:
        """Bring the index up to date; what goes wrong is only reported while a good index answers."""
        try:
            progress = quarters(partial(logger.info, "sync: %s"))
            report = self._trekbot.sync(progress)
            self._trekbot.learn_intents(progress)
        except (TrekbotError, OSError) as error:
            generation = self._generation()
            if generation is None:
                raise
            self._report(error, generation)
            return
        self._trekbot.holder.refresh()
        counts = (len(report.added), len(report.changed), len(report.removed), len(report.unchanged))
        logger.info("synced stages: %d added, %d changed, %d removed, %d unchanged", *counts)

    def _report(self, error: TrekbotError | OSError, generation: str) -> None:
        if isinstance(error, CorpusError):
            faults = error.message.splitlines()
            for fault in faults:
                logger.error("corpus: %s", fault)
            logger.error("the corpus has %d errors; the last good index goes on answering", len(faults))
            self._readiness.degrade("corpus", generation)
        else:
            logger.error("sync failed, the last good index goes on answering: %s", error)
            self._readiness.degrade("sync", generation)
