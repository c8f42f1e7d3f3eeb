"""A process that starts a local language model, tells of it, and waits.

    worker_holder.py MODEL NOTES [--told-at-once | BEHAVIOUR …]

It prints `{"worker": process id}` once the model is up, or as soon as there is a process. With behaviours the program is
`scripted_worker.py`, else the real one.
"""

import json
import sys
import time
from pathlib import Path

from trekbot.llm.worker import Load, LocalWorker

AT_ONCE = "--told-at-once"

if __name__ == "__main__":
    model, notes, *rest = sys.argv[1:]
    behaviours = [word for word in rest if word != AT_ONCE]
    scripted = (sys.executable, str(Path(__file__).with_name("scripted_worker.py")), notes, *behaviours)
    worker = LocalWorker(scripted) if behaviours else LocalWorker()
    worker.start(Load(Path(model), "some-model", 1))
    if AT_ONCE in rest:
        while not worker.pid:
            time.sleep(0.01)
    else:
        assert worker.wait(100)
    print(json.dumps({"worker": worker.pid}), flush=True)
    time.sleep(100)
