import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.corpora import GARDEN, stage_page, write_corpus, write_garden
from tests.scripted import REPLY, ScriptedAssistant, ScriptedTrekbot
from trekbot import __version__, wiring
from trekbot.assistant import Done
from trekbot.cli import main
from trekbot.errors import ModelUnavailable, UnknownPlace
from trekbot.settings import Settings

HEAVY = {"chromadb", "gradio", "llama_index", "sentence_transformers", "sqlalchemy", "torch", "transformers"}
SOIL = "roadmaps/kitchen-garden/stages/01-soil.md"


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with the gardening corpus in `./corpus`."""
    monkeypatch.chdir(tmp_path)
    return write_garden(tmp_path / "corpus")


@pytest.fixture
def trekbots(monkeypatch: pytest.MonkeyPatch) -> list[ScriptedTrekbot]:
    """Every Trekbot that a command builds; all of them share the first one's script."""
    built: list[ScriptedTrekbot] = []

    def build(settings: Settings) -> ScriptedTrekbot:
        built.append(ScriptedTrekbot(settings))
        return built[-1]

    monkeypatch.setattr(wiring, "build", build)
    return built


def break_corpus(corpus: Path) -> None:
    write_corpus(corpus, {SOIL: stage_page("one", "Soil"), "roadmaps/empty/notes.txt": ""})


def imported_by(*arguments: str, cwd: Path) -> set[str]:
    program = (
        "import sys\nfrom trekbot.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('\\n' + ' '.join({name.split('.')[0] for name in sys.modules}))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True, cwd=cwd
    )
    return set(ended.stdout.splitlines()[-1].split())


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])

    assert ended.value.code == 0
    assert capsys.readouterr().out == f"trekbot {__version__}\n"


@pytest.mark.parametrize("arguments", [[], ["nothing"], ["ask"], ["serve", "--port", "x"], ["sync", "--nothing"]])
def test_wrong_usage_exits_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["check"]])
def test_help_and_check_import_nothing_heavy(garden: Path, arguments: list[str]) -> None:
    assert not HEAVY & imported_by(*arguments, cwd=garden.parent)


def test_check_counts_a_sound_corpus(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out == "2 roadmaps, 6 stages: no errors\n"


def test_check_takes_a_folder(garden: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small = {path: text for path, text in GARDEN.items() if "seed-saving/" in path and "2-seed" not in path}

    assert main(["check", str(write_corpus(tmp_path / "small", small))]) == 0
    assert capsys.readouterr().out == "1 roadmap, 1 stage: no errors\n"


def test_check_prints_every_error_with_its_place_then_their_number(
    garden: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    break_corpus(garden)

    assert main(["check"]) == 1
    *faults, count = capsys.readouterr().err.splitlines()
    assert len(faults) >= 2
    assert any(fault.startswith(f"corpus/{SOIL}:2: ") for fault in faults)
    assert count == f"{len(faults)} errors"


def test_check_prints_warnings_and_passes(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_corpus(garden, {SOIL: stage_page(1, "Soil", requires="[]", colour="brown")})

    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert printed.out == "2 roadmaps, 6 stages: no errors, 1 warning\n"
    assert printed.err.startswith(f"warning: corpus/{SOIL}:")


def test_sync_prints_what_it_added_changed_removed_and_kept(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sync"]) == 0
    first = capsys.readouterr().out.splitlines()
    write_corpus(garden, {SOIL: stage_page(1, "Soil and earth", requires="[]")})
    (garden / "roadmaps/kitchen-garden/stages/04-harvest.md").unlink()
    assert main(["sync"]) == 0
    second = capsys.readouterr().out.splitlines()
    assert main(["sync"]) == 0
    third = capsys.readouterr().out.splitlines()

    assert "added    kitchen-garden/soil" in first
    assert first[-1] == "stages: 6 added, 0 changed, 0 removed, 0 unchanged"
    assert second == [
        "changed  kitchen-garden/soil",
        "removed  kitchen-garden/harvest",
        "stages: 0 added, 1 changed, 1 removed, 4 unchanged",
    ]
    assert third == ["stages: 0 added, 0 changed, 0 removed, 5 unchanged"]


def test_sync_of_a_broken_corpus_prints_every_fault_and_exits_1(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    break_corpus(garden)

    assert main(["sync"]) == 1
    printed = capsys.readouterr()
    *faults, count = printed.err.splitlines()
    assert printed.out == ""
    assert count == f"{len(faults)} errors in the corpus"
    assert all(fault.startswith("corpus/") for fault in faults)


def test_sync_says_that_it_waits_for_another_one(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trekbot.errors import IndexBusy

    real = ScriptedTrekbot.sync
    waits: list[bool] = []

    def busy_at_first(self: ScriptedTrekbot, progress: object = None, wait: bool = True) -> object:
        waits.append(wait)
        if not wait:
            raise IndexBusy("Another sync is at work.")
        return real(self, None, wait)

    monkeypatch.setattr(ScriptedTrekbot, "sync", busy_at_first)

    assert main(["sync"]) == 0
    assert waits == [False, True]
    assert "waiting for it" in capsys.readouterr().err


def test_ask_prints_the_answer_its_sources_and_what_can_be_asked_next(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "What is soil acidity?", "--roadmap", "kitchen-garden"]) == 0

    [question] = trekbots[0].assistant.asked
    assert (question.text, question.roadmap) == ("What is soil acidity?", "kitchen-garden")
    assert (
        capsys.readouterr().out
        == f"""{REPLY.answer}

Sources

[1] Stage 1: Soil › Key ideas
    “Soil acidity is measured as a pH value from 0 to 14.”
    /trek/kitchen-garden/soil#key-ideas

You can ask:
  - What is loam?
"""
    )


def test_ask_json_prints_the_reply_and_nothing_else_on_standard_output(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "What is soil acidity?", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == REPLY.to_dict()


def test_ask_of_an_unknown_roadmap_names_those_that_there_are(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "What is soil acidity?", "--roadmap", "kitchen"]) == 1

    complaint = capsys.readouterr().err
    assert complaint.endswith("There is no roadmap 'kitchen'. The roadmaps are: kitchen-garden, seed-saving.\n")


def test_ask_json_is_whole_where_standard_output_lacks_a_character(
    garden: Path, trekbots: list[ScriptedTrekbot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ScriptedAssistant, "ask", lambda *_: replace(REPLY, answer="Gärung – \ud800"))
    written = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", written)

    assert main(["ask", "What is soil acidity?", "--json"]) == 0

    assert json.loads(written.buffer.getvalue())["answer"] == "Gärung – \ud800"


def test_ask_answers_from_the_last_good_index_while_the_corpus_is_broken(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["sync"])
    break_corpus(garden)

    assert main(["ask", "What is soil acidity?"]) == 0
    assert "answering from the last good index" in capsys.readouterr().err


def test_ask_with_a_broken_corpus_and_no_index_exits_1(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str]
) -> None:
    break_corpus(garden)

    assert main(["ask", "What is soil acidity?"]) == 1
    assert "errors in the corpus" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UnknownPlace("There is no roadmap 'x'."), 1),
        (ModelUnavailable("The model is not on this machine."), 3),
        (PermissionError(13, "Permission denied", "some/file"), 3),
        (KeyboardInterrupt(), 130),
    ],
)
def test_an_error_is_one_line_and_an_exit_code(
    garden: Path,
    trekbots: list[ScriptedTrekbot],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
) -> None:
    main(["sync"])
    capsys.readouterr()

    def fail(self: ScriptedTrekbot, progress: object = None, wait: bool = True) -> None:
        raise error

    monkeypatch.setattr(ScriptedTrekbot, "sync", fail)

    assert main(["sync"]) == code
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == (0 if code == 130 else 1)


@pytest.mark.parametrize(("question", "complaint"), [("  ", "empty"), ("x" * 2_001, "2,001 characters")])
def test_a_question_that_cannot_be_asked_is_wrong_usage(
    question: str, complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", question]) == 2
    assert complaint in capsys.readouterr().err


def test_a_setting_out_of_bounds_is_wrong_usage(
    garden: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TREKBOT_PORT", "70000")

    assert main(["sync"]) == 2
    assert "TREKBOT_PORT" in capsys.readouterr().err


def test_options_are_also_settings(
    garden: Path, tmp_path: Path, trekbots: list[ScriptedTrekbot], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TREKBOT_CORPUS", str(garden.rename(tmp_path / "elsewhere")))
    monkeypatch.setenv("TREKBOT_DATA", str(tmp_path / "kept"))

    assert main(["sync"]) == 0
    assert (tmp_path / "kept" / "index" / "current").is_file()


def test_text_of_the_corpus_cannot_drive_the_terminal(
    garden: Path, trekbots: list[ScriptedTrekbot], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from tests import scripted

    reply = replace(REPLY, answer="a\x1b[2Jb\x07\nc", suggestions=("d\x9be",))
    monkeypatch.setattr(scripted, "EVENTS", (Done(reply),))

    assert main(["ask", "What is soil acidity?"]) == 0
    printed = capsys.readouterr().out
    assert "a[2Jb\nc" in printed
    assert "  - de\n" in printed


def test_the_module_is_the_command() -> None:
    ended = subprocess.run([sys.executable, "-m", "trekbot", "--version"], capture_output=True, text=True, check=True)

    assert ended.stdout == f"trekbot {__version__}\n"


@pytest.mark.usefixtures("trekbots")
def test_what_is_asked_at_the_command_line_is_not_logged(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TREKBOT_QUESTION_LOG_DAYS", "30")

    assert main(["ask", "What is soil acidity?"]) == 0
    assert not (garden.parent / ".trekbot" / "records.sqlite3").exists()
