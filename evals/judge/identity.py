"""Who a judge is: all that its judgements depend on beside what it is asked."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from trekbot.evals.judge.call import digest

SHORT = 12  # characters of the id


@dataclass(frozen=True)
class JudgeIdentity:
    """Judgements compare only within one identity, and a judge's card is valid for it alone.

    The same weights gave one answer 0.0 on one server and 1.0 on another, so the server's build and the way in which
    replies are held to a form belong to it.

    Args:
        url: the endpoint's address, or `local`.
        model: its name there.
        build: the server's; None where it does not tell.
        structure: `logprobs`, `json_schema`, `json_object` or `prompt`.
        sampling: temperature (None: the endpoint's own) and the longest reply in tokens.
        metric: name and code version of what is judged.
    """

    url: str
    model: str
    build: str | None
    structure: str
    sampling: Mapping[str, float | None]
    metric: str

    @property
    def id(self) -> str:
        return digest(asdict(self))[:SHORT]

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, **asdict(self)}
