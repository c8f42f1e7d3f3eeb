"""Which files are the corpus: names, links, and entries that are no files."""

import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.corpora import roadmap_page, stage_page, write_corpus
from tests.roadmaps.reading import FIRST, LAW, PAGE, errors, read, warnings
from trekbot.roadmaps.reader import read_corpus

STAGES = "roadmaps/law/stages"


def faults(folder: Path) -> list[str]:
    return [str(fault).removeprefix(f"{folder}/") for fault in read_corpus(folder).faults]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A valid corpus with room beside it."""
    read(tmp_path)
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text(stage_page(9))
    return tmp_path / "corpus"


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "roadmaps/README.md",
        "roadmaps/.hidden/roadmap.md",
        "roadmaps/law/README.md",
        "roadmaps/law/logo.png",
        "roadmaps/law/notes/01-draft.md",
        f"{STAGES}/README.md",
        f"{STAGES}/readme.md",
        f"{STAGES}/.01-draft.md",
        f"{STAGES}/01-contracts.md~",
        f"{STAGES}/03-courts.md.bak",
        f"{STAGES}/picture.png",
        f"{STAGES}/pictures/court.png",
        f"{STAGES}/03-courts.txt",
    ],
)
def test_what_is_not_of_the_format_is_passed_over_quietly(tmp_path: Path, path: str) -> None:
    reading = read(tmp_path, {path: b"\xff\0"})

    assert reading.faults == ()
    assert reading.corpus is not None
    assert path not in reading.corpus.files


@pytest.mark.parametrize("name", ["courts.md", "03_courts.md", "03-courts.MD", "03-courts.markdown", "٣-courts.md"])
def test_a_page_among_the_stages_without_its_number_is_refused(tmp_path: Path, name: str) -> None:
    path = f"{STAGES}/{name}"

    assert errors(tmp_path, {path: stage_page(3)}) == [
        f"{path}:1: is no stage file: name it NN-<stage>.md, with digits in front, or move it out of `stages/`"
    ]


def test_a_stage_beside_the_stages_is_a_warning(tmp_path: Path) -> None:
    path = "roadmaps/law/03-courts.md"

    assert warnings(tmp_path, {path: stage_page(3)}) == [
        f"{path}:1: is not read as a stage: move it into the folder `stages/`"
    ]
    assert errors(tmp_path, {path: stage_page(3)}) == []


def test_stages_in_a_folder_of_their_own_are_a_warning(tmp_path: Path) -> None:
    assert warnings(tmp_path, {f"{STAGES}/part-two/03-courts.md": stage_page(3)}) == [
        f"{STAGES}/part-two:1: stages in a folder of their own are not read: move them into `stages/`"
    ]


@pytest.mark.parametrize("name", ["3-courts.md", "0003-courts.md", "99999999999999999999999-courts.md"])
def test_any_number_of_digits_may_stand_before_the_slug(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, {f"{STAGES}/{name}": stage_page(3)})

    assert reading.corpus is not None
    assert [key.stage for key in reading.corpus.stages] == ["contracts", "torts", "courts"]


def test_only_the_first_digits_are_left_out_of_the_slug(tmp_path: Path) -> None:
    reading = read(tmp_path, {f"{STAGES}/03-2024-reform.md": stage_page(3)})

    assert reading.corpus is not None
    assert [key.stage for key in reading.corpus.stages][2] == "2024-reform"


def test_a_link_to_a_file_outside_is_a_fault(corpus: Path) -> None:
    (corpus / STAGES / "03-courts.md").symlink_to(corpus.parent / "outside" / "secret.md")

    (found,) = faults(corpus)

    assert found.startswith(f"{STAGES}/03-courts.md:1: is a link that leaves the corpus folder: remove the link")


@pytest.mark.parametrize("target", ["../../../../outside/secret.md", "../stages/../../../../outside/secret.md"])
def test_a_relative_link_that_climbs_out_is_a_fault(corpus: Path, target: str) -> None:
    (corpus / STAGES / "03-courts.md").symlink_to(target)

    assert "is a link that leaves the corpus folder" in faults(corpus)[0]


@pytest.mark.parametrize("place", ["roadmaps/tax", "roadmaps/law/pictures", "pictures", f"{STAGES}/more"])
def test_a_link_to_a_folder_outside_is_a_fault_wherever_it_stands(corpus: Path, place: str) -> None:
    (corpus / place).symlink_to(corpus.parent / "outside")

    assert [line.split(":1: ")[0] for line in faults(corpus)] == [place]


def test_a_link_that_leaves_by_way_of_another_link_is_a_fault(corpus: Path) -> None:
    (corpus / STAGES / ".hop").symlink_to(corpus.parent / "outside")
    (corpus / STAGES / "03-courts.md").symlink_to(".hop/secret.md")

    assert len(faults(corpus)) == 1


def test_a_folder_whose_name_begins_like_the_corpus_is_outside(corpus: Path) -> None:
    beside = write_corpus(corpus.parent / "corpus-old", {"secret.md": stage_page(3)})
    (corpus / STAGES / "03-courts.md").symlink_to(beside / "secret.md")

    assert "is a link that leaves the corpus folder" in faults(corpus)[0]


def test_links_in_a_circle_are_faults(corpus: Path) -> None:
    (corpus / STAGES / "03-a.md").symlink_to("04-b.md")
    (corpus / STAGES / "04-b.md").symlink_to("03-a.md")
    (corpus / STAGES / "05-c.md").symlink_to("05-c.md")

    assert [line.split(": ")[:2] for line in faults(corpus)] == [
        [f"{STAGES}/{name}:1", "is a link that loops"] for name in ("03-a.md", "04-b.md", "05-c.md")
    ]


@pytest.mark.parametrize(("place", "target"), [(f"{STAGES}/again", "."), ("roadmaps/tax", ".."), ("roadmaps/tax", ".")])
def test_a_link_to_a_folder_that_holds_it_is_a_loop(corpus: Path, place: str, target: str) -> None:
    (corpus / place).symlink_to(target)

    assert faults(corpus)[0].startswith(f"{place}:1: is a link that loops")


def test_a_link_to_nothing_is_a_fault(corpus: Path) -> None:
    (corpus / STAGES / "03-courts.md").symlink_to("../nothing.md")

    assert faults(corpus)[0].startswith(f"{STAGES}/03-courts.md:1: is a link that leads nowhere")


def test_a_page_that_is_a_link_outside_is_one_fault(corpus: Path) -> None:
    (corpus / PAGE).unlink()
    (corpus / PAGE).symlink_to(corpus.parent / "outside" / "secret.md")

    assert len(faults(corpus)) == 1


def test_the_folder_roadmaps_may_not_be_a_link_outside(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "roadmaps").symlink_to(corpus / "roadmaps")

    assert faults(tmp_path / "other")[0].startswith("roadmaps:1: is a link that leaves")


def test_a_link_within_the_corpus_is_followed(corpus: Path) -> None:
    write_corpus(corpus, {"drafts/courts.md": stage_page(3, "Courts")})
    (corpus / STAGES / "03-courts.md").symlink_to("../../../drafts/courts.md")

    reading = read_corpus(corpus)

    assert reading.corpus is not None
    assert [stage.title for stage in reading.corpus.stages.values()] == ["Contracts", "Torts", "Courts"]
    assert f"{STAGES}/03-courts.md" in reading.corpus.files


def test_the_corpus_folder_itself_may_be_a_link(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(corpus)
    (corpus / STAGES / "03-courts.md").symlink_to(corpus / STAGES / "02-torts.md")

    found = read_corpus(tmp_path / "link")

    assert [fault.what for fault in found.errors] == ["`number` 2 is a duplicate: '02-torts.md' has it too"]


@pytest.mark.parametrize("name", ["03-courts.md", "../roadmap.md"])
def test_a_fifo_is_a_fault_and_nobody_waits_for_it(corpus: Path, name: str) -> None:
    path = corpus / STAGES / name
    path.unlink(missing_ok=True)
    os.mkfifo(path)

    assert [line.split(":1: ")[1] for line in faults(corpus)] == [
        "is a FIFO and no plain file: put a text file in its place"
    ]


def test_a_folder_and_a_socket_in_place_of_a_stage_are_faults(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (corpus / STAGES / "03-courts.md").mkdir()
    monkeypatch.chdir(corpus / STAGES)  # a socket's address is short, a temporary folder's path may not be
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("04-appeals.md")

        found = faults(corpus)

    assert found[0].startswith("03-courts.md:1: is a folder and no plain file")
    assert found[1].startswith("04-appeals.md:1: cannot be read")


@contextmanager
def as_nobody(folder: Path) -> Iterator[None]:
    """Let root, who may read everything, be the folder's owner without rights for a moment."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("path", [FIRST, STAGES, "roadmaps/law", "roadmaps", "."])
def test_what_cannot_be_read_is_a_fault(path: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_corpus(Path(name), LAW)
        (folder / path).chmod(0o311 if (folder / path).is_dir() else 0)
        with as_nobody(folder):
            found = faults(folder)
        (folder / path).chmod(0o700)

    assert [line for line in found if "read (Permission denied): give this user the right to read it" in line]


def test_a_name_that_is_no_text_is_shown_with_escapes(corpus: Path) -> None:
    name = os.fsencode(corpus / STAGES) + b"/03-\xff\n.md"
    with open(name, "w") as file:
        file.write(stage_page(3))

    (found,) = faults(corpus)

    assert found.startswith(f"{STAGES}/03-\\xff\\n.md:1: the stage's slug ")
    assert found.encode("utf-8")


def test_one_broken_roadmap_does_not_hide_the_faults_of_another(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "roadmaps/tax/roadmap.md": roadmap_page(title=""),
        "roadmaps/tax/stages/1-vat.md": stage_page(1),
        FIRST: stage_page(0),
    }

    assert [line.split(":")[0] for line in errors(tmp_path, files)] == [FIRST, "roadmaps/tax/roadmap.md"]
