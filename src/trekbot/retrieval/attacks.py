"""Attempts to change what Trekbot is or says, told from questions about such attempts.

An attack gives an order to the assistant about itself: its instructions, its prompt, its role, its words. The orders are
cut out, clause by clause; a real question beside them is answered. "How do I protect a pipeline against prompt
injection?" gives no order.
"""

import base64
import binascii
import re

from trekbot.retrieval.attack_forms import ASKS_ABOUT, IMPERATIVES, ORDERS
from trekbot.retrieval.splitting import is_question

_ASKING = r"(?:tell me (?:what|how|why|which|where|when|who|about)|what|where|which|how|when|who|why|can|do|does|should|is|are|explain|define|list|compare|describe)\b"
_ORDERING = r"(?:tell|say|print|repeat|reveal|show|ignore|output|reply|respond|answer|act|pretend|write|talk|speak|you|do not|never)\b"
_BETWEEN_CLAUSES = re.compile(
    rf"(?<=[.?!;\n])[\"'”’)]*\s+|(?<=[\"'”’»`]) +(?={_ASKING})|,? (?:and|then|but|also|after that|and then|afterwards|oh and) (?={_ASKING}|{_ORDERING})|[,:]\s+(?:and |then |but |also |just |and then )?(?={_ASKING}|{_ORDERING})| [-–—] (?={_ASKING})|(?:^| )(?:oh|ps|p\.s\.)[,:]? (?:and )?(?={_ASKING})",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"<(system|instructions?|prompt|admin|assistant)\b[^>]*>.*?(?:</\1>|$)", re.IGNORECASE | re.DOTALL)
_ENCODED = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{20,}={0,2}(?![\w+/])")
_DISGUISED = str.maketrans("013457@$", "oieastas")
_TO_ASSISTANT = re.compile(r"\b(?:you|yourself|your)\b", re.IGNORECASE)
_ASKED_OF_IT = re.compile(
    r"^\W*(?:(?:can|could|would|will|do) you (?:please |kindly )?(?:tell|explain|show|know|say|help|describe|give))\b",
    re.IGNORECASE,
)


def without_orders(text: str) -> tuple[str, bool]:
    """Cut the orders to the assistant out of a question.

    Returns:
        What is left (empty where nothing of substance is), and whether an order was found.
    """
    bare = _MARKUP.sub(". ", text)
    clauses = [clause.strip() for clause in _BETWEEN_CLAUSES.split(bare) if clause and clause.strip(" .?!;\"'")]
    ordered = [_is_order(clause) for clause in clauses]
    if bare == text and not any(ordered):
        return text, False
    left = [clause for clause, is_order in zip(clauses, ordered, strict=True) if not is_order]
    kept = [clause for clause in left if _has_substance(clause)]
    return " ".join(kept) if any(_asks(clause) for clause in kept) else "", True


def _is_order(clause: str) -> bool:
    """Tell whether a clause orders the assistant about, as it stands, in disguise or in code."""
    if ASKS_ABOUT.match(clause):
        return False
    forms = {clause, " ".join(_undisguised(word) for word in clause.split())}
    return any(order.search(form) for form in forms for order in (*ORDERS, *IMPERATIVES)) or any(
        _hides_words(blob) for blob in _ENCODED.findall(clause)
    )


def _undisguised(word: str) -> str:
    """Read "1gn0re" as "ignore"; a number stays."""
    return word.translate(_DISGUISED) if re.search(r"[^\W\d_]", word) else word


def _hides_words(blob: str) -> bool:
    """Tell whether a run of letters is a text in base64."""
    try:
        plain = base64.b64decode(blob + "=" * (-len(blob) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    return b" " in plain and all(32 <= byte < 127 or byte in (9, 10, 13) for byte in plain)


def _asks(clause: str) -> bool:
    return is_question(clause) or clause.rstrip(" \"'”’)").endswith("?")


def _has_substance(clause: str) -> bool:
    """Tell whether what stands beside an order is a question about a subject, or says what the learner knows."""
    if _asks(clause):
        asked = _ASKED_OF_IT.sub("", clause)
        return len(clause.split()) > 2 and not (_TO_ASSISTANT.search(asked) and not re.search(r"\bi\b", asked, re.I))
    return bool(re.match(r"\W*i (?:know|have|can|am|finished|did)\b", clause, re.IGNORECASE))
