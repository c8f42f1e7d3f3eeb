"""The options of every command. What is left out comes from the settings, so no option has a default here."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from trekbot import __version__
from trekbot.cli.eval_parser import add_eval_commands
from trekbot.cli.folders import add_data_folder, add_folders

SETTINGS = "Every option is also a setting in the environment: --corpus is TREKBOT_CORPUS, and so on."


def read_arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Parse the command line; ends the process with 2 where it is wrong."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="trekbot", description="Answers about learning roadmaps, each sentence with its source.", epilog=SETTINGS
    )
    parser.add_argument("--version", action="version", version=f"trekbot {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)

    serve = commands.add_parser("serve", help="sync, then serve the API and the chat page")
    add_folders(serve)
    serve.add_argument("--host", help="address to listen at (default 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen at; 0 takes a free one (default 8000)")

    sync = commands.add_parser("sync", help="bring the index up to date with the corpus")
    add_folders(sync)

    check = commands.add_parser("check", help="validate a corpus")
    check.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="the corpus (default as for sync)")

    ask = commands.add_parser("ask", help="answer one question in the terminal")
    ask.add_argument("question", help="the question, in quotation marks")
    add_folders(ask)
    ask.add_argument("--roadmap", metavar="R", help="answer from this roadmap alone")
    ask.add_argument("--json", action="store_true", help="print the answer as the API's JSON object")

    models = commands.add_parser("models", help="fetch the optional local language model")
    _add_model_commands(models)

    evaluation = commands.add_parser("eval", help="measure the answers to a file of questions")
    add_eval_commands(evaluation)
    return parser


def _add_model_commands(models: argparse.ArgumentParser) -> None:
    commands = models.add_subparsers(dest="models_command", metavar="COMMAND", required=True)
    pull = commands.add_parser("pull", help="fetch a model and check it; run again, it goes on where it was ended")
    pull.add_argument("name", metavar="NAME", nargs="?", help="a model of `trekbot models list` (default: the one set)")
    pull.add_argument(
        "--from", dest="given", metavar="PATH", type=Path, help="a file that you have, or the folder it is in"
    )
    listing = commands.add_parser("list", help="show the models that there are, and which is in use")
    for command in (pull, listing):
        add_data_folder(command)
        command.add_argument("--json", action="store_true", help="print the result as a JSON object")
