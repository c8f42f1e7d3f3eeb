"""A file of questions: JSON lines, each a question and, where it can be graded, what a right answer holds.

The keys are the contract's, and so are the limits: a question that the API refuses would measure what nobody is served.
Everything that can be wrong with a file is found before the first question is asked, all of it in one run.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from trekbot.assistant import Page, Question, Turn
from trekbot.errors import QuestionsError, UsageError
from trekbot.evals.places import Place, heading_of, page_of, place_of, places_of
from trekbot.roadmaps.faults import FaultList, shown_path, shown_value
from trekbot.roadmaps.folding import fold
from trekbot.roadmaps.model import Corpus
from trekbot.roadmaps.names import closest
from trekbot.roadmaps.source import read_source

MAX_QUESTION_CHARACTERS = 2_000
MAX_EARLIER_TURNS = 15  # the question itself is the sixteenth

Text = Annotated[str, Field(min_length=1)]
Relevance = Literal[1, 2]
Split = Literal["dev", "gate", "holdout"]
Severity = Literal["critical", "normal"]
Groups = tuple[Annotated[tuple[Text, ...], Field(min_length=1)], ...]


class _Strict(BaseModel):
    """Refuses unknown keys and takes no type for another."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class EarlierTurn(_Strict):
    """One turn of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class OpenPage(_Strict):
    """What the learner is reading; `stage` None for the roadmap's own page."""

    roadmap: Text
    stage: Text | None = None


class Row(_Strict):
    """One line of the file. A rule that is None is not graded by.

    Places are written `roadmap/stage`, a roadmap's own page `roadmap/`. Of each group of `must_say` one has to be said.

    `reference` is a right answer in a person's words, None where a refusal is due. `relevant` says what a search should
    find, by place or `place#Heading`: 2 answers the question, 1 helps. Questions of one `cluster`, a place, are not
    independent of each other. `split` says what a question may be used for: prompts and thresholds are made on `dev`,
    changes are judged by `gate`, and `holdout` is looked at last. A `critical` answer that turns wrong is a regression
    by itself. `source`, `added` and `note` are for people.
    """

    id: Text
    question: Annotated[str, Field(max_length=MAX_QUESTION_CHARACTERS)]
    history: Annotated[tuple[EarlierTurn, ...], Field(max_length=MAX_EARLIER_TURNS)] = ()
    roadmap: Text | None = None
    page: OpenPage | None = None
    category: Text = "all"
    answerable: bool | None = None
    must_cite: tuple[Place, ...] | None = None
    may_cite: tuple[Place, ...] | None = None
    must_not_cite: tuple[Place, ...] | None = None
    must_say: Groups | None = None
    must_not_say: tuple[Text, ...] | None = None
    reference: Text | None = None
    relevant: Mapping[Place, Relevance] | None = None
    cluster: Place | None = None
    split: Split = "dev"
    severity: Severity = "normal"
    source: Text | None = None
    added: date | None = None
    note: str | None = None

    @field_validator("question")
    @classmethod
    def _is_asked(cls, question: str) -> str:
        if not question.strip():
            raise ValueError("the question is empty")
        return question

    @property
    def hash(self) -> str:
        """The SHA-256, in hex, of the row as JSON: keys sorted, those at their defaults left out."""
        told = self.model_dump(mode="json", exclude_defaults=True)
        return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def to_question(self) -> Question:
        """Give the question as the assistant takes it."""
        return Question(
            text=self.question,
            history=tuple(Turn(turn.role, turn.content) for turn in self.history),
            roadmap=self.roadmap,
            page=Page(self.page.roadmap, self.page.stage) if self.page else None,
        )


@dataclass(frozen=True)
class QuestionFile:
    """A file without faults. `sha256` is of its bytes, in hex."""

    path: Path
    sha256: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class QuestionSet:
    """The rows of one or more files, in order, each id once."""

    files: tuple[QuestionFile, ...]
    rows: tuple[Row, ...]

    def only(
        self,
        categories: Collection[str] = (),
        splits: Collection[str] = (),
        ids: Collection[str] | None = None,
    ) -> "QuestionSet":
        """Keep the rows of some categories, of some splits and with some ids; what is not given leaves out none.

        Raises:
            UsageError: a category or a split has no row, or no row is left.
        """
        for name, plural, wanted, known in (
            ("category", "categories", categories, {row.category for row in self.rows}),
            ("split", "splits", splits, {row.split for row in self.rows}),
        ):
            for one in wanted:
                if one not in known:
                    raise UsageError(
                        f"No question is of the {name} {one!r}.", f"The {plural} are: {', '.join(sorted(known))}."
                    )
        rows = tuple(
            row
            for row in self.rows
            if (not categories or row.category in categories)
            and (not splits or row.split in splits)
            and (ids is None or row.id in ids)
        )
        if not rows:
            raise UsageError("No question is left to ask.")
        return replace(self, rows=rows)

    @property
    def hash(self) -> str:
        """The SHA-256, in hex, of the hashes of the rows, whatever their order."""
        return hashlib.sha256("\n".join(sorted(row.hash for row in self.rows)).encode()).hexdigest()


DATASETS = Path(__file__).resolve().parent / "datasets"
BUNDLED = ("core", "redteam", "first")


def bundled_questions(name: str = "core") -> Path:
    """A set of questions about the bundled corpus: `core`, `redteam`, or `first`, which is small."""
    return DATASETS / f"{name}.jsonl"


def read_question_set(paths: Sequence[Path], corpus: Corpus) -> QuestionSet:
    """Read files of questions about a corpus, each a path or the name of a bundled set.

    Raises:
        QuestionsError: with every fault of every file as `path:line: what is wrong: how to mend it`.
    """
    files: list[QuestionFile] = []
    faults: list[str] = []
    homes: dict[str, Path] = {}
    for path in map(_found, paths):
        try:
            file = read_questions(path, corpus)
        except QuestionsError as error:
            faults.append(str(error))
            continue
        files.append(file)
        for row in file.rows:
            if row.id in homes:
                faults.append(
                    f"{shown_path(path)}: the id {shown_value(row.id)} is in {shown_path(homes[row.id])} too."
                )
            homes.setdefault(row.id, path)
    if faults:
        raise QuestionsError("\n".join(faults))
    return QuestionSet(tuple(files), tuple(row for file in files for row in file.rows))


def read_row(line: str, corpus: Corpus) -> Row:
    """Read one row, as a line of a file, for a corpus.

    Raises:
        QuestionsError: with every fault of it, a line each.
    """
    faults = FaultList()
    place = Path("question")
    row = _read_row(line, place, 1, faults)
    for what, remedy in _faults_of(row, corpus) if row else ():
        faults.error(place, 1, what, remedy)
    if found := faults.in_order():
        raise QuestionsError("\n".join(f"{fault.what}: {fault.remedy}" for fault in found))
    assert row is not None  # or there were faults
    return row


def _found(path: Path) -> Path:
    return bundled_questions(str(path)) if str(path) in BUNDLED and not path.is_file() else path


def read_questions(path: Path, corpus: Corpus) -> QuestionFile:
    """Read a file of questions about a corpus.

    Raises:
        QuestionsError: with every fault as `path:line: what is wrong: how to mend it`.
    """
    if not path.exists():
        raise QuestionsError(
            f"{shown_path(path)}: there is no such file.",
            f"Name one with --questions, or a bundled set: {', '.join(BUNDLED)}.",
        )
    faults = FaultList()
    source = read_source(path, faults)
    rows: list[Row] = []
    lines: dict[str, int] = {}
    for number, line in enumerate(source.text.split("\n") if source else (), start=1):
        row = _read_row(line, path, number, faults) if line.strip() else None
        if row is None:
            continue
        for what, remedy in _faults_of(row, corpus):
            faults.error(path, number, what, remedy)
        if row.id in lines:
            what = f"the id {shown_value(row.id)} is that of line {lines[row.id]} too"
            faults.error(path, number, what, "give each question an id of its own")
        lines.setdefault(row.id, number)
        rows.append(row)
    if source and not source.text.strip():
        faults.error(path, 1, "the file holds no question", "write one JSON object a line")
    if found := faults.in_order():
        raise QuestionsError("\n".join(map(str, found)))
    assert source is not None  # or there were faults
    return QuestionFile(path, source.sha256, tuple(rows))


def _read_row(line: str, path: Path, number: int, faults: FaultList) -> Row | None:
    try:
        row = Row.model_validate_json(line)
    except ValidationError as error:
        for fault in error.errors(include_url=False):
            what, remedy = _mistake(fault["type"], tuple(fault["loc"]), fault["msg"], fault["input"])
            faults.error(path, number, what, remedy)
        return None
    for key in _written_twice(line):
        faults.error(path, number, f"`{key}` is written twice", "keep one of the two")
    return row


def _mistake(kind: str, place: tuple[int | str, ...], message: str, found: object) -> tuple[str, str]:
    """Put what pydantic found into words: what is wrong, and how to mend it."""
    key = ".".join(str(part) for part in place)
    if kind == "json_invalid":
        return "the line is no JSON", re.sub(
            r" at line 1 column (\d+)", r" at column \1", message.removeprefix("Invalid JSON: ")
        )
    if not place:
        return "the line is no JSON object", 'write {"id": …, "question": …}'
    if kind == "missing":
        return f"`{key}` is missing", "add it"
    if kind == "extra_forbidden":
        near = closest(str(place[-1]), Row.model_fields)
        return f"`{key}` is no key of a question", f"did you mean `{near}`?" if near else "remove it"
    return f"`{key}` is {shown_value(json.dumps(found, ensure_ascii=False, default=str))}", message


def _written_twice(line: str) -> list[str]:
    """Give the keys that an object of the line holds more than once: JSON's readers keep only the last."""
    twice: list[str] = []

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        twice.extend(key for key in dict.fromkeys(keys) if keys.count(key) > 1)
        return dict(pairs)

    json.loads(line, object_pairs_hook=note)
    return twice


def _faults_of(row: Row, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Say what no answer could be right by: places that are none, and rules against each other."""
    places = places_of(corpus)
    named = {
        "roadmap": [place_of(row.roadmap, None)] if row.roadmap is not None else [],
        "page": [place_of(row.page.roadmap, row.page.stage)] if row.page else [],
        "must_cite": row.must_cite or (),
        "may_cite": row.may_cite or (),
        "must_not_cite": row.must_not_cite or (),
        "relevant": [page_of(place) for place in row.relevant or ()],
        "cluster": [row.cluster] if row.cluster is not None else [],
    }
    for key, used in named.items():
        for place in used:
            if place not in places:
                near = closest(place, places)
                remedy = f"did you mean {near!r}?" if near else "write `roadmap/stage`, or `roadmap/` for its own page"
                yield f"`{key}` names {shown_value(place)}, which is no page of the corpus", remedy
    for place in row.relevant or ():
        page, heading = places.get(page_of(place)), heading_of(place)
        headings = [section.heading for section in page.sections if section.heading] if page else []
        if page and heading is not None and heading not in headings:
            near = closest(heading, headings)
            remedy = f"did you mean {near!r}?" if near else "name a heading as it stands on the page"
            yield f"`relevant` names {shown_value(place)}, and the page has no such heading", remedy
    for place in set(named["must_not_cite"]) & {*named["must_cite"], *named["may_cite"]}:
        yield f"{shown_value(place)} is forbidden by `must_not_cite` and named as right besides", "keep one of the two"
    if row.answerable is False and row.must_cite:
        yield "`must_cite` asks for citations where a refusal is due", "a refusal has none: remove one of the two"
    said = [("must_say", word) for group in row.must_say or () for word in group]
    for key, word in [*said, *(("must_not_say", word) for word in row.must_not_say or ())]:
        if not fold(word):
            yield f"`{key}` holds {shown_value(word)}, of which nothing is left to compare", "write words or numbers"
