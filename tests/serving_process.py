"""`python -m tests.serving_process serve …`: the command line over a scripted Trekbot and without Gradio.

For tests that need a real process with signals, ports and a data folder, but neither a model nor a page.
"""

import sys

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp

import trekbot.ui
from tests.scripted import ScriptedTrekbot
from trekbot import wiring
from trekbot.cli import main


class ScriptedPage:
    """Stands where `trekbot.ui.page` would be imported."""

    @staticmethod
    def build_page(trekbot: ScriptedTrekbot) -> ASGIApp:
        return PlainTextResponse("the chat page")


if __name__ == "__main__":
    wiring.build = ScriptedTrekbot
    sys.modules["trekbot.ui.page"] = trekbot.ui.page = ScriptedPage  # type: ignore[assignment, attr-defined]
    sys.exit(main())
