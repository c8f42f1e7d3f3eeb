"""What is said to a language model."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One turn of a chat, as the endpoints call it."""

    role: Role
    content: str
