"""`trekbot eval from-feedback`: questions that learners judged, proposed for the eval suite."""

import argparse
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from trekbot.cli.commands import Options, count_of
from trekbot.cli.folders import add_folders
from trekbot.cli.numbers import at_least_one
from trekbot.cli.screen import complain
from trekbot.settings import load_settings

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_from_feedback(commands: Commands) -> None:
    """Add the command's options."""
    command = commands.add_parser("from-feedback", help="propose the questions that learners judged, newest first")
    add_folders(command)
    command.add_argument("--into", metavar="FILE", type=Path, help="file for review (default below --data)")
    command.add_argument("--verdict", choices=("up", "down"), help="only what was judged so (default: both)")
    command.add_argument("--limit", metavar="N", type=at_least_one, help="look at the newest N only (default: all)")


def from_feedback(options: Options) -> int:
    """Append the questions that are not in the file for review yet; they come from the question log below --data."""
    from trekbot.evals.feedback_rows import rows_from
    from trekbot.evals.proposals import FILE, append, known_ids
    from trekbot.records.question_log import QuestionLog
    from trekbot.roadmaps.reader import load_corpus

    settings = load_settings(**{name: options[name] for name in ("corpus", "data")})
    into = options["into"] if isinstance(options["into"], Path) else settings.data / FILE
    corpus = load_corpus(settings.corpus_folder)
    with closing(QuestionLog(settings.data)) as log:
        judged = log.with_feedback(options["verdict"], options["limit"])  # type: ignore[arg-type]
    known = known_ids(into)
    rows = [row for row in rows_from(judged, corpus, datetime.now(UTC).date()) if row.id not in known]
    append(rows, into, known)
    complain(f"{count_of(len(rows), 'question')} of {count_of(len(judged), 'judged answer')} proposed in {into}")
    if not judged:
        complain("Questions are kept only where TREKBOT_QUESTION_LOG_DAYS says for how long.")
    return 0
