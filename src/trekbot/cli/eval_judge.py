"""`trekbot eval calibrate`, and what `trekbot eval score --judge` does."""

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from trekbot.cli.screen import complain, say, show_markdown, sync_progress
from trekbot.errors import UsageError
from trekbot.settings import DEFAULT_MODEL, Settings, load_settings

if TYPE_CHECKING:
    from trekbot.evals.judge.client import JudgeClient
    from trekbot.evals.judge.scoring import Tally
    from trekbot.evals.judge.suite import Ragas
    from trekbot.evals.metrics.judged import Verdict

Options = Mapping[str, object]

CARDS = "judge-card.json"  # below the data folder
RAGAS = ("auto", "all", "canary", "none")


def add_judge(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `calibrate` to the commands of `trekbot eval`."""
    calibrate = commands.add_parser("calibrate", help="measure the judge by answers whose truth is known")
    calibrate.add_argument(
        "--labels", metavar="FILE", type=Path, help="JSON lines (default: the labels that come along)"
    )
    calibrate.add_argument(
        "--data", metavar="DIR", type=Path, help="folder for all that Trekbot writes (default .trekbot)"
    )
    _add_shared(calibrate)


def add_judge_options(score: argparse.ArgumentParser) -> None:
    """Add to `trekbot eval score` what it needs to have answers judged; it has `--data` already."""
    score.add_argument("--judge", action="store_true", help="also score what needs a judge (TREKBOT_JUDGE_URL, _MODEL)")
    score.add_argument(
        "--ragas",
        choices=RAGAS,
        default="auto",
        help="answers that ragas' metrics score: auto is all for a judge that has passed, else a canary of four",
    )
    _add_shared(score)


def _add_shared(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--card", metavar="FILE", type=Path, help=f"the judges' cards (default {CARDS} in the data folder)"
    )
    command.add_argument(
        "--budget-tokens", metavar="N", type=int, help="tokens that the judge may use now, then it ends"
    )


def run_judge(options: Options) -> int:
    """Calibrate the judge that the settings name; write its cards and print them."""
    from trekbot.evals.judge.abilities import Abilities
    from trekbot.evals.judge.calibration import calibrate
    from trekbot.evals.judge.card import CardFile
    from trekbot.evals.judge.card_page import page_of
    from trekbot.evals.judge.grader import Grader
    from trekbot.evals.judge.labels import bundled_labels, read_labels
    from trekbot.evals.judge.opened import open_judge
    from trekbot.evals.judge.tasks import TASKS

    settings = load_settings(data=options["data"])
    given = options["labels"]
    labels = read_labels(given if isinstance(given, Path) else bundled_labels())
    cards = CardFile(_card_path(options, settings))
    made = []
    with open_judge(settings, _budget(options)) as client:
        abilities = Abilities(client)
        for task in TASKS:
            with sync_progress() as progress:
                made.append(calibrate(client, Grader(client, abilities, task), labels, progress))
            cards.put(made[-1])
        _tell_cost(client)
    page = page_of(made)
    written = cards.path.with_suffix(".md")
    written.write_text(page, "utf-8")
    show_markdown(page)
    complain(f"The cards are in {cards.path}, this page is {written}")
    return 0


def score_with_judge(folder: Path, options: Options) -> "Sequence[Tally]":
    """Have the answers of a run judged, print how many were, and give that.

    Args:
        folder: of the run, whole up to its answers.
        options: those of `add_judge_options`, and `data`.

    Raises:
        JudgeUnavailable, TokensSpent: what was judged is written; the same command goes on with it.
    """
    from trekbot.evals.judge.card import CardFile
    from trekbot.evals.judge.opened import open_judge
    from trekbot.evals.judge.scoring import judge_run, read_answers
    from trekbot.evals.judge.suite import metrics_for
    from trekbot.evals.metrics.judged import Verdict
    from trekbot.index.embedder import SentenceTransformerEmbedder

    settings = load_settings(data=options["data"])
    answers = read_answers(folder)
    cards = CardFile(_card_path(options, settings))
    embedder = SentenceTransformerEmbedder(DEFAULT_MODEL, settings.data)  # one for all, so that scores compare
    with open_judge(settings, _budget(options)) as client:
        try:
            metrics, notes = metrics_for(client, cards, answers, cast("Ragas", options["ragas"]), embedder)
            for note in notes:
                complain(note)
            with sync_progress() as progress:
                tallies = judge_run(folder, metrics, client.patience.at_once, progress)
        finally:
            _tell_cost(client)
    verdicts = {metric.name: metric for metric in metrics if isinstance(metric, Verdict)}
    for tally in tallies:
        say(_told(tally, verdicts.get(tally.metric)))
    return tallies


def _told(tally: "Tally", verdict: "Verdict | None") -> str:
    """Say how much was scored and what came of it; of verdicts also what that stands for."""
    counts = f"{tally.metric}: {tally.scored} of {tally.scored + tally.failed} scored, {tally.not_applicable} not due"
    if tally.mean is None:
        return counts
    corrected = verdict.corrected(tally.mean) if verdict is not None else None
    by_card = f", {corrected:.3f} corrected by the judge's card" if corrected is not None else ""
    return f"{counts}; mean {tally.mean:.3f}{by_card}"


def _card_path(options: Options, settings: Settings) -> Path:
    given = options["card"]
    return given if isinstance(given, Path) else settings.data / CARDS


def _budget(options: Options) -> int | None:
    budget = options["budget_tokens"]
    if not isinstance(budget, int):
        return None
    if budget < 1:
        raise UsageError(f"--budget-tokens is {budget}; it must be 1 or more.")
    return budget


def _tell_cost(client: "JudgeClient") -> None:
    asked, cached = client.account.asked, client.account.cached
    complain(
        f"Judge: {asked.tokens:,} tokens in {asked.calls} calls ({asked.seconds:.0f} s); "
        f"{cached.calls} judgements remembered, which had cost {cached.tokens:,} tokens ({cached.seconds:.0f} s)"
    )
