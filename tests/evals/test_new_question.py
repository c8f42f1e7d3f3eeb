import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.corpora import write_garden
from trekbot.cli import main
from trekbot.evals.questions import bundled_questions, read_questions
from trekbot.roadmaps.reader import load_corpus

OPTIONS = [
    "--question", "What feeds the soil?",
    "--category", "definition",
    "--answerable", "yes",
    "--must-cite", "kitchen-garden/compost",
    "--must-say", "compost|a wormery, say",
    "--must-say", "scraps",
    "--reference", "Compost feeds the soil.",
    "--relevant", "kitchen-garden/compost#Key ideas=2",
    "--severity", "critical",
]  # fmt: skip
PROPOSED = Path(".trekbot/proposed-questions.jsonl")


@pytest.fixture(autouse=True)
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory with the gardening corpus, and no terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    write_garden(tmp_path / "corpus")


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets a person type lines at a terminal."""

    def type_(*lines: str) -> None:
        terminal = io.StringIO("".join(f"{line}\n" for line in lines))
        terminal.isatty = lambda: True  # type: ignore[method-assign]
        monkeypatch.setattr("sys.stdin", terminal)

    return type_


def test_a_question_from_options_is_proposed_as_a_row_that_the_suite_takes(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["eval", "new-question", *OPTIONS]) == 0

    [row] = read_questions(PROPOSED, load_corpus(Path("corpus"))).rows
    assert row.must_say == (("compost", "a wormery, say"), ("scraps",))
    assert row.relevant == {"kitchen-garden/compost#Key ideas": 2}
    assert (row.cluster, row.severity, row.source, row.split) == ("kitchen-garden/compost", "critical", "hand", "dev")
    assert row.added is not None
    assert row.id.startswith("definition-")
    assert json.loads(capsys.readouterr().out)["id"] == row.id


def test_what_is_not_given_is_asked_for_and_a_faulty_answer_is_asked_for_again(
    types: Callable[..., None], capsys: pytest.CaptureFixture[str]
) -> None:
    types(
        "What feeds the soil?", "definition", "perhaps", "yes",
        "kitchen-garden/composting", "kitchen-garden/compost; kitchen-garden/soil",
        "compost | wormery; scraps", "Compost, which is fed with scraps.",
    )  # fmt: skip

    assert main(["eval", "new-question", "--into", "some.jsonl"]) == 0

    told = capsys.readouterr().err
    assert "'perhaps' is neither yes nor no." in told
    assert "`must_cite` names 'kitchen-garden/composting'" in told
    [row] = read_questions(Path("some.jsonl"), load_corpus(Path("corpus"))).rows
    assert row.must_cite == ("kitchen-garden/compost", "kitchen-garden/soil")
    assert row.must_say == (("compost", "wormery"), ("scraps",))
    assert row.reference == "Compost, which is fed with scraps."


def test_for_a_question_to_refuse_no_answer_is_asked_for(types: Callable[..., None]) -> None:
    types("Who won?", "out_of_scope", "no")

    assert main(["eval", "new-question"]) == 0

    [row] = read_questions(PROPOSED, load_corpus(Path("corpus"))).rows
    assert row.answerable is False
    assert row.must_cite is None


def test_a_question_that_is_not_told_to_its_end_is_not_proposed(types: Callable[..., None]) -> None:
    types("Who won?")

    assert main(["eval", "new-question"]) == 2
    assert not PROPOSED.exists()


@pytest.mark.parametrize(
    ("options", "code", "fault"),
    [
        (OPTIONS[2:], 2, "--question is missing"),
        ([*OPTIONS, "--must-cite", "kitchen-garden/lawn"], 1, "is no page of the corpus"),
        ([*OPTIONS, "--relevant", "kitchen-garden/soil#Lawn=1"], 1, "the page has no such heading"),
        ([*OPTIONS, "--relevant", "kitchen-garden/soil"], 2, "--relevant is 'kitchen-garden/soil'"),
        ([*OPTIONS, "--answerable", "no"], 1, "a refusal has none"),
    ],
)
def test_a_faulty_question_is_not_proposed(
    options: list[str], code: int, fault: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "new-question", *options]) == code
    assert fault in capsys.readouterr().err
    assert not PROPOSED.exists()


def test_an_id_that_is_taken_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    core = json.loads(bundled_questions("core").read_text("utf-8").splitlines()[0])["id"]
    assert main(["eval", "new-question", *OPTIONS]) == 0

    assert main(["eval", "new-question", *OPTIONS]) == 1
    assert main(["eval", "new-question", *OPTIONS, "--id", core]) == 1

    assert f"the id '{core}' is taken" in capsys.readouterr().err
    assert len(PROPOSED.read_text("utf-8").splitlines()) == 1
