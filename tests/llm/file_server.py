"""An HTTP server on loopback that serves files as good and bad servers do: with ranges or without, whole or cut."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Asked:
    """One request: its path, and the headers that tests look at."""

    path: str
    range: str | None
    authorization: str | None


@dataclass
class FileServer:
    """What is served, and what was asked.

    `files` maps a path to its bytes, `redirects` to another address. `failures` answers the next requests with a status and
    headers. `cuts` ends the next answers with a body after so many bytes of it. With `stall`, an answer stops there instead,
    until the test is over. Without `length`, the body is chunked; with `length` None, the connection's end is the body's.
    """

    url: str
    files: dict[str, bytes] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    failures: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    cuts: list[int] = field(default_factory=list)
    ranges: bool = True
    length: bool | None = True
    stall: bool = False
    asked: list[Asked] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def ranges_asked(self) -> list[str | None]:
        return [one.range for one in self.asked]


@contextmanager
def file_server() -> Iterator[FileServer]:
    """Serve until the test is over."""
    script = FileServer("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(script))
    server.daemon_threads = True
    script.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield script
    finally:
        script.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(script: FileServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            script.asked.append(Asked(self.path, self.headers["Range"], self.headers["Authorization"]))
            if script.failures:
                self._bare(*script.failures.pop(0))
            elif path in script.redirects:
                self._bare(302, {"Location": script.redirects[path]})
            elif path in script.files:
                self._file(script.files[path])
            else:
                self._bare(404, {})

        def _bare(self, status: int, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": "0", **headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def _file(self, content: bytes) -> None:
            asked = re.fullmatch(r"bytes=(\d+)-", self.headers["Range"] or "")
            begin = int(asked[1]) if asked and script.ranges else 0
            if begin >= len(content):
                self._bare(416, {"Content-Range": f"bytes */{len(content)}"})
                return
            self.send_response(206 if asked and script.ranges else 200)
            if asked and script.ranges:
                self.send_header("Content-Range", f"bytes {begin}-{len(content) - 1}/{len(content)}")
            body = content[begin:]
            if script.length:
                self.send_header("Content-Length", str(len(body)))
            else:
                self.send_header(
                    *(("Connection", "close") if script.length is None else ("Transfer-Encoding", "chunked"))
                )
            self.end_headers()
            self._body(body)

        def _body(self, body: bytes) -> None:
            cut = script.cuts.pop(0) if script.cuts else None
            sent = body if cut is None else body[:cut]
            chunked = script.length is False
            self.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent) if chunked else sent)
            if cut is not None:
                self.wfile.flush()
                if script.stall:
                    script.stalled.set()
                    script.released.wait()
                self.close_connection = True
            elif chunked:
                self.wfile.write(b"0\r\n\r\n")

        def log_message(self, *arguments: object) -> None:
            pass

    return Handler
