"""Front matter: what is rejected, at which line, and that nothing in it is ever expanded."""

import time
from pathlib import Path

import pytest

from tests.corpora import stage_page
from tests.roadmaps.reading import FIRST, errors, warnings
from trekbot.roadmaps.faults import FaultList
from trekbot.roadmaps.front_matter import Scalar, read_front_matter


def page(*lines: str) -> str:
    """A page whose front matter begins in line 2 with the given lines."""
    return "\n".join(["---", *lines, "---", ""])


@pytest.mark.parametrize(
    "text", ["", "\n", "Just text.\n", "\n---\ntitle: a\n---\n", "----\ntitle: a\n----\n", " ---\n"]
)
def test_a_file_without_front_matter_is_told_at_its_first_line(tmp_path: Path, text: str) -> None:
    assert errors(tmp_path, {FIRST: text}) == [
        f"{FIRST}:1: the file has no front matter: begin it with its fields between two lines `---`"
    ]


@pytest.mark.parametrize("text", ["---", "---\n", "---\ntitle: a\n", "---\ntitle: a\n ---\n\n## Heading\n"])
def test_front_matter_that_does_not_close_is_told_at_its_first_line(tmp_path: Path, text: str) -> None:
    assert errors(tmp_path, {FIRST: text}) == [f"{FIRST}:1: the front matter does not close: end it with a line `---`"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (["number: 1", "title: Contracts: a primer"], 3),
        (["number: 1", "title: 'Contracts", "summary: a"], 3),
        (["number: 1", "title: \"a\\qb\"", "summary: a"], 3),
        (["number: 1", "tags: [a, b", "summary: a"], 3),
        (["number: 1", "tags: [a]]", "summary: a"], 3),
        (["number: 1", "requires [a]", "summary: a"], 3),
        (["number: 1", "title: @a"], 3),
        (["number: 1", "\ttitle: a"], 3),
        (["number: 1", " title: a"], 3),
        (["number: 1", "title: 'a' b"], 3),
        (["%YAML 1.1", "title: a"], 3),
        (["number: 1", "...", "title: a"], 4),
        (["number: 1", "title: !unknown!tag a"], 3),
    ],
)  # fmt: skip
def test_yaml_that_does_not_parse_is_told_at_the_line_to_mend(tmp_path: Path, lines: list[str], line: int) -> None:
    found = errors(tmp_path, {FIRST: page(*lines)})

    assert len(found) == 1
    assert found[0].startswith(f"{FIRST}:{line}: the front matter is no valid YAML (")
    assert "in quotes" in found[0]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("title: &a Contracts", "`title` uses a YAML anchor (&)"),
        ("title: *a", "`title` uses a YAML alias (*)"),
        ("title: !!str Contracts", "`title` uses a YAML tag (!)"),
        ("title: ! Contracts", "`title` uses a YAML tag (!)"),
        ("title: !!python/object/apply:os.system [ls]", "`title` uses a YAML tag (!)"),
        ("tags: [a, &b b]", "`tags` uses a YAML anchor (&)"),
        ("tags: [a, *b]", "`tags` uses a YAML alias (*)"),
        ("site: {deep: [{deeper: !!set {a}}]}", "`site` uses a YAML tag (!)"),
        ("&k site: a", "`site` uses a YAML anchor (&)"),
        ("<<: {title: a}", "the front matter uses a YAML merge key (<<)"),
        ("<<: *base", "the front matter uses a YAML merge key (<<)"),
        ("? [a, b]\n: c", "a key of the front matter is no text"),
        ("? {a: b}\n: c", "a key of the front matter is no text"),
        ("*a : c", "a key of the front matter is no text"),
    ],
)
def test_anchors_aliases_tags_and_merge_keys_are_rejected_at_their_key(tmp_path: Path, line: str, what: str) -> None:
    text = page("number: 1", "summary: a", line, *([] if "title:" in line.split("{")[0] else ["title: b"]))

    found = errors(tmp_path, {FIRST: text})

    assert len(found) == 1
    assert found[0].startswith(f"{FIRST}:4: {what}: ")


def test_the_whole_front_matter_may_have_no_anchor_either(tmp_path: Path) -> None:
    found = errors(tmp_path, {FIRST: page("&a", "number: 1", "title: a", "summary: b")})

    assert len(found) == 1
    assert "the front matter uses a YAML anchor (&)" in found[0]


def test_signs_within_quotes_are_text(tmp_path: Path) -> None:
    text = page("number: 1", "title: '*Contracts*'", 'summary: "&more !here <<: x"', "tags: ['*a', \"!b\"]")

    assert errors(tmp_path, {FIRST: text}) == []


def test_a_billion_laughs_are_not_laughed(tmp_path: Path) -> None:
    lines = ["a0: &a0 [lol, lol]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    begin = time.process_time()

    found = errors(tmp_path, {FIRST: page("number: 1", "title: a", "summary: b", *lines)})

    assert time.process_time() - begin < 0.5
    assert len([line for line in found if "uses a YAML alias" in line]) == 29
    assert len([line for line in found if "uses a YAML anchor" in line]) == 30


@pytest.mark.parametrize("opening", ["[", "{a: ", "[{a: "])
def test_deep_nesting_is_a_fault_at_once(tmp_path: Path, opening: str) -> None:
    begin = time.process_time()

    found = errors(tmp_path, {FIRST: page("number: 1", "title: a", "site: " + opening * 200_000)})

    assert time.process_time() - begin < 1
    assert found == [f"{FIRST}:4: the front matter nests too deeply: use plain fields"]


def test_deep_block_nesting_is_a_fault_too(tmp_path: Path) -> None:
    lines = [" " * depth + "a:" for depth in range(100)]

    assert "nests too deeply" in errors(tmp_path, {FIRST: page(*lines)})[0]


def test_a_key_that_stands_twice_is_told_at_its_second_line(tmp_path: Path) -> None:
    text = page("number: 1", "title: a", "summary: b", "'title': c", "site: 1", "site: 2")

    assert errors(tmp_path, {FIRST: text}) == [
        f"{FIRST}:5: `title` stands in the front matter twice, first in line 3: remove one of the two",
        f"{FIRST}:7: `site` stands in the front matter twice, first in line 6: remove one of the two",
    ]


@pytest.mark.parametrize("text", ["- number: 1\n- title: a", "only text", "[a, b]", "'quoted'"])
def test_front_matter_that_is_no_mapping_is_rejected(tmp_path: Path, text: str) -> None:
    assert errors(tmp_path, {FIRST: page(text)}) == [
        f"{FIRST}:2: the front matter is no list of fields: write each as `key: value`"
    ]


@pytest.mark.parametrize("text", ["", "# nothing but a remark", "\n\n"])
def test_empty_front_matter_lacks_every_required_field(tmp_path: Path, text: str) -> None:
    assert [line.split(" ")[1] for line in errors(tmp_path, {FIRST: page(text)})] == [
        "`number`",
        "`title`",
        "`summary`",
    ]


def test_a_control_character_in_the_front_matter_is_told_at_its_line(tmp_path: Path) -> None:
    text = page("number: 1", "title: a\x1bb", "summary: b")

    assert errors(tmp_path, {FIRST: text}) == [
        f"{FIRST}:3: the front matter holds the control character '\\x1b': remove it"
    ]


def test_lines_are_right_after_values_of_several_lines_and_wide_characters(tmp_path: Path) -> None:
    text = page(
        "number: 1", "title: 😀 \u2028 Verträge", "summary: |", "  one 第一", "", "  two", "# remark", "tags: no-list"
    )

    assert [line.split(": ")[0] for line in errors(tmp_path, {FIRST: text})] == [f"{FIRST}:9"]


def test_a_very_long_value_is_cut_in_the_message(tmp_path: Path) -> None:
    (found,) = errors(tmp_path, {FIRST: stage_page("x" * 10_000)})

    assert len(found) < 250


def test_a_strange_key_is_shown_on_one_line(tmp_path: Path) -> None:
    (found,) = warnings(tmp_path, {FIRST: page("number: 1", "title: a", "summary: b", '"a\\nb\\0": c')})

    assert "the key `a b\\x00` is unknown" in found


def test_a_scalar_says_whether_it_was_quoted() -> None:
    faults = FaultList()

    front_matter = read_front_matter("---\na: 1\nb: '1'\n---\nbody\n---\n", Path("x.md"), faults)

    assert front_matter is not None
    assert [field.value for field in front_matter.fields.values()] == [Scalar("1", True, 2), Scalar("1", False, 3)]
    assert front_matter.body == "body\n---\n"
