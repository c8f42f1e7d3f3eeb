"""What FastAPI writes about the API, corrected where our errors differ from its own."""

from typing import Any

from fastapi import FastAPI

from trekbot.api.problems import MEDIA_TYPE, Problem

UNUSED = ("HTTPValidationError", "ValidationError")
REF = "#/components/schemas/{model}"


def describe(app: FastAPI) -> None:
    """Make `app.openapi()` say that every error is a problem."""
    written_by_fastapi = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            spec = written_by_fastapi()
            schemas = spec["components"]["schemas"]
            problem = Problem.model_json_schema(ref_template=REF)
            schemas.update(problem.pop("$defs", {}), Problem=problem)
            for name in UNUSED:
                schemas.pop(name, None)
            for path in spec["paths"].values():
                for operation in path.values():
                    _correct(operation)
            app.openapi_schema = spec
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]


def _correct(operation: dict[str, Any]) -> None:
    """Replace FastAPI's own 422, which it adds to every route with a parameter."""
    unprocessable = operation["responses"].get("422")
    if unprocessable is not None and MEDIA_TYPE not in unprocessable.get("content", {}):
        del operation["responses"]["422"]
