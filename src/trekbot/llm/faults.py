"""What goes wrong between a question to a language model and the last word of its answer."""

from trekbot.errors import NoAnswer


class Fault(Exception):
    """Why there is no answer, or no more of it.

    Never holds a word of what the endpoint said, which may repeat the key.

    Args:
        reason: as in `LanguageModelUnavailable`.
        what: completes a sentence that begins with the model's name.
        remedy: what to do about it, a sentence.
        again: whether the same request may do better a moment later.
        after_s: seconds that the endpoint asks to wait before that; None where it does not say.
        status: the endpoint's, where it refused by one.
    """

    def __init__(
        self,
        reason: NoAnswer,
        what: str,
        remedy: str = "",
        *,
        again: bool = False,
        after_s: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(what)
        self.reason: NoAnswer = reason
        self.what = what
        self.remedy = remedy
        self.again = again
        self.after_s = after_s
        self.status = status
