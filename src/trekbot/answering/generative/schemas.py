"""The shape that a model's JSON is held to, where its endpoint can hold it to one."""

from collections.abc import Mapping

from trekbot.llm.prompts import Prompt


def schema_for(prompt: Prompt, sources: int, most: int) -> Mapping[str, object] | None:
    """Give the JSON schema of an answer of up to `most` sentences that cite the numbers 1 to `sources`; None for text."""
    if prompt.form != "json":
        return None
    item = {
        "type": "object",
        "properties": {
            "text": {"type": "string"},
            "sources": {"type": "array", "items": {"type": "integer", "enum": list(range(1, sources + 1))}},
        },
        "required": ["text", "sources"],
        "additionalProperties": False,
    }
    sentences = {"type": "array", "items": item, "minItems": 1, "maxItems": most}
    return {
        "type": "object",
        "properties": {"sentences": sentences},
        "required": ["sentences"],
        "additionalProperties": False,
    }
