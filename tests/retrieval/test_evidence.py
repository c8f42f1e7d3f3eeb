"""Facts of the graph quote the page that states them."""

import pytest

from trekbot.retrieval.evidence import Evidence, is_entry_heading
from trekbot.retrieval.library import Library
from trekbot.roadmaps.model import Roadmap, Stage, StageKey


def stage(library: Library, slug: str, roadmap: str = "bicycle-repair") -> Stage:
    return library.corpus.stages[StageKey(roadmap, slug)]


def repair(library: Library) -> Roadmap:
    roadmap = library.corpus.roadmap("bicycle-repair")
    assert roadmap is not None
    return roadmap


def stands(library: Library, evidence: Evidence) -> bool:
    return library.sources.holds(evidence.roadmap, evidence.stage, evidence.quote)


def test_a_card_quotes_number_and_title_for_every_stage(library: Library) -> None:
    for one in library.corpus.stages.values():
        card = library.facts.card(one)

        assert stands(library, card)
        assert (card.stage, card.section) == (one.key.stage, None)
        assert {one.title, str(one.number)} <= set(card.states)


def test_a_field_is_quoted_with_its_key(library: Library) -> None:
    level = library.facts.field(repair(library), "level")

    assert (level.quote, level.stage) == ("level: Beginner", None)
    assert stands(library, level)


def test_a_dependence_quotes_the_sentence_that_gives_the_reason(library: Library) -> None:
    evidence = library.facts.dependence(stage(library, "brakes"), stage(library, "wheels"))

    assert evidence.quote == "Brakes builds on Wheels & tyres because a brake pad meets only a true rim evenly."
    assert evidence.section is not None
    assert evidence.section.heading == "Before you start"


def test_a_dependence_without_a_reason_quotes_requires(library: Library) -> None:
    evidence = library.facts.dependence(stage(library, "safety"), stage(library, "brakes"))

    assert evidence.quote == "requires: [brakes]"
    assert stands(library, evidence)


def test_a_dependence_by_number_alone_quotes_the_number(library: Library) -> None:
    alignment, brazing = stage(library, "alignment", "frame-building"), stage(library, "brazing", "frame-building")

    evidence = library.facts.dependence(alignment, brazing)

    assert "number: 3" in evidence.quote
    assert stands(library, evidence)


def test_where_a_stage_bears_a_word_is_quoted_from_its_tags_first(library: Library) -> None:
    shown = library.facts.naming(stage(library, "wheels"), ["tyre", "lever"])

    assert shown is not None
    assert shown.quote.startswith("tags:")


def test_a_word_that_a_stage_lacks_is_nowhere(library: Library) -> None:
    assert library.facts.naming(stage(library, "wheels"), ["carburettor"]) is None


@pytest.mark.parametrize("heading", ["Before you start", "Prerequisites", "What you need", "Assumed knowledge"])
def test_a_heading_can_announce_what_a_stage_builds_on(heading: str) -> None:
    assert is_entry_heading(heading)


@pytest.mark.parametrize("heading", ["Key ideas", "Tools", "Where it leads"])
def test_other_headings_do_not(heading: str) -> None:
    assert not is_entry_heading(heading)


def test_a_quote_is_found_whatever_its_marks_and_white_space(library: Library) -> None:
    holds = library.sources.holds

    assert holds("bicycle-repair", "wheels", "A **tyre lever** lifts\n the bead")
    assert not holds("bicycle-repair", "wheels", "A tyre lever lifts the bed")
    assert not holds("bicycle-repair", "brakes", "A tyre lever lifts the bead")
    assert not holds("bicycle-repair", "wheels", "")


def test_the_first_of_several_quotes_that_stands_is_taken(library: Library) -> None:
    found = library.sources.first_found("bicycle-repair", "brakes", ("nowhere", "Brake bleeding", "number: 3"))

    assert found == "Brake bleeding"
