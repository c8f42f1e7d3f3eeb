"""The judge that says one word: what it is told, and how its word is read."""

import json
import math

import pytest

from tests.evals.judge.cases import GOOD, REFUSED, generation, row
from tests.evals.judge.conftest import Make
from tests.evals.judge.scripted_judge import judge, one_token
from tests.llm.scripted_endpoint import scripted_endpoint
from trekbot.errors import MetricFailed
from trekbot.evals.judge.abilities import Abilities
from trekbot.evals.judge.call import Heard
from trekbot.evals.judge.case import MOST_CONTEXT_CHARACTERS, Case, case_of
from trekbot.evals.judge.client import JudgeClient
from trekbot.evals.judge.completion import read_completion
from trekbot.evals.judge.grader import Grader
from trekbot.evals.judge.markers import without_markers
from trekbot.evals.judge.tasks import SAME_AS_REFERENCE, SUPPORTED, Task
from trekbot.evals.judge.verdict import read_probability, read_verdict


def grader(client: JudgeClient, task: Task = SUPPORTED) -> Grader:
    return Grader(client, Abilities(client), task)


def test_a_probability_is_asked_for_with_one_token(client: Make) -> None:
    with scripted_endpoint(judge(lambda _: 0.7)) as endpoint:
        assert grader(client(endpoint.url)).grade(GOOD) == pytest.approx(0.7)
        body = endpoint.bodies[-1]

    assert (body["max_tokens"], body["temperature"], body["logprobs"], body["top_logprobs"]) == (1, 0.0, True, 20)
    assert "stream" not in body


def test_every_spelling_of_yes_and_no_counts() -> None:
    heard = heard_from({"Yes": 0.2, " yes": 0.1, "YES": 0.1, "▁No": 0.2, "no.": 0.2, "Perhaps": 0.2})

    assert read_probability(heard) == pytest.approx(0.5)


def test_a_judge_that_is_about_to_say_something_else_has_not_judged() -> None:
    with pytest.raises(MetricFailed, match=r"neither yes nor no: these have 0\.40"):
        read_probability(heard_from({"The": 0.6, "Yes": 0.4}))


def heard_from(shares: dict[str, float]) -> Heard:
    tokens = [{"token": token, "logprob": math.log(share)} for token, share in shares.items()]
    choice = {"message": {"content": "x"}, "logprobs": {"content": [{"top_logprobs": tokens}]}}
    return read_completion(json.dumps({"choices": [choice]}).encode(), 10, 0.1)


def test_without_logprobs_a_verdict_in_json_is_asked_for(client: Make) -> None:
    with scripted_endpoint(judge(lambda question: 0.2 if "Derby" in question else 0.8, logprobs=False)) as endpoint:
        asked = grader(client(endpoint.url))
        assert asked.grade(GOOD) == 1.0
        assert asked.identity.structure == "json_schema"
        assert "response_format" in endpoint.bodies[-1]


def test_without_schemas_either_it_is_asked_for_in_words(client: Make) -> None:
    with scripted_endpoint(judge(lambda _: 0.2, logprobs=False, schemas=False)) as endpoint:
        asked = grader(client(endpoint.url))
        assert asked.grade(GOOD) == 0.0
        assert asked.identity.structure == "prompt"


@pytest.mark.parametrize("reply", ["Sure! It is.", '{"verdict": "maybe"}', '["yes"]', '{"verdict": 1}', "[" * 5000])
def test_garbage_for_a_verdict_is_a_failure(client: Make, reply: str) -> None:
    script = judge(logprobs=False, reply=lambda question, schema: reply)
    with scripted_endpoint(script) as endpoint, pytest.raises(MetricFailed):
        grader(client(endpoint.url)).grade(GOOD)


def test_a_verdict_in_a_fence_is_read(client: Make) -> None:
    fenced = '```json\n{"verdict": "No"}\n```'
    with scripted_endpoint(judge(logprobs=False, reply=lambda question, schema: fenced)) as endpoint:
        assert grader(client(endpoint.url)).grade(GOOD) == 0.0


def test_no_judge_sees_a_citation_marker(client: Make) -> None:
    case = case_of(row(reference="A pH value [2]."), generation(answer="It is a pH value [1]. More[2][3]."))
    assert case is not None
    with scripted_endpoint(judge()) as endpoint:
        asked = client(endpoint.url)
        for task in (SUPPORTED, SAME_AS_REFERENCE):
            grader(asked, task).grade(case)
        said = [message["content"] for body in endpoint.bodies if body for message in body["messages"]]

    assert any("It is a pH value. More." in text for text in said)
    assert not [text for text in said if "[" in text]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Stage 4 requires it [1].", "Stage 4 requires it."),
        ("Both.[1][12]", "Both."),
        ("Take `rows[0]` first [1].", "Take `rows[0]` first."),
        ("See [1](https://a.b) here.", "See [1](https://a.b) here."),
        ("No marker [note].", "No marker [note]."),
        ("See [1][docs] here.", "See [1][docs] here."),
    ],
)
def test_markers_go_and_brackets_of_code_and_links_stay(text: str, plain: str) -> None:
    assert without_markers(text) == plain


def test_refusals_are_not_judged_and_the_reference_is_needed_to_compare_with() -> None:
    assert not SUPPORTED.fits(REFUSED)
    assert not SAME_AS_REFERENCE.fits(REFUSED)
    assert not SAME_AS_REFERENCE.fits(Case("a", "q", "answer", reference=None))
    assert not SUPPORTED.fits(Case("a", "q", "answer"))
    assert SUPPORTED.fits(GOOD)


def test_what_is_cited_is_never_cut_from_the_context() -> None:
    long = tuple(f"{number} " + "x" * 1000 for number in range(20))

    case = Case("a", "q", "answer", retrieved=long, cited=("19 x", "from a page"))

    assert case.contexts[:2] == ("from a page", long[19])
    assert sum(map(len, case.contexts)) <= MOST_CONTEXT_CHARACTERS
    assert len(case.contexts) > 4


def test_an_answer_from_the_graph_is_held_against_what_it_cites() -> None:
    case = case_of(row(), generation(retrieved=[]))

    assert case is not None
    assert case.contexts == GOOD.cited


def test_a_follow_up_is_shown_with_what_was_said_before_it() -> None:
    history = [{"role": "user", "content": "What is soil?"}, {"role": "assistant", "content": "The ground. [1]"}]
    case = case_of(row(question="And its acidity?", history=history), generation())

    assert case is not None
    assert "(assistant before: The ground.)\nAnd its acidity?" in SUPPORTED.text(case)


def test_a_changed_word_of_the_question_makes_another_judge(client: Make) -> None:
    changed = Task(SUPPORTED.name, SUPPORTED.template + " Really?", SUPPORTED.fits)
    with scripted_endpoint(judge()) as endpoint, scripted_endpoint(judge(build="b2")) as newer:
        asked = client(endpoint.url)
        ids = {grader(asked).identity.id, grader(asked, changed).identity.id, grader(client(newer.url)).identity.id}
        assert grader(client(endpoint.url)).identity.id in ids

    assert len(ids) == 3


def test_an_endpoint_that_tells_other_words_than_yes_or_no_is_asked_for_json(client: Make) -> None:
    with scripted_endpoint(one_token(0.9, ("<think>", "Hm"))) as endpoint:
        assert not Abilities(client(endpoint.url)).tells_logprobs


def test_a_verdict_that_is_cut_is_garbage() -> None:
    with pytest.raises(MetricFailed, match="no JSON"):
        read_verdict(read_completion(b'{"choices": [{"message": {"content": "{\\"verd"}}]}', 10, 0.1))
