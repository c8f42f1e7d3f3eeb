"""A question understood: what is asked, about which stages and things, by whom who knows what already."""

from dataclasses import dataclass, field
from enum import StrEnum

from trekbot.retrieval.condition_forms import Condition
from trekbot.roadmaps.model import StageKey

Page = tuple[str, str | None]  # a stage's page; None for the roadmap's own


class Intent(StrEnum):
    """The kinds of question; each has its own evidence and its own way to be answered."""

    PREREQUISITES = "prerequisites"  # what should I learn before a?
    NEED = "need"  # do I need a for b?
    WHY_NEED = "why_need"  # why a before b?
    ORDER = "order"  # which comes first, a or b?
    NEXT = "next"  # what comes after a?
    START = "start"  # where do I start?
    ENTRIES = "entries"  # which stages need no other before them?
    PARALLEL = "parallel"  # which stages can be learned side by side?
    PROGRESS = "progress"  # how far am I after a, and what is left?
    SKIP = "skip"  # can I skip a?
    DEPENDENTS = "dependents"  # which stages build on a?
    PATH = "path"  # the shortest way to a
    STAGES = "stages"  # list the stages
    COUNT = "count"  # how many stages?
    NUMBER = "number"  # which number has a?
    TIME = "time"  # how long does it take?
    AVERAGE_TIME = "average_time"  # how long is a stage on average?
    LEVEL = "level"  # for whom, how hard?
    MAINTAINER = "maintainer"  # who maintains it?
    UPDATED = "updated"  # when was it updated?
    CONDITIONS = "conditions"  # what does it cost, is there an exam, a certificate?
    ABOUT = "about"  # what is stage a about?
    OUTCOMES = "outcomes"  # what will I learn in a?
    PRACTICE = "practice"  # is there an exercise?
    DONE = "done"  # when am I done with a?
    PITFALLS = "pitfalls"  # what goes wrong?
    TOOLS = "tools"  # which tools does a use?
    COMPARISON = "comparison"  # a or b?
    WHERE = "where"  # which stage teaches a?
    EVERYWHERE = "everywhere"  # which stages mention a?
    DEFINITION = "definition"  # what is a?
    WHY = "why"  # why a?
    HOW_TO = "how_to"  # how do I a?
    OPEN = "open"  # anything else
    GREETING = "greeting"
    THANKS = "thanks"
    ATTACK = "attack"  # wants to change what Trekbot is or says
    FOREIGN = "foreign"  # in a language that the corpus is not written in


OF_STRUCTURE = frozenset(
    (
        Intent.PREREQUISITES, Intent.NEED, Intent.WHY_NEED, Intent.ORDER, Intent.NEXT, Intent.START, Intent.ENTRIES,
        Intent.PARALLEL, Intent.PROGRESS, Intent.SKIP, Intent.DEPENDENTS, Intent.PATH, Intent.STAGES, Intent.COUNT,
        Intent.NUMBER, Intent.TIME, Intent.AVERAGE_TIME, Intent.LEVEL, Intent.MAINTAINER, Intent.UPDATED,
    )
)  # fmt: skip
"""What is answered from the front matter and the order of the stages; all else is answered from the text."""


@dataclass(frozen=True)
class Reference:
    """What a phrase of the question points to.

    `stages` come best first; the phrase is at home there. `named` is True where the phrase is (part of) a stage's own
    title or its number, False where it is a thing that the stage treats. `certain` is False where the stages were
    only ranked by the phrase's words. `words` are the phrase's content stems, `unknown` those of them that the corpus
    never uses. `missing_number` is set where a stage was named by a number that no stage has. `of_title` is True where
    there is one stage and its title has all the words, also where they are the name of a thing.
    """

    phrase: str
    stages: tuple[StageKey, ...] = ()
    named: bool = False
    certain: bool = False
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    missing_number: int | None = None
    of_title: bool = False

    @property
    def stage(self) -> StageKey | None:
        return self.stages[0] if self.stages else None

    @property
    def says_nothing(self) -> bool:
        """Whether the phrase only points ("this")."""
        return not self.stages and not self.words and self.missing_number is None


@dataclass(frozen=True)
class StagePremise:
    """What a question takes for granted about a stage.

    That `stage` has this `number` (-1: the last), that it comes before `earlier_than`, that it builds on `builds_on`
    (that it does not, where `denied`), that it takes this `time`; where none is set, that it builds on nothing. `rest`
    is the question without it, empty where nothing else is asked.
    """

    stage: StageKey
    number: int | None = None
    earlier_than: StageKey | None = None
    builds_on: StageKey | None = None
    denied: bool = False
    time: str | None = None
    rest: str = ""


@dataclass(frozen=True)
class RoadmapPremise:
    """What a question takes for granted about the roadmap: that `fact` (COUNT, TIME, LEVEL, …) is what is `said`."""

    fact: Intent
    said: str
    rest: str = ""


@dataclass(frozen=True)
class Saying:
    """Anything else that a question takes for granted, to be held against what the corpus says of it.

    `words` are its content stems, `subject` those of what it speaks of. `of_roadmap` is set where it can only be about
    the roadmap as a whole ("there is an exam").
    """

    text: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    of_roadmap: bool = False
    rest: str = ""


Premise = StagePremise | RoadmapPremise | Saying


@dataclass(frozen=True)
class Leaning:
    """What a question that leans on the turns before it takes from them: where to look first, and what it says itself.

    `pages` were last spoken of. `own` are the content stems of the question without what was put back; an answer has to
    have one of `required`, where there are any. `pinned` is set where the learner says to go back to those pages. Where
    others are asked for, `beyond` has the stems of those that were named. `told` is what was answered last, `asked` are
    the content stems of the question that it answers. `said` is the question in the learner's own words, with nothing
    put back, and `words` are its content stems.
    """

    pages: tuple[Page, ...] = ()
    own: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    pinned: bool = False
    beyond: frozenset[str] = frozenset()
    told: str = ""
    asked: frozenset[str] = frozenset()
    said: str = ""
    words: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Query:
    """One question, standing alone.

    `text` is the cleaned question, with what a follow-up left out put back. `a` and `b` are what the intent is about,
    `known` what the learner says to know. `roadmaps` limits every search; empty means all. `words` are the content
    stems (cues of the intent left out), `unknown` those that the corpus never uses. `readings` are questions to ask
    back where more than one stage is meant, or more than one name: `choices`. In a comparison, `others` stand beside
    `a` and `b`, and `criterion` holds the stems of what is to decide between them. `condition` is what a question for
    CONDITIONS asks about. `leaning` is set where the question leans on the turns before it, or on the page that is
    open; `otherwise` is the question to answer where this one has no answer.
    """

    text: str
    intent: Intent
    a: Reference | None = None
    b: Reference | None = None
    known: tuple[Reference, ...] = ()
    roadmaps: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    premise: Premise | None = None
    readings: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    subjects: tuple[Reference, ...] = field(default=())
    condition: Condition | None = None
    others: tuple[Reference, ...] = ()
    criterion: tuple[str, ...] = ()
    leaning: Leaning | None = None
    otherwise: "Query | None" = None

    @property
    def roadmap(self) -> str | None:
        """The only roadmap to search, None for several."""
        return self.roadmaps[0] if len(self.roadmaps) == 1 else None
