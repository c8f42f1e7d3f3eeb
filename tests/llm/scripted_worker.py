"""A worker program that behaves as its argument says: for tests of what starts and watches it.

    scripted_worker.py NOTES BEHAVIOUR [BEHAVIOUR …]

Each start appends its process id to the file NOTES and behaves as the next word says, the last one again and again:
`well` (until it is asked for `/crash`), `crash` (before it is up), `mute` (never announces itself), `deaf` (announces an
address where nobody answers).
"""

import json
import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

KILLED = 11


class Handler(BaseHTTPRequestHandler):
    """Answers whoever knows the key; `/v1/health` needs none."""

    key = ""

    def do_GET(self) -> None:
        if self.path == "/crash":
            print("a wheel has come off", file=sys.stderr, flush=True)
            os._exit(KILLED)
        known = self.path == "/v1/health" or self.headers["Authorization"] == f"Bearer {self.key}"
        self.send_response(200 if known else 401)
        self.end_headers()
        if self.path == "/v1/load" and known:
            self.wfile.write(json.dumps({**LOAD, "environment": sorted(os.environ)}).encode())

    def log_message(self, *arguments: object) -> None:
        pass


if __name__ == "__main__":
    notes, behaviours = Path(sys.argv[1]), sys.argv[2:]
    with notes.open("a") as file:
        file.write(f"{os.getpid()}\n")
    behaviour = behaviours[min(len(notes.read_text().split()), len(behaviours)) - 1]
    LOAD = json.loads(sys.stdin.readline())
    if behaviour == "crash":
        print("no wheels\nno engine", file=sys.stderr, flush=True)
        os._exit(KILLED)
    if behaviour == "deaf":
        print(json.dumps({"url": "http://127.0.0.1:9/v1"}), flush=True)
    elif behaviour == "well":
        Handler.key = LOAD["key"]
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}/v1"}), flush=True)
    sys.stdin.read()
    os._exit(0)
