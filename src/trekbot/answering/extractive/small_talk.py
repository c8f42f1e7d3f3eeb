"""What is said to a learner who asks for nothing that a roadmap answers: friendly, short, with a next question."""

from trekbot.answering.claims import Draft
from trekbot.answering.extractive.bench import Bench, notice, refusal
from trekbot.answering.markdown_text import escaped
from trekbot.retrieval.phrasing import phrase
from trekbot.retrieval.query import Intent

_LISTED = 3  # roadmaps named in a greeting


def greeting(bench: Bench) -> Draft:
    titles = [escaped(roadmap.title) for roadmap in bench.roadmaps[:_LISTED]]
    more = " and more" if len(bench.roadmaps) > _LISTED else ""
    return refusal(
        f"Hello! I answer questions about {', '.join(titles)}{more}, each sentence with its source.", *starters(bench)
    )


def thanks(bench: Bench) -> Draft:
    return refusal("You are welcome! Ask me about the next stage whenever you like.", *starters(bench))


def attack(bench: Bench) -> Draft:
    """Decline in one friendly line, without repeating what was tried."""
    return Draft(
        (notice("I only answer questions about the roadmaps, so I leave that one out."),),
        starters(bench),
        declined=True,
    )


def foreign(bench: Bench) -> Draft:
    language = bench.library.understanding.language or "another language"
    return refusal(f"The roadmaps are written in {language}, so please ask in {language}.", *starters(bench))


def starters(bench: Bench) -> tuple[str, ...]:
    """Three questions to begin with, from the roadmap's own stages."""
    roadmap = bench.roadmaps[0]
    middle = roadmap.stages[len(roadmap.stages) // 3]
    last = roadmap.stages[-1]
    title = bench.plain_title(middle)
    ways = () if last.key == middle.key else (phrase(Intent.PATH, bench.plain_title(last)),)
    return phrase(Intent.PREREQUISITES, title), bench.about(roadmap.stages[0]), *ways
