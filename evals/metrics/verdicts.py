"""The verdicts over a whole answer: right by its question's rules, and within the contract that holds for all."""

from trekbot.evals.contract import Contract
from trekbot.evals.generation import Generation
from trekbot.evals.grading import grade
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.questions import Row


class Right(Metric):
    """Whether the answer is right by all rules of its question."""

    name = "right"
    kind = "binary"
    gates = True

    def score(self, row: Row, generation: Generation) -> float | None:
        wrong = grade(row, generation.reply) if generation.reply else None
        return None if wrong is None else float(not wrong)

    def why(self, row: Row, generation: Generation) -> str | None:
        wrong = grade(row, generation.reply) if generation.reply else None
        return "; ".join(wrong) if wrong else None


class KeepsContract(Metric):
    """Whether the reply, its stream and its suggestions keep the contract."""

    name = "keeps_contract"
    kind = "binary"
    gates = True

    def __init__(self, contract: Contract) -> None:
        self._contract = contract

    def score(self, row: Row, generation: Generation) -> float | None:
        return float(not broken(self._contract, generation))

    def why(self, row: Row, generation: Generation) -> str | None:
        return "; ".join(broken(self._contract, generation)) or None


def broken(contract: Contract, generation: Generation) -> tuple[str, ...]:
    """Say in which ways an answer breaks the contract, how it was streamed included."""
    if generation.told is None:
        return ()
    return (*contract.broken_by(generation.told.reply), *generation.told.faults)
