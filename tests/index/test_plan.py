"""What a sync has to do, from hashes alone."""

from trekbot.index.plan import plan_sync, roadmap_hashes, stage_hashes


def test_ids_are_told_apart_by_presence_and_hash() -> None:
    plan = plan_sync({"kept": "1", "edited": "1", "gone": "1"}, {"new": "1", "edited": "2", "kept": "1"})

    assert plan.add == ("new",)
    assert plan.replace == ("edited",)
    assert plan.remove == ("gone",)
    assert plan.keep == ("kept",)


def test_nothing_stored_means_that_everything_is_added() -> None:
    assert plan_sync({}, {"b": "1", "a": "1"}).add == ("a", "b")


def test_a_stage_that_only_moved_to_another_place_is_the_same_stage() -> None:
    before = stage_hashes({"roadmaps/garden/stages/01-soil.md": "abc"})
    after = stage_hashes({"roadmaps/garden/stages/7-soil.md": "abc"})

    assert plan_sync(before, after).keep == ("garden/soil",)


def test_a_roadmap_page_is_no_stage() -> None:
    files = {"roadmaps/garden/roadmap.md": "abc", "roadmaps/garden/stages/1-soil.md": "def"}

    assert stage_hashes(files) == {"garden/soil": "def"}
    assert roadmap_hashes(files) == {"garden": "abc"}
