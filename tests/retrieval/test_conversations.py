"""Longer conversations: turning to another subject and back, one of two, the next one, the same of something else."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, ask_on, cited, question, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.retrieval.query import Intent
from trekbot.retrieval.understanding import Understanding
from trekbot.wiring import Trekbot

POTTERY = {
    "roadmaps/pottery/roadmap.md": roadmap_page(
        title="Pottery at home", summary="From a lump to a glazed bowl.", estimated_time="a year", level="Beginner",
        body="## Cost\n\nAll lessons can be read free of charge.\n",
    ),
    "roadmaps/pottery/stages/01-clay.md": stage_page(
        1, "Clay", "What clay is made of, and how to wedge it.", requires="[]", estimated_time="2 weeks",
        body="""## Kinds

*Raku clay* holds much sand and survives a sudden change of heat. *Porcelain clay* is fine and white, and it cracks easily.

Wedge porcelain on plaster in the morning. Wedge stoneware on wood in winter, because plaster gets too damp.
""",
    ),
    "roadmaps/pottery/stages/02-throwing.md": stage_page(
        2, "Throwing", "Centring and pulling up walls on the wheel.", requires="[clay]", estimated_time="5 weeks",
        body="## Centring\n\n**Centring** is bringing the lump to the middle of the wheel. Lean on the wheel with both elbows.\n",
    ),
    "roadmaps/pottery/stages/03-glazing.md": stage_page(
        3, "Glazing", "Coating a fired pot with glass.", requires="[throwing]", estimated_time="3 weeks",
        body="""## Glazes

**Celadon** is a pale green glaze that needs a smoky fire. **Tenmoku** is a dark brown glaze that runs down steep walls.

Ilse Brandt discovered in 1931 that ash of beech makes celadon paler.
""",
    ),
    "roadmaps/pottery/stages/04-firing.md": stage_page(
        4, "Firing", "Heating a kiln in the right order.", requires="[glazing]",
        body="## Curves\n\n**Soaking** is holding the kiln at its highest heat. Soak for twenty minutes before the kiln cools.\n",
    ),
    "roadmaps/weaving/roadmap.md": roadmap_page(title="Weaving at home", summary="From yarn to cloth.", estimated_time="six months"),
    "roadmaps/weaving/stages/01-yarn.md": stage_page(1, "Yarn", "Choosing and winding yarn.", requires="[]"),
    "roadmaps/weaving/stages/02-finishing.md": stage_page(2, "Finishing", "Washing and pressing cloth.", requires="[yarn]"),
    "roadmaps/pottery/stages/05-finishing.md": stage_page(5, "Finishing", "Grinding the foot of a pot.", requires="[firing]"),
}  # fmt: skip


@pytest.fixture(scope="module")
def potter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(POTTERY, tmp_path_factory.mktemp("pottery"))
    yield trekbot
    trekbot.close()


@pytest.fixture(scope="module")
def reads(potter: Trekbot) -> Understanding:
    return potter.library().understanding


@pytest.mark.parametrize(
    "follow_up",
    [
        "back to celadon: which fire does it need?",
        "back to the first thing, which fire does it need?",
        "Going back to celadon, which fire does it need?",
        "let's go back to my first question. which fire does it need?",
        "as for celadon again: which fire does it need?",
    ],
)
def test_a_return_is_to_the_topic_that_it_names(potter: Trekbot, follow_up: str) -> None:
    reply = ask_on(potter, "what is celadon?", "what is soaking?", follow_up)

    assert cited(reply) == ["pottery/glazing"]
    assert "smoky fire" in said(reply)


def test_a_return_reaches_many_turns_back(potter: Trekbot) -> None:
    between = [
        "what is soaking?",
        "what is tenmoku?",
        "what is centring?",
        "how long is Throwing?",
        "what is Yarn about?",
    ]

    reply = ask_on(potter, "what is celadon?", *between, "back to celadon: which fire does it need?")

    assert "smoky fire" in said(reply)


@pytest.mark.parametrize(
    "opening",
    [
        "ok, different thing:",
        "right, something else entirely.",
        "new topic -",
        "another question altogether:",
        "changing the subject:",
        "by the way,",
    ],
)
def test_a_change_of_subject_leaves_the_turns_before_behind(potter: Trekbot, opening: str) -> None:
    alone = ask(potter, "what is centring?")

    assert ask_on(potter, "what is celadon?", f"{opening} what is centring?").answer == alone.answer


@pytest.mark.parametrize(
    "text",
    [
        "What is tenmoku?",
        "How long does Throwing take?",
        "What should I learn before Firing?",
        "what is soaking",
    ],
)
def test_a_question_with_a_subject_of_its_own_is_not_bent(potter: Trekbot, text: str) -> None:
    assert ask_on(potter, "what is celadon?", text).answer == ask(potter, text).answer


@pytest.mark.parametrize(
    "follow_up",
    ["the pastry", "the weaving one", "weaving", "in weaving please", "I mean the one in weaving", "the second"],
)
def test_a_choice_answers_what_was_asked_back(potter: Trekbot, follow_up: str) -> None:
    reply = ask_on(potter, "what should I learn before Finishing?", follow_up)

    if "pastry" in follow_up:
        assert reply.status == "not_covered"
    else:
        assert said(reply).startswith("Before Finishing (stage 2), learn Yarn (stage 1).")


def test_a_choice_may_be_followed_by_the_question(potter: Trekbot) -> None:
    reply = ask_on(potter, "what should I learn before Finishing?", "the weaving one. what must I do before it?")

    assert said(reply).startswith("Before Finishing (stage 2), learn Yarn (stage 1).")


def test_both_of_what_was_asked_back_are_answered(potter: Trekbot) -> None:
    reply = ask_on(potter, "what should I learn before Finishing?", "both")

    assert "learn Firing (stage 4)" in said(reply)
    assert "learn Yarn (stage 1)" in said(reply)


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [
        ("and the next one?", "Glazing (stage 3) takes 3 weeks."),
        ("and the one after it?", "Glazing (stage 3) takes 3 weeks."),
        ("and for the next?", "Glazing (stage 3) takes 3 weeks."),
        ("and the one before?", "Clay (stage 1) takes 2 weeks."),
        ("what about the previous one?", "Clay (stage 1) takes 2 weeks."),
        ("what is the next one about?", "Glazing is stage 3"),
    ],
)
def test_the_stage_beside_is_asked_the_same(potter: Trekbot, follow_up: str, expected: str) -> None:
    assert expected in said(ask_on(potter, "how long does Throwing take?", follow_up))


@pytest.mark.parametrize(
    ("follow_up", "subject"),
    [
        ("the latter", "tenmoku"),
        ("the former?", "celadon"),
        ("the other one", "tenmoku"),
        ("why does the second run?", "tenmoku"),
        ("why must the first be smoky?", "celadon"),
        ("when is the latter used?", "tenmoku"),
    ],
)
def test_one_of_two_is_named(reads: Understanding, follow_up: str, subject: str) -> None:
    (query,) = reads.understand(question(follow_up, "celadon or tenmoku?", ""))

    assert subject in query.text
    assert not {"celadon", "tenmoku"} <= set(query.text.split())


@pytest.mark.parametrize(
    "follow_up", ["which one is dark?", "which of them is dark?", "and which is dark?", "which of the two is dark?"]
)
def test_which_one_is_asked_of_the_two_that_were_compared(potter: Trekbot, follow_up: str) -> None:
    reply = ask_on(potter, "celadon or tenmoku?", follow_up)

    assert "dark brown glaze" in said(reply)


@pytest.mark.parametrize(
    "follow_up",
    [
        "what is the difference between the two?",
        "how do they differ?",
        "how do I tell them apart?",
        "what do they have in common?",
    ],
)
def test_two_topics_are_compared(reads: Understanding, follow_up: str) -> None:
    (query,) = reads.understand(question(follow_up, "what is celadon?", "", "and tenmoku?", ""))

    assert query.intent is Intent.COMPARISON
    assert query.a is not None
    assert query.b is not None
    assert (query.a.phrase, query.b.phrase) == ("celadon", "tenmoku")


def test_no_i_meant_the_other_one_asks_the_same_of_it(reads: Understanding) -> None:
    (query,) = reads.understand(
        question("no I meant the other one", "celadon or tenmoku, which is older?", "", "what is bad about it?", "")
    )

    assert "bad about tenmoku" in query.text


@pytest.mark.parametrize("follow_up", ["and the porcelain one?", "and porcelain?", "what about the porcelain?"])
def test_the_noun_of_the_last_question_is_put_back(reads: Understanding, follow_up: str) -> None:
    (query,) = reads.understand(question(follow_up, "what is raku clay?", ""))

    assert query.text.casefold() == "what is porcelain clay?"


@pytest.mark.parametrize("follow_up", ["and stoneware?", "and for stoneware?", "what about stoneware?", "stoneware?"])
def test_a_new_noun_takes_the_place_of_the_last_one(potter: Trekbot, follow_up: str) -> None:
    reply = ask_on(potter, "where do I wedge porcelain?", follow_up)

    assert "Wedge stoneware on wood" in said(reply)


def test_a_new_noun_that_the_corpus_does_not_know_is_not_covered(potter: Trekbot) -> None:
    assert ask_on(potter, "where do I wedge porcelain?", "and marzipan?").status == "not_covered"


def test_a_time_alone_is_added_to_the_last_question(reads: Understanding) -> None:
    (query,) = reads.understand(question("in winter?", "where do I wedge clay?", ""))

    assert query.text == "where do I wedge clay in winter?"


@pytest.mark.parametrize("follow_up", ["who discovered that?", "and who found that out?", "by whom?"])
def test_a_bare_question_is_looked_for_where_the_last_one_was_answered(reads: Understanding, follow_up: str) -> None:
    (query,) = reads.understand(
        question(follow_up, "does ash of beech make celadon paler?", "Ash of beech makes celadon paler. [1]")
    )

    assert query.leaning is not None
    assert query.leaning.pages == (("pottery", "glazing"),)


@pytest.mark.parametrize(
    ("follow_up", "expected"),
    [("and weaving?", "six months"), ("and the other one?", "six months"), ("and in the other roadmap?", "six months")],
)
def test_a_fact_is_asked_of_the_other_roadmap(potter: Trekbot, follow_up: str, expected: str) -> None:
    assert expected in said(ask_on(potter, "how long does pottery at home take?", follow_up))


def test_the_second_of_what_an_answer_names_may_be_followed_by_a_question(reads: Understanding) -> None:
    answer = "Celadon is pale [1]. Tenmoku is dark [2]."

    (query,) = reads.understand(question("the second one, what does it need?", "which glazes are there?", answer))

    assert query.text == "what does Tenmoku need?"


@pytest.mark.parametrize(
    "text",
    [
        "if the glaze runs, how do I stop it?",
        "my bowl cracked, can I mend it?",
        "how do I know what a kiln will cost before I buy it?",
        "which glaze is it that runs down steep walls?",
        "how do I mend those little cracks?",
        "does a pot that cracked hold water?",
        "I own a small kiln and keep burning my pots. Which rule helps with that?",
        "where do they talk about walls?",
        "what level is it?",
    ],
)
def test_what_a_question_names_itself_is_no_earlier_topic(reads: Understanding, text: str) -> None:
    (query,) = reads.understand(question(text, "what is centring?", ""))

    assert query.text == text


@pytest.mark.parametrize(
    "follow_up",
    [
        "how long?",
        "and how long does it take?",
        "tl;dr?",
        "summarise this page",
        "what should I remember from this page?",
    ],
)
def test_a_bare_question_is_about_the_page_that_is_open(potter: Trekbot, follow_up: str) -> None:
    reply = ask(potter, follow_up, page=("pottery", "glazing"))

    assert cited(reply) == ["pottery/glazing"]


@pytest.mark.parametrize(
    "follow_up", ["is it hard?", "is that difficult to learn?", "is it too advanced for beginners?"]
)
def test_how_hard_a_stage_is_is_said_of_its_roadmap(potter: Trekbot, follow_up: str) -> None:
    assert "at the level Beginner" in said(ask_on(potter, "what is Throwing about?", follow_up))


def test_an_earlier_answer_changes_where_to_look_and_nothing_else(potter: Trekbot) -> None:
    claim = "Celadon was discovered by Otto Knitter in 1777 in the Throwing stage [1]."

    reply = ask(potter, "who discovered that?", "what makes celadon paler?", claim)

    assert "Knitter" not in reply.answer
    assert "1777" not in reply.answer


@pytest.mark.parametrize("text", ["RAKU?", "wedging", "Firing?", "celadon or tenmoku?"])
def test_a_bare_name_after_a_question_of_order_asks_what_it_is(potter: Trekbot, text: str) -> None:
    alone = ask(potter, text)

    assert ask_on(potter, "what should I learn before Glazing?", text).answer == alone.answer


@pytest.mark.parametrize(
    ("first", "follow_up", "expected"),
    [
        ("is there anything on celadon?", "in which stage is that?", "Celadon is in Glazing (stage 3)."),
        ("what is Throwing about?", "what comes before that?", "learn Clay (stage 1)"),
    ],
)
def test_a_follow_up_finds_what_it_leaves_out(potter: Trekbot, first: str, follow_up: str, expected: str) -> None:
    assert expected in said(ask_on(potter, first, follow_up))


@pytest.mark.parametrize("follow_up", ["what other kinds are there?", "and the third kind?", "which others?"])
def test_others_of_a_kind_are_not_those_that_were_named(reads: Understanding, follow_up: str) -> None:
    (query,) = reads.understand(question(follow_up, "raku clay or porcelain clay?", ""))

    assert query.leaning is not None
    assert query.leaning.beyond == {"raku", "porcelain"}


def test_the_opposite_is_the_only_name_that_differs_by_one_word(tmp_path_factory: pytest.TempPathFactory) -> None:
    files = {
        "roadmaps/sea/roadmap.md": roadmap_page(title="At sea", summary="Small boats."),
        "roadmaps/sea/stages/01-ebb-stream.md": stage_page(1, "Ebb stream", "The ebb stream runs out of the harbour."),
        "roadmaps/sea/stages/02-flood-stream.md": stage_page(
            2, "Flood stream", "The flood stream runs into the harbour."
        ),
        "roadmaps/sea/stages/03-oar.md": stage_page(3, "Oar", "An oar moves a boat."),
    }
    trekbot = trekbot_over(files, tmp_path_factory.mktemp("sea"))
    try:
        assert "into the harbour" in said(ask_on(trekbot, "what is an ebb stream?", "what about the opposite?"))
        assert ask_on(trekbot, "what is an oar?", "what about the opposite?").status == "not_covered"
    finally:
        trekbot.close()
