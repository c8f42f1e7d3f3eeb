"""llama.cpp behind an OpenAI-compatible address on loopback: the program of the worker process.

It is a process of its own, so that the weights, the threads and the crashes of llama.cpp stay out of the web process.
It takes one line of JSON from standard input (see `Load` in `worker.py`), writes one line to standard output once the
model answers (`{"url": …}`), logs to standard error, and ends as soon as standard input does.

It is started by its path and imports nothing of Trekbot, so that it is up as soon as the model is read.
"""

import ctypes
import json
import os
import signal
import sys
from typing import Any

NICENESS = 5  # the web process and its embedder go first
CONTEXT = 2048  # tokens: a prompt of some 400, and its answer
BATCH = 32  # tokens of a prompt in one piece: only between two can a request be given up. Pieces of 512 are 6 % faster
KEPT_PROMPTS_MIB = 256  # read prompts that are kept beside the last one, 28 kB a token: one asked again comes at once
HTTP_THREADS = 8  # most wait for the one request at work; one has to be free to tell that the process is well
SPINS = "1000"  # default 300,000: beside other busy processes, waiting threads then take the core from those waited for
PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve until standard input ends."""
    announcement = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever llama.cpp prints is log
    line = sys.stdin.buffer.readline()
    if not line:  # the parent is gone already
        return
    load = json.loads(line)
    _die_with(load["parent"])
    os.nice(NICENESS)
    os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
    os.environ.setdefault("GGML_NO_BACKTRACE", "1")  # or an abort starts a debugger
    try:
        server = _server(load)
    except (ImportError, RuntimeError) as error:  # what is wrong stands in llama.cpp's own lines above
        sys.exit(str(error))
    with announcement:
        announcement.write(json.dumps({"url": f"{server.listening_address}/v1"}) + "\n")
    sys.stdin.buffer.read()
    os._exit(0)  # taking the server down would wait for what it is doing


def _die_with(parent: int) -> None:
    """Have the kernel end this process with its parent, also while llama.cpp keeps Python from running."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("the parent is gone")


def _server(load: dict[str, Any]) -> Any:
    """Read the model and listen at a free port of the loopback address."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = load["model"]
    params.model_alias = {load["name"]}  # else the path is told
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.api_keys = [load["key"]]
    params.ui = params.endpoint_slots = params.endpoint_metrics = params.endpoint_props = False
    params.n_threads_http = HTTP_THREADS
    params.n_ctx = CONTEXT
    params.n_parallel = 1  # several at once take as long as one after another, and all of them end late
    params.n_batch = params.n_ubatch = BATCH
    params.cache_ram_mib = KEPT_PROMPTS_MIB
    params.fit_params = False  # it reads the model twice
    # Weights are rearranged on loading: mapped as well, they are in memory twice.
    params.load_mode = xllamacpp.llama_load_mode.LLAMA_LOAD_MODE_NONE
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = load["threads"]
    return xllamacpp.Server(params)


if __name__ == "__main__":
    main()
