"""A server that, told to stop, lets answers come to their end for a while, and then ends them."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn

DRAIN_S = 5  # until what still runs is cut off
GRACE_S = 3  # of these, until the answers in progress are told to end, so that none has to be cut off


class DrainingServer(uvicorn.Server):
    """uvicorn's server; `send_away` is called once, `GRACE_S` seconds after it was told to stop."""

    def __init__(self, config: uvicorn.Config, send_away: Callable[[], None]) -> None:
        config.timeout_graceful_shutdown = DRAIN_S
        super().__init__(config)
        self._send_away = send_away

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        asyncio.get_running_loop().call_later(GRACE_S, self._send_away)
        await super().shutdown(sockets)
