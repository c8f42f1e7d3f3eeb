"""Every error of Trekbot's own, drawn as one tree.

Each says what is wrong, how to mend it and whether trying again helps. Faces translate: `exit_code`
is the command line's, `http_status` the API's, so that neither face has a table of its own.
"""

from typing import Literal

NoAnswer = Literal["unreachable", "refused", "timeout", "broken", "busy", "open", "starting", "gone"]


class TrekbotError(Exception):
    """An error whose message was written for the person who can act on it.

    Args:
        message: what is wrong, with the place and the value.
        remedy: what to do about it; empty where the message says it already.
    """

    exit_code = 3
    http_status = 503
    retry_after_s: int | None = None  # seconds; None where trying again does not help

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".rstrip()


class UsageError(TrekbotError):
    """The command line or a setting is wrong."""

    exit_code = 2
    http_status = 400


class CorpusError(TrekbotError):
    """The corpus on disk has faults; the message holds all of them, a line each."""

    exit_code = 1
    http_status = 503


class QuestionsError(TrekbotError):
    """A file of questions has faults; the message holds all of them, a line each."""

    exit_code = 1


class LabelsError(TrekbotError):
    """A file of labels for a judge has faults; the message holds all of them, a line each."""

    exit_code = 1


class RunError(TrekbotError):
    """A run of the eval suite is not there, is damaged, or cannot be gone on with as asked."""

    exit_code = 1


class ModelFileError(TrekbotError):
    """A file that a person gave as a model is not that model."""

    exit_code = 1


class UnknownPlace(TrekbotError):
    """A roadmap or stage was named that the index does not hold."""

    exit_code = 1
    http_status = 404


class UnknownAnswer(TrekbotError):
    """An answer was named that was not given here, or is too old to be judged."""

    exit_code = 1
    http_status = 422


class BaselineError(TrekbotError):
    """A baseline is missing or damaged, or a run cannot become one."""

    exit_code = 1


class DependencyError(TrekbotError):
    """Something that Trekbot depends on is at fault."""


class ModelUnavailable(DependencyError):
    """A model's weights are not on this machine, or are not the expected ones."""


class LanguageModelUnavailable(DependencyError):
    """The language model gave no answer, or broke off in the midst of one; the extractive answer stands in.

    Args:
        reason: `unreachable`; `refused`, by a status; `timeout`, before the first word or the last; `broken`, where the
            answer is cut off, unreadable or endless; `busy`, where too many wait already; `open`, where it failed so
            often that it is left alone for a while; `starting`; `gone`, where nobody waits for the answer any more.
    """

    def __init__(self, message: str, remedy: str = "", *, reason: NoAnswer = "unreachable") -> None:
        super().__init__(message, remedy)
        self.reason: NoAnswer = reason


class JudgeUnavailable(DependencyError):
    """What judges answers cannot be asked; what was judged before is kept, and the same command goes on with it."""


class TargetUnavailable(DependencyError):
    """What an eval run asks does not answer; the run keeps what was answered and can be gone on with."""


class TokensSpent(DependencyError):
    """The tokens that a run may use are used up; the run keeps what was answered and can be gone on with."""


class MetricFailed(TrekbotError):
    """One metric should have given a number for one answer, and could not; it is counted, never left out."""


class ExtraMissing(DependencyError):
    """An optional part of Trekbot is not installed."""


class CallerGone(TrekbotError):
    """Nobody waits for the answer any more, or the server stops, so the answer was not finished."""

    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__("The answer was not finished, since nobody waits for it any more.")


class IndexUnavailable(DependencyError):
    """No index can answer yet, or the one on disk cannot be read."""

    retry_after_s = 5


class IndexBusy(DependencyError):
    """Another process is syncing the same data folder."""

    retry_after_s = 10


class RecordsUnavailable(DependencyError):
    """The records, such as feedback, cannot be read or written; questions are answered all the same."""

    retry_after_s = 5
