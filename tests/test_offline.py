"""The guard of `conftest.py`: the test run reaches nothing but this machine."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from network_guard import NetworkBlocked

ELSEWHERE = "192.0.2.1"  # kept free for documentation by RFC 5737: no machine has it


@pytest.fixture
def listening() -> Iterator[tuple[str, int]]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()


@pytest.mark.parametrize("address", [(ELSEWHERE, 80), ("10.0.0.1", 80), ("example.org", 80)])
def test_a_connection_to_another_machine_is_refused(address: tuple[str, int]) -> None:
    with pytest.raises(NetworkBlocked, match=address[0]):
        socket.create_connection(address, timeout=1)


def test_an_ipv6_connection_and_a_datagram_to_another_machine_are_refused() -> None:
    with socket.socket(socket.AF_INET6) as stream, pytest.raises(NetworkBlocked):
        stream.connect(("2001:db8::1", 80))
    with socket.socket(type=socket.SOCK_DGRAM) as datagram, pytest.raises(NetworkBlocked):
        datagram.sendto(b"", (ELSEWHERE, 53))


def test_an_http_client_is_refused_and_does_not_take_it_for_a_network_that_is_down() -> None:
    with pytest.raises(NetworkBlocked):
        httpx.get("http://example.org/", timeout=1)


def test_an_event_loop_is_refused_too() -> None:
    async def reach() -> None:
        await asyncio.open_connection(ELSEWHERE, 80)

    with pytest.raises(NetworkBlocked):
        asyncio.run(reach())


def test_a_process_that_a_test_starts_is_refused_too() -> None:
    program = f"import socket; socket.create_connection(({ELSEWHERE!r}, 80), timeout=1)"

    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert ended.returncode == 1
    assert "NetworkBlocked" in ended.stderr


def test_loopback_is_open(listening: tuple[str, int]) -> None:
    socket.create_connection(listening, timeout=1).close()
    socket.create_connection(("localhost", listening[1]), timeout=1).close()


def test_libraries_are_told_to_stay_offline_and_no_setting_of_the_machine_is_seen() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert not [name for name in os.environ if name.startswith("TREKBOT_") and not name.startswith("TREKBOT_TEST_")]
