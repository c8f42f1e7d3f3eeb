"""A secret that is made once and kept in the data folder, for whoever sets none.

Its file is the owner's alone. It is filled under a lock, so that processes which start at once agree on one secret,
and one that was killed in between leaves a file that the next one fills.
"""

import fcntl
import logging
import os
import secrets
from pathlib import Path

logger = logging.getLogger(__name__)

FILE = "secret"
HEX_DIGITS = 64


def kept_secret(data_folder: Path) -> bytes:
    """Give the data folder's secret, made on first use.

    Where it can be neither read nor written, it is one of this process alone, and the log says what that means.
    """
    file = data_folder / FILE
    try:
        return _read(file) or _make(file)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        logger.warning(
            "%s cannot be kept: %s. Answers given before a restart, or by another process, will take no feedback; "
            "set TREKBOT_SECRET to have them take it.",
            file,
            reason,
        )
        return secrets.token_hex(HEX_DIGITS // 2).encode()


def _read(file: Path) -> bytes | None:
    """Give the secret, None where there is no whole one."""
    try:
        content = file.read_bytes().strip()
    except FileNotFoundError:
        return None
    return content if len(content) == HEX_DIGITS else None


def _make(file: Path) -> bytes:
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        found = _read(file)
        if found is not None:
            return found
        os.fchmod(handle.fileno(), 0o600)
        made = secrets.token_hex(HEX_DIGITS // 2).encode()
        handle.truncate()
        handle.write(made + b"\n")
        handle.flush()
        os.fsync(handle.fileno())
        return made
