"""One question and its answer, as the page shows them while they grow.

What goes wrong is said in words for a learner, who can neither act on its cause nor should see it.
"""

import threading
from collections.abc import Iterator

from trekbot.answering.reply import Citation
from trekbot.assistant import Done, Question, Said
from trekbot.errors import CallerGone, IndexUnavailable, TrekbotError, UnknownPlace
from trekbot.ui.conversation import LONGEST_QUESTION, Message, PlainTurn, history, said_before, shown_before
from trekbot.ui.render import answer_html, notice_html, question_html, reply_html
from trekbot.wiring import Trekbot

MOST_REPEATED = 200  # characters shown of a question that is too long to be asked

NOT_READY = "The roadmaps are still being read. Please ask again in a few seconds."
NO_SUCH_PLACE = "That roadmap is no longer here. Reload the page to see the ones that are."
OUT_OF_ORDER = "Trekbot cannot answer at the moment. Please try again in a little while."
TOO_LONG = "A question can have up to {most:,} characters; yours has {length:,}. Please shorten it."


def respond(
    trekbot: Trekbot, text: str, roadmap: str | None, shown: object, said: object, session: str | None = None
) -> Iterator[tuple[list[Message], list[PlainTurn]]]:
    """Ask, and give the page's messages and the turns again after each sentence.

    Args:
        session: the tab that waits for the answer; `trekbot.callers` is told under this name when it is closed.
    """
    messages, turns = shown_before(shown), said_before(said)
    if not text:
        yield messages, turns
        return
    if len(text) > LONGEST_QUESTION:
        messages.append({"role": "user", "content": question_html(f"{text[:MOST_REPEATED]} …")})
        messages.append(
            {"role": "assistant", "content": notice_html(TOO_LONG.format(most=LONGEST_QUESTION, length=len(text)))}
        )
        yield messages, turns
        return
    messages.append({"role": "user", "content": question_html(text)})
    yield messages, turns
    try:
        with trekbot.callers.waiting(session) as gone:
            for message, answer in _answer(trekbot, Question(text, history(turns), roadmap), gone):
                if answer is not None:
                    turns += [{"role": "user", "content": text}, {"role": "assistant", "content": answer}]
                yield [*messages, message], turns
    except TrekbotError as error:
        again = [{"value": text}] if isinstance(error, IndexUnavailable) else []
        yield [*messages, {"role": "assistant", "content": notice_html(_sorry(error)), "options": again}], turns


def _answer(trekbot: Trekbot, question: Question, gone: threading.Event) -> Iterator[tuple[Message, str | None]]:
    """Give the answer's message after each sentence, and with the last one its text.

    Raises:
        CallerGone: the answer was not finished; where the server stops, somebody may still see it.
    """
    text, citations = "", list[Citation]()
    for event in trekbot.assistant.stream(question, gone):
        if isinstance(event, Said):
            text += event.text
            citations.extend(event.citations)
            yield {"role": "assistant", "content": answer_html(text, citations)}, None
        elif isinstance(event, Done):
            trekbot.log_answer(question, event.reply)
            options = [{"value": suggestion} for suggestion in event.reply.suggestions]
            shown: Message = {"role": "assistant", "content": reply_html(event.reply), "options": options}
            yield shown | {"metadata": {"id": event.reply.id}}, event.reply.answer
            return
    raise CallerGone


def _sorry(error: TrekbotError) -> str:
    if isinstance(error, IndexUnavailable):
        return NOT_READY
    return NO_SUCH_PLACE if isinstance(error, UnknownPlace) else OUT_OF_ORDER
