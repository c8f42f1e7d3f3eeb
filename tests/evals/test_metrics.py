"""Each metric against values worked out by hand."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.scripted import CITATION
from trekbot.answering.attempt import Dropped
from trekbot.answering.reply import Citation, Reply
from trekbot.evals.contract import Contract
from trekbot.evals.generation import BeforeVerify, Generation, Retrieved, Told
from trekbot.evals.metrics import citations, effort, facts, model_text, ranking, verdicts
from trekbot.evals.metrics.code_version import code_version, files_behind
from trekbot.evals.metrics.metric import Metric
from trekbot.evals.metrics.prerequisite_order import PrerequisiteOrder
from trekbot.evals.metrics.ragas_ids import ragas_id_metrics
from trekbot.evals.metrics.refusals import RefusalRight, refusal_matrix
from trekbot.evals.metrics.without_judge import metrics_without_judge
from trekbot.evals.questions import Row
from trekbot.wiring import Trekbot

RELEVANT = {"g/soil#Ideas": 2, "g/sowing": 1, "g/harvest#Tools": 2}


@pytest.fixture(scope="module")
def contract(trekbot: Trekbot) -> Contract:
    return Contract(trekbot.library().index)


@pytest.fixture(scope="module")
def order(trekbot: Trekbot) -> PrerequisiteOrder:
    library = trekbot.library()
    return PrerequisiteOrder(library.graph, frozenset(library.corpus.stages))


def row(**keys: object) -> Row:
    return Row(id="a", question="a?", **keys)


def answered(reply: Reply, *found: str, said: BeforeVerify | None = None) -> Generation:
    """A reply with what was found, each written `place#section`."""
    retrieved = tuple(
        Retrieved(page, section or None, "Text.", 0.5) for page, _, section in (one.partition("#") for one in found)
    )
    return Generation("a", 0, "0", Told(reply, retrieved, said, 0.25, 0.5))


def cites(reply: Reply, *stages: str) -> Reply:
    """The reply with citations of these stages of the garden."""
    made = [replace(CITATION, number=number, stage=stage) for number, stage in enumerate(stages, start=1)]
    return replace(reply, citations=tuple(made))


def test_a_ranking_of_passages_is_one_of_places_each_where_it_comes_first(reply: Reply) -> None:
    found = ["g/soil#Ideas", "g/soil#Tools", "g/soil#Ideas", "g/sowing#Ideas", "g/sowing#Tools", "g/soil#"]
    told = answered(reply, *found).told
    assert told is not None

    assert ranking.ranked_places(told.retrieved, RELEVANT) == ["g/soil#Ideas", "g/soil#Tools", "g/sowing", "g/soil#"]


@pytest.mark.parametrize(
    ("found", "recall", "ndcg", "mrr"),
    [
        (["g/soil#Ideas", "g/harvest#Tools", "g/sowing#X"], 1.0, 1.0, 1.0),
        # second and fourth place: 1/log2(3) + 2/log2(5), of 2/log2(2) + 2/log2(3) + 1/log2(4)
        (
            ["g/x#1", "g/sowing#X", "g/x#2", "g/soil#Ideas"],
            2 / 3,
            (1 / math.log2(3) + 2 / math.log2(5)) / (2 + 2 / math.log2(3) + 0.5),
            0.5,
        ),
        # sixth place: beyond the first five, within the first ten
        (
            [*(f"g/x#{number}" for number in range(5)), "g/harvest#Tools"],
            0.0,
            (2 / math.log2(7)) / (2 + 2 / math.log2(3) + 0.5),
            1 / 6,
        ),
        (["g/x#1", "g/soil#Tools"], 0.0, 0.0, 0.0),
    ],
)
def test_a_ranking_is_measured_by_what_is_relevant(
    reply: Reply, found: Sequence[str], recall: float, ndcg: float, mrr: float
) -> None:
    generation, asked = answered(reply, *found), row(relevant=RELEVANT)

    assert ranking.RecallAt5().score(asked, generation) == pytest.approx(recall)
    assert ranking.NdcgAt10().score(asked, generation) == pytest.approx(ndcg)
    assert ranking.Mrr().score(asked, generation) == pytest.approx(mrr)


@pytest.mark.parametrize("metric", [ranking.RecallAt5(), ranking.NdcgAt10(), ranking.Mrr()])
def test_without_a_search_or_without_relevant_places_there_is_no_ranking_to_measure(
    reply: Reply, metric: Metric
) -> None:
    assert metric.score(row(relevant=RELEVANT), answered(reply)) is None
    assert metric.score(row(relevant={}), answered(reply, "g/soil#Ideas")) is None


@pytest.mark.evals  # needs the extra of that name
def test_ragas_agrees_with_plain_sets(reply: Reply) -> None:
    precision, recall = ragas_id_metrics()
    found = ["g/soil#Ideas", "g/x#1", "g/sowing#X", "g/x#2", "g/sowing#Y"]
    generation, asked = answered(reply, *found), row(relevant=RELEVANT)
    places = {"g/soil#Ideas", "g/x#1", "g/sowing", "g/x#2"}

    assert (precision.name, recall.name) == ("id_based_context_precision", "id_based_context_recall")
    assert precision.score(asked, generation) == len(places & RELEVANT.keys()) / len(places) == 0.5
    assert recall.score(asked, generation) == pytest.approx(len(places & RELEVANT.keys()) / len(RELEVANT))
    assert precision.score(asked, answered(reply)) is None
    assert recall.score(row(), generation) is None


@pytest.mark.evals
def test_ragas_looks_at_ten_places(reply: Reply) -> None:
    precision, recall = ragas_id_metrics()
    late = answered(reply, *(f"g/x#{number}" for number in range(10)), "g/soil#Ideas")

    assert precision.score(row(relevant=RELEVANT), late) == 0.0
    assert recall.score(row(relevant=RELEVANT), late) == 0.0


def test_citations_are_held_to_the_contract_and_quotes_to_their_page(contract: Contract, reply: Reply) -> None:
    untitled = replace(CITATION, number=2, title="Earth")
    made_up = replace(CITATION, number=3, quote="Soil acidity is measured with a thermometer.")
    generation = answered(replace(reply, citations=(CITATION, untitled, made_up, made_up)))
    valid, verbatim = citations.CitationsValid(contract), citations.QuotesVerbatim(contract)

    assert valid.score(row(), generation) == 0.25
    assert "title Earth" in (valid.why(row(), generation) or "")
    assert verbatim.score(row(), generation) == 0.5
    assert valid.score(row(), answered(replace(reply, citations=()))) is None
    assert verbatim.score(row(), answered(replace(reply, citations=()))) is None


def test_a_quote_of_a_page_that_there_is_not_is_not_verbatim(contract: Contract, reply: Reply) -> None:
    assert citations.QuotesVerbatim(contract).score(row(), answered(cites(reply, "lawn"))) == 0.0


@pytest.mark.parametrize(
    ("keys", "precision", "recall"),
    [
        ({"must_cite": ["soil", "sowing"]}, 0.5, 0.5),
        ({"must_cite": ["soil"], "may_cite": ["harvest"]}, 1.0, 1.0),
        ({"must_cite": [], "relevant": {"soil#Key ideas": 2, "compost": 2, "harvest": 1}}, 1.0, 0.5),
        ({"must_cite": ["sowing"], "relevant": {"soil": 2}}, 0.5, 0.0),
        ({"relevant": {"compost": 1}}, 0.0, None),
        ({}, None, None),
    ],
)
def test_pages_cited_are_held_to_those_that_the_row_names(
    reply: Reply, keys: dict, precision: float | None, recall: float | None
) -> None:
    """The answer cites soil, then harvest, then soil again."""
    garden = "kitchen-garden/"
    named = {
        key: {garden + place: grade for place, grade in value.items()}
        if isinstance(value, dict)
        else tuple(garden + place for place in value)
        for key, value in keys.items()
    }
    generation = answered(cites(reply, "soil", "harvest", "soil"))

    assert citations.CitationPrecision().score(row(**named), generation) == precision
    assert citations.CitationRecall().score(row(**named), generation) == recall


def test_a_refusal_where_citations_are_due_recalls_none_and_has_no_precision(refusal: Reply) -> None:
    asked = row(must_cite=("kitchen-garden/soil",))

    assert citations.CitationRecall().score(asked, answered(refusal)) == 0.0
    assert citations.CitationRecall().why(asked, answered(refusal)) == "does not cite kitchen-garden/soil"
    assert citations.CitationPrecision().score(asked, answered(refusal)) is None


def test_facts_are_counted_by_group_and_any_word_of_a_group_will_do(reply: Reply) -> None:
    asked = row(must_say=(("acidity", "sourness"), ("PH",), ("lime", "chalk")))

    assert facts.FactRecall().score(asked, answered(reply)) == pytest.approx(2 / 3)
    assert facts.FactRecall().why(asked, answered(reply)) == "does not say lime | chalk"
    assert facts.FactRecall().score(row(must_say=()), answered(reply)) is None


def test_one_forbidden_fact_is_enough(reply: Reply) -> None:
    metric = facts.NoForbiddenFact()

    assert metric.score(row(must_not_say=("lime", "acidity")), answered(reply)) == 0.0
    assert metric.why(row(must_not_say=("lime", "acidity")), answered(reply)) == "says acidity"
    assert metric.score(row(must_not_say=("lime",)), answered(reply)) == 1.0
    assert metric.score(row(), answered(reply)) is None


def test_an_answer_is_right_by_all_rules_of_its_question(reply: Reply, refusal: Reply) -> None:
    right = verdicts.Right()

    assert right.score(row(answerable=True, must_say=(("acidity",),)), answered(reply)) == 1.0
    assert right.score(row(answerable=True, must_say=(("lime",),)), answered(reply)) == 0.0
    assert right.why(row(answerable=True), answered(refusal)) == "refused"
    assert right.score(row(), answered(reply)) is None


def test_the_contract_is_broken_by_a_reply_and_by_how_it_was_streamed(contract: Contract, reply: Reply) -> None:
    metric, sound = verdicts.KeepsContract(contract), answered(reply)
    assert sound.told is not None
    streamed = replace(sound, told=replace(sound.told, faults=("what was streamed is not the answer",)))

    assert metric.score(row(), sound) == 1.0
    assert metric.score(row(), streamed) == 0.0
    assert metric.why(row(), streamed) == "what was streamed is not the answer"
    assert metric.score(row(), answered(replace(reply, answer="Soil acidity is a value."))) == 0.0


def test_refusals_are_right_where_they_are_due_and_counted_by_what_was_due(reply: Reply, refusal: Reply) -> None:
    due, not_due = row(answerable=False), row(answerable=True)
    declined = answered(replace(refusal, status="declined"))
    metric = RefusalRight()

    assert [metric.score(asked, answered(reply)) for asked in (due, not_due, row())] == [0.0, 1.0, None]
    assert [metric.score(asked, answered(refusal)) for asked in (due, not_due)] == [1.0, 0.0]
    assert metric.why(due, answered(reply)) == "answered what should be refused"
    pairs = [(due, answered(reply)), (due, declined), (not_due, answered(refusal)), (row(), answered(reply))]
    assert refusal_matrix(pairs) == {
        "answerable": {"answered": 0, "not_covered": 1, "declined": 0},
        "unanswerable": {"answered": 1, "not_covered": 0, "declined": 1},
    }


def listed(reply: Reply, text: str, *stages: str) -> Generation:
    """An answer whose [n] cites the nth of these stages; soil, then compost and sowing, then harvest is the order."""
    made: list[Citation] = list(cites(reply, *stages).citations)
    return answered(replace(reply, answer=text, citations=tuple(made)))


def test_a_list_that_puts_a_stage_before_what_it_needs_is_out_of_order(order: PrerequisiteOrder, reply: Reply) -> None:
    asked = row(category="path", cluster="kitchen-garden/harvest")
    right = "In order:\n\n1. **Soil** [1]\n2. **Sowing** (needs Soil) [2] [1]\n3. **Compost** [3]"
    wrong = "In order:\n\n1. **Compost** [1]\n2. **Soil** [2]"

    assert order.score(asked, listed(reply, right, "soil", "sowing", "compost")) == 1.0
    assert order.score(asked, listed(reply, wrong, "compost", "soil")) == 0.0
    assert order.why(asked, listed(reply, wrong, "compost", "soil")) == (
        "kitchen-garden/compost before kitchen-garden/soil"
    )


def test_lists_and_sentences_each_have_an_order_of_their_own(order: PrerequisiteOrder, reply: Reply) -> None:
    asked = row(category="prerequisite", cluster="kitchen-garden/harvest")
    text = "Before Harvest, learn Compost.[1]\n\nBefore that:\n\n1. **Soil** [2]\n\nOr:\n\n1. **Compost** [1]"

    assert order.score(asked, listed(reply, text, "compost", "soil")) == 1.0


def test_a_prerequisite_that_comes_only_after_the_stage_is_out_of_order(order: PrerequisiteOrder, reply: Reply) -> None:
    asked = row(category="prerequisite", cluster="kitchen-garden/compost")

    assert order.score(asked, listed(reply, "Learn Harvest.[1]", "harvest")) == 0.0
    assert order.score(asked, listed(reply, "Learn Soil before Compost.[1][2]", "soil", "compost")) == 1.0


def test_order_is_measured_where_it_is_asked_for_only(order: PrerequisiteOrder, reply: Reply, refusal: Reply) -> None:
    wrong = listed(reply, "1. **Compost** [1]\n2. **Soil** [2]", "compost", "soil")

    assert order.score(row(category="definition"), wrong) is None
    assert order.score(row(category="path"), answered(refusal)) is None
    assert order.score(row(category="path"), listed(reply, "You can skip it.[1]", "compost")) is None


def test_effort_is_words_without_markers_seconds_and_tokens(reply: Reply) -> None:
    generation = answered(replace(reply, answer="Loam is **soil**. [1]\n\n- Sour.[2]", usage={"input_tokens": 30, "output_tokens": 4}))  # fmt: skip

    assert effort.Length().score(row(), generation) == 4.0
    assert effort.FirstSentence().score(row(), generation) == 0.25
    assert effort.WholeAnswer().score(row(), generation) == 0.5
    assert effort.Tokens().score(row(), generation) == 34.0


def test_the_models_own_text_is_graded_by_words_beside_what_was_served(reply: Reply) -> None:
    said = BeforeVerify(
        ("Lime lowers acidity.", "It was Trekbot."), (Dropped("Lime lowers acidity.", "names"),), "thin"
    )
    asked = row(must_say=(("acidity",),), must_not_say=("lime",))
    generation = answered(reply, said=said)

    assert model_text.RightBeforeVerify().score(asked, generation) == 0.0
    assert model_text.RightAfterVerify().score(asked, generation) == 1.0
    assert model_text.RightBeforeVerify().score(row(), generation) is None
    assert model_text.ClaimsDropped().score(asked, generation) == 1.0
    assert model_text.ClaimsDropped().why(asked, generation) == "names"
    assert model_text.FellBack().score(asked, generation) == 1.0
    assert model_text.FellBack().why(asked, generation) == "thin"
    assert model_text.SpokenByModel().score(asked, generation) == 0.0
    spoken = answered(replace(reply, engine="small-1"), said=replace(said, fallback=None))
    assert model_text.SpokenByModel().score(asked, spoken) == 1.0
    assert model_text.FellBack().score(asked, spoken) == 0.0
    assert model_text.dropped_by_reason([generation, spoken]) == {"names": 2}
    assert model_text.fallbacks_by_reason([generation, spoken]) == {"thin": 1}


def test_where_no_model_was_asked_there_is_nothing_of_it_to_measure(reply: Reply) -> None:
    asked = row(must_say=(("acidity",),))
    of_model = [
        model_text.SpokenByModel(),
        model_text.ClaimsDropped(),
        model_text.FellBack(),
        model_text.RightBeforeVerify(),
        model_text.RightAfterVerify(),
    ]

    assert [metric.score(asked, answered(reply)) for metric in of_model] == [None] * 5


@pytest.mark.evals  # needs the extra of that name
def test_every_metric_has_a_name_of_its_own_and_says_what_it_is(trekbot: Trekbot) -> None:
    metrics = [*metrics_without_judge(trekbot.library().index), *ragas_id_metrics()]

    assert len({metric.name for metric in metrics}) == len(metrics)
    assert {metric.tier for metric in metrics} == {1}
    assert {metric.name for metric in metrics if metric.gates} == {
        "right",
        "keeps_contract",
        "refusal_right",
        "fact_recall",
        "no_forbidden_fact",
        "ndcg@10",
    }
    assert metrics[0].about("right 0") == {
        "kind": "binary",
        "better": "higher",
        "tier": 1,
        "gates": True,
        "scorer": "right 0",
    }


def test_scores_compare_as_long_as_the_code_behind_their_metric_is_the_same() -> None:
    assert [path.name for path in files_behind(verdicts.Right())] == [
        "contract.py",
        "grading.py",
        "metric.py",
        "verdicts.py",
    ]
    assert [path.name for path in files_behind(ranking.Mrr())] == ["metric.py", "ranking.py"]
    assert code_version(ranking.Mrr()) == code_version(ranking.Mrr())
    assert code_version(facts.FactRecall()) != code_version(ranking.Mrr())
