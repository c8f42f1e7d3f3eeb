"""One run of the worker process, from its start to its end."""

import http.client
import json
import logging
import os
import secrets
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from trekbot.llm.endpoint import Endpoint

logger = logging.getLogger(__name__)

COMMAND = (sys.executable, "-P", str(Path(__file__).with_name("worker_process.py")))
LAST_LINES = 10
READERS_S = 2.0  # a killed process has closed its pipes


@dataclass(frozen=True)
class Load:
    """What a worker process loads.

    Args:
        model: a GGUF file.
        name: what the model is called in requests.
        threads: how many compute, 1 or more.
    """

    model: Path
    name: str
    threads: int


class WorkerRun:
    """A worker process; `told` is called, by threads of this run, when it has announced itself and when it has ended.

    The process gets no setting of Trekbot's in its environment, and its key through a pipe: both could be seen else.
    """

    def __init__(self, command: Sequence[str], load: Load, told: Callable[["WorkerRun"], None]) -> None:
        self.endpoint: Endpoint | None = None  # once it is announced
        self._last_lines: deque[str] = deque(maxlen=LAST_LINES)
        self._key = secrets.token_urlsafe(32)
        self._told = told
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if not name.startswith("TREKBOT_")},
            start_new_session=True,  # Ctrl-C is the parent's to handle
        )
        self._readers = [
            threading.Thread(target=work, name="llm-worker-reader", daemon=True)
            for work in (self._read_announcement, self._read_log)
        ]
        for reader in self._readers:
            reader.start()
        self._send({"model": str(load.model), "name": load.name, "threads": load.threads})

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def status(self) -> int | None:
        """The exit status, negative for a signal; None while the process runs."""
        return self._process.poll()

    def last_lines(self) -> tuple[str, ...]:
        """What it logged last; all of it once `end` is over."""
        return tuple(self._last_lines)

    def is_well(self, within_s: float) -> bool:
        """Ask the announced address whether it answers."""
        if self.endpoint is None:
            return False
        address = urlsplit(self.endpoint.url)
        connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=within_s)
        try:
            connection.request("GET", f"{address.path}/health")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def end(self) -> None:
        """End the process, also one that hangs; it has nothing to put away."""
        self._process.kill()
        self._process.wait()
        for reader in self._readers:
            reader.join(READERS_S)

    def _send(self, load: dict[str, object]) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps({**load, "key": self._key, "parent": os.getpid()}).encode() + b"\n")
            self._process.stdin.flush()  # and left open: its end is the process'
        except BrokenPipeError:
            pass  # it has ended already, which `told` tells

    def _read_announcement(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as output:
            line = output.readline()
        if line:
            self.endpoint = Endpoint(str(json.loads(line)["url"]), SecretStr(self._key))
            self._told(self)

    def _read_log(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as log:
            for raw in log:
                line = raw.decode("utf-8", "replace").rstrip()
                self._last_lines.append(line)
                logger.debug("llama.cpp: %s", line)
        self._process.wait()
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._told(self)
