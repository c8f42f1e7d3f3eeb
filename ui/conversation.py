"""The conversation as the browser holds it: what is asked, what was shown, and what was said.

All of it comes from a page that anybody can change, so it is read as what it claims to be and cut to the contract's
sizes; whatever else is in it is left out.
"""

import re
from typing import Literal, TypedDict, cast

from trekbot.answering.reply import REPLY_ID
from trekbot.assistant import Turn

LONGEST_QUESTION = 2_000  # characters
MOST_TURNS = 16  # with the question itself
LONGEST_TURN = 4_000  # characters kept of an earlier turn: 15 of them and a question fit the contract's 64 kB
MOST_SHOWN = 60  # messages; older ones leave the page, so that each question does not carry all of a long day

Role = Literal["user", "assistant"]


class Message(TypedDict, total=False):
    """A message of the chat: `content` is HTML of the page's making, `options` are questions to go on with.

    `metadata` holds the `id` of the answer that the message shows.
    """

    role: Role
    content: str
    options: list[dict[str, str]]
    metadata: dict[str, str]


class PlainTurn(TypedDict):
    """A turn as plain text."""

    role: Role
    content: str


def asked(event: object, typed: object, chosen: object) -> tuple[str, str | None]:
    """Read which question was asked, of which roadmap (None: of all).

    Args:
        event: of a click, `question` and `roadmap` (a stage) or `value` (an example or a suggestion).
        typed: what stands in the question's box, which counts where the event names no question.
        chosen: the chooser's roadmap, which counts where the event names none.
    """
    data = event if isinstance(event, dict) else {}
    clicked = data.get("question", data.get("value"))
    if isinstance(clicked, dict):
        clicked = clicked.get("text")
    question = clicked if isinstance(clicked, str) else typed
    roadmap = data.get("roadmap", chosen)
    return question.strip() if isinstance(question, str) else "", roadmap if isinstance(
        roadmap, str
    ) and roadmap else None


def shown_before(value: object) -> list[Message]:
    """Read the messages that are on the page; their old suggestions are dropped, since only the last ones are shown."""
    messages: list[Message] = []
    for entry in value if isinstance(value, list) else []:
        role, text = _role(entry), _text(entry)
        if role and text is not None:
            message: Message = {"role": role, "content": text}
            if answer := answer_id(entry):
                message["metadata"] = {"id": answer}
            messages.append(message)
    return messages[-MOST_SHOWN:]


def said_before(value: object) -> list[PlainTurn]:
    """Read the turns so far: the last ones that fit beside one more question, beginning with the learner's."""
    turns: list[PlainTurn] = []
    for entry in value if isinstance(value, list) else []:
        role, text = _role(entry), _text(entry)
        if role and text:
            turns.append({"role": role, "content": text[:LONGEST_TURN]})
    turns = turns[-(MOST_TURNS - 1) :]
    while turns and turns[0]["role"] != "user":
        turns.pop(0)
    return turns


def history(turns: list[PlainTurn]) -> tuple[Turn, ...]:
    """Give the turns as the assistant takes them."""
    return tuple(Turn(turn["role"], turn["content"]) for turn in turns)


def answer_id(message: object) -> str | None:
    """Give the id of the answer that a message shows; None for questions and notices."""
    metadata = message.get("metadata") if isinstance(message, dict) else None
    id = metadata.get("id") if isinstance(metadata, dict) else None
    return id if isinstance(id, str) and re.fullmatch(REPLY_ID, id) else None


def _role(entry: object) -> Role | None:
    role = entry.get("role") if isinstance(entry, dict) else None
    return cast(Role, role) if role in ("user", "assistant") else None


def _text(entry: object) -> str | None:
    """Give a message's text; the chat hands it back as a list of parts, of which the page only ever makes one."""
    content = entry.get("content") if isinstance(entry, dict) else None
    if isinstance(content, list) and len(content) == 1 and isinstance(content[0], dict):
        content = content[0].get("text")
    return content if isinstance(content, str) else None
