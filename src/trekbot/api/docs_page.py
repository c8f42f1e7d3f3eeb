"""GET /docs: the OpenAPI description as a page to read, without scripts and without another host."""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse

from trekbot.api.html_pages import READING, html_page

METHODS = ("get", "post", "put", "patch", "delete")


def docs_routes(app: FastAPI) -> APIRouter:
    """The page about `app`'s own routes."""
    router = APIRouter(include_in_schema=False)

    @router.api_route("/docs", methods=READING)
    def docs() -> HTMLResponse:
        spec = app.openapi()
        schemas = [_schema(name, schema) for name, schema in sorted(spec["components"]["schemas"].items())]
        return html_page("api.html", {"spec": spec, "operations": list(_operations(spec)), "schemas": schemas})

    return router


def _operations(spec: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path, methods in spec["paths"].items():
        for method in METHODS:
            if operation := methods.get(method):
                body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
                yield {
                    "id": operation["operationId"],
                    "method": method.upper(),
                    "path": path,
                    "summary": operation.get("summary", ""),
                    "parameters": [
                        _field(one["name"], one["schema"], one.get("required", False))
                        | {"place": one["in"], "meaning": one.get("description", "")}
                        for one in operation.get("parameters", [])
                    ],
                    "body": _reference(body),
                    "answers": [
                        {"status": status, "meaning": one["description"], "schema": _answer_schema(one)}
                        for status, one in operation["responses"].items()
                    ],
                }


def _answer_schema(answer: dict[str, Any]) -> str | None:
    return next(filter(None, (_reference(kind.get("schema")) for kind in answer.get("content", {}).values())), None)


def _schema(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    required = schema.get("required", [])
    fields = [_field(field, one, field in required) for field, one in schema.get("properties", {}).items()]
    return {"name": name, "meaning": schema.get("description", ""), "fields": fields}


def _field(name: str, schema: dict[str, Any], required: bool) -> dict[str, Any]:
    return {"name": name, "type": _type(schema), "required": required, "meaning": schema.get("description", "")}


def _type(schema: dict[str, Any]) -> str:
    """Say a schema's type in a few words."""
    if name := _reference(schema):
        return name
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return " or ".join(_type(choice) for choice in choices)
    if "enum" in schema or "const" in schema:
        return " or ".join(f'"{value}"' for value in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        return f"list of {_type(schema.get('items', {}))}"
    return str(schema.get("type", "any"))


def _reference(schema: dict[str, Any] | None) -> str | None:
    reference = (schema or {}).get("$ref")
    return reference.rsplit("/", 1)[-1] if reference else None
