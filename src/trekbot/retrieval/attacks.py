"""Attempts to change what Trekbot is or says, told from questions about such attempts.

An attack gives an order to the assistant about itself: its instructions, its prompt, its role, its words. The orders are cut out,
clause by clause; a real question beside them is answered. "How do I protect a pipeline against prompt injection?" gives no order.
"""

import re

_OWN_RULES = r"(?:instructions?|rules?|prompts?|guidelines?|directives?|restrictions?|constraints?|programming|training|context|guardrails?|messages?|orders)"
_ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignore|disregard|forget|override|bypass|drop|neglect|skip)\b[^.?!]{{0,40}}\b(?:previous|prior|above|earlier|all|any|your|my|these|those|the|system|former)\b[^.?!]{{0,30}}\b{_OWN_RULES}\b",
        r"\b(?:ignore|disregard|forget) (?:everything|all (?:of )?(?:that|this|the above)|what(?:ever)? (?:you|i|was|has))\b",
        r"\b(?:reveal|show|print|repeat|output|display|tell|give|leak|dump|write out|expose|recite|return|translate|summari[sz]e|what (?:is|are|were|was))\b[^.?!]{0,40}\b(?:your|the|this|initial|hidden|secret|original|system)\b[^.?!]{0,20}\b(?:system|hidden|secret|initial|original|first|developer|own)? ?(?:system prompt|system message|system instructions|prompt above|hidden prompt|hidden instructions|secret instructions|initial instructions|developer message|your instructions|your prompt|your rules|instructions above|text above|words above|api key|password|secret key|credentials)\b",
        r"\b(?:ignore|disregard|forget) (?:the|this|that|your) (?:whole |entire )?(?:course|roadmaps?|corpus|documents?|context|sources?|texts?|stages?|trek|question)\b",
        r"\b(?:reveal|show|print|repeat|output|display|tell|give|leak|dump|expose|recite|share)\b[^.?!]{0,40}\byour (?:own |whole |full |exact )*(?:prompt|instructions|rules|configuration|config|source code|secrets?|api keys?)\b",
        r"\byour (?:system |initial |hidden |secret |original |own )+(?:prompt|instructions|message|rules)\b",
        r"^\W*(?:what|which) (?:is|are) your (?:system )?(?:instructions|prompt|rules|guidelines)\b",
        r"\b(?:you are|you're|u r) (?:now|no longer|from now on|hereby)\b",
        r"\bfrom now on,? (?:you|act|answer|respond|speak|reply|be)\b",
        r"\b(?:pretend|imagine|act|behave|respond|answer|roleplay|role-play) (?:to be|that you|you are|as if|as though|as an?|like an?|as my|as the)\b",
        r"\b(?:enter|enable|activate|switch to|go into|you are in|turn on) (?:developer|debug|god|dan|admin|jailbreak|unrestricted|sudo|maintenance|root)\b ?(?:mode)?",
        r"\b(?:jailbreak|do anything now|dan mode)\b(?! (?:attack|detection|prevention|defen[cs]e|attempt))",
        r"^\W*(?:please |just |only |now |then |and )*(?:say|repeat|print|output|write|echo|type|respond with|reply with|answer with|answer only with|respond only with)\b(?: after me| back| exactly| only| just| the| this| following| words?| phrase| sentence| text| verbatim|:|,)*\s*[\"'“‘«:].*",
        r"^\W*(?:please |just |only |now |then |and )*(?:say|repeat|print|output|echo|respond (?:only )?with|reply (?:only )?with|answer (?:only )?with)\b (?:that |only |just |exactly |the word |the words |the phrase |after me )?.{0,200}$",
        r"^\W*(?:please )?(?:write|compose|generate|create|make up|invent|draft)\b (?:me )?(?:an? |some |the )?(?:poem|song|joke|story|essay|haiku|limerick|rap|tweet|email|e-mail|letter|code|script|malware|virus|exploit|phishing)\b.*",
        r"<\|?(?:im_start|im_end|system|endoftext|assistant|user)\|?>|\[/?INST\]|<<SYS>>|<start_of_turn>|###\s*(?:system|instruction)|^\s*(?:system|assistant|developer)\s*:",
        r"\b(?:new|updated|real|actual) (?:system )?(?:instructions?|rules?|prompt|task)(?: for you)?\s*(?::|are\b|is\b)",
        r"\b(?:append|include|insert|add|embed|end|start|begin|finish)\b[^.?!]{0,30}\b(?:your|every|each|the) (?:answer|reply|response|message|sentence)s?\b",
        r"!\[[^\]]*\]\(\s*https?:",
    )
)
_CLAUSE = re.compile(r"[^.?!\n;]*[.?!\n;]*\s*")
_LEAD_IN = re.compile(
    r"^\W*(?:and|then|but|also|so|now|please|first|afterwards|after that)?\W*(?:tell me|answer|say)?[:,]?\s*",
    re.IGNORECASE,
)


def without_orders(text: str) -> tuple[str, bool]:
    """Cut the orders to the assistant out of a question.

    Returns:
        What is left (empty where nothing of substance is), and whether an order was found.
    """
    if not any(order.search(text) for order in _ORDERS):
        return text, False
    left = []
    for clause in _CLAUSE.findall(text):
        if not clause.strip():
            continue
        pieces = re.split(
            r"(?<=\w)(?:,? (?:and|then|but) (?=(?:tell|what|where|which|how|when|who|why|can|do|should|is|are|say|print|repeat|reveal|show|ignore)\b)|, (?=(?:what|where|which|how|when|who|why)\b))",
            clause,
        )
        left += [piece for piece in pieces if not any(order.search(piece) for order in _ORDERS)]
    rest = " ".join(piece.strip() for piece in left).strip()
    return (rest if _asks_something(rest) else ""), True


def _asks_something(text: str) -> bool:
    """Tell whether what is left beside an order is a question, not the order's tail."""
    asked = r"\b(?:what|where|which|how|when|who|why|can|do|does|should|is|are|before|after)\b"
    return (
        bool(re.search(asked + r".*\?|^\W*(?:and |then |also )?" + asked, text, re.IGNORECASE))
        and len(text.split()) > 2
    )
