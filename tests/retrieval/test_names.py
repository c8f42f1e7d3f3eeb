"""The names that a corpus gives to its stages, as far as questions use them."""

import pytest

from trekbot.index.words import words
from trekbot.retrieval.abbreviations import abbreviations, initials_of
from trekbot.retrieval.library import Library
from trekbot.retrieval.mentions import mask
from trekbot.retrieval.names import Vocabulary, title_parts
from trekbot.roadmaps.model import StageKey


@pytest.fixture(scope="module")
def vocabulary(library: Library) -> Vocabulary:
    return library.vocabulary


def named(vocabulary: Vocabulary, text: str) -> list[str]:
    return [mention.text for mention in mask(text, vocabulary).mentions]


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Wheels & tyres", ["Wheels", "tyres"]),
        ("Choux and custards", ["Choux", "custards"]),
        ("Butter, sugar and eggs", ["Butter", "sugar", "eggs"]),
        ("Capstone — production system", ["Capstone", "production system"]),
        ("Brakes", []),
    ],
)
def test_a_title_that_joins_things_names_each_of_them(title: str, parts: list[str]) -> None:
    assert title_parts(title) == parts


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Introduction to Grafting", "Grafting"),
        ("Botany basics", "Botany"),
        ("The fundamentals of Soil", "Soil"),
        ("Algebra II", "Algebra"),
    ],
)
def test_the_frame_of_a_title_can_be_left_out(title: str, core: str) -> None:
    assert core in title_parts(title)


def test_an_abbreviation_is_learned_from_the_brackets_behind_its_long_form() -> None:
    assert abbreviations(["Bottom bracket (BB)"], {}) == [("BB", "Bottom bracket")]
    assert abbreviations(["Use integrated pest management (IPM) early."], {}) == [("IPM", "integrated pest management")]


def test_brackets_that_do_not_abbreviate_are_none() -> None:
    assert abbreviations(["A steel frame (Reynolds 853) is light.", "The rear wheel (See above) spins."], {}) == []


def test_initials_are_an_abbreviation_only_where_the_corpus_uses_them() -> None:
    text = ["Taught at the Royal Horticultural Society each year."]

    assert abbreviations(text, {}) == []
    assert abbreviations(text, {"rhs": 1}) == [("RHS", "Royal Horticultural Society")]


def test_the_longest_name_is_found(vocabulary: Vocabulary) -> None:
    assert named(vocabulary, "what is spoke tension in Wheels & tyres") == ["spoke tension", "Wheels & tyres"]


def test_a_name_is_found_in_whatever_inflection(vocabulary: Vocabulary) -> None:
    assert named(vocabulary, "why panniers?") == ["panniers"]
    assert named(vocabulary, "which chain tools?") == ["chain tools"]


def test_a_word_that_questions_are_asked_in_is_no_name_by_itself(vocabulary: Vocabulary) -> None:
    assert named(vocabulary, "what comes before it, and next?") == []


def test_names_and_numbers_leave_the_rest_of_the_question_alone(vocabulary: Vocabulary) -> None:
    masked = mask("Is stage 4 after the Chain tool?", vocabulary)

    assert [mention.number for mention in masked.mentions] == [4, None]
    assert masked.unmask(masked.text).casefold() == "is stage 4 after the chain tool?"


def test_a_word_is_rarer_the_fewer_stages_use_it(vocabulary: Vocabulary) -> None:
    everywhere, once, never = (vocabulary.rarity(word) for word in ("build", "flashback", "carburettor"))

    assert 0 < everywhere < once < never == 1.0


def test_stages_are_ranked_by_how_much_they_treat_a_word(vocabulary: Vocabulary) -> None:
    ranked = [key for key, _ in vocabulary.locate(words("rim brakes"))]

    assert ranked[0] == StageKey("bicycle-repair", "brakes")
    assert StageKey("bicycle-repair", "wheels") in ranked


def test_stages_are_ranked_within_one_roadmap_where_asked(vocabulary: Vocabulary) -> None:
    assert {key.roadmap for key, _ in vocabulary.locate(["safeti"])} == {"bicycle-repair", "frame-building"}
    assert {key.roadmap for key, _ in vocabulary.locate(["safeti"], "frame-building")} == {"frame-building"}


def test_all_words_have_to_stand_in_a_stage(vocabulary: Vocabulary) -> None:
    assert vocabulary.stages_with(["rim", "spoke"]) == [StageKey("bicycle-repair", "wheels")]
    assert vocabulary.stages_with(["rim", "flux"]) == []


def test_a_stage_that_has_all_words_has_the_whole_share(vocabulary: Vocabulary) -> None:
    wheels = StageKey("bicycle-repair", "wheels")

    assert vocabulary.share_in(["rim", "spoke"], wheels) == 1.0
    assert 0 < vocabulary.share_in(["rim", "carburettor"], wheels) < 1
    assert vocabulary.share_in([], wheels) == 1.0


@pytest.mark.parametrize(
    "text",
    [
        "The BB, short for bottom bracket, creaks.",
        "BB stands for bottom bracket.",
        "A BB (bottom bracket) is pressed in.",
    ],
)
def test_a_short_form_may_stand_before_its_long_form(text: str) -> None:
    assert abbreviations([text], {}) == [("BB", "bottom bracket")]


def test_a_capital_from_the_sentence_is_no_part_of_a_name() -> None:
    assert abbreviations(["The Royal Horticultural Society says so."], {"rhs": 1}) == [
        ("RHS", "Royal Horticultural Society")
    ]


def test_initials_lead_to_all_names_that_have_them() -> None:
    assert initials_of(["Wheel truing", "Human-powered vehicles", "Wet tyres", "Brakes", "Area 51"], ()) == {
        "WT": ["Wheel truing", "Wet tyres"],
        "HPV": ["Human-powered vehicles"],
    }


def test_initials_that_are_words_are_none() -> None:
    assert initials_of(["In transit"], ()) == {}
    assert initials_of(["Bottom bracket"], ("bb",)) == {}
