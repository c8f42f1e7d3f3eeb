"""Order: what comes before a stage, what builds on it, and the path to it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.corpora import write_garden
from trekbot.errors import UnknownPlace
from trekbot.roadmaps.graph import RoadmapGraph
from trekbot.roadmaps.model import Corpus, Roadmap, Stage, StageKey
from trekbot.roadmaps.reader import load_corpus


@pytest.fixture
def garden(tmp_path: Path) -> RoadmapGraph:
    return RoadmapGraph(load_corpus(write_garden(tmp_path)))


def key(text: str) -> StageKey:
    roadmap, stage = text.split("/") if "/" in text else ("kitchen-garden", text)
    return StageKey(roadmap, stage)


def keys(*texts: str) -> tuple[StageKey, ...]:
    return tuple(key(text) for text in texts)


STORAGE = "seed-saving/seed-storage"
BOTANY = "seed-saving/botany"


def test_prerequisites_come_in_order_to_learn(garden: RoadmapGraph) -> None:
    assert garden.prerequisites(key("sowing")) == keys("soil", STORAGE)
    assert garden.prerequisites(key("compost")) == keys("soil")
    assert garden.prerequisites(key("soil")) == ()


def test_ancestors_reach_into_other_roadmaps_and_begin_at_home(garden: RoadmapGraph) -> None:
    assert garden.ancestors(key("harvest")) == keys("soil", "compost", BOTANY, STORAGE, "sowing")


def test_dependents_and_descendants_are_told_apart(garden: RoadmapGraph) -> None:
    assert garden.dependents(key("soil")) == keys("compost", "sowing")
    assert garden.descendants(key(BOTANY)) == keys(STORAGE, "sowing", "harvest")
    assert garden.dependents(key("harvest")) == ()


def test_neighbours_are_by_number_within_their_roadmap(garden: RoadmapGraph) -> None:
    assert garden.next_stage(key("soil")) == key("compost")
    assert garden.previous_stage(key("sowing")) == key("compost")
    assert garden.next_stage(key(BOTANY)) == key(STORAGE)
    assert garden.next_stage(key("harvest")) is None
    assert garden.previous_stage(key(BOTANY)) is None


def test_any_stages_can_be_put_in_order_each_once(garden: RoadmapGraph) -> None:
    assert garden.order(keys("harvest", STORAGE, "soil", "sowing", "soil")) == keys(
        "soil", STORAGE, "sowing", "harvest"
    )


def test_a_path_says_why_each_step_is_on_it(garden: RoadmapGraph) -> None:
    path = garden.path(key("harvest"))

    assert [(step.key, step.because) for step in path.steps] == [
        (key("soil"), keys("compost", "sowing")),
        (key("compost"), keys("harvest")),
        (key(BOTANY), keys(STORAGE)),
        (key(STORAGE), keys("sowing")),
        (key("sowing"), keys("harvest")),
        (key("harvest"), ()),
    ]
    assert path.skipped == ()


def test_a_known_stage_and_what_only_it_needs_are_left_out(garden: RoadmapGraph) -> None:
    path = garden.path(key("harvest"), keys(STORAGE))

    assert [step.key for step in path.steps] == list(keys("soil", "compost", "sowing", "harvest"))
    assert path.skipped == keys(BOTANY, STORAGE)


def test_what_another_stage_needs_too_stays_on_the_path(garden: RoadmapGraph) -> None:
    path = garden.path(key("harvest"), keys("compost"))

    assert key("soil") in [step.key for step in path.steps]
    assert path.steps[0].because == keys("sowing")


def test_the_path_to_a_known_stage_is_empty(garden: RoadmapGraph) -> None:
    path = garden.path(key("compost"), keys("compost"))

    assert path.steps == ()
    assert path.skipped == keys("soil")


def test_an_unknown_stage_is_told_with_the_nearest(garden: RoadmapGraph) -> None:
    for ask in (
        garden.prerequisites,
        garden.ancestors,
        garden.dependents,
        garden.descendants,
        garden.next_stage,
        garden.path,
    ):
        with pytest.raises(UnknownPlace, match=r"no stage 'kitchen-garden/composting'.*'kitchen-garden/compost'"):
            ask(key("composting"))
    with pytest.raises(UnknownPlace):
        garden.path(key("soil"), keys("nothing"))


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Corpora of up to three roadmaps, each stage requiring some of those drawn before it."""
    count = draw(st.integers(1, 14))
    names = draw(st.permutations([StageKey(f"r{n % 3}", f"s{n}") for n in range(count)]))
    numbers = draw(st.permutations(range(1, count + 1)))
    stages = []
    for place, name in enumerate(names):
        requires = tuple(draw(st.sets(st.sampled_from(names[:place]), max_size=4))) if place else ()
        stages.append(
            Stage(name, numbers[place], "t", "s", (), requires, True, None, None, sections=(), fields={}),
        )
    roadmaps = []
    for slug in sorted({name.roadmap for name in names}):
        own = tuple(sorted((stage for stage in stages if stage.key.roadmap == slug), key=lambda stage: stage.number))
        roadmaps.append(Roadmap(slug, "t", "s", None, None, None, None, None, (), own, {}))
    return Corpus(tuple(roadmaps), {})


def assert_learnable(ordered: tuple[StageKey, ...], corpus: Corpus) -> None:
    """No stage comes before one that it requires."""
    place = {name: number for number, name in enumerate(ordered)}
    assert len(place) == len(ordered)
    for name in ordered:
        assert all(place[required] < place[name] for required in corpus.stages[name].requires if required in place)


@given(corpora())
def test_every_order_is_an_order_to_learn_in(corpus: Corpus) -> None:
    graph = RoadmapGraph(corpus)

    assert_learnable(graph.order(corpus.stages), corpus)
    for name, stage in corpus.stages.items():
        ancestors = graph.ancestors(name)
        assert_learnable(ancestors, corpus)
        assert_learnable(graph.descendants(name), corpus)
        assert set(stage.requires) <= set(ancestors)
        assert set(graph.prerequisites(name)) == set(stage.requires)
        assert list(graph.prerequisites(name)) == [key for key in ancestors if key in stage.requires]
        assert all(name in graph.descendants(other) for other in ancestors)
        assert all(name in graph.prerequisites(other) for other in graph.dependents(name))


@given(corpora(), st.data())
def test_a_path_holds_what_is_needed_and_nothing_known_or_later(corpus: Corpus, data: st.DataObject) -> None:
    graph = RoadmapGraph(corpus)
    target = data.draw(st.sampled_from(list(corpus.stages)))
    known = data.draw(st.sets(st.sampled_from(list(corpus.stages)), max_size=5))

    path = graph.path(target, known)
    steps = tuple(step.key for step in path.steps)

    assert not set(steps) & known
    assert not set(steps) & set(graph.descendants(target))
    assert_learnable(steps, corpus)
    if target in known:
        assert steps == ()
    else:
        assert steps[-1] == target
        assert path.steps[-1].because == ()
        assert all(step.because for step in path.steps[:-1])
    assert {*steps, *path.skipped} - {target} == set(graph.ancestors(target))
    assert not set(steps) & set(path.skipped)
    for step in steps:
        assert all(required in steps or required in known for required in corpus.stages[step].requires)


@given(corpora())
def test_ties_go_to_the_targets_roadmap_and_then_to_the_lower_number(corpus: Corpus) -> None:
    graph = RoadmapGraph(corpus)
    for name in corpus.stages:
        done: set[StageKey] = set()
        left = set(graph.ancestors(name))
        for ancestor in graph.ancestors(name):
            ready = [key for key in left if set(corpus.stages[key].requires) <= done]
            rank = [(key.roadmap != name.roadmap, key.roadmap, corpus.stages[key].number) for key in ready]
            assert ready[rank.index(min(rank))] == ancestor
            done.add(ancestor)
            left.remove(ancestor)
