"""A page of HTML that needs nothing else: its style within it, no script, no request, every answer escaped."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from trekbot.evals.reporting.numbers import plain, shown_delta, shown_p, shown_size, shown_value

HASH = re.compile(r"[0-9a-f]{40,64}")
HASH_SHOWN = 12

TEMPLATES = Path(__file__).parent / "templates"


def html_page(template: str, fields: Mapping[str, object]) -> str:
    """Fill a template of `templates/`; every field that it names must be given."""
    return _environment().get_template(template).render(fields)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        value=shown_value, delta=shown_delta, size=shown_size, p=shown_p, plain=plain, short=_short
    )
    return environment


def _short(text: str) -> str:
    """Cut a hash to what tells it from another at a glance; anything else stays whole."""
    return f"{text[:HASH_SHOWN]}…" if HASH.fullmatch(text) else text
