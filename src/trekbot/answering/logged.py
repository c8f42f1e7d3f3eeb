"""From a question and its reply to what the question log keeps of them."""

from datetime import datetime

from trekbot import __version__
from trekbot.answering.reply import Reply
from trekbot.records.logged_answer import LoggedAnswer
from trekbot.retrieval.question import Question


def logged_answer(
    question: Question, reply: Reply, site: str | None, embedding_model: str, at: datetime
) -> LoggedAnswer:
    """Give the log's entry; `site` is the key of the site that was asked from, as it was sent."""
    return LoggedAnswer(
        id=reply.id,
        at=at,
        site=site,
        roadmap=question.roadmap,
        page_roadmap=question.page.roadmap if question.page else None,
        page_stage=question.page.stage if question.page else None,
        question=question.text,
        history=tuple({"role": turn.role, "content": turn.content} for turn in question.history),
        status=reply.status,
        answer=reply.answer,
        notices=reply.notices,
        citations=tuple(
            {
                "roadmap": citation.roadmap,
                "stage": citation.stage,
                "section": citation.section,
                "quote": citation.quote,
            }
            for citation in reply.citations
        ),
        engine=reply.engine,
        prompt=reply.prompt,
        degraded=reply.degraded,
        index=reply.index,
        embedding_model=embedding_model,
        version=__version__,
        total_ms=reply.timings_ms["total"],
    )
