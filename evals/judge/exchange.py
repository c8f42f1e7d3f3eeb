"""One request to a judge's endpoint over HTTP, and the whole reply within a limit of time."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import httpx

from trekbot.llm.endpoint import Endpoint
from trekbot.llm.exchange import LARGEST_COMPLAINT, Refused
from trekbot.llm.faults import Fault

LARGEST_REPLY = 4_000_000  # bytes


class Exchange:
    """Sends requests; threads may share it. Redirects are not followed, and proxies of the environment not used.

    Args:
        limit_s: seconds for a whole reply.
    """

    def __init__(self, limit_s: float) -> None:
        self._limit_s = limit_s
        self._http = httpx.Client(timeout=limit_s, follow_redirects=False, trust_env=False)

    def post(self, endpoint: Endpoint, body: Mapping[str, object]) -> bytes:
        """Ask for a completion, and give what came with the status 200.

        Raises:
            Refused: another status.
            Fault: `unreachable`, `timeout` or `broken`.
        """
        deadline = time.monotonic() + self._limit_s
        with (
            _told_as_faults(self._limit_s),
            self._http.stream("POST", endpoint.address, json=dict(body), headers=endpoint.headers) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise Refused(response, self._read(response, deadline, LARGEST_COMPLAINT))
            return self._read(response, deadline, LARGEST_REPLY)

    def get(self, endpoint: Endpoint, address: str) -> bytes | None:
        """Give what is at an address; None where the endpoint has nothing there.

        Raises:
            Fault: `unreachable`, `timeout` or `broken`.
        """
        deadline = time.monotonic() + self._limit_s
        with (
            _told_as_faults(self._limit_s),
            self._http.stream("GET", address, headers=endpoint.headers) as response,
        ):
            return self._read(response, deadline, LARGEST_REPLY) if response.status_code == httpx.codes.OK else None

    def close(self) -> None:
        self._http.close()

    def _read(self, response: httpx.Response, deadline: float, most: int) -> bytes:
        """Read a body; one that is longer is cut, and then no completion."""
        read = bytearray()
        for piece in response.iter_bytes():
            read += piece
            if time.monotonic() > deadline:
                raise _late(self._limit_s)
            if len(read) > most:
                break
        return bytes(read[:most])


@contextmanager
def _told_as_faults(limit_s: float) -> Iterator[None]:
    try:
        yield
    except httpx.TimeoutException:
        raise _late(limit_s) from None
    except httpx.ConnectError:
        raise Fault("unreachable", "cannot be reached", again=True) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise Fault("unreachable", "has an address that nothing can be sent to") from None
    except httpx.DecodingError:
        raise Fault("broken", "answered with bytes that cannot be unpacked") from None
    except httpx.HTTPError as error:
        raise Fault("unreachable", f"broke off ({type(error).__name__})", again=True) from None


def _late(limit_s: float) -> Fault:
    return Fault("timeout", f"gave no whole answer in {limit_s:g} s", "TREKBOT_JUDGE_TIMEOUT_S allows for more.")
