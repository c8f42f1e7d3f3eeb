"""The thumbs below an answer: which answer is meant, and what is to be kept of it.

A click names a message by its place, and the messages come from a page that anybody can change: an id that has not
the shape of an answer's, or stands on no answer, is left out.
"""

import logging

from trekbot.errors import RecordsUnavailable, UnknownAnswer
from trekbot.ui.conversation import answer_id
from trekbot.wiring import Trekbot

logger = logging.getLogger(__name__)

KEPT = "Thank you for your feedback."
TAKEN_BACK = "Your feedback was taken back."
TOO_LATE = "Feedback on this answer is no longer possible."
NOT_KEPT = "Your feedback could not be kept. Please try again in a little while."


def vote(trekbot: Trekbot, event: object, shown: object) -> str | None:
    """Keep a click on a thumb and give the line to show; None where no answer was meant.

    Args:
        event: `index`, the message's place, and `liked`: True, False, or a text where the thumb was taken back.
        shown: the messages on the page.
    """
    data = event if isinstance(event, dict) else {}
    answer, liked = _answer_at(data.get("index"), shown), data.get("liked")
    if answer is None:
        return None
    try:
        trekbot.answer_ids.check(answer)
        if isinstance(liked, bool):
            trekbot.feedback.put(answer, "up" if liked else "down")
            return KEPT
        trekbot.feedback.remove(answer)
        return TAKEN_BACK
    except UnknownAnswer:
        return TOO_LATE
    except RecordsUnavailable as error:
        logger.warning("feedback of the page was not kept: %s", error)
        return NOT_KEPT


def _answer_at(place: object, shown: object) -> str | None:
    if not isinstance(shown, list) or not isinstance(place, int) or not 0 <= place < len(shown):
        return None
    return answer_id(shown[place])
