"""`trekbot eval new-question`: a question for the eval suite, from options or asked for on the terminal."""

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from trekbot.cli.commands import Options
from trekbot.cli.folders import add_folders
from trekbot.cli.screen import complain, say
from trekbot.errors import QuestionsError, UsageError
from trekbot.settings import load_settings

if TYPE_CHECKING:
    from trekbot.roadmaps.model import Corpus

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Parse = Callable[[list[str]], Any]  # of what was given, in parts


def add_new_question(commands: Commands) -> None:
    """Add the command's options."""
    command = commands.add_parser("new-question", help="propose a question; what is not given is asked for")
    add_folders(command)
    command.add_argument("--into", metavar="FILE", type=Path, help="file for review (default below --data)")
    command.add_argument("--question", metavar="TEXT", help="what a learner asks")
    command.add_argument("--category", metavar="NAME", help="such as definition, path, out_of_scope")
    command.add_argument("--answerable", choices=("yes", "no"), help="whether an answer is due, or a refusal")
    command.add_argument("--must-cite", metavar="PLACE", action="append", help="`roadmap/stage`; may be repeated")
    command.add_argument(
        "--must-say", metavar="WORDS", action="append", help="a fact, in wordings separated by `|`; may be repeated"
    )
    command.add_argument("--must-not-say", metavar="WORDS", action="append", help="what is wrong; may be repeated")
    command.add_argument("--reference", metavar="TEXT", help="a right answer in a sentence or two")
    command.add_argument(
        "--relevant",
        metavar="PLACE=GRADE",
        action="append",
        help="what search should find, `roadmap/stage#Heading=2`: 2 answers, 1 helps; may be repeated",
    )
    command.add_argument("--cluster", metavar="PLACE", help="the page that it is about (default the first to cite)")
    command.add_argument("--severity", choices=("normal", "critical"), help="critical: it alone can be a regression")
    command.add_argument("--id", metavar="NAME", help="a name of its own (default made of category and question)")
    command.add_argument("--note", metavar="TEXT", help="for whoever reviews it")


def new_question(options: Options) -> int:
    """Check a question against the corpus and append it to the file for review."""
    from trekbot.evals.proposals import FILE, append, id_for, known_ids, line_of
    from trekbot.evals.questions import read_row
    from trekbot.roadmaps.reader import load_corpus

    settings = load_settings(**{name: options[name] for name in ("corpus", "data")})
    into = options["into"] if isinstance(options["into"], Path) else settings.data / FILE
    corpus = load_corpus(settings.corpus_folder)
    form = _Form(options, corpus)
    form.fill("question", "What does a learner ask?", _text)
    form.fill("category", "Of which category is it?", _text)
    form.fill("answerable", "Is an answer due (yes), or a refusal (no)?", _yes_or_no)
    if form.row["answerable"]:
        form.fill("must_cite", "Which pages must be cited? `roadmap/stage`, separated by `;`", list)
        form.fill("must_say", "Which facts must be said? Separated by `;`, wordings of one by `|`", _facts)
        form.fill("reference", "What is a right answer, in a sentence or two?", _text)
    for name, parse in OPTIONAL:
        form.take(name, parse)
    row = form.row
    row.setdefault("cluster", next(iter(row.get("must_cite") or ()), None))
    row |= {"id": options["id"] or id_for(row["category"], row["question"]), "source": "hand"}
    row["added"] = date.today().isoformat()
    checked = read_row(json.dumps(row), corpus)
    append([checked], into, known_ids(into))
    say(line_of(checked))
    complain(f"It is proposed in {into}; once reviewed, move it into a file of questions.")
    return 0


class _Form:
    """Fills a row key by key; on a terminal, a key that is faulty is asked for again."""

    def __init__(self, options: Options, corpus: "Corpus") -> None:
        self._options = options
        self._corpus = corpus
        self.row: dict[str, Any] = {}

    def take(self, name: str, parse: Parse) -> bool:
        """Take a key from the options; tell whether it was there."""
        given = self._options[name]
        if given is None:
            return False
        self.row[name] = parse(given if isinstance(given, list) else [str(given)])
        return True

    def fill(self, name: str, asked: str, parse: Parse) -> None:
        """Take a key from the options, or ask for it."""
        if self.take(name, parse):
            return
        if not sys.stdin.isatty():
            raise UsageError(f"--{name.replace('_', '-')} is missing.", "On a terminal, it is asked for.")
        complain(asked)
        while not self._read(name, parse):
            complain("Again:")

    def _read(self, name: str, parse: Parse) -> bool:
        from trekbot.evals.questions import read_row

        try:
            text = input("> ")
        except EOFError:
            raise UsageError("The question was not told to its end.") from None
        parts = [text] if parse is _text else text.split(";")
        try:
            self.row[name] = parse([part.strip() for part in parts if part.strip()])
            read_row(json.dumps({"question": "?", **self.row, "id": "new"}), self._corpus)
        except (QuestionsError, UsageError) as error:
            complain(str(error))
            return False
        return True


def _text(parts: list[str]) -> str:
    return " ".join(parts)


def _yes_or_no(parts: list[str]) -> bool:
    text = _text(parts).casefold()
    if text not in ("yes", "y", "no", "n"):
        raise UsageError(f"{text!r} is neither yes nor no.")
    return text.startswith("y")


def _facts(parts: list[str]) -> list[list[str]]:
    return [[wording.strip() for wording in fact.split("|") if wording.strip()] for fact in parts]


def _graded(parts: list[str]) -> dict[str, int]:
    graded = {}
    for part in parts:
        place, mark, grade = part.rpartition("=")
        if not mark or grade not in ("1", "2"):
            raise UsageError(f"--relevant is {part!r}.", "Write `roadmap/stage#Heading=2` or `…=1`.")
        graded[place] = int(grade)
    return graded


OPTIONAL: tuple[tuple[str, Parse], ...] = (
    ("must_cite", list),
    ("must_say", _facts),
    ("reference", _text),
    ("must_not_say", list),
    ("relevant", _graded),
    ("cluster", _text),
    ("severity", _text),
    ("note", _text),
)  # the first three are asked for where an answer is due
