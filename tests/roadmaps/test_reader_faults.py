"""Every fault of the contract, at its line, with its remedy, and all of them in one run."""

from pathlib import Path

import pytest

from tests.corpora import roadmap_page, stage_page, write_corpus
from tests.roadmaps.reading import FIRST, PAGE, SECOND, errors
from trekbot.roadmaps.reader import read_corpus


@pytest.mark.parametrize("field", ["title", "summary"])
@pytest.mark.parametrize("path", [PAGE, FIRST])
def test_a_missing_required_text_is_told_at_the_first_line(tmp_path: Path, path: str, field: str) -> None:
    page = (roadmap_page() if path == PAGE else stage_page(1)).replace(f"{field}:", f"x-{field}:")

    assert errors(tmp_path, {path: page}) == [
        f"{path}:1: `{field}` is missing: add a line `{field}: …` to the front matter"
    ]


@pytest.mark.parametrize("empty", ["", "''", '""', '"  "', "|", ">-", "# nothing", "'\u200b'"])
def test_an_empty_required_text_is_told_at_its_line(tmp_path: Path, empty: str) -> None:
    assert errors(tmp_path, {FIRST: stage_page(1, title=empty)}) == [
        f"{FIRST}:3: `title` is empty: write the page's title after `title:`"
    ]


@pytest.mark.parametrize("value", ["[a]", "[]", "{a: b}", "\n  - a", "\n  a: b"])
@pytest.mark.parametrize("field", ["title", "summary", "estimated_time", "url"])
def test_a_text_that_is_a_list_or_mapping_is_a_wrong_type(tmp_path: Path, field: str, value: str) -> None:
    found = errors(
        tmp_path, {FIRST: "---\nnumber: 1\n" + f"{field}:{'' if value[0] == chr(10) else ' '}{value}\n" + "---\n"}
    )

    assert [line for line in found if f":3: `{field}` is a " in line]


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("0", "is '0'"),
        ("-1", "is '-1'"),
        ("1.0", "is '1.0'"),
        ("one", "is 'one'"),
        ("0x1", "is '0x1'"),
        ("1_0", "is '1_0'"),
        ("٣", "is '٣'"),
        ("9" * 5000, "is '999"),
        ("true", "is 'true'"),
        ("2026-05-12", "is '2026-05-12'"),
        ("'1'", "is the text '1'"),
        ('"1"', "is the text '1'"),
        ("|\n  1", "is the text '1"),
        ("", "is empty"),
        ("[1]", "is a list"),
        ("{1: 2}", "is a mapping"),
    ],
)
def test_a_number_that_is_no_integer_from_one_is_told_at_its_line(tmp_path: Path, value: str, what: str) -> None:
    found = errors(tmp_path, {FIRST: stage_page(value)})

    assert len(found) == 1
    assert found[0].startswith(f"{FIRST}:2: `number` {what}")


def test_a_missing_number_is_told_at_the_first_line(tmp_path: Path) -> None:
    page = stage_page(1).replace("number: 1\n", "")

    assert errors(tmp_path, {FIRST: page}) == [
        f"{FIRST}:1: `number` is missing: add a line `number: 1` to the front matter"
    ]


@pytest.mark.parametrize("field", ["tags", "requires"])
@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("contracts", "is the text 'contracts' and no list"),
        ("3", "is the text '3' and no list"),
        ("", "is empty"),
        ("{a: b}", "is a mapping and no list"),
        ("[[a]]", "holds an item that is no text"),
        ("[a: b]", "holds an item that is no text"),
        ("['']", "holds an empty item"),
    ],
)
def test_a_list_of_something_else_is_a_wrong_type(tmp_path: Path, field: str, value: str, what: str) -> None:
    found = errors(tmp_path, {SECOND: stage_page(2, **{field: value})})

    assert len(found) == 1
    assert found[0].startswith(f"{SECOND}:5: `{field}` {what}")


def test_a_text_made_of_an_escaped_control_character_is_rejected(tmp_path: Path) -> None:
    found = errors(tmp_path, {FIRST: stage_page(1, title='"a\\0b"')})

    assert found == [f"{FIRST}:3: `title` holds a control character, 'a\\x00b': remove the escape"]


def test_a_duplicate_number_names_the_file_that_has_it(tmp_path: Path) -> None:
    assert errors(tmp_path, {SECOND: stage_page(1)}) == [
        f"{SECOND}:2: `number` 1 is a duplicate: '01-contracts.md' has it too: give each stage a number of its own"
    ]


def test_the_same_number_in_two_roadmaps_is_no_fault(tmp_path: Path) -> None:
    files = {"roadmaps/tax/roadmap.md": roadmap_page(), "roadmaps/tax/stages/1-vat.md": stage_page(1)}

    assert errors(tmp_path, files) == []


@pytest.mark.parametrize("name", ["3-contracts.md", "03-Contracts.md"])
def test_a_duplicate_slug_is_a_fault_also_where_only_the_case_differs(tmp_path: Path, name: str) -> None:
    found = errors(tmp_path, {f"roadmaps/law/stages/{name}": stage_page(3)})

    assert [line for line in found if f"{name}:1: the stage's slug" in line and "is a duplicate of '01-con" in line]


def test_a_duplicate_roadmap_is_a_fault_where_only_the_case_differs(tmp_path: Path) -> None:
    files = {"roadmaps/LAW/roadmap.md": roadmap_page(), "roadmaps/LAW/stages/1-vat.md": stage_page(1)}

    found = errors(tmp_path, files)

    assert [
        line for line in found if line.startswith("roadmaps/law:1: the roadmap's slug 'law' is a duplicate of 'LAW'")
    ]


@pytest.mark.parametrize(
    "slug", ["Courts", "tort_law", "tort law", "tort--law", "-torts", "torts-", "t.orts", "überfall", "", "torts\n"]
)
def test_a_name_that_is_no_slug_is_a_fault(tmp_path: Path, slug: str) -> None:
    found = errors(tmp_path, {f"roadmaps/law/stages/03-{slug}.md": stage_page(3)})

    assert len(found) == 1
    assert ":1: the stage's slug " in found[0]
    assert "\n" not in found[0]


@pytest.mark.parametrize(("name", "better"), [("Größe", "grosse"), ("crème-brûlée", "creme-brulee")])
def test_the_better_name_keeps_letters_without_their_marks(tmp_path: Path, name: str, better: str) -> None:
    files = {f"roadmaps/{name}/roadmap.md": roadmap_page(), f"roadmaps/{name}/stages/1-vat.md": stage_page(1)}

    assert errors(tmp_path, files)[0].endswith(f"such as '{better}'")


def test_a_number_of_too_many_digits_is_told_how_many_it_may_have(tmp_path: Path) -> None:
    files = {"roadmaps/tax/roadmap.md": roadmap_page(), "roadmaps/tax/stages/1-vat.md": stage_page(10**18)}

    assert "18 digits" in errors(tmp_path, files)[0]


def test_a_roadmap_folder_that_is_no_slug_is_a_fault_with_a_better_name(tmp_path: Path) -> None:
    files = {"roadmaps/Tax Law/roadmap.md": roadmap_page(), "roadmaps/Tax Law/stages/1-vat.md": stage_page(1)}

    found = errors(tmp_path, files)

    assert len(found) == 1
    assert found[0].startswith("roadmaps/Tax Law:1: the roadmap's slug 'Tax Law' is no slug: ")
    assert found[0].endswith("such as 'tax-law'")


def test_a_file_that_is_not_utf8_is_told_at_the_line_of_its_first_wrong_byte(tmp_path: Path) -> None:
    page = stage_page(1, body="Fine.\n\nCaf").encode() + b"\xe9"

    assert errors(tmp_path, {FIRST: page}) == [f"{FIRST}:9: the file is not UTF-8: save it again as UTF-8 text"]


def test_a_file_with_nul_bytes_is_told_at_the_line_of_the_first(tmp_path: Path) -> None:
    page = stage_page(1, body="Fine.\n\nNot \0 fine.")

    found = errors(tmp_path, {FIRST: page})

    assert found == [f"{FIRST}:9: the file holds NUL bytes: remove them, or save it again as UTF-8 text"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32"])
def test_a_file_in_another_unicode_encoding_is_rejected(tmp_path: Path, encoding: str) -> None:
    assert errors(tmp_path, {FIRST: stage_page(1).encode(encoding)})


def test_two_mebibytes_are_allowed_and_a_byte_more_is_not(tmp_path: Path) -> None:
    page = stage_page(1, body="\n").encode()
    full = page + b"\n" * (2 * 1024 * 1024 - len(page))

    assert errors(tmp_path, {FIRST: full}) == []
    assert errors(tmp_path, {FIRST: full + b"\n"}) == [
        f"{FIRST}:1: is over 2 MiB: split it, or move data and pictures out of it"
    ]


def test_a_roadmap_without_its_page_is_a_fault(tmp_path: Path) -> None:
    found = errors(tmp_path, {"roadmaps/tax/stages/1-vat.md": stage_page(1)})

    assert found == [
        "roadmaps/tax/roadmap.md:1: this roadmap has no roadmap.md: add it, with a `title` and a `summary`"
    ]


def test_a_page_in_other_letters_is_named_as_what_to_rename(tmp_path: Path) -> None:
    files = {"roadmaps/tax/Roadmap.md": roadmap_page(), "roadmaps/tax/stages/1-vat.md": stage_page(1)}

    assert errors(tmp_path, files)[0].endswith("this roadmap has no roadmap.md: rename 'Roadmap.md'")


@pytest.mark.parametrize("extra", ["roadmaps/tax/stages/README.md", "roadmaps/tax/pictures/a.png"])
def test_a_roadmap_without_stages_is_a_fault(tmp_path: Path, extra: str) -> None:
    found = errors(tmp_path, {"roadmaps/tax/roadmap.md": roadmap_page(), extra: "x"})

    assert found == ["roadmaps/tax:1: this roadmap has no stages at all: add one as `stages/NN-<stage>.md`"]


def test_a_folder_without_roadmaps_is_a_fault(tmp_path: Path) -> None:
    assert "roadmaps:1: there is no such folder" in str(read_corpus(tmp_path).errors[0])
    assert "there are no stages at all" in str(read_corpus(write_corpus(tmp_path, {"roadmaps/README": ""})).errors[0])
    assert "nowhere:1: is no folder" in str(read_corpus(tmp_path / "nowhere").errors[0])
    assert "README:1: is no folder" in str(read_corpus(tmp_path / "roadmaps" / "README").errors[0])


def test_all_faults_are_found_in_one_run_and_come_by_file_and_line(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        PAGE: roadmap_page(summary="", level="[a]"),
        FIRST: stage_page(0, title="", requires="[torts, nothing-like-it]"),
        SECOND: "no front matter",
        "roadmaps/law/stages/03-Courts.md": stage_page(3, tags="&a [x]", requires="[Courts]"),
        "roadmaps/law/stages/04-appeals.md": b"\xff",
        "roadmaps/law/stages/10-evidence.md": stage_page(3, summary="{}"),
        "roadmaps/tax/stages/1-vat.md": "---\ntitle: a: b\n",
    }

    found = [line.split(": ")[0] for line in errors(tmp_path, files)]

    stages = "roadmaps/law/stages"
    assert found == [
        f"{PAGE}:3",
        f"{PAGE}:4",
        f"{FIRST}:2",
        f"{FIRST}:3",
        f"{FIRST}:5",
        f"{SECOND}:1",
        f"{stages}/03-Courts.md:1",
        f"{stages}/03-Courts.md:5",
        f"{stages}/03-Courts.md:6",
        f"{stages}/04-appeals.md:1",
        f"{stages}/10-evidence.md:2",
        f"{stages}/10-evidence.md:4",
        "roadmaps/tax/roadmap.md:1",
        "roadmaps/tax/stages/1-vat.md:1",
    ]


def test_paths_are_shown_as_the_person_typed_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_corpus(tmp_path / "corpus", {FIRST: stage_page(1)})
    monkeypatch.chdir(tmp_path)

    assert read_corpus(Path("corpus")).errors[0].path == "corpus/roadmaps/law/roadmap.md"
    assert read_corpus(tmp_path / "corpus").errors[0].path == "corpus/roadmaps/law/roadmap.md"
    assert read_corpus(Path("../") / tmp_path.name / "corpus").errors[0].path.startswith("../")
    monkeypatch.chdir("corpus")
    assert read_corpus(Path(".")).errors[0].path == "roadmaps/law/roadmap.md"
