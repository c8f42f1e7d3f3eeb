"""A model fetched over HTTP, from the hub or from parts at addresses."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endpoint import nobody_listens
from tests.llm.file_server import FileServer, file_server
from tests.llm.small_model import BYTES, HUB_PATH, PARTS, SMALL, Told, left_in
from trekbot.errors import ModelUnavailable, UsageError
from trekbot.llm.pulling.address import ATTEMPTS, AddressPart
from trekbot.llm.pulling.joined import JoinedParts
from trekbot.llm.pulling.places import places_of
from trekbot.llm.pulling.pull import Pulled, pull


@pytest.fixture
def server() -> Iterator[FileServer]:
    with file_server() as server:
        yield server


class Pulling:
    """Pulls of the small model into one data folder, with what they told and the pauses that they made."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.watch = Told()
        self.pauses: list[float] = []

    @property
    def folder(self) -> Path:
        return self.data / "models"

    def parts(self, *addresses: str) -> Pulled:
        parts = tuple(AddressPart(address, pause=self.pauses.append) for address in addresses)
        return pull(SMALL, self.data, [JoinedParts("the list", parts)], self.watch)

    def places(self, listed: str = "", **environment: str) -> Pulled:
        return pull(SMALL, self.data, places_of(SMALL, listed, environment), self.watch)


@pytest.fixture
def pulling(tmp_path: Path) -> Pulling:
    return Pulling(tmp_path)


def test_a_model_comes_from_the_hubs_address_for_its_file(server: FileServer, pulling: Pulling) -> None:
    server.files[HUB_PATH] = BYTES

    pulled = pulling.places(HF_ENDPOINT=f"{server.url}/")

    assert pulled == Pulled(pulling.folder / SMALL.file, f"{server.url}{HUB_PATH}")
    assert pulled.path.read_bytes() == BYTES
    assert left_in(pulling.folder) == {SMALL.file}
    assert ("fetching", SMALL.size, SMALL.size) in pulling.watch.steps
    assert pulling.watch.steps[-1] == ("checking", SMALL.size, SMALL.size)


def test_the_hub_sends_on_to_another_host_which_is_not_given_the_key(server: FileServer, pulling: Pulling) -> None:
    with file_server() as store:
        server.redirects[HUB_PATH] = f"{store.url}/blob?signature=s3cret"
        store.files["/blob"] = BYTES

        pulling.places(HF_ENDPOINT=server.url, HF_TOKEN="hf_key")

        assert server.asked[0].authorization == "Bearer hf_key"
        assert [(one.path, one.authorization) for one in store.asked] == [("/blob?signature=s3cret", None)]
    assert "s3cret" not in "".join(pulling.watch.sentences)


def test_a_cut_connection_costs_only_what_had_not_arrived(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = BYTES
    server.cuts = [120_000, 50_000]

    pulled = pulling.parts(f"{server.url}/model")

    assert pulled.path.read_bytes() == BYTES
    assert server.ranges_asked == [None, "bytes=120000-", "bytes=170000-"]


def test_a_cut_chunked_answer_without_its_length_is_gone_on_with(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = BYTES
    server.length, server.cuts = False, [120_000]

    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES
    assert server.ranges_asked[0] is None
    assert len(server.asked) == 2


def test_an_answer_that_ends_with_its_connection_is_whole_only_when_all_bytes_came(
    server: FileServer, pulling: Pulling
) -> None:
    server.files["/model"] = BYTES
    server.length, server.cuts = None, [120_000]

    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES
    assert server.ranges_asked == [None, "bytes=120000-"]


def test_a_server_without_ranges_begins_anew(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = BYTES
    server.ranges, server.cuts = False, [120_000]

    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES


def test_a_server_that_cuts_without_end_is_given_up_and_what_came_is_kept_for_the_next_pull(
    server: FileServer, pulling: Pulling
) -> None:
    server.files["/model"] = BYTES
    server.cuts = [120_000, *[0] * ATTEMPTS]

    with pytest.raises(ModelUnavailable, match=r"/model broke off.*kept") as raised:
        pulling.parts(f"{server.url}/model")
    pulled = pulling.parts(f"{server.url}/model")

    assert raised.value.exit_code == 3
    assert len(pulling.pauses) == ATTEMPTS
    assert pulled.path.read_bytes() == BYTES
    assert server.ranges_asked[-1] == "bytes=120000-"
    assert any(sentence.startswith("Going on after") for sentence in pulling.watch.sentences)
    assert left_in(pulling.folder) == {SMALL.file}


def test_parts_are_joined_in_the_order_of_the_list(server: FileServer, pulling: Pulling) -> None:
    server.files = {"/b": PARTS[0], "/a": PARTS[1], "/c": PARTS[2]}

    pulled = pulling.places(f"{server.url}/b, {server.url}/a,{server.url}/c", HF_HUB_OFFLINE="1")

    assert pulled.path.read_bytes() == BYTES


@pytest.mark.parametrize("length", [True, False, None])
def test_parts_that_are_whole_are_not_asked_for_again(
    server: FileServer, pulling: Pulling, length: bool | None
) -> None:
    server.length = length
    server.files = {"/1": PARTS[0], "/2": PARTS[1]}
    addresses = [f"{server.url}/{number}" for number in (1, 2, 3)]
    with pytest.raises(ModelUnavailable, match="/3 answered with status 404"):
        pulling.parts(*addresses)
    server.asked.clear()
    server.files["/3"] = PARTS[2]

    assert pulling.parts(*addresses).path.read_bytes() == BYTES
    assert [one.path for one in server.asked] == ["/3"]


def test_a_part_that_had_come_whole_without_being_noted_is_not_fetched_again(
    server: FileServer, pulling: Pulling
) -> None:
    server.files["/1"] = PARTS[0] + PARTS[1]
    addresses = [f"{server.url}/1", f"{server.url}/2"]
    with pytest.raises(ModelUnavailable):
        pulling.parts(*addresses)
    server.files["/2"] = PARTS[2]
    next(pulling.folder.glob("*.json")).unlink()
    server.asked.clear()

    assert pulling.parts(*addresses).path.read_bytes() == BYTES
    assert server.ranges_asked == ["bytes=200000-", None]


def test_a_file_with_another_hash_is_deleted_and_refused(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = bytes(SMALL.size)

    with pytest.raises(ModelUnavailable, match=rf"the list is not {SMALL.name}: expected SHA-256 {SMALL.sha256}, got"):
        pulling.parts(f"{server.url}/model")

    assert left_in(pulling.folder) == set()
    server.files["/model"] = BYTES
    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES


@pytest.mark.parametrize("content", [b"<html>Please log in</html>", BYTES + b"more"])
@pytest.mark.parametrize("length", [True, False])
def test_a_file_of_another_size_is_refused(server: FileServer, pulling: Pulling, content: bytes, length: bool) -> None:
    server.files["/model"], server.length = content, length
    server.ranges = False

    with pytest.raises(ModelUnavailable, match="/model"):
        pulling.parts(f"{server.url}/model")

    assert SMALL.file not in left_in(pulling.folder)


def test_a_size_that_is_told_is_looked_at_before_anything_is_fetched(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = BYTES + b"more"

    with pytest.raises(ModelUnavailable, match=r"/model has 300,004 bytes, where 300,000 are due"):
        pulling.parts(f"{server.url}/model")

    assert not [step for step in pulling.watch.steps if step[1]]
    assert left_in(pulling.folder) == set()


def test_a_part_that_is_too_large_is_ended_though_it_does_not_tell_its_size(
    server: FileServer, pulling: Pulling
) -> None:
    server.files, server.length = {"/1": BYTES * 3, "/2": b"2"}, False

    with pytest.raises(ModelUnavailable, match=r"/1 has [\d,]+ bytes, where 300,000 at most are due"):
        pulling.parts(f"{server.url}/1", f"{server.url}/2")

    assert left_in(pulling.folder) == set()


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_told_at_once(server: FileServer, pulling: Pulling, status: int) -> None:
    server.failures = [(status, {})]

    with pytest.raises(ModelUnavailable, match=f"/model answered with status {status}"):
        pulling.parts(f"{server.url}/model")

    assert len(server.asked) == 1


@pytest.mark.parametrize(("headers", "pause"), [({"Retry-After": "7"}, 7.0), ({}, 2.0), ({"Retry-After": "soon"}, 2.0)])
@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_when_it_says(
    server: FileServer, pulling: Pulling, status: int, headers: dict[str, str], pause: float
) -> None:
    server.files["/model"] = BYTES
    server.failures = [(status, headers)]

    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES
    assert pulling.pauses == [pause]


def test_a_server_that_asks_for_a_long_pause_is_given_up(server: FileServer, pulling: Pulling) -> None:
    server.failures = [(429, {"Retry-After": "3600"})]

    with pytest.raises(ModelUnavailable, match="status 429"):
        pulling.parts(f"{server.url}/model")

    assert not pulling.pauses


def test_the_list_is_taken_where_the_hub_cannot_be_reached(server: FileServer, pulling: Pulling) -> None:
    server.files["/model"] = BYTES
    hub = nobody_listens()

    pulled = pulling.places(f"{server.url}/model", HF_ENDPOINT=hub)

    assert pulled.source == "TREKBOT_MODEL_SOURCES (1 part)"
    assert any("cannot be reached" in sentence and hub in sentence for sentence in pulling.watch.sentences)


def test_where_no_source_can_be_had_each_is_told_with_its_fault(server: FileServer, pulling: Pulling) -> None:
    hub = nobody_listens()

    with pytest.raises(ModelUnavailable) as raised:
        pulling.places(f"{server.url}/model", HF_ENDPOINT=hub)

    first, second = raised.value.message.splitlines()
    assert first.startswith(f"{hub}{HUB_PATH} cannot be reached")
    assert second == f"{server.url}/model answered with status 404."
    assert "--from" in raised.value.remedy


def test_the_hub_is_not_asked_where_a_person_has_forbidden_it(server: FileServer, pulling: Pulling) -> None:
    server.files = {HUB_PATH: BYTES, "/model": BYTES}

    with pytest.raises(UsageError, match="HF_HUB_OFFLINE"):
        pulling.places(HF_ENDPOINT=server.url, HF_HUB_OFFLINE="1")
    pulling.places(f"{server.url}/model", HF_ENDPOINT=server.url, HF_HUB_OFFLINE="true")

    assert [one.path for one in server.asked] == ["/model"]


def test_a_password_in_an_address_is_sent_and_never_shown(server: FileServer, pulling: Pulling) -> None:
    address = f"{server.url.replace('//', '//me:s3cret@')}/model?token=s3cret"

    with pytest.raises(ModelUnavailable) as raised:
        pulling.parts(address)

    assert server.asked[0].authorization is not None
    assert "s3cret" not in "".join([str(raised.value), repr(AddressPart(address)), *pulling.watch.sentences])


@pytest.mark.parametrize(
    "listed",
    ["ftp://host/file", "some-package", "../wheels", "--index-url=x", "a==1.0 --pre", "http://", "u:s3cret@host"],
)
def test_an_entry_that_is_neither_address_nor_package_is_wrong_usage(listed: str) -> None:
    with pytest.raises(UsageError, match="TREKBOT_MODEL_SOURCES") as raised:
        places_of(SMALL, listed, {})

    assert "s3cret" not in str(raised.value)


def test_a_redirect_to_something_else_than_http_leads_nowhere(server: FileServer, pulling: Pulling) -> None:
    server.redirects["/model"] = "file:///etc/hostname"

    with pytest.raises(ModelUnavailable, match="leads nowhere"):
        pulling.parts(f"{server.url}/model")


def test_what_came_from_one_source_is_not_gone_on_with_from_another(server: FileServer, pulling: Pulling) -> None:
    server.files = {"/1": PARTS[0], "/model": BYTES}
    with pytest.raises(ModelUnavailable):
        pulling.parts(f"{server.url}/1", f"{server.url}/2")

    assert pulling.parts(f"{server.url}/model").path.read_bytes() == BYTES
    assert left_in(pulling.folder) == {SMALL.file}
