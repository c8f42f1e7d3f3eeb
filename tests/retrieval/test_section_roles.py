import pytest

from trekbot.retrieval.library import Library
from trekbot.retrieval.section_roles import only_announces, role_of, sections_for
from trekbot.roadmaps.model import StageKey


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Before you start", "entry"),
        ("What you will learn", "outcomes"),
        ("Learning objectives", "outcomes"),
        ("Key ideas", "ideas"),
        ("Tools", "tools"),
        ("Ingredients and equipment", "tools"),
        ("Common mistakes", "pitfalls"),
        ("Practice", "practice"),
        ("Exercises", "practice"),
        ("Done when", "done"),
        ("Where it leads", "next"),
        ("Your turn", "practice"),
        ("Bench days", "practice"),
        ("What you will build", "practice"),
        ("Things that bit us", "pitfalls"),
        ("How you can tell that you have it", "done"),
        ("What is handed in", "done"),
        ("Gear", "tools"),
        ("Testing with users", None),
        ("Hydraulics", None),
        (None, None),
    ],
)
def test_a_heading_tells_what_its_section_is_for(heading: str | None, role: str | None) -> None:
    assert role_of(heading) == role


def test_a_stages_sections_are_found_by_what_they_are_for(library: Library) -> None:
    wheels = library.corpus.stages[StageKey("bicycle-repair", "wheels")]

    assert [section.heading for section in sections_for(wheels, "practice")] == ["Practice"]
    assert sections_for(wheels, "next") == []


def test_a_heading_that_names_a_subject_beside_its_kind_is_a_name() -> None:
    assert only_announces("Field work")
    assert only_announces("Before you start")
    assert not only_announces("Errors in brazing")
    assert not only_announces("Brazing")
