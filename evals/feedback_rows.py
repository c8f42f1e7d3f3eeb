"""Questions that learners judged, as rows for a person to review: what a right answer holds is for that person to say.

An answer that was liked suggests what to cite. One that was not suggests nothing: neither that an answer is due, nor
which. Both bring along what was said and thought of it, in the note.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from trekbot.evals.places import Place, place_of, places_of
from trekbot.evals.proposals import id_for
from trekbot.evals.questions import MAX_EARLIER_TURNS, MAX_QUESTION_CHARACTERS, Row
from trekbot.roadmaps.model import Corpus

CATEGORY = "feedback"
SOURCE = "user-feedback"
LIKED = "up"
SHOWN_CHARACTERS = 300  # of an answer, in the note


class Logged(Protocol):
    """What is read of an answer in the question log."""

    @property
    def id(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def history(self) -> Sequence[Mapping[str, str]]: ...
    @property
    def roadmap(self) -> str | None: ...
    @property
    def page_roadmap(self) -> str | None: ...
    @property
    def page_stage(self) -> str | None: ...
    @property
    def status(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def citations(self) -> Sequence[Mapping[str, str | None]]: ...
    @property
    def engine(self) -> str: ...
    @property
    def prompt(self) -> str | None: ...


class Judged(Protocol):
    """An answer in the question log, and what a learner thought of it."""

    @property
    def answer(self) -> Logged: ...
    @property
    def verdict(self) -> str: ...
    @property
    def comment(self) -> str | None: ...


def rows_from(judged: Iterable[Judged], corpus: Corpus, added: date) -> list[Row]:
    """Make a row of each question, in order; one that was judged several times is one row, of the first.

    Places that the corpus does not hold any more are left out, and so are questions longer than the API takes.
    """
    places = places_of(corpus)
    rows: dict[str, Row] = {}
    for one in judged:
        row = _row(one, places, added)
        if row is not None:
            rows.setdefault(row.id, row)
    return list(rows.values())


def _row(judged: Judged, places: Mapping[Place, Any], added: date) -> Row | None:
    said = judged.answer
    if not said.question.strip() or len(said.question) > MAX_QUESTION_CHARACTERS:
        return None
    history = tuple({"role": turn["role"], "content": turn["content"]} for turn in said.history[-MAX_EARLIER_TURNS:])
    cited = [place_of(str(one["roadmap"]), one["stage"]) for one in said.citations]
    cited = [place for place in dict.fromkeys(cited) if place in places]
    liked = judged.verdict == LIKED
    roadmap = said.roadmap if said.roadmap and place_of(said.roadmap, None) in places else None
    page = None
    if said.page_roadmap and place_of(said.page_roadmap, said.page_stage) in places:
        page = {"roadmap": said.page_roadmap, "stage": said.page_stage}
    return Row.model_validate(
        {
            "id": id_for(CATEGORY, repr((said.question, history, roadmap, page))),
            "question": said.question,
            "history": history,
            "roadmap": roadmap,
            "page": page,
            "category": CATEGORY,
            "answerable": said.status == "answered" if liked else None,
            "must_cite": tuple(cited) if liked and cited else None,
            "cluster": cited[0] if cited else None,
            "source": SOURCE,
            "added": added,
            "note": _note(judged),
        }
    )


def _note(judged: Judged) -> str:
    said = judged.answer
    text = " ".join(said.answer.split())
    cut = text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]}…"
    comment = f" “{judged.comment}”" if judged.comment else ""
    return f"{judged.verdict}{comment}; {said.engine}{f', {said.prompt}' if said.prompt else ''} said: {cut}"
