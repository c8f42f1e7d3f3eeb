from dataclasses import replace

from trekbot.roadmaps.model import Corpus, Roadmap
from trekbot.ui.examples import example_questions, stage_question


def alone(roadmap: Roadmap) -> Corpus:
    return Corpus((roadmap,), {})


def garden_of(corpus: Corpus) -> Roadmap:
    garden = corpus.roadmap("kitchen-garden")
    assert garden is not None
    return garden


def test_examples_are_made_of_the_titles_and_tags_of_the_corpus(corpus: Corpus) -> None:
    assert example_questions(corpus, "kitchen-garden") == (
        "Where do I start?",
        "What should I learn before Sowing?",
        "Which stage teaches Seeds?",
        "How long does the Kitchen Garden trek take?",
    )


def test_with_several_roadmaps_the_examples_name_the_one_they_are_about(corpus: Corpus) -> None:
    questions = example_questions(corpus)

    assert questions[0] == "Where do I start with the Kitchen Garden trek?"
    assert questions[1] == "Where do I start with the Seed Saving trek?"


def test_a_time_is_asked_for_only_where_the_corpus_states_one(corpus: Corpus) -> None:
    timeless = replace(garden_of(corpus), estimated_time=None)

    assert not any("How long" in question for question in example_questions(alone(timeless)))


def test_stages_without_tags_and_without_prerequisites_still_give_examples(corpus: Corpus) -> None:
    garden = garden_of(corpus)
    bare = replace(garden, stages=tuple(replace(stage, tags=(), requires=()) for stage in garden.stages))

    assert example_questions(alone(replace(bare, estimated_time=None))) == (
        "Where do I start?",
        "What comes after Soil?",
    )


def test_a_roadmap_of_one_stage_has_an_example(corpus: Corpus) -> None:
    garden = garden_of(corpus)

    assert "Where do I start?" in example_questions(alone(replace(garden, stages=garden.stages[:1])))


def test_no_more_than_four_examples_are_given(corpus: Corpus) -> None:
    assert len(example_questions(corpus)) == 4


def test_a_stage_is_asked_about_by_number_and_title() -> None:
    assert stage_question(3, "Sowing") == "What is stage 3, Sowing, about?"
