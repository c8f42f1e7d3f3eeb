"""A sync that is killed leaves one good index, wherever it was."""

import os
import subprocess
import sys
from pathlib import Path

from tests.fakes import HashingEmbedder
from trekbot.index.opened import open_index
from trekbot.index.sync import sync

SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"


def test_a_sync_killed_at_any_moment_leaves_one_good_index_and_the_next_one_mends_the_rest(
    garden: Path, data: Path, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    sync(garden, data, embedder)
    text = (garden / SOIL).read_text("utf-8")
    (garden / SOIL).write_text(text.replace("a jar", "a glass jar"), "utf-8")
    before = sync(garden, data, embedder)
    (garden / "roadmaps/kitchen-garden/stages/04-harvest.md").unlink()

    copies = tmp_path / "copies"
    copies.mkdir()
    ended = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed_syncs.py"), garden, data, copies],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr

    after = open_index(copies / "whole", embedder).fingerprint
    found = set()
    for copy in sorted(copies.iterdir()):
        index = open_index(copy, embedder)
        number, _ = index.nearest_chunks(embedder.embed_query(index.chunks[3].text), 1)[0]
        assert number == 3
        found.add(index.fingerprint)
        index.close()

        mended = sync(garden, copy, embedder)
        assert mended.fingerprint == after
        left = [f.name for f in (copy / "index").iterdir() if f.name not in ("lock", "current", "open")]
        assert len(left) <= 2
        assert not list((copy / "index" / "open").iterdir())
    assert found == {before.fingerprint, after}
