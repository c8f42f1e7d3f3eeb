"""What `POST /v1/chat` accepts, and the question that it becomes.

The limits are the contract's. A turn's text is mended rather than refused where only a machine would notice:
control characters and halves of surrogate pairs come along with pasted text.
"""

import re
import unicodedata
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, ValidationInfo, field_validator

from trekbot.assistant import Page, Question, Turn

MAX_QUESTION_CHARACTERS = 2_000
MAX_TURNS = 16
MAX_NAME_CHARACTERS = 200

CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
SURROGATES = re.compile(r"[\ud800-\udfff]")


def mend(text: object) -> object:
    """Drop control characters and replace lone surrogates; anything but text is left for the type check."""
    if not isinstance(text, str):
        return text
    return SURROGATES.sub("\ufffd", CONTROLS.sub("", text))


def is_visible(text: str) -> bool:
    """Whether anything in a text can be seen: white space and format characters, such as a zero-width space, cannot."""
    return any(not character.isspace() and unicodedata.category(character) != "Cf" for character in text)


MENDED = BeforeValidator(mend)  # after any bounds, which else would count "items" instead of characters
Text = Annotated[str, MENDED]
Name = Annotated[str, Field(min_length=1, max_length=MAX_NAME_CHARACTERS), MENDED]


class ChatTurn(BaseModel):
    """One turn of the conversation that the client holds."""

    model_config = ConfigDict(extra="forbid")

    role: Literal["user", "assistant"]
    content: Text = Field(description=f"Markdown; at most {MAX_QUESTION_CHARACTERS} characters from a user")

    @field_validator("content")
    @classmethod
    def _short_enough(cls, content: str, info: ValidationInfo) -> str:
        if info.data.get("role") == "user" and len(content) > MAX_QUESTION_CHARACTERS:
            raise ValueError(
                f"a question has at most {MAX_QUESTION_CHARACTERS:,} characters, and this one has {len(content):,}"
            )
        return content


class ChatPage(BaseModel):
    """The page that the learner is reading."""

    model_config = ConfigDict(extra="forbid")

    roadmap: Name
    stage: Name | None = Field(None, description="null: the roadmap's own page")


class ChatRequest(BaseModel):
    """A question with the conversation before it."""

    model_config = ConfigDict(extra="forbid")

    messages: list[ChatTurn] = Field(
        min_length=1, description=f"at most {MAX_TURNS} turns, oldest first, the last a user's"
    )
    roadmap: Name | None = Field(None, description="answer from this roadmap alone; null: from all")
    page: ChatPage | None = None
    site: Name | None = Field(None, description="the key of the site that embeds Trekbot")
    stream: StrictBool = Field(False, description="answer as server-sent events")

    @field_validator("messages")
    @classmethod
    def _ends_with_a_question(cls, messages: list[ChatTurn]) -> list[ChatTurn]:
        if len(messages) > MAX_TURNS:
            raise ValueError(f"a conversation has at most {MAX_TURNS} turns; leave out the oldest")
        if messages[-1].role != "user":
            raise ValueError("the last turn must be the user's question")
        if not is_visible(messages[-1].content):
            raise ValueError("the question is empty")
        return messages

    def question(self) -> Question:
        """Give the question as the assistant takes it."""
        *earlier, last = self.messages
        return Question(
            text=last.content,
            history=tuple(Turn(turn.role, turn.content) for turn in earlier),
            roadmap=self.roadmap,
            page=Page(self.page.roadmap, self.page.stage) if self.page else None,
        )
