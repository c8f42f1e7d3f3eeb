"""Refuse whatever would leave this machine, so that a test run cannot depend on the network unnoticed.

An audit hook sees every call of Python's socket module, also through libraries that bring a socket class of their own.
What runs outside that module (uvloop, libraries in Rust or C++) is not seen; for that are the settings in `conftest.py`.
"""

import ipaddress
import sys

CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}


class NetworkBlocked(RuntimeError):
    """A test tried to reach another machine. No OSError, so that no retry or fallback takes it for a broken network."""


def install() -> None:
    """Watch this process until it ends; an audit hook cannot be taken back."""
    sys.addaudithook(_refuse)


def _refuse(event: str, args: tuple[object, ...]) -> None:
    if event in CONNECTING:
        address = args[1]
        host = address[0] if isinstance(address, tuple) else None  # Unix sockets have a path, connected ones nothing
    elif event in LOOKING_UP:
        host = args[0]
    else:
        return
    if not _is_here(host):
        raise NetworkBlocked(f"{event} to {host!r}: tests reach nothing but this machine's loopback addresses.")


def _is_here(host: object) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if not isinstance(name, str) or name in ("", "localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
