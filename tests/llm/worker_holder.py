"""`worker_holder.py MODEL NOTES [BEHAVIOUR …]`: a process that starts a local language model, tells of it, and waits.

It prints `{"worker": process id, "url": …, "key": …}` once the model is up. Without behaviours the program is the real
one.
"""

import json
import sys
import time
from pathlib import Path

from trekbot.llm.worker import Load, LocalWorker

if __name__ == "__main__":
    model, notes, *behaviours = sys.argv[1:]
    scripted = (sys.executable, str(Path(__file__).with_name("scripted_worker.py")), notes, *behaviours)
    worker = LocalWorker(scripted) if behaviours else LocalWorker()
    worker.start(Load(Path(model), "some-model", 1))
    assert worker.wait(100)
    endpoint = worker.endpoint()
    assert endpoint.key is not None
    told = {"worker": worker.pid, "url": endpoint.url, "key": endpoint.key.get_secret_value()}
    print(json.dumps(told), flush=True)
    time.sleep(100)
