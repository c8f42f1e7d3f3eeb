"""One request to an endpoint and its answer over HTTP, piece by piece. Who calls limits the time."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime

import httpx

from trekbot.llm.endpoint import Endpoint
from trekbot.llm.faults import Fault
from trekbot.llm.pieces import CompletionReader, Piece
from trekbot.llm.retries import may_pass, retry_after_s

LARGEST_COMPLAINT = 20_000  # bytes of a refusal that are read
_REMEDIES = {
    401: "Check its key.",
    403: "Check its key.",
    404: "Check its address and the model's name.",
}


class Refused(Fault):
    """A status other than 200; `complaint` is the beginning of what came with a 400 or 422, and never shown."""

    def __init__(self, response: httpx.Response, complaint: bytes) -> None:
        status = response.status_code
        super().__init__(
            "refused",
            f"answered with status {status}",
            _REMEDIES.get(status, ""),
            again=may_pass(status),
            after_s=retry_after_s(response.headers.get("Retry-After"), datetime.now(UTC)),
            status=status,
        )
        self.complaint = complaint


async def exchange(
    endpoint: Endpoint,
    body: dict[str, object],
    certificates: ssl.SSLContext,
    heard: Callable[[], None],
    take: Callable[[Piece], None],
) -> None:
    """Ask once, over a connection of its own that is closed in any case: nothing is left to go stale, or open.

    Redirects are not followed, and proxies that the environment names are not used. What is compressed is read, and not
    asked for.

    Args:
        heard: called once the endpoint has taken the question.
        take: called with every piece.

    Raises:
        Fault: `unreachable`, `refused` or `broken`.
    """
    headers = {**endpoint.headers, "Accept": "text/event-stream, application/json", "Accept-Encoding": "identity"}
    try:
        async with (
            httpx.AsyncClient(
                headers=headers, verify=certificates, timeout=None, follow_redirects=False, trust_env=False
            ) as client,
            client.stream("POST", endpoint.address, json=body) as response,
        ):
            if response.status_code != httpx.codes.OK:
                raise Refused(response, await _complaint(response))
            heard()
            await _read(response, take)
    except httpx.ConnectError:
        raise Fault("unreachable", "cannot be reached", again=True) from None
    except (httpx.InvalidURL, httpx.UnsupportedProtocol):
        raise Fault("unreachable", "has an address that nothing can be sent to") from None
    except httpx.DecodingError:
        raise Fault("broken", "answered with bytes that cannot be unpacked") from None
    except httpx.HTTPError as error:
        raise Fault("broken", f"broke off ({type(error).__name__})", again=True) from None


async def _read(response: httpx.Response, take: Callable[[Piece], None]) -> None:
    reader = CompletionReader()
    async for data in response.aiter_bytes():
        for piece in reader.feed(data):
            take(piece)
        if reader.over:
            return
    for piece in reader.rest():
        take(piece)


async def _complaint(response: httpx.Response) -> bytes:
    """Read as much of a refusal as may name the field that it is about."""
    if response.status_code not in (httpx.codes.BAD_REQUEST, httpx.codes.UNPROCESSABLE_ENTITY):
        return b""
    read = bytearray()
    async for data in response.aiter_bytes():
        read += data
        if len(read) > LARGEST_COMPLAINT:
            break
    return bytes(read[:LARGEST_COMPLAINT])
