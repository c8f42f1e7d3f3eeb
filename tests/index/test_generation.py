"""Generations on disk, and what they say about themselves."""

from pathlib import Path

import pytest

from trekbot.index.generation import Generation, Generations, discard
from trekbot.index.manifest import FORMAT, Manifest, fingerprint_of, hash_files


def finished(generations: Generations, content: str = "text") -> Generation:
    generation = generations.new()
    (generation.folder / "chroma").mkdir()
    (generation.folder / "chroma" / "data.bin").write_text(content)
    generations.finish(generation, manifest(generation))
    return generation


def manifest(generation: Generation) -> Manifest:
    return Manifest(FORMAT, "print", "model", "reading", 1, 2, {"a.md": "hash"}, hash_files(generation.folder))


def test_a_manifest_reads_back_as_it_was_written_and_notices_any_alteration(tmp_path: Path) -> None:
    written = manifest(finished(Generations(tmp_path)))

    text = written.to_json()

    assert Manifest.from_json(text) == written
    assert Manifest.from_json(text.replace('"model"', '"modem"')) is None
    for broken in (
        "",
        "[]",
        "null",
        text[: len(text) // 2],
        text.replace('"fingerprint": "print"', '"fingerprint": "prime"'),
    ):
        assert Manifest.from_json(broken) is None


def test_a_finished_generation_is_whole_until_a_file_changes(tmp_path: Path) -> None:
    generation = finished(Generations(tmp_path))

    assert isinstance(generation.whole(), Manifest)
    (generation.folder / "chroma" / "data.bin").write_text("tex")
    assert generation.whole() == "chroma/data.bin has 3 bytes instead of 4"
    (generation.folder / "chroma" / "data.bin").write_text("test")
    assert generation.whole() == "chroma/data.bin was altered"
    (generation.folder / "chroma" / "data.bin").unlink()
    assert generation.whole() == "chroma/data.bin cannot be read (No such file or directory)"


def test_the_current_generation_comes_first_then_the_newest(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first, second, third = (finished(generations) for _ in range(3))
    generations.new()

    generations.switch_to(first)

    assert generations.current_name() == first.name
    assert [generation.name for generation in generations.finished()] == [first.name, third.name, second.name]


def test_names_are_never_used_twice(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    first = generations.new()
    discard(first)

    assert generations.new().name != first.name


def test_there_is_nothing_in_a_data_folder_that_does_not_exist(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "nowhere")

    assert generations.current_name() is None
    assert generations.finished() == []
    generations.sweep()


@pytest.mark.parametrize("changed", [{"corpus": {"a.md": "2"}}, {"model": "other"}, {"reading": "other"}])
def test_a_fingerprint_depends_on_all_that_an_index_depends_on(changed: dict[str, object]) -> None:
    inputs: dict[str, object] = {"corpus": {"a.md": "1", "b.md": "1"}, "model": "model", "reading": "reading"}

    assert fingerprint_of(**inputs) == fingerprint_of(**{**inputs, "corpus": {"b.md": "1", "a.md": "1"}})  # type: ignore[arg-type]
    assert fingerprint_of(**inputs) != fingerprint_of(**{**inputs, **changed})  # type: ignore[arg-type]
