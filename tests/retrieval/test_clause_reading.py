"""Questions of order in messages of several clauses: what is asked, what is only told, and what each is about."""

import pytest

from tests.asking import question
from trekbot.retrieval.clauses import clauses_of
from trekbot.retrieval.intent_model import Meant, Telling
from trekbot.retrieval.library import Library
from trekbot.retrieval.query import Intent, Query
from trekbot.retrieval.understanding import Understanding

UNSURE = Meant(Intent.OPEN, 0.2, Telling.BACKGROUND, 0.2)


def read(library: Library, text: str, **meanings: Meant) -> Query:
    """Understand a question; `meanings` says what a wording that contains the word means."""

    def meant(wording: str) -> Meant:
        return next((told for word, told in meanings.items() if word in wording), UNSURE)

    understanding = Understanding(library.corpus, library.graph, lambda _: True, meant)
    return understanding.understand(question(text, roadmap="bicycle-repair"))[-1]


def about(query: Query) -> tuple[Intent, str | None, str | None]:
    a, b = (one.stage.stage if one is not None and one.stage else None for one in (query.a, query.b))
    return query.intent, a, b


@pytest.mark.parametrize(
    ("clause", "telling"),
    [
        ("where do i start?", None),
        ("fine to skip it", None),
        ("i never did brakes", Telling.LACKS),
        ("all i am after is brakes", Telling.GOAL),
        ("passed brakes last week", Telling.KNOWN),
        ("it is raining", Telling.BACKGROUND),
    ],
)
def test_a_clause_asks_or_tells_one_thing(clause: str, telling: Telling | None) -> None:
    assert [one.telling for one in clauses_of(clause, str, lambda _: UNSURE)] == [telling]


def test_a_condition_behind_a_question_is_a_clause_of_its_own() -> None:
    found = clauses_of("what is the way to b if a is behind me?", str, lambda _: UNSURE)

    assert [one.text for one in found] == ["what is the way to b", "if a is behind me?"]
    assert found[0].telling is None
    assert found[1].telling is not None


def test_what_a_condition_tells_is_known_and_not_part_of_the_goal(library: Library) -> None:
    known = Meant(Intent.OPEN, 0.2, Telling.KNOWN, 0.9)

    query = read(library, "what is the quickest route to Touring bike if Brakes feels easy by now?", easy=known)

    assert about(query) == (Intent.PATH, "touring-bike", None)
    assert [one.stage.stage for one in query.known if one.stage] == ["brakes"]


def test_a_question_without_a_name_is_about_what_was_named_before_it(library: Library) -> None:
    query = read(library, "The drivetrain fascinates me. Is there anything I ought to study beforehand?")

    assert about(query) == (Intent.PREREQUISITES, "drivetrain", None)


def test_a_question_for_what_opens_is_about_what_is_known(library: Library) -> None:
    query = read(library, "passed Wheels & tyres, at last. which ones build on it?")

    assert about(query) == (Intent.DEPENDENTS, "wheels", None)


@pytest.mark.parametrize(
    "text",
    [
        "I am after the Touring bike. Is the brakes module unavoidable?",
        "Can I leave out Brakes and go straight to Touring bike?",
        "I only care about the Touring bike: does Brakes have to come first?",
    ],
)
def test_leaving_out_a_stage_on_the_way_to_another_asks_for_the_need_of_it(library: Library, text: str) -> None:
    assert about(read(library, text)) == (Intent.NEED, "brakes", "touring-bike")


def test_a_stage_known_in_a_clause_of_its_own_is_known_where_it_would_be_skipped(library: Library) -> None:
    query = read(library, "used a bleed kit for years, fine to skip the third module?")

    assert about(query) == (Intent.SKIP, "brakes", None)
    assert [one.stage.stage for one in query.known if one.stage] == ["brakes"]


def test_a_name_in_the_phrase_of_a_rule_is_taken_where_the_phrase_is_none(library: Library) -> None:
    assert about(read(library, "how long will the wheels chapter keep me busy?")) == (Intent.TIME, "wheels", None)


def test_what_is_told_without_a_name_is_kept_for_its_meaning(library: Library) -> None:
    query = read(library, "once I can stop a bicycle on a wet road, what does that unlock?")

    assert query.intent is Intent.DEPENDENTS
    assert query.a is not None
    assert "wet road" in query.a.phrase


def test_a_beginner_with_a_wish_still_asks_where_to_begin(library: Library) -> None:
    query = read(library, "Total newcomer here, I would like to ride far. Which module do I open first?")

    assert query.intent is Intent.START


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does Brakes come ahead of Drivetrain or behind it?", (Intent.ORDER, "brakes", "drivetrain")),
        ("which stage sits right in front of Brakes?", (Intent.PREREQUISITES, "brakes", None)),
        ("which parts of the trek does Brakes lean on directly?", (Intent.PREREQUISITES, "brakes", None)),
        ("why on earth must Wheels & tyres be passed before Brakes?", (Intent.WHY_NEED, "wheels", "brakes")),
        ("which modules lie between me and Touring bike?", (Intent.PATH, "touring-bike", None)),
        ("where do I go from Brakes?", (Intent.NEXT, "brakes", None)),
        ("can I finish the whole trek without Drivetrain?", (Intent.SKIP, "drivetrain", None)),
        ("would anything later suffer if I never did Drivetrain?", (Intent.SKIP, "drivetrain", None)),
        ("may I give Brakes a miss?", (Intent.SKIP, "brakes", None)),
        ("can I leave out Drivetrain, oil bores me to tears", (Intent.SKIP, "drivetrain", None)),
        ("is Touring bike doable without having gone through Brakes?", (Intent.NEED, "brakes", "touring-bike")),
    ],
)
def test_order_is_asked_in_many_words(
    library: Library, text: str, expected: tuple[Intent, str | None, str | None]
) -> None:
    assert about(read(library, text)) == expected


def test_what_to_beware_of_is_no_question_for_what_comes_before(library: Library) -> None:
    query = read(library, "is there anything to beware of when a tyre lever touches a rim?")

    assert query.intent is Intent.PITFALLS
