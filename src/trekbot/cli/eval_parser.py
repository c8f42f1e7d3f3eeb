"""The options of `trekbot eval …`. What is left out comes from the settings, or from the run that is gone on with."""

import argparse
from pathlib import Path

from trekbot.cli.eval_decide import add_decide
from trekbot.cli.eval_feedback import add_from_feedback
from trekbot.cli.eval_judge import add_judge, add_judge_options
from trekbot.cli.eval_question import add_new_question
from trekbot.cli.folders import add_folders
from trekbot.cli.numbers import at_least_one


def add_eval_commands(evaluation: argparse.ArgumentParser) -> None:
    """Add the commands of the eval suite."""
    commands = evaluation.add_subparsers(dest="eval_command", metavar="COMMAND", required=True)

    run = commands.add_parser("run", help="ask every question, score the answers and sum up")
    add_folders(run)
    _add_runs(run)
    _add_asking(run)
    run.add_argument(
        "--prompts",
        metavar="NAMES",
        help="make a run with each of these prompts, such as answer@v1,answer@v3; `extractive` is one without a model",
    )

    generate = commands.add_parser("generate", help="ask every question and keep the answers")
    add_folders(generate)
    _add_runs(generate)
    _add_asking(generate)

    score = commands.add_parser("score", help="score the answers of a run anew, without a judge; nothing is asked")
    score.add_argument("run", metavar="RUN", help="its name, or the path of its folder")
    add_folders(score)
    _add_runs(score)

    add_judge_options(score)

    add_new_question(commands)
    add_from_feedback(commands)
    add_decide(commands)
    add_judge(commands)


def _add_asking(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--questions",
        metavar="FILE",
        type=Path,
        action="append",
        help="JSON lines, or a bundled set: core, redteam, first (default core); may be repeated",
    )
    command.add_argument(
        "--only", metavar="CATEGORY", action="append", help="ask the questions of this category alone; may be repeated"
    )
    command.add_argument(
        "--split", action="append", choices=("dev", "gate", "holdout"), help="ask this split alone; may be repeated"
    )
    command.add_argument("--failed", metavar="RUN", help="ask only what was answered wrongly in this run")
    command.add_argument("--repeats", metavar="K", type=at_least_one, help="ask each question K times (default 1)")
    command.add_argument(
        "--budget-tokens",
        metavar="N",
        type=at_least_one,
        help="ask no more once a language model has used N tokens; the run can be gone on with",
    )
    command.add_argument(
        "--resume", metavar="RUN", help="go on with this run; what is answered there is not asked again"
    )
    command.add_argument("--url", metavar="ADDRESS", help="ask a running Trekbot there, not one in this process")


def _add_runs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--runs", metavar="DIR", type=Path, help="folder of the runs (default `evals` below --data)")
