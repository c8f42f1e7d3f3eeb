"""Prompts as files, `prompts/<name>@v<version>.md`: front matter about them, then what the model is told.

A released version is never edited, since answers and reports name it: a change is a new file. The text is in two
parts, `# system` and `# user`; a placeholder stands as `{{name}}`.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trekbot.errors import UsageError
from trekbot.llm.message import Message

FOLDER = Path(__file__).parent / "prompts"
_LAYOUT = re.compile(
    r"---\n(?P<about>.+?)\n---\n\s*# system\n(?P<system>.+?)\n# user\n(?P<user>.+)", re.DOTALL
)  # the parts are read as they stand, white space at their ends left out
Task = Literal["compose", "rewrite"]
Form = Literal["marked", "json", "numbered"]

_PLACEHOLDER = re.compile(r"\{\{(\w+)\}\}")


class _About(BaseModel):
    """A prompt file's front matter."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1)
    version: int = Field(ge=1)
    why: str = Field(min_length=1)
    placeholders: list[str]
    task: Task = "compose"
    form: Form = "marked"
    evidence_tokens: int = Field(250, ge=1)
    temperature: float = Field(ge=0, le=2)
    max_tokens: int = Field(ge=1)


@dataclass(frozen=True)
class Prompt:
    """One version of one prompt.

    `name` is `answer@v1`; `hash` the SHA-256 of its file; `why` says what this version tries, and for what reason.
    `task` is what the model does with what it is shown, `form` how its answer is written: running text with markers, a
    JSON list of texts and sources, or one sentence for each number. At most `evidence_tokens` are shown to it: a small
    model on two cores reads 80 in a second.
    """

    name: str
    hash: str
    why: str
    placeholders: frozenset[str]
    task: Task
    form: Form
    evidence_tokens: int
    temperature: float
    max_tokens: int
    system: str
    user: str

    def messages(self, **values: str) -> tuple[Message, ...]:
        """Put every value in its place; a placeholder inside a value stays text."""
        if values.keys() != self.placeholders:
            raise ValueError(f"{self.name} takes {sorted(self.placeholders)}, not {sorted(values)}")
        return Message("system", _filled(self.system, values)), Message("user", _filled(self.user, values))


def load_prompt(name: str, folder: Path = FOLDER) -> Prompt:
    """Read one prompt and check it.

    Raises:
        UsageError: there is no such prompt, or its file is at fault.
    """
    paths = {path.stem: path for path in sorted(folder.glob("*@v*.md"))}
    if name not in paths:
        raise UsageError(f"There is no prompt {name!r}.", f"There are: {', '.join(paths)}.")
    data = paths[name].read_bytes()
    parts = _LAYOUT.fullmatch(data.decode("utf-8", "replace").replace("\r\n", "\n"))
    if parts is None:
        raise UsageError(f"{paths[name]}: a prompt is front matter, then `# system` and `# user`.")
    try:
        about = _About.model_validate(yaml.safe_load(parts["about"]))
    except (yaml.YAMLError, ValidationError) as error:
        raise UsageError(f"{paths[name]}: the front matter is at fault: {error}") from None
    if f"{about.name}@v{about.version}" != name:
        raise UsageError(f"{paths[name]}: the front matter is that of {about.name}@v{about.version}.")
    used = {*_PLACEHOLDER.findall(parts["system"]), *_PLACEHOLDER.findall(parts["user"])}
    if used != set(about.placeholders):
        raise UsageError(
            f"{paths[name]}: `placeholders` names {sorted(about.placeholders)} and the text uses {sorted(used)}."
        )
    return Prompt(
        name,
        hashlib.sha256(data).hexdigest(),
        about.why,
        frozenset(used),
        about.task,
        about.form,
        about.evidence_tokens,
        about.temperature,
        about.max_tokens,
        parts["system"].strip(),
        parts["user"].strip(),
    )


def _filled(text: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values[match[1]], text)
