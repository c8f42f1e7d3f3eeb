"""Whether a model's answer stands is judged on its first two sentences, before any of them is shown."""

from collections.abc import Sequence

from trekbot.answering.claims import Claim
from trekbot.answering.generative.phrasing import Verdict
from trekbot.index.embedder import Embedder

HELD_BACK = 2
AS_NEAR = 0.1  # how much less like the question a sentence may be than the passage that answers it, in cosine

FEW_HOLD = "few_hold"
NO_ANSWER = "no_answer"
NOTHING_SAID = "nothing_said"


class Opening:
    """Holds sentences back until it is known whether the answer stands.

    It falls where fewer than half of its first sentences hold, or where none of those that hold bears on the question.

    Args:
        question: what was asked.
        leading: the passage that answers it best; None where sentences are only said again, which bear on it anyhow.
        embedder: compares the two.
    """

    def __init__(self, question: str, leading: str | None, embedder: Embedder) -> None:
        self._question = question
        self._leading = leading
        self._embedder = embedder
        self._held: list[Verdict] = []
        self.passed = False
        self.failed: str | None = None

    def admit(self, verdict: Verdict) -> Sequence[Verdict]:
        """Take the next sentence and give what may be shown now."""
        if self.passed:
            return (verdict,)
        self._held.append(verdict)
        return self._decided() if len(self._held) == HELD_BACK else ()

    def end(self) -> Sequence[Verdict]:
        """Decide on what there is, where the model said less than is held back."""
        return () if self.passed or self.failed else self._decided()

    def _decided(self) -> Sequence[Verdict]:
        holding = [verdict for verdict in self._held if verdict.reason is None]
        if not self._held:
            self.failed = NOTHING_SAID
        elif 2 * len(holding) < len(self._held):
            self.failed = FEW_HOLD
        elif not self._bears_on_the_question(holding):
            self.failed = NO_ANSWER
        self.passed = self.failed is None
        return tuple(self._held) if self.passed else ()

    def _bears_on_the_question(self, verdicts: Sequence[Verdict]) -> bool:
        if self._leading is None:
            return True
        claims = [step.content for verdict in verdicts for step in verdict.steps if isinstance(step.content, Claim)]
        if any(one.quote == self._leading for claim in claims for one in claim.cites):
            return True
        question = self._embedder.embed_query(self._question)
        leading, *said = self._embedder.embed_passages([self._leading, *(claim.text for claim in claims)])
        return any(float(question @ one) >= float(question @ leading) - AS_NEAR for one in said)
