"""The API's own HTML pages: templates filled with escaped text, allowed to load one stylesheet and nothing else."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

HERE = Path(__file__).parent
POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
CSS_SECONDS = 300
READING = ["GET", "HEAD"]


def html_page(template: str, fields: Mapping[str, object], status: int = 200) -> HTMLResponse:
    """Fill a template of `templates/`; every field it names must be given."""
    html = _templates().get_template(template).render(fields)
    return HTMLResponse(html, status, {"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"})


def stylesheet_route() -> APIRouter:
    """GET /static/trek.css."""
    router = APIRouter(include_in_schema=False)
    css = (HERE / "static" / "trek.css").read_text("utf-8")

    @router.api_route("/static/trek.css", methods=READING)
    def stylesheet() -> Response:
        return Response(css, media_type="text/css", headers={"Cache-Control": f"max-age={CSS_SECONDS}"})

    return router


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
