"""ragas' metrics with a judge, behind one thin adapter.

ragas gives the prompts and the arithmetic. Who is asked, how often, at what cost and what is remembered stays with
`JudgeClient`: `_Replies` takes the place of ragas' `InstructorLLM`. So there are no retries that multiply, no error
text of an endpoint in the next prompt, no cache that mixes judges, and no judge that is asked beside the limits. What a
judge replies is checked before ragas makes a number of it, since ragas takes any integer for a verdict, the verdicts
that came for all that were asked, and an answer without claims for a wrong one.
"""

import asyncio
import math
import os
import sys
import warnings
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from trekbot.errors import ExtraMissing, MetricFailed, UsageError
from trekbot.evals.judge.abilities import Abilities, response_format
from trekbot.evals.judge.call import Call, Heard
from trekbot.evals.judge.case import Case
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.identity import JudgeIdentity
from trekbot.evals.judge.verdict import unfenced
from trekbot.evals.metrics.judged import Judgement, Kind
from trekbot.index.embedder import Embedder
from trekbot.llm.message import Message

ADAPTER = 1  # goes up with every change here that may change a score
MAX_TOKENS = 2048
MISSING_EXTRA = "ragas' metrics need an extra: pip install 'trekbot[evals]'"
MOST_SHOWN = 3  # verdicts that explain a score

Reply = TypeVar("Reply", bound=BaseModel)
Score = Callable[[ModuleType, "_Replies", "_Vectors", Case], Awaitable[Any]]


@dataclass(frozen=True)
class _Recipe:
    """How one of ragas' metrics is asked, and which cases it is meant for."""

    name: str
    fits: Callable[[Case], bool]
    score: Score


def _is_due_answer(case: Case) -> bool:
    """Tell whether an answer was given and due: ragas scores a right refusal as if it were a bad answer."""
    return case.answered and case.answerable is not False and bool(case.answer)


def _has_retrieval(case: Case) -> bool:
    return case.answerable is not False and case.reference is not None and bool(case.retrieved)


_RECIPES = (
    _Recipe(
        "faithfulness",
        lambda case: _is_due_answer(case) and bool(case.contexts),
        lambda ragas, llm, _, case: ragas.Faithfulness(llm=llm).ascore(
            user_input=case.question, response=case.answer, retrieved_contexts=list(case.contexts)
        ),
    ),
    _Recipe(
        "factual_correctness",
        lambda case: _is_due_answer(case) and case.reference is not None,
        lambda ragas, llm, _, case: ragas.FactualCorrectness(llm=llm).ascore(
            response=case.answer, reference=case.reference
        ),
    ),
    _Recipe(
        "context_precision",
        _has_retrieval,
        lambda ragas, llm, _, case: ragas.ContextPrecision(llm=llm).ascore(
            user_input=case.question, reference=case.reference, retrieved_contexts=list(case.retrieved)
        ),
    ),
    _Recipe(
        "context_recall",
        _has_retrieval,
        lambda ragas, llm, _, case: ragas.ContextRecall(llm=llm).ascore(
            user_input=case.question, reference=case.reference, retrieved_contexts=list(case.retrieved)
        ),
    ),
    _Recipe(
        "answer_relevancy",
        _is_due_answer,
        lambda ragas, llm, vectors, case: ragas.AnswerRelevancy(llm=llm, embeddings=vectors, strictness=1).ascore(
            user_input=case.question, response=case.answer
        ),
    ),
)
NAMES = tuple(f"ragas_{recipe.name}" for recipe in _RECIPES)


class RagasMetric:
    """One of ragas' metrics. It never gates: a judge's card is about other questions than ragas'."""

    kind: Kind = "share"
    better: Literal["higher"] = "higher"
    tier: Literal[2] = 2
    gates = False

    def __init__(
        self, recipe: _Recipe, ragas: ModuleType, client: JudgeClient, abilities: Abilities, vectors: "_Vectors"
    ) -> None:
        self.name = f"ragas_{recipe.name}"
        self._recipe = recipe
        self._ragas = ragas
        self._client = client
        self._abilities = abilities
        self._vectors = vectors

    @property
    def scorer(self) -> str:
        temperature = 0.0 if self._client.takes_temperature else None
        return JudgeIdentity(
            self._client.place,
            self._client.model,
            self._client.build,
            self._abilities.structure,
            {"temperature": temperature, "max_tokens": MAX_TOKENS},
            self._version,
        ).id

    @property
    def _version(self) -> str:
        return f"{self.name}@{ADAPTER} ragas {sys.modules['ragas'].__version__}"

    def judge(self, case: Case) -> Judgement | None:
        if not self._recipe.fits(case):
            return None
        replies = _Replies(self._client, self._abilities.structure, self._version)
        try:
            result = asyncio.run(_awaited(self._recipe.score(self._ragas, replies, self._vectors, case)))
        except ValueError as error:  # ragas' way to refuse a case, and numpy's and its own to fail on a reply
            raise MetricFailed(f"ragas: {error}") from None
        value = float(result.value)
        if not math.isfinite(value):
            raise MetricFailed("ragas made no number of the judge's replies.")
        return Judgement(min(1.0, max(0.0, value)), replies.why)


def ragas_metrics(client: JudgeClient, abilities: Abilities, embedder: Embedder) -> tuple[RagasMetric, ...]:
    """Give ragas' five metrics, each over the same judge.

    Args:
        embedder: what AnswerRelevancy compares questions with.

    Raises:
        ExtraMissing: ragas is not installed.
        UsageError: ragas was imported before with its telemetry on.
    """
    ragas = _load()
    vectors = _Vectors(embedder)
    return tuple(RagasMetric(recipe, ragas, client, abilities, vectors) for recipe in _RECIPES)


def _load() -> ModuleType:
    """Import ragas, its telemetry off. It takes only "true" for a yes, and reads it once."""
    os.environ["RAGAS_DO_NOT_TRACK"] = "true"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ragas import _analytics
            from ragas.embeddings.base import BaseRagasEmbedding
            from ragas.llms.base import InstructorBaseRagasLLM
            from ragas.metrics import collections
    except ImportError as error:
        raise ExtraMissing(MISSING_EXTRA, f"({error})") from None
    if not _analytics.do_not_track():
        raise UsageError("ragas was imported with its telemetry on.", "Set RAGAS_DO_NOT_TRACK=true before.")
    InstructorBaseRagasLLM.register(_Replies)
    BaseRagasEmbedding.register(_Vectors)
    metrics: ModuleType = collections  # of any type, to mypy, where the extra is not installed
    return metrics


async def _awaited(score: Awaitable[Any]) -> Any:
    return await score


class _Replies:
    """A judge as ragas' metrics ask it, for one case; every reply is checked against what was asked."""

    def __init__(self, client: JudgeClient, structure: str, version: str) -> None:
        self._client = client
        self._structure = structure
        self._version = version
        self._statements: int | None = None
        self._verdicts: list[str] = []

    @property
    def why(self) -> str | None:
        """What the judge held against the answer, the first verdicts of it; None where it said nothing."""
        return "; ".join(self._verdicts[:MOST_SHOWN]) or None

    async def agenerate(self, prompt: str, response_model: type[Reply]) -> Reply:
        """Ask. The thread waits: each case has one of its own, and the client counts how many ask at once."""
        return self.generate(prompt, response_model)

    def generate(self, prompt: str, response_model: type[Reply]) -> Reply:
        also = response_format(self._structure, response_model.model_json_schema())
        call = Call((Message("user", prompt),), MAX_TOKENS, self._version, also)
        return self._client.ask(call, lambda heard: self._read(heard, response_model))

    def _read(self, heard: Heard, response_model: type[Reply]) -> Reply:
        if heard.cut:
            raise MetricFailed(f"The judge's reply was cut off after {heard.output_tokens} tokens.")
        try:
            reply = response_model.model_validate_json(unfenced(heard.text))
        except ValidationError as error:
            faults = error.errors(include_url=False, include_input=False)
            place = ".".join(map(str, faults[0]["loc"]))
            raise MetricFailed(f"The judge's reply does not fit what was asked: {place} {faults[0]['msg']}.") from None
        self._check(reply)
        return reply

    def _check(self, reply: BaseModel) -> None:
        """Hold a reply to what ragas takes for granted.

        Raises:
            MetricFailed: it is not so.
        """
        said = {name: getattr(reply, name) for name in type(reply).model_fields}
        if "question" in said:
            _check_flag(said["noncommittal"], "noncommittal")
            if not said["question"].strip():
                raise MetricFailed("The judge made no question of the answer.")
        elif "verdict" in said:
            _check_flag(said["verdict"], "verdict")
        elif "classifications" in said:
            self._check_verdicts(said["classifications"], "attributed", None)
        else:
            self._check_statements(said.get("statements", said.get("claims", ())))

    def _check_statements(self, listed: Sequence[Any]) -> None:
        if all(isinstance(one, str) for one in listed):
            if not any(one.strip() for one in listed):
                raise MetricFailed("The judge found no claim in the text.")
            self._statements = len(listed)
        else:
            self._check_verdicts(listed, "verdict", self._statements)

    def _check_verdicts(self, listed: Sequence[Any], flag: str, asked: int | None) -> None:
        if not listed or (asked is not None and len(listed) != asked):
            raise MetricFailed(f"The judge gave {len(listed)} verdicts on {asked or 'some'} statements.")
        for one in listed:
            _check_flag(getattr(one, flag), flag)
            if not getattr(one, flag):
                self._verdicts.append(f"not so: {one.statement} ({one.reason})")


def _check_flag(value: int, name: str) -> None:
    if value not in (0, 1):
        raise MetricFailed(f"The judge's `{name}` is {value}; it must be 0 or 1.")


class _Vectors:
    """Our embedder as ragas' metrics ask it, several texts at once."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    async def aembed_text(self, text: str) -> list[float]:
        return (await self.aembed_texts([text]))[0]

    async def aembed_texts(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors
