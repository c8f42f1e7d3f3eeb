"""What each command does, from its options to its exit code."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.cli.screen import Progress, complain, say, say_json, show_reply, sync_progress
from trekbot.errors import CorpusError, IndexBusy, IndexUnavailable, UnknownPlace, UsageError
from trekbot.settings import Settings, load_settings

if TYPE_CHECKING:
    from trekbot.index.sync import SyncReport
    from trekbot.wiring import Trekbot

MAX_QUESTION_CHARACTERS = 2_000
MODEL_STARTS_S = 180.0  # longest wait for a local language model, from a slow disk

Options = Mapping[str, object]


def check(options: Options) -> int:
    """Print every fault of a corpus."""
    from trekbot.roadmaps.reader import read_corpus

    folder = options["folder"]
    reading = read_corpus(folder if isinstance(folder, Path) else load_settings().corpus_folder)
    for fault in reading.errors:
        complain(str(fault))
    for fault in reading.warnings:
        complain(f"warning: {fault}")
    warnings = f", {count_of(len(reading.warnings), 'warning')}" if reading.warnings else ""
    if reading.corpus is None:
        complain(f"{count_of(len(reading.errors), 'error')}{warnings}")
        return CorpusError.exit_code
    stages = count_of(len(reading.corpus.stages), "stage")
    say(f"{count_of(len(reading.corpus.roadmaps), 'roadmap')}, {stages}: no errors{warnings}")
    return 0


def sync(options: Options) -> int:
    """Bring the index up to date and print what has changed."""
    from trekbot.wiring import build

    with closing(build(_settings(options))) as trekbot, sync_progress() as progress:
        report = sync_in_turn(trekbot, progress)
        trekbot.learn_intents(progress)
    changes = {"added": report.added, "changed": report.changed, "removed": report.removed}
    for change, stages in changes.items():
        for stage in stages:
            say(f"{change:8} {stage}")
    counts = ", ".join(f"{len(stages)} {change}" for change, stages in changes.items())
    say(f"stages: {counts}, {len(report.unchanged)} unchanged")
    return 0


def ask(options: Options) -> int:
    """Answer one question, from an index that is up to date."""
    text = str(options["question"]).strip()
    if not text:
        raise UsageError("The question is empty.")
    if len(text) > MAX_QUESTION_CHARACTERS:
        raise UsageError(f"The question has {len(text):,} characters; at most {MAX_QUESTION_CHARACTERS:,} are allowed.")
    from trekbot.assistant import Question
    from trekbot.wiring import build

    roadmap = str(options["roadmap"]) if options["roadmap"] is not None else None
    with closing(build(_settings(options))) as trekbot:
        trekbot.start_language_model()
        _bring_up_to_date(trekbot)
        if roadmap is not None:
            _check_roadmap(trekbot, roadmap)
        trekbot.wait_for_language_model(MODEL_STARTS_S)
        reply = trekbot.assistant.ask(Question(text, roadmap=roadmap))
    if options["json"]:
        say_json(reply.to_dict())
    else:
        show_reply(reply)
    return 0


def _check_roadmap(trekbot: "Trekbot", slug: str) -> None:
    slugs = [roadmap.slug for roadmap in trekbot.holder.current().corpus.roadmaps]
    if slug not in slugs:
        raise UnknownPlace(f"There is no roadmap {slug!r}.", f"The roadmaps are: {', '.join(slugs)}.")


def _bring_up_to_date(trekbot: "Trekbot") -> None:
    """Sync, unless that cannot be done just now and an index answers."""
    with sync_progress() as progress:
        try:
            trekbot.sync(progress, wait=not _has_index(trekbot))
            trekbot.learn_intents(progress)
        except IndexBusy:
            complain("Another sync is at work on this data folder; answering from the last good index.")
        except CorpusError as error:
            if not _has_index(trekbot):
                raise
            count = count_of(len(error.message.splitlines()), "error")
            complain(f"The corpus has {count}, see `trekbot check`; answering from the last good index.")
    trekbot.holder.refresh()


def _has_index(trekbot: "Trekbot") -> bool:
    try:
        trekbot.holder.current()
    except IndexUnavailable:
        return False
    return True


def sync_in_turn(trekbot: "Trekbot", progress: Progress) -> "SyncReport":
    """Sync; where another process is at it, say so and wait for it."""
    try:
        return trekbot.sync(progress, wait=False)
    except IndexBusy:
        complain("Another sync is at work on this data folder; waiting for it.")
        return trekbot.sync(progress, wait=True)


def serve(options: Options) -> int:
    """Serve until a signal ends it."""
    from trekbot.cli.serving import serve_until_stopped

    return serve_until_stopped(_settings(options))


def _settings(options: Options) -> Settings:
    names = ("corpus", "data", "host", "port")
    return load_settings(**{name: options.get(name) for name in names})


def count_of(number: int, noun: str) -> str:
    """Give a number with its noun."""
    return f"{number} {noun if number == 1 else noun + 's'}"
