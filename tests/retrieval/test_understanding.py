"""What a question asks, about which stages, whoever asks it and however it is worded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.asking import question
from trekbot.retrieval.query import Intent, Query, Reference
from trekbot.retrieval.understanding import MOST_QUESTIONS, Understanding
from trekbot.roadmaps.model import StageKey


def understood(
    understanding: Understanding, text: str, roadmap: str | None = None, page: tuple[str, str | None] | None = None
) -> Query:
    (query,) = understanding.understand(question(text, roadmap=roadmap, page=page))
    return query


def stages(reference: Reference | None) -> list[str]:
    return [key.stage for key in reference.stages] if reference is not None else []


@pytest.mark.parametrize(
    ("text", "intent", "stage"),
    [
        ("what do I need to know before the touring bike?", Intent.PREREQUISITES, "touring-bike"),
        ("prerequisites for Brakes", Intent.PREREQUISITES, "brakes"),
        ("what are the prerequisites of the drivetrain stage?", Intent.PREREQUISITES, "drivetrain"),
        ("which stages come before brakes?", Intent.PREREQUISITES, "brakes"),
        ("Hi, could you please tell me what I should learn before brakes?", Intent.PREREQUISITES, "brakes"),
        ("what's next after brakes?", Intent.NEXT, "brakes"),
        ("I just finished brakes, what now?", Intent.NEXT, "brakes"),
        ("may I leave out brakes?", Intent.SKIP, "brakes"),
        ("is Brakes mandatory?", Intent.SKIP, "brakes"),
        ("what depends on brakes?", Intent.DEPENDENTS, "brakes"),
        ("what's the fastest route to the touring bike?", Intent.PATH, "touring-bike"),
        ("how do I get to the touring bike?", Intent.PATH, "touring-bike"),
        ("which stage number is Drivetrain?", Intent.NUMBER, "drivetrain"),
        ("what number is the stage on tyres?", Intent.NUMBER, "wheels"),
        ("how long should I set aside for the chapter on tyres?", Intent.TIME, "wheels"),
        ("tell me about brakes", Intent.ABOUT, "brakes"),
        ("what goes wrong in brakes?", Intent.PITFALLS, "brakes"),
        ("is there an exercise for brakes?", Intent.PRACTICE, "brakes"),
        ("how do I know that I am done with brakes?", Intent.DONE, "brakes"),
        ("what tools does brakes use?", Intent.TOOLS, "brakes"),
        ("which tool do I need for brakes?", Intent.TOOLS, "brakes"),
        ("what will I be able to do after brakes?", Intent.OUTCOMES, "brakes"),
        ("in which stage is the bleed kit taught?", Intent.WHERE, "brakes"),
        ("does the course cover spoke tension?", Intent.WHERE, "wheels"),
        ("define spoke tension", Intent.DEFINITION, "wheels"),
        ("what does BB mean?", Intent.DEFINITION, "drivetrain"),
        ("tyre lever", Intent.DEFINITION, "wheels"),
        ("why truing?", Intent.WHY, "wheels"),
    ],
)
def test_a_question_about_a_stage_is_understood(
    understanding: Understanding, text: str, intent: Intent, stage: str
) -> None:
    query = understood(understanding, text)

    assert query.intent is intent
    assert stages(query.a)[:1] == [stage]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("where should a beginner start?", Intent.START),
        ("how do I get started?", Intent.START),
        ("how many modules does it have?", Intent.COUNT),
        ("list all stages", Intent.STAGES),
        ("how long does the whole trek take?", Intent.TIME),
        ("how many weeks per stage?", Intent.AVERAGE_TIME),
        ("how hard is it?", Intent.LEVEL),
        ("who wrote this roadmap?", Intent.MAINTAINER),
        ("when was the roadmap last updated?", Intent.UPDATED),
        ("which horse won the 1998 Derby?", Intent.OPEN),
    ],
)
def test_a_question_about_a_roadmap_is_understood(understanding: Understanding, text: str, intent: Intent) -> None:
    assert understood(understanding, text).intent is intent


@pytest.mark.parametrize(
    ("text", "intent", "a", "b"),
    [
        ("do I have to know brakes to learn touring bike?", Intent.NEED, "brakes", "touring-bike"),
        ("is drivetrain required for the touring bike?", Intent.NEED, "drivetrain", "touring-bike"),
        ("can I do the touring bike without brakes?", Intent.NEED, "brakes", "touring-bike"),
        ("why do I need brakes for the touring bike?", Intent.WHY_NEED, "brakes", "touring-bike"),
        ("why does touring bike come after brakes?", Intent.WHY_NEED, "brakes", "touring-bike"),
        ("what comes first, brakes or drivetrain?", Intent.ORDER, "brakes", "drivetrain"),
        ("is brakes before drivetrain?", Intent.ORDER, "brakes", "drivetrain"),
        ("how does brakes differ from drivetrain?", Intent.COMPARISON, "brakes", "drivetrain"),
        ("tyre lever or chain tool?", Intent.COMPARISON, "wheels", "drivetrain"),
        ("tyre lever vs chain tool", Intent.COMPARISON, "wheels", "drivetrain"),
    ],
)
def test_a_question_about_two_things_keeps_them_apart(
    understanding: Understanding, text: str, intent: Intent, a: str, b: str
) -> None:
    query = understood(understanding, text)

    assert (query.intent, stages(query.a)[:1], stages(query.b)[:1]) == (intent, [a], [b])


@pytest.mark.parametrize(
    ("text", "intent", "stage"),
    [
        ("What should I learn before Before you ride?", Intent.PREREQUISITES, "before-you-ride"),
        ('What comes after "Before you ride"?', Intent.NEXT, "before-you-ride"),
        ("What comes after What comes next?", Intent.NEXT, "what-comes-next"),
        ("What should I learn before what comes next?", Intent.PREREQUISITES, "what-comes-next"),
        ("Can I skip What comes next?", Intent.SKIP, "what-comes-next"),
    ],
)
def test_words_of_a_title_are_not_read_as_part_of_the_question(
    understanding: Understanding, text: str, intent: Intent, stage: str
) -> None:
    query = understood(understanding, text)

    assert (query.intent, stages(query.a)) == (intent, [stage])


@pytest.mark.parametrize(
    ("said", "stage"),
    [
        ("stage 4", "drivetrain"),
        ("stage #4", "drivetrain"),
        ("step 4", "drivetrain"),
        ("module four", "drivetrain"),
        ("the 4th stage", "drivetrain"),
        ("the fourth stage", "drivetrain"),
        ("the first stage", "before-you-ride"),
        ("the last stage", "touring-bike"),
        ("the final stage", "touring-bike"),
    ],
)
def test_a_stage_is_found_by_its_number(understanding: Understanding, said: str, stage: str) -> None:
    query = understood(understanding, f"What should I learn before {said}?", roadmap="bicycle-repair")

    assert query.intent is Intent.PREREQUISITES
    assert stages(query.a) == [stage]


def test_a_number_that_no_stage_has_is_reported_as_missing(understanding: Understanding) -> None:
    query = understood(understanding, "What comes after stage 99?")

    assert query.a is not None
    assert query.a.missing_number == 99
    assert not query.a.stages


def test_a_number_counts_within_the_roadmap_that_was_asked(understanding: Understanding) -> None:
    query = understood(understanding, "What is stage 2 about?", roadmap="frame-building")

    assert query.a is not None
    assert query.a.stages == (StageKey("frame-building", "brazing"),)


@pytest.mark.parametrize(
    "text",
    [
        "I already know Brakes and Brazing. What is the shortest way to the touring bike?",
        "What is the shortest way to the touring bike if I know Brakes and Brazing?",
        "since I already did brakes and brazing, what is the shortest way to the touring bike?",
    ],
)
def test_what_the_learner_knows_is_read_apart_from_the_question(understanding: Understanding, text: str) -> None:
    query = understood(understanding, text)

    assert query.intent is Intent.PATH
    assert stages(query.a) == ["touring-bike"]
    assert [stages(known) for known in query.known] == [["brakes"], ["brazing"]]


def test_what_one_has_to_know_is_not_taken_for_known(understanding: Understanding) -> None:
    assert not understood(understanding, "What do I know when I am done with brakes?").known
    assert not understood(understanding, "What must I know before brakes?").known


def test_a_claim_about_a_number_becomes_a_premise(understanding: Understanding) -> None:
    query = understood(understanding, "Since Brakes is stage 5, what comes after it?")

    assert query.premise is not None
    assert (query.premise.stage.stage, query.premise.number) == ("brakes", 5)
    assert (query.intent, stages(query.a)) == (Intent.NEXT, ["brakes"])


def test_a_title_that_two_roadmaps_have_gives_the_readings_to_choose_from(understanding: Understanding) -> None:
    query = understood(understanding, "What should I learn before Safety?")

    assert len(query.readings) == 2
    assert "Bicycle Repair" in query.readings[0]
    assert "Frame Building" in query.readings[1]


def test_each_reading_is_understood_as_one_of_the_stages(understanding: Understanding) -> None:
    readings = understood(understanding, "What should I learn before Safety?").readings

    read_back = [understood(understanding, reading) for reading in readings]

    assert [query.intent for query in read_back] == [Intent.PREREQUISITES] * 2
    assert [query.a.stages if query.a else () for query in read_back] == [
        (StageKey("bicycle-repair", "safety"),),
        (StageKey("frame-building", "safety"),),
    ]


@pytest.mark.parametrize(
    "asked",
    [{"roadmap": "frame-building"}, {"page": ("frame-building", "brazing")}, {"page": ("frame-building", None)}],
)
def test_the_roadmap_at_hand_decides_between_stages_of_one_title(
    understanding: Understanding, asked: dict[str, str]
) -> None:
    (query,) = understanding.understand(question("What is Safety about?", **asked))  # type: ignore[arg-type]

    assert not query.readings
    assert query.a is not None
    assert query.a.stage == StageKey("frame-building", "safety")


def test_a_roadmap_named_in_the_question_limits_the_search(understanding: Understanding) -> None:
    assert understood(understanding, "Which stages has the Frame Building trek?").roadmaps == ("frame-building",)
    assert understood(understanding, "What is flux?").roadmaps == ()


def test_words_that_the_corpus_never_uses_are_unknown(understanding: Understanding) -> None:
    query = understood(understanding, "How do I true a carburettor?")

    assert [word[:8] for word in query.unknown] == ["carburet"]


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("What is truing? Who maintains the roadmap?", [Intent.DEFINITION, Intent.MAINTAINER]),
        ("What should I learn before Brakes, and how many stages are there?", [Intent.PREREQUISITES, Intent.COUNT]),
        ("What is flux and what comes after brazing?", [Intent.DEFINITION, Intent.NEXT]),
    ],
)
def test_several_questions_in_one_message_are_understood_one_by_one(
    understanding: Understanding, text: str, intents: list[Intent]
) -> None:
    assert [query.intent for query in understanding.understand(question(text))] == intents


def test_a_message_is_answered_as_a_few_questions_at_most(understanding: Understanding) -> None:
    message = "What is truing? What is flux? What is brazing? Where do I start? Who wrote it?"

    assert len(understanding.understand(question(message))) == MOST_QUESTIONS


def test_a_question_that_is_asked_twice_is_answered_once(understanding: Understanding) -> None:
    assert len(understanding.understand(question("What is truing? " * 20))) == 1


@pytest.mark.parametrize(
    ("text", "intents"),
    [
        ("what's truing, where do I learn it?", [Intent.DEFINITION, Intent.WHERE]),
        (
            "how many stages are there, who runs it, and what's the level?",
            [Intent.COUNT, Intent.MAINTAINER, Intent.LEVEL],
        ),
        ("explain truing; also flux? + brazing", [Intent.DEFINITION] * 3),
        ("1. what is flux 2. where do I start", [Intent.DEFINITION, Intent.START]),
        ("First, what is flux? Second, can I skip brakes?", [Intent.DEFINITION, Intent.SKIP]),
        ("tell me what flux is and where it is taught", [Intent.DEFINITION, Intent.WHERE]),
        ("what are truing, flux and solder?", [Intent.DEFINITION] * 3),
        ("truing and flux: what are they?", [Intent.DEFINITION] * 2),
    ],
)
def test_questions_are_told_apart_at_any_joint(understanding: Understanding, text: str, intents: list[Intent]) -> None:
    assert [query.intent for query in understanding.understand(question(text))] == intents


@pytest.mark.parametrize(
    "text",
    [
        "which comes first, brakes or wheels?",
        "when I have finished brakes, what is next?",
        "if I know brakes, can I skip wheels?",
        "how do I clean, true and pack a wheel?",
        "which stage teaches truing, is it stage 3?",
        "what is truing, right?",
        "can I skip brakes, do you think?",
    ],
)
def test_one_question_with_commas_is_not_torn_apart(understanding: Understanding, text: str) -> None:
    assert len(understanding.understand(question(text))) == 1


def test_it_in_the_second_question_is_the_thing_of_the_first(understanding: Understanding) -> None:
    _, second = understanding.understand(question("What is flux? Where do I learn it?"))

    assert (second.intent, stages(second.a)) == (Intent.WHERE, ["brazing"])


@given(text=st.text(max_size=200))
def test_any_text_is_understood_as_something(understanding: Understanding, text: str) -> None:
    queries = understanding.understand(question(text))

    assert 1 <= len(queries) <= MOST_QUESTIONS


@pytest.mark.parametrize(
    ("text", "stage"),
    [("step III", "brakes"), ("tell me about the 3rd", "brakes"), ("stage number three", "brakes"), ("#3", "brakes")],
)
def test_a_stage_is_meant_by_its_number_in_any_form(understanding: Understanding, text: str, stage: str) -> None:
    assert stage in stages(understood(understanding, text).a)


@pytest.mark.parametrize(
    ("text", "intent", "a", "b"),
    [
        ("can I take brakes before learning about wheels?", Intent.NEED, "wheels", "brakes"),
        ("should I take wheels before brakes?", Intent.NEED, "wheels", "brakes"),
        ("why am I made to learn wheels before I build any brakes?", Intent.WHY_NEED, "wheels", "brakes"),
        ("why do I have to look at wheels before making brakes?", Intent.WHY_NEED, "wheels", "brakes"),
    ],
)
def test_what_is_needed_for_what_is_told_by_who_asks_leave(
    understanding: Understanding, text: str, intent: Intent, a: str, b: str
) -> None:
    query = understood(understanding, text)

    assert query.intent is intent
    assert (stages(query.a)[:1], stages(query.b)[:1]) == ([a], [b])


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("which stages ought to be behind me when I get to brakes?", Intent.PREREQUISITES),
        ("which earlier stages does brakes rely on?", Intent.PREREQUISITES),
        ("tell me what brakes builds on", Intent.PREREQUISITES),
        ("once I have finished brakes, what is next?", Intent.NEXT),
        ("I have one day left. What comes after brakes?", Intent.NEXT),
        ("what are brakes good for?", Intent.WHY),
    ],
)
def test_a_question_is_understood_in_other_words(understanding: Understanding, text: str, intent: Intent) -> None:
    query = understood(understanding, text)

    assert (query.intent, stages(query.a)[:1]) == (intent, ["brakes"])


def test_a_way_is_asked_about_in_whole_words(understanding: Understanding) -> None:
    query = understood(understanding, "how does a zebra sleep at night?")

    assert query.intent is Intent.HOW_TO
    assert query.a is not None
    assert query.a.phrase.startswith("a zebra")
