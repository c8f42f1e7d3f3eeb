"""Trekbot's page: the chat, and the trek beside it.

The browser holds the conversation, so any process can answer any turn and nothing is kept here between questions.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import gradio as gr
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from trekbot.errors import IndexUnavailable
from trekbot.roadmaps.model import Corpus
from trekbot.ui.conversation import LONGEST_QUESTION, asked
from trekbot.ui.examples import example_questions
from trekbot.ui.exchange import respond
from trekbot.ui.gate import Gate
from trekbot.ui.panel import ON_LOAD, WAITING, panel_html
from trekbot.ui.startup import StartedOnFirstRequest
from trekbot.ui.votes import vote
from trekbot.wiring import Trekbot

FOLDER = Path(__file__).parent
ALL = ""  # the chooser's value for every roadmap
LOOK_AGAIN_S = 2.0  # while there is no index yet
ANSWERS_AT_ONCE = 8
MOST_WAITING = 64
MOST_SESSIONS = 500  # pages of which Gradio remembers what was last shown; a page that it forgot goes on working
# FastAPI, which Gradio is built on, would record whole bodies, and so the questions.
NO_TELEMETRY = {"tracing": False, "metrics": False, "logs": False, "auto_configure": False}

PLACEHOLDER = (
    '<div class="tb-welcome"><h2>What would you like to learn?</h2>'
    "<p>Ask about a stage, a tool or what comes first. "
    "Each sentence of an answer names the stage that says it.</p></div>"
)
HEADER = "<header><h1>Trekbot</h1><p>Answers from the roadmaps, each with its source</p></header>"
# For page.js: that a question was taken, and that its answer is whole.
TELL_ASKED = '(...inputs) => { document.dispatchEvent(new Event("trekbot:asked")); return inputs; }'
TELL_ANSWERED = '() => { document.dispatchEvent(new Event("trekbot:answered")); }'

THEME = gr.themes.Base(
    primary_hue="green",
    neutral_hue="stone",
    font=["system-ui", "Segoe UI", "Roboto", "Helvetica Neue", "sans-serif"],
    font_mono=["ui-monospace", "Menlo", "Consolas", "monospace"],
)


def build_page(trekbot: Trekbot) -> ASGIApp:
    """Make the page as an ASGI app for `/`, which needs no lifespan of the app it is mounted in.

    It may be built in any thread, before or after the server has started, with or without an index.
    """
    # Where no event loop runs, Gradio makes one for each of its locks and leaves it open; and where one runs, which the
    # caller's thread may have, no other can: hence a thread with a loop for as long as the building takes.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, _build(trekbot)).result()


async def _build(trekbot: Trekbot) -> ASGIApp:
    # With a CORS policy above it Gradio adds none of its own, which would let any site read the answers.
    no_other_site = Middleware(CORSMiddleware, allow_origins=[])
    app = Starlette(middleware=[no_other_site])
    gr.mount_gradio_app(
        cast(Any, app),  # asked for as a FastAPI app, of which only what every Starlette app has is used
        _blocks(trekbot),
        path="/",
        app_kwargs={"telemetry": NO_TELEMETRY},
        theme=THEME,
        css_paths=[FOLDER / "page.css"],
        js=(FOLDER / "page.js").read_text(encoding="utf-8"),
        favicon_path=str(FOLDER / "favicon.svg"),
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        show_error=False,
        max_file_size=1,
        ssr_mode=False,
        mcp_server=False,
        enable_monitoring=False,
    )
    return Gate(StartedOnFirstRequest(app), trekbot.callers.leave)


@dataclass(frozen=True)
class Parts:
    """The parts of the page that change."""

    afresh: gr.Button
    chooser: gr.Dropdown
    panel: gr.HTML
    chat: gr.Chatbot
    typed: gr.Textbox
    said: gr.JSON
    clock: gr.Timer


def _blocks(trekbot: Trekbot) -> gr.Blocks:
    blocks = gr.Blocks(title="Trekbot", analytics_enabled=False, fill_width=True, fill_height=True)
    with blocks:
        _connect(trekbot, blocks, _lay_out(_view(trekbot, ALL)))
    blocks.queue(max_size=MOST_WAITING, api_open=False, default_concurrency_limit=ANSWERS_AT_ONCE)
    blocks.state_session_capacity = MOST_SESSIONS
    return blocks


def _lay_out(view: dict[str, Any]) -> Parts:
    with gr.Row(elem_id="tb-top"):
        gr.HTML(HEADER, js_on_load=None, apply_default_css=False)
        afresh = gr.Button("New chat", elem_id="tb-afresh", scale=0, min_width=0)
    with gr.Row(elem_id="tb-columns"):
        several = ["tb-several"] if view["chooser"]["visible"] else []
        with gr.Column(elem_id="tb-side", elem_classes=several, scale=0, min_width=0):
            chooser = gr.Dropdown(**view["chooser"], label="Roadmap", elem_id="tb-chooser")
            panel = gr.HTML(**view["panel"], js_on_load=ON_LOAD, apply_default_css=False, elem_id="tb-panel")
        with gr.Column(elem_id="tb-talk", scale=1, min_width=0):
            chat = _chat(view)
            typed = gr.Textbox(
                label="Your question",
                show_label=False,
                container=False,
                placeholder="Ask about the roadmaps",
                max_lines=4,
                autofocus=True,
                submit_btn="Ask",
                elem_id="tb-question",
            )
    said, clock = gr.JSON([], visible=False), gr.Timer(LOOK_AGAIN_S, active=view["waiting"])
    return Parts(afresh, chooser, panel, chat, typed, said, clock)


def _chat(view: dict[str, Any]) -> gr.Chatbot:
    return gr.Chatbot(
        **view["chat"],
        label="Conversation",
        show_label=False,
        container=False,
        height=None,
        elem_id="tb-chat",
        sanitize_html=True,
        allow_tags=False,
        latex_delimiters=[],
        feedback_options=["Like", "Dislike"],
        buttons=[],
        layout="bubble",
        autoscroll=False,
        placeholder=PLACEHOLDER,
    )


def _connect(trekbot: Trekbot, blocks: gr.Blocks, parts: Parts) -> None:
    """Say what happens on the page. What comes from the browser is read here as it is, without Gradio's reading."""

    def look(chosen: object) -> list[Any]:
        view = _view(trekbot, chosen if isinstance(chosen, str) else ALL)
        return [
            gr.Dropdown(**view["chooser"]),
            view["panel"]["value"],
            gr.Chatbot(examples=view["chat"]["examples"]),
            gr.Timer(active=view["waiting"]),
        ]

    def ask(
        typed: object, chosen: object, shown: object, said: object, event: gr.EventData, tab: gr.Request
    ) -> Iterator[list[Any]]:
        text, roadmap = asked(event._data, typed, chosen)
        was_typed = isinstance(typed, str) and text == typed.strip() and len(text) <= LONGEST_QUESTION
        box = "" if was_typed else gr.skip()
        for messages, turns in respond(trekbot, text, roadmap, shown, said, tab.session_hash):
            yield [messages, turns, box]
            box = gr.skip()  # by now it may hold the beginning of the next question

    def judge(shown: object, event: gr.EventData) -> None:
        line = vote(trekbot, event._data, shown)
        if line:
            gr.Info(line, duration=3)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "preprocess": False}
    gr.on(
        [blocks.load, parts.clock.tick, parts.chooser.input],
        look,
        [parts.chooser],
        [parts.chooser, parts.panel, parts.chat, parts.clock],
        **quiet,
    )
    conversation = [parts.chat, parts.said, parts.typed]
    asking = gr.on(
        [parts.typed.submit, parts.chat.example_select, parts.chat.option_select, parts.panel.click],
        ask,
        [parts.typed, parts.chooser, parts.chat, parts.said],
        conversation,
        js=TELL_ASKED,
        **(quiet | {"show_progress": "minimal", "show_progress_on": [parts.chat]}),
    )
    asking.then(None, js=TELL_ANSWERED)
    parts.chat.like(judge, [parts.chat], None, **quiet)
    parts.afresh.click(lambda: [[], [], ""], None, conversation, **quiet)


def _view(trekbot: Trekbot, chosen: str) -> dict[str, Any]:
    """Say what the page shows of the corpus now; without an index, that it is waiting for one."""
    try:
        corpus: Corpus = trekbot.holder.current().corpus
    except IndexUnavailable:
        return {
            "chooser": {"choices": [("All roadmaps", ALL)], "value": ALL, "visible": False},
            "panel": {"value": WAITING},
            "chat": {"examples": None},
            "waiting": True,
        }
    roadmap = chosen if corpus.roadmap(chosen) else None
    choices = [("All roadmaps", ALL), *((one.title, one.slug) for one in corpus)]
    return {
        "chooser": {"choices": choices, "value": roadmap or ALL, "visible": len(corpus.roadmaps) > 1},
        "panel": {"value": panel_html(corpus, roadmap, trekbot.settings.public_url)},
        "chat": {"examples": [{"text": question} for question in example_questions(corpus, roadmap)]},
        "waiting": False,
    }
