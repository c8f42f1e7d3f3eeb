"""The command line: `trekbot serve|sync|check|ask|models|eval`.

Nothing heavy is imported here: a command imports what it needs when it runs, so that help and checks come at once.
"""

import os
import sys
from collections.abc import Sequence

from trekbot.cli.parser import read_arguments
from trekbot.cli.screen import complain
from trekbot.errors import CorpusError, QuestionsError, TrekbotError

INTERRUPTED = 130  # what shells say of a command that Ctrl-C ended
OUTSIDE_AT_FAULT = 3

OFFLINE = {
    "ANONYMIZED_TELEMETRY": "False",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; wrong usage ends the process with 2, as argparse does."""
    options = read_arguments(arguments)
    _stay_offline(options.command)
    try:
        code = _run(options.command, vars(options))
        sys.stdout.flush()
        return code
    except TrekbotError as error:
        report(error)
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has left: `trekbot ask … | head -1`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the flush at exit complains
        return OUTSIDE_AT_FAULT
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{error.strerror or error}")
        return OUTSIDE_AT_FAULT


def _stay_offline(command: str) -> None:
    """Forbid libraries to go out, which read this when they are imported; a person's own values win.

    `models` is the one command that may ask the hub, and whether a person has forbidden it must still be seen there.
    """
    for name, value in OFFLINE.items():
        if not (name == "HF_HUB_OFFLINE" and command == "models"):
            os.environ.setdefault(name, value)


def report(error: TrekbotError) -> None:
    """Print an error of ours, the faults of a corpus or of a file of questions with their count."""
    complain(str(error))
    if isinstance(error, CorpusError | QuestionsError):
        count = len(error.message.splitlines())
        place = "corpus" if isinstance(error, CorpusError) else "file of questions"
        complain(f"{count} {'error' if count == 1 else 'errors'} in the {place}")


def _run(command: str, options: dict[str, object]) -> int:
    from trekbot.cli import commands, evaluation, models

    run = {
        "serve": commands.serve,
        "sync": commands.sync,
        "check": commands.check,
        "ask": commands.ask,
        "models": models.models,
        "eval": evaluation.evaluate,
    }[command]
    return run(options)
