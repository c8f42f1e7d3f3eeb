"""One question's outcome as a run keeps it: the reply, what was found for it, and what a language model said first."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from trekbot.answering.attempt import Dropped
from trekbot.answering.reply import Reply
from trekbot.evals.places import Place


@dataclass(frozen=True)
class Retrieved:
    """One passage that search found. `section` is its heading, None outside of any; `score` is for ranking only."""

    place: Place
    section: str | None
    text: str
    score: float


@dataclass(frozen=True)
class BeforeVerify:
    """What a language model said before it was verified: its sentences, those not shown, and why it was not taken."""

    sentences: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    fallback: str | None


@dataclass(frozen=True)
class Told:
    """What a target gave to one question.

    Args:
        retrieved: best first; none where no search was made, or where a target does not tell.
        before_verify: None where no language model was asked, or where a target does not tell.
        first_s: seconds of wall-clock time to the first sentence, None where none was said.
        seconds: the same, to the end.
        faults: in which ways the stream was not its reply, or a suggestion cannot be answered.
    """

    reply: Reply
    retrieved: tuple[Retrieved, ...]
    before_verify: BeforeVerify | None
    first_s: float | None
    seconds: float
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class Generation:
    """A line of `generations.jsonl`. `told` is None where the question could not be asked; then `error` says why."""

    id: str
    repeat: int
    row_hash: str
    told: Told | None
    error: str | None = None

    @property
    def reply(self) -> Reply | None:
        return self.told.reply if self.told else None

    def to_dict(self) -> dict[str, Any]:
        head = {"id": self.id, "repeat": self.repeat, "row_hash": self.row_hash}
        if self.told is None:
            nothing: dict[str, Any] = {
                "reply": None,
                "retrieved": [],
                "before_verify": None,
                "first_s": None,
                "seconds": 0.0,
            }
            return {**head, **nothing, "error": self.error, "faults": []}
        told = asdict(self.told)
        del told["reply"], told["faults"]
        return {
            **head,
            "reply": self.told.reply.to_dict(),
            **told,
            "error": self.error,
            "faults": list(self.told.faults),
        }


T = TypeVar("T")

_REPLY = TypeAdapter(Reply)
_TOLD = TypeAdapter(Told)


def reply_of(data: object) -> Reply:
    """Read a reply from the contract's JSON object; keys that this version does not know are left out.

    Raises:
        ValueError: it is none, and why in a few words.
    """
    return _read(_REPLY, data)


def generation_of(line: Mapping[str, Any]) -> Generation:
    """Read a line of `generations.jsonl`.

    Raises:
        ValueError: it is none, and why.
        KeyError: a key is missing.
    """
    told = None
    if line["reply"] is not None:
        keys = ("reply", "retrieved", "before_verify", "first_s", "seconds")
        told = _read(_TOLD, {**{key: line[key] for key in keys}, "faults": line.get("faults", ())})
    return Generation(line["id"], line["repeat"], line["row_hash"], told, line["error"])


def _read(adapter: TypeAdapter[T], data: object) -> T:
    try:
        return adapter.validate_python(data)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        raise ValueError(f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None
