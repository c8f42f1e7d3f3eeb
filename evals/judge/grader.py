"""A judge that answers one task with yes or no, as a probability where its endpoint tells log-probabilities."""

from trekbot.evals.judge.abilities import ONE_TOKEN, Abilities, response_format
from trekbot.evals.judge.call import Call
from trekbot.evals.judge.case import Case
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.identity import JudgeIdentity
from trekbot.evals.judge.tasks import SYSTEM, SYSTEM_JSON, Task
from trekbot.evals.judge.verdict import VERDICT_SCHEMA, read_probability, read_verdict
from trekbot.llm.message import Message

VERDICT_TOKENS = 512  # of a JSON verdict; a model that reasons first needs some


class Grader:
    """One judge and one task; threads may share it.

    Asking for one token takes a small model a second and lets a threshold be fitted; a JSON verdict is what is left
    where an endpoint tells no log-probabilities, and is 0.0 or 1.0.
    """

    def __init__(self, client: JudgeClient, abilities: Abilities, task: Task) -> None:
        self.task = task
        self._client = client
        self._abilities = abilities

    @property
    def identity(self) -> JudgeIdentity:
        """Who judges here.

        Raises:
            JudgeUnavailable: the endpoint cannot be asked what it can do.
        """
        logprobs = self._abilities.tells_logprobs
        tokens = 1 if logprobs else VERDICT_TOKENS
        structure = "logprobs" if logprobs else self._abilities.structure
        temperature = 0.0 if self._client.takes_temperature else None
        return JudgeIdentity(
            self._client.place,
            self._client.model,
            self._client.build,
            structure,
            {"temperature": temperature, "max_tokens": tokens},
            self.task.version,
        )

    def grade(self, case: Case, sample: int = 0) -> float:
        """Give how far the judge says yes, in [0, 1].

        Args:
            sample: 0, or the number of a repetition.

        Raises:
            MetricFailed: it says neither yes nor no.
            JudgeUnavailable: it cannot be asked.
            TokensSpent: no more may be asked.
        """
        question = Message("user", self.task.text(case))
        if self._abilities.tells_logprobs:
            call = Call((Message("system", SYSTEM), question), 1, self.task.version, ONE_TOKEN, sample)
            return self._client.ask(call, read_probability)
        also = response_format(self._abilities.structure, VERDICT_SCHEMA)
        call = Call((Message("system", SYSTEM_JSON), question), VERDICT_TOKENS, self.task.version, also, sample)
        return self._client.ask(call, read_verdict)
