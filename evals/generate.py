"""Ask every question of a run that is not answered yet, and write each answer down before the next is asked."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from trekbot.errors import RunError, TargetUnavailable, TokensSpent
from trekbot.evals.generation import Generation, Told
from trekbot.evals.identity import EXTRACTIVE, IN_PROCESS, Identity, differences
from trekbot.evals.questions import QuestionSet, Row
from trekbot.evals.run_folder import Manifest, RunFolder
from trekbot.evals.target import Target

SUGGESTIONS_EVERY = 5  # the suggestions of each fifth answer are asked too
DEAD_AFTER = 3  # questions in a row that were not answered

Progress = Callable[[str, int, int], None]
Clock = Callable[[], datetime]


def begin(folder: RunFolder, identity: Identity, questions: QuestionSet, repeats: int, started: datetime) -> None:
    """Write down what a new run will ask of whom; `started` is in UTC."""
    folder.begin(
        Manifest(
            run=folder.name,
            started=started.isoformat(timespec="seconds"),
            finished=None,
            identity=identity.to_dict(),
            questions=tuple({"file": file.path.name, "sha256": file.sha256} for file in questions.files),
            suite_hash=questions.hash,
            asked=len(questions.rows),
            repeats=repeats,
        ),
        questions,
    )


def go_on(folder: RunFolder, identity: Identity, questions: QuestionSet, repeats: int) -> None:
    """Prepare a run to be gone on with: answers to questions that are still the same are kept.

    Raises:
        RunError: somebody else would answer than before.
    """
    manifest = folder.manifest
    if changed := differences(manifest.identity, identity.to_dict()):
        raise RunError(
            "\n".join([f"The run {folder.name} was begun with others than would answer now:", *changed, ""]),
            "Start a new run, or bring back what it was begun with.",
        )
    files = tuple({"file": file.path.name, "sha256": file.sha256} for file in questions.files) or manifest.questions
    changed_to = replace(
        manifest,
        finished=None,
        questions=files,
        suite_hash=questions.hash,
        asked=len(questions.rows),
        repeats=repeats,
    )
    folder.begin(changed_to, questions)
    folder.mend()


def generate(
    folder: RunFolder, target: Target, progress: Progress, now: Clock, budget_tokens: int | None = None
) -> int:
    """Ask what is not answered yet; give how many questions could not be asked.

    Args:
        folder: a run that was begun.
        now: gives the time, in UTC.
        budget_tokens: what this call may use of a language model, read and written. No question is asked once they are
            used; the one at work is read to its end.

    Raises:
        TargetUnavailable: three questions in a row were not answered.
        TokensSpent: questions are left and the budget is used up.
        RunError: the index that answers has changed.
    """
    manifest, rows, answers = folder.manifest, folder.rows(), folder.generations()
    total = len(rows) * manifest.repeats
    index = next((one.reply.index for one in answers.values() if one.reply), None)
    spent = done = in_a_row = 0
    for repeat in range(manifest.repeats):
        for place, row in enumerate(rows):
            known = answers.get((row.id, repeat))
            if known is None or known.told is None:
                if budget_tokens is not None and spent >= budget_tokens:
                    raise TokensSpent(
                        f"{spent:,} tokens are used of {budget_tokens:,} allowed; {done} of {total} answers are there.",
                        f"Go on with --resume {folder.name}.",
                    )
                generation = _asked(target, row, repeat, place)
                index = _same_index(index, generation, folder)
                folder.append(generation)
                answers[row.id, repeat] = generation
                spent += _tokens(generation.told)
                in_a_row = 0 if generation.told else in_a_row + 1
                if in_a_row == DEAD_AFTER:
                    raise TargetUnavailable(
                        f"{DEAD_AFTER} questions in a row were not answered; the last one: {generation.error}",
                        f"Go on with --resume {folder.name}.",
                    )
            done += 1
            progress("ask", done, total)
    folder.finish(now(), _as_seen(manifest.identity, [one.told for one in answers.values() if one.told]))
    return sum(one.told is None for one in answers.values())


def _asked(target: Target, row: Row, repeat: int, place: int) -> Generation:
    try:
        told = target.ask(row, with_suggestions=repeat == 0 and place % SUGGESTIONS_EVERY == 0)
    except TargetUnavailable as error:
        return Generation(row.id, repeat, row.hash, None, str(error))
    return Generation(row.id, repeat, row.hash, told)


def _same_index(index: str | None, generation: Generation, folder: RunFolder) -> str | None:
    found = generation.reply.index if generation.reply else None
    if index is not None and found is not None and found != index:
        raise RunError(
            f"The index has changed while the run {folder.name} was made: it was {index[:12]}, and is {found[:12]}.",
            "Start a new run.",
        )
    return found or index


def _tokens(told: Told | None) -> int:
    return told.reply.usage["input_tokens"] + told.reply.usage["output_tokens"] if told else 0


def _as_seen(identity: Mapping[str, Any], told: list[Told]) -> dict[str, Any]:
    """Fill in what only the answers of a running server tell."""
    if identity["target"] == IN_PROCESS or not told:
        return dict(identity)
    by_model = next((one.reply for one in told if one.reply.prompt is not None), None)
    return {
        **identity,
        "engine": by_model.engine if by_model else EXTRACTIVE,
        "prompt": by_model.prompt if by_model else None,
        "index": told[0].reply.index,
    }
