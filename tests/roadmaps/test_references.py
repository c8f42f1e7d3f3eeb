"""What `requires` may name, and circles in it."""

from pathlib import Path

import pytest

from tests.corpora import roadmap_page, stage_page
from tests.roadmaps.reading import FIRST, SECOND, errors, warnings
from trekbot.roadmaps.cycles import find_cycles

TAX = {
    "roadmaps/tax/roadmap.md": roadmap_page(),
    "roadmaps/tax/stages/01-income-tax.md": stage_page(1),
    "roadmaps/tax/stages/02-vat.md": stage_page(2),
}


@pytest.mark.parametrize(
    ("name", "where", "meant"),
    [
        ("contract", "this roadmap", "contracts"),
        ("Contracts", "this roadmap", "contracts"),
        ("01-contracts", "this roadmap", "contracts"),
        ("01-contracts.md", "this roadmap", "contracts"),
        ("income-tax", "this roadmap", "tax/income-tax"),
        ("Income Tax", "this roadmap", "tax/income-tax"),
        ("tax/income", "the corpus", "tax/income-tax"),
        ("taxes/vat", "the corpus", "tax/vat"),
        ("law/contract", "the corpus", "contracts"),
    ],
)
def test_an_unknown_name_gets_the_nearest_one(tmp_path: Path, name: str, where: str, meant: str) -> None:
    assert errors(tmp_path, {**TAX, SECOND: stage_page(2, requires=f"[{name}]")}) == [
        f"{SECOND}:5: `requires` names '{name}', which is no stage of {where}: Did you mean '{meant}'?"
    ]


@pytest.mark.parametrize("name", ["cooking", "law/contracts/offer", "/", "//", "x/contracts/", "1", "../law/contracts"])
def test_a_name_like_no_other_is_told_with_the_way_to_write_one(tmp_path: Path, name: str) -> None:
    (found,) = errors(tmp_path, {SECOND: stage_page(2, requires=f"['{name}']")})

    assert found.startswith(f"{SECOND}:5: `requires` names '{name}', which is no stage of ")


def test_every_unknown_name_of_a_list_is_told_at_the_key(tmp_path: Path) -> None:
    page = stage_page(2, requires="\n  - contract\n  - courts\n  - contracts")

    assert [line.split(",")[0] for line in errors(tmp_path, {SECOND: page})] == [
        f"{SECOND}:5: `requires` names 'contract'",
        f"{SECOND}:5: `requires` names 'courts'",
    ]


@pytest.mark.parametrize("name", ["torts", "law/torts"])
def test_a_stage_may_not_require_itself(tmp_path: Path, name: str) -> None:
    assert errors(tmp_path, {SECOND: stage_page(2, requires=f"[{name}]")}) == [
        f"{SECOND}:5: `requires` names '{name}', which is this stage itself: remove it"
    ]


def test_a_stage_with_faults_of_its_own_may_still_be_named(tmp_path: Path) -> None:
    found = errors(tmp_path, {FIRST: b"\xff", SECOND: stage_page(2, requires="[contracts]")})

    assert [line.split(":")[0] for line in found] == [FIRST]


def test_a_circle_is_told_with_its_way_at_the_stage_that_looks_ahead(tmp_path: Path) -> None:
    files = {
        FIRST: stage_page(1, requires="[courts]"),
        SECOND: stage_page(2, requires="[contracts]"),
        "roadmaps/law/stages/03-courts.md": stage_page(3, requires="[torts]"),
    }

    way = "contracts -> courts -> torts -> contracts"
    assert errors(tmp_path, files) == [
        f"{FIRST}:5: `requires` goes round in a circle, {way}: remove one of these requirements"
    ]


def test_a_circle_across_roadmaps_names_the_other_roadmap(tmp_path: Path) -> None:
    files = {
        **TAX,
        SECOND: stage_page(2, requires="[tax/vat]"),
        "roadmaps/tax/stages/02-vat.md": stage_page(2, requires="[law/torts]"),
    }

    (found,) = errors(tmp_path, files)

    assert "torts -> tax/vat -> torts" in found or "vat -> law/torts -> vat" in found


def test_a_circle_through_a_stage_that_states_nothing_says_so(tmp_path: Path) -> None:
    (found,) = errors(tmp_path, {FIRST: stage_page(1, requires="[torts]")})

    assert found == (
        f"{FIRST}:5: `requires` goes round in a circle, contracts -> torts -> contracts "
        "('torts' without `requires`: the stage before is required): remove one of these requirements"
    )


def test_two_circles_are_two_faults(tmp_path: Path) -> None:
    stages = "roadmaps/law/stages"
    files = {
        FIRST: stage_page(1, requires="[torts]"),
        SECOND: stage_page(2, requires="[contracts]"),
        f"{stages}/03-courts.md": stage_page(3, requires="[appeals]"),
        f"{stages}/04-appeals.md": stage_page(4, requires="[courts, contracts]"),
    }

    assert [line.split(":")[0] for line in errors(tmp_path, files)] == [FIRST, f"{stages}/03-courts.md"]


def test_duplicate_or_missing_numbers_make_no_circles_up(tmp_path: Path) -> None:
    files = {FIRST: stage_page(2, requires="[torts]"), SECOND: stage_page(2)}

    assert not [line for line in errors(tmp_path, files) if "circle" in line]
    assert not [line for line in errors(tmp_path, {**files, SECOND: stage_page("x")}) if "circle" in line]


def test_requiring_a_later_stage_without_a_circle_is_a_warning(tmp_path: Path) -> None:
    files = {FIRST: stage_page(1, requires="[torts]"), SECOND: stage_page(2, requires="[]")}

    assert errors(tmp_path, files) == []
    assert warnings(tmp_path, files) == [
        f"{FIRST}:5: `requires` names 'torts', which comes later by number (2): change a number, or the requirement"
    ]


def test_every_edge_on_a_circle_is_on_a_circle_that_is_told() -> None:
    graph = {"a": ["b", "c"], "b": ["c", "a"], "c": ["a", "b"], "d": ["a"], "e": ["d"]}

    cycles = find_cycles(graph)

    edges = {edge for cycle in cycles for edge in zip(cycle, [*cycle[1:], cycle[0]], strict=True)}
    assert edges == {(node, other) for node in "abc" for other in graph[node]}


def test_a_dense_graph_gives_a_bounded_number_of_circles() -> None:
    names = [str(n) for n in range(60)]

    assert len(find_cycles(dict.fromkeys(names, names))) == 100


def test_a_long_chain_has_no_circle_and_needs_no_recursion() -> None:
    assert find_cycles({n: [n - 1] if n else [] for n in range(50_000)}) == []
