"""What each command of the eval suite does, from its options to its exit code."""

from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from trekbot.cli.commands import MODEL_STARTS_S, Options, count_of, sync_in_turn
from trekbot.cli.eval_decide import DECIDING, compare_with_first, report_on, run_decide
from trekbot.cli.eval_feedback import from_feedback
from trekbot.cli.eval_judge import run_judge, score_with_judge
from trekbot.cli.eval_question import new_question
from trekbot.cli.screen import Progress, complain, show_markdown, sync_progress
from trekbot.errors import TargetUnavailable, UsageError
from trekbot.settings import Settings, load_settings

if TYPE_CHECKING:
    from trekbot.evals.questions import QuestionSet
    from trekbot.evals.run_folder import RunFolder
    from trekbot.evals.summary import Summary
    from trekbot.evals.target import Target
    from trekbot.roadmaps.model import Corpus

CONTRACT_BROKEN = 1
SUMMARY = "summary.md"
CHOOSING = ("questions", "only", "split", "failed")  # options that say what is asked


def evaluate(options: Options) -> int:
    """Run one command of the eval suite."""
    commands = {
        "run": run,
        "generate": generate,
        "score": score,
        "calibrate": run_judge,
        "new-question": new_question,
        "from-feedback": from_feedback,
        **dict.fromkeys(DECIDING, run_decide),
    }
    return commands[str(options["eval_command"])](options)


def run(options: Options) -> int:
    """Make a run, or one for each prompt, score it and sum it up; 1 where an answer breaks the contract."""
    choices = _prompts(options)
    folders, codes = [], []
    for chosen in choices:
        settings = _settings(options, **chosen)
        folder, unasked = _generate(options, settings)
        summary = _score(folder, settings)
        text = summary.to_markdown()
        (folder.path / SUMMARY).write_text(text, "utf-8")
        show_markdown(text)
        report_on(folder.path, settings.data)
        complain(f"The run is in {folder.path}, with its report.html")
        folders.append(folder)
        codes.append(_code_of(unasked) if summary.keeps_the_contract else CONTRACT_BROKEN)
    compare_with_first([folder.path for folder in folders], _settings(options).data)
    return next((code for code in codes if code), 0)


def generate(options: Options) -> int:
    """Ask the questions of a run that are not answered yet, and keep the answers."""
    folder, unasked = _generate(options, _settings(options))
    complain(f"The run is in {folder.path}")
    return _code_of(unasked)


def score(options: Options) -> int:
    """Score a run anew and sum it up."""
    from trekbot.evals.run_folder import find_run

    settings = _settings(options)
    folder = find_run(_runs(options, settings), str(options["run"]))
    summary = _score(folder, settings)
    if options["judge"]:
        score_with_judge(folder.path, options)
    show_markdown(summary.to_markdown())
    return 0


def _generate(options: Options, settings: Settings) -> tuple["RunFolder", int]:
    """Make a run or go on with one; give how many of its questions could not be asked."""
    from trekbot.evals import generate
    from trekbot.evals.run_folder import find_run, new_run
    from trekbot.roadmaps.reader import load_corpus

    runs = _runs(options, settings)
    known = find_run(runs, str(options["resume"])) if options["resume"] else None
    questions = _questions(options, load_corpus(settings.corpus_folder), runs, known)
    repeats = options["repeats"] or (known.manifest.repeats if known else 1)
    budget = options["budget_tokens"]
    assert isinstance(repeats, int)
    assert budget is None or isinstance(budget, int)
    with sync_progress() as progress, _target(options, settings, progress) as target:
        identity = target.identity()
        if known is not None:
            folder = known
            generate.go_on(folder, identity, questions, repeats)
        else:
            started = datetime.now(UTC)
            folder = new_run(runs, started)
            generate.begin(folder, identity, questions, repeats, started)
        try:
            unasked = generate.generate(folder, target, progress, lambda: datetime.now(UTC), budget)
        except KeyboardInterrupt:
            complain(f"The run {folder.name} keeps what was answered; go on with --resume {folder.name}")
            raise
    if unasked:
        complain(f"{count_of(unasked, 'question')} could not be asked; --resume {folder.name} asks them again.")
    return folder, unasked


def _score(folder: "RunFolder", settings: Settings) -> "Summary":
    from trekbot.evals.corpus_pages import CorpusPages
    from trekbot.evals.score import score_without_judge
    from trekbot.evals.summary import summary_of

    pages = CorpusPages(settings.corpus_folder)
    with sync_progress() as progress:
        score_without_judge(folder, pages, progress, complain)
    return summary_of(folder, pages)


def _questions(options: Options, corpus: "Corpus", runs: Path, known: "RunFolder | None") -> "QuestionSet":
    """Choose what is asked: what the options say, else what the run that is gone on with asked, else the core set."""
    from trekbot.evals.questions import QuestionSet, read_question_set
    from trekbot.evals.run_folder import find_run
    from trekbot.evals.score import wrong_in

    if known is not None and not any(options[name] for name in CHOOSING):
        return QuestionSet((), known.rows())
    paths = options["questions"]
    if not isinstance(paths, list):
        paths = [Path("core")]
        complain("The questions are those about the bundled corpus; --questions names others.")
    wrong = wrong_in(find_run(runs, str(options["failed"]))) if options["failed"] else None
    if wrong is not None and not wrong:
        raise UsageError(f"In the run {options['failed']} nothing was answered wrongly.")
    return read_question_set(paths, corpus).only(_names(options["only"]), _names(options["split"]), wrong)


@contextmanager
def _target(options: Options, settings: Settings, progress: Progress) -> Iterator["Target"]:
    """Make ready what is asked."""
    if options["url"]:
        from trekbot.evals.over_http import OverHttp

        with closing(OverHttp(str(options["url"]))) as server:
            yield server
        return
    from trekbot.evals.in_process import InProcess
    from trekbot.wiring import build

    with closing(build(settings)) as trekbot:
        trekbot.start_language_model()
        sync_in_turn(trekbot, progress)
        trekbot.learn_intents(progress)
        trekbot.warm_up()
        trekbot.wait_for_language_model(MODEL_STARTS_S)
        yield InProcess(trekbot)


def _prompts(options: Options) -> list[dict[str, str]]:
    """Give the settings of each run that is asked for: one of nothing but the options, or one for each prompt."""
    named = options["prompts"]
    if named is None:
        return [{}]
    from trekbot.evals.identity import EXTRACTIVE
    from trekbot.evals.prompt_lock import released_name

    for other in ("url", "resume"):
        if options[other]:
            raise UsageError(f"--prompts makes new runs in this process, so it does not go with --{other}.")
    names = [name.strip() for name in str(named).split(",")]
    choices = [{"llm": "none"} if name == EXTRACTIVE else {"prompt": released_name(name)} for name in names]
    if any("prompt" in choice for choice in choices) and _settings(options).llm == "none":
        raise UsageError("--prompts needs a language model.", "Set TREKBOT_LLM.")
    return choices


def _code_of(unasked: int) -> int:
    return TargetUnavailable.exit_code if unasked else 0


def _names(given: object) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, list) else ()


def _runs(options: Options, settings: Settings) -> Path:
    runs = options["runs"]
    return runs if isinstance(runs, Path) else settings.data / "evals"


def _settings(options: Mapping[str, object], **chosen: str) -> Settings:
    return load_settings(**{name: options.get(name) for name in ("corpus", "data")}, **chosen)
