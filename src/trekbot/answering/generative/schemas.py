"""The shape that a model's JSON is held to, where its endpoint can hold it to one."""

from collections.abc import Mapping

from trekbot.llm.prompts import Prompt


def schema_for(prompt: Prompt, sources: int, most: int) -> Mapping[str, object] | None:
    """Give the JSON schema of an answer of up to `most` sentences that cite numbers up to `sources`; None for text."""
    if prompt.form == "marked":
        return None
    if prompt.form == "numbered":
        return _object({str(number): {"type": "string"} for number in range(1, sources + 1)})
    source = {"type": "integer", "enum": list(range(1, sources + 1))}
    item = _object({"text": {"type": "string"}, "sources": {"type": "array", "items": source}})
    return _object({"sentences": {"type": "array", "items": item, "minItems": 1, "maxItems": most}})


def _object(properties: Mapping[str, object]) -> Mapping[str, object]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
