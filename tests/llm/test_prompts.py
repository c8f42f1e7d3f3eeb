from pathlib import Path

import pytest

from trekbot.errors import UsageError
from trekbot.llm.message import Message
from trekbot.llm.prompts import load_prompt

SOUND = """---
name: answer
version: 9
why: To try.
placeholders: [question]
temperature: 0
max_tokens: 9
---
# system
Be short.

# user
Asked: {{question}}
"""


def write(folder: Path, text: str, name: str = "answer@v9") -> Path:
    (folder / f"{name}.md").write_text(text)
    return folder


def test_a_prompt_has_what_its_file_says(tmp_path: Path) -> None:
    prompt = load_prompt("answer@v9", write(tmp_path, SOUND))

    assert (prompt.name, prompt.why, prompt.temperature, prompt.max_tokens) == ("answer@v9", "To try.", 0.0, 9)
    assert prompt.messages(question="What is loam?") == (
        Message("system", "Be short."),
        Message("user", "Asked: What is loam?"),
    )


def test_a_placeholder_inside_a_value_stays_text() -> None:
    user = load_prompt("answer@v1").messages(evidence="[1] Soil: {{question}}", question="What?")[1]

    assert "[1] Soil: {{question}}" in user.content


@pytest.mark.parametrize("values", [{}, {"question": "?", "roadmap": "x"}])
def test_a_value_too_few_or_too_many_is_refused(tmp_path: Path, values: dict[str, str]) -> None:
    prompt = load_prompt("answer@v9", write(tmp_path, SOUND))

    with pytest.raises(ValueError, match=r"takes \['question'\]"):
        prompt.messages(**values)


@pytest.mark.parametrize("name", ["answer@v9", "answer", "../prompts/answer@v1", ""])
def test_a_prompt_that_is_not_there_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UsageError, match="There are: answer@v1"):
        load_prompt(name)


@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ("{{question}}", "{{evidence}}", "`placeholders` names .'question'. and the text uses .'evidence'."),
        ("why: To try.\n", "", "why"),
        ("temperature: 0", "temperature: hot", "temperature"),
        ("max_tokens: 9", "max_tokens: 9\nseed: 1", "seed"),
        ("version: 9", "version: 3", "the front matter is that of answer@v3"),
        ("# user", "# learner", "then `# system` and `# user`"),
        ("name: answer", "name: [answer", "the front matter is at fault"),
    ],
)
def test_a_faulty_prompt_file_is_named_with_its_fault(tmp_path: Path, right: str, wrong: str, fault: str) -> None:
    folder = write(tmp_path, SOUND.replace(right, wrong))

    with pytest.raises(UsageError, match=rf"answer@v9\.md(.|\n)*{fault}"):
        load_prompt("answer@v9", folder)
