"""A judge behind a scripted endpoint: what it thinks is a function of what it is asked."""

import json
import math
from collections.abc import Callable, Mapping
from typing import Any

from tests.llm.scripted_endpoint import Answer, Request, Scripted, gives, refuses

USAGE = {"prompt_tokens": 100, "completion_tokens": 1, "total_tokens": 101}
TRIED = "Is two more than one?"  # the question that tries an endpoint out

Opinion = Callable[[str], float]  # the question to P(yes)


def judge(
    opinion: Opinion = lambda question: 0.9,
    *,
    logprobs: bool = True,
    schemas: bool = True,
    build: str | None = "b1",
    reply: Callable[[str, Mapping[str, Any]], str] | None = None,
) -> Scripted:
    """Answer as an endpoint does that judges so.

    Args:
        logprobs: whether it tells them.
        schemas: whether it takes a JSON schema.
        build: its server's; None for a server that does not tell.
        reply: what it says where a schema is asked for, from the question and the schema.
    """

    def answer(request: Request) -> Answer:
        if request.path == "/props":
            return in_json({"build_info": build}) if build else refuses(404)
        if request.path == "/v1/models":
            return refuses(404)
        question = request.body["messages"][-1]["content"]
        certain = 0.99 if question == TRIED else opinion(question)
        if request.body.get("logprobs"):
            return one_token(certain) if logprobs else completion("Yes" if certain >= 0.5 else "No")
        form = request.body.get("response_format")
        if form is not None and not schemas:
            return refuses(400, {"error": {"message": "response_format is not supported", "param": "response_format"}})
        if reply is not None and question != TRIED:
            return completion(reply(question, schema_of(form)))
        return completion(json.dumps({"verdict": "yes" if certain >= 0.5 else "no"}))

    return answer


def schema_of(form: Mapping[str, Any] | None) -> Mapping[str, Any]:
    if form is None:
        return {}
    schema: Mapping[str, Any] = form["json_schema"]["schema"] if "json_schema" in form else form["schema"]
    return schema


def one_token(yes: float, spellings: tuple[str, str] = ("Yes", "No")) -> Answer:
    """Say the first of two words with this probability."""
    tokens = [
        {"token": token, "logprob": math.log(max(share, 1e-9))}
        for token, share in zip(spellings, (yes, 1 - yes), strict=True)
    ]
    return alternatives(tokens)


def alternatives(tokens: list[dict[str, Any]]) -> Answer:
    best = max(tokens, key=lambda token: token["logprob"])
    content = [{**best, "top_logprobs": tokens}]
    return completion(best["token"], logprobs={"content": content}, finish="length")


def completion(text: str | None, finish: str = "stop", usage: object = USAGE, logprobs: object = None) -> Answer:
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish, "logprobs": logprobs}
    return in_json({"id": "c1", "choices": [choice], "usage": usage})


def in_json(content: object) -> Answer:
    return gives(json.dumps(content).encode(), **{"Content-Type": "application/json"})
