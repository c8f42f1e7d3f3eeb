"""The ids of answers, which bear their own signature: any process that has the secret can check one, without a record.

An id is 44 characters of URL-safe base64, so it has the shape of `REPLY_ID`. Decoded, it is 33 bytes:

    12    random
     5    when it was made: seconds since 1970, UTC, big-endian
    16    the first half of HMAC-SHA256 over the 17 bytes before, under a key that is derived from the secret

33 bytes fill the 44 characters to the last bit, so no other text stands for the same id.
"""

import base64
import hmac
import re
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from trekbot.errors import UnknownAnswer
from trekbot.records.clock import utc_now

RANDOM_BYTES, TIME_BYTES, SIGNATURE_BYTES = 12, 5, 16
SIGNED_BYTES = RANDOM_BYTES + TIME_BYTES
SHAPE = re.compile(r"[A-Za-z0-9_-]{44}")
PURPOSE = b"trekbot: ids of answers, 1"  # a secret may serve for other things too, under keys of their own
LONGEST_AGE = timedelta(days=30)


def random_id() -> str:
    """Give an id that nobody will ask about."""
    return secrets.token_urlsafe(16)


class AnswerIds:
    """Makes ids and checks those that come back; threads may share it.

    Args:
        secret: gives what only those who may make ids know; asked once, when the first id is made or checked.
        now: with a time zone.
    """

    def __init__(self, secret: Callable[[], bytes], now: Callable[[], datetime] = utc_now) -> None:
        self._secret = secret
        self._now = now
        self._key: bytes | None = None
        self._deriving = threading.Lock()

    def new(self) -> str:
        """Give the id of a new answer."""
        signed = secrets.token_bytes(RANDOM_BYTES) + self._seconds().to_bytes(TIME_BYTES, "big")
        return base64.urlsafe_b64encode(signed + self._signature(signed)).decode()

    def check(self, id: str) -> None:
        """Return where an id is that of an answer given here in the last thirty days.

        Raises:
            UnknownAnswer: it was not signed with this secret, or is older.
        """
        raw = base64.urlsafe_b64decode(id) if SHAPE.fullmatch(id) else b""
        signed, signature = raw[:SIGNED_BYTES], raw[SIGNED_BYTES:]
        if not hmac.compare_digest(signature, self._signature(signed)):
            raise UnknownAnswer("No answer that was given here has this id.")
        if self._seconds() - int.from_bytes(signed[RANDOM_BYTES:], "big") > LONGEST_AGE.total_seconds():
            raise UnknownAnswer(f"This answer is older than {LONGEST_AGE.days} days.")

    def _signature(self, signed: bytes) -> bytes:
        return hmac.digest(self._derived(), signed, "sha256")[:SIGNATURE_BYTES]

    def _derived(self) -> bytes:
        with self._deriving:
            if self._key is None:
                self._key = hmac.digest(self._secret(), PURPOSE, "sha256")
            return self._key

    def _seconds(self) -> int:
        return int(self._now().timestamp())
