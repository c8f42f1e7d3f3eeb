"""Where a language model is asked."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import SecretStr

from trekbot.errors import UsageError

_SENDABLE = re.compile(r"[!-~]+")  # what a header can carry


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint.

    Args:
        url: its base address, as in `http://127.0.0.1:11434/v1`.
        key: sent to it, and never logged, shown or put into an error; white space around it is not part of it.

    Raises:
        UsageError: the key cannot be sent, or the address has a port that is none.
    """

    url: str
    key: SecretStr | None = None

    def __post_init__(self) -> None:
        try:
            _ = urlsplit(self.url).port
        except ValueError as error:
            raise UsageError(f"The language model's address {self.url!r} cannot be read: {error}.") from None
        if self._secret and not _SENDABLE.fullmatch(self._secret):
            raise UsageError("The language model's key holds a character that no header can carry.", "Copy it again.")

    @property
    def address(self) -> str:
        """Where chats are asked for."""
        return f"{self.url.rstrip('/')}/chat/completions"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._secret}"} if self._secret else {}

    @property
    def _secret(self) -> str:
        return self.key.get_secret_value().strip() if self.key else ""
