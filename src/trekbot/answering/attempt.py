"""What became of a language model's text: for the log, the metrics and the evals, never for a learner."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dropped:
    """A sentence that was not shown, as the model wrote it, and the reason's short name."""

    sentence: str
    reason: str


@dataclass(frozen=True)
class Attempt:
    """One text of a language model.

    `text` is the model's own, before anything was verified, as far as it came. `kept` sentences were shown. `fallback`
    says why the extractive answer was given instead, or added to what had been shown; None where the model's text
    stands. Times are seconds from the asking: to the first sentence shown (None: none was), and to the end.
    """

    model: str
    prompt: str
    prompt_hash: str
    text: str
    kept: int
    dropped: tuple[Dropped, ...]
    fallback: str | None
    first_sentence_s: float | None
    seconds: float
    input_tokens: int
    output_tokens: int
