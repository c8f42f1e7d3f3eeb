"""How each kind of question is asked in full, so that a follow-up can be made to stand alone and a suggestion be
offered.

Every phrasing is read back by the rules as the intent that it stands for; a test holds them to it.
"""

from trekbot.retrieval.query import Intent

PHRASINGS: dict[Intent, str] = {
    Intent.PREREQUISITES: "What should I learn before {a}?",
    Intent.NEED: "Do I need {a} before {b}?",
    Intent.WHY_NEED: "Why do I need {a} before {b}?",
    Intent.ORDER: "Which comes first, {a} or {b}?",
    Intent.NEXT: "What comes after {a}?",
    Intent.SKIP: "Can I skip {a}?",
    Intent.DEPENDENTS: "Which stages build on {a}?",
    Intent.PATH: "What is the shortest way to {a}?",
    Intent.NUMBER: "What number is {a}?",
    Intent.TIME: "How long does {a} take?",
    Intent.ABOUT: "What is {a} about?",
    Intent.OUTCOMES: "What will I learn in {a}?",
    Intent.PRACTICE: "What is the exercise in {a}?",
    Intent.DONE: "When am I done with {a}?",
    Intent.PITFALLS: "What are the pitfalls in {a}?",
    Intent.TOOLS: "Which tools are used in {a}?",
    Intent.COMPARISON: "What is the difference between {a} and {b}?",
    Intent.WHERE: "Where do I learn {a}?",
    Intent.EVERYWHERE: "Which stages mention {a}?",
    Intent.DEFINITION: "What is {a}?",
    Intent.WHY: "Why {a}?",
    Intent.HOW_TO: "How do I {a}?",
    Intent.START: "Where do I start?",
    Intent.ENTRIES: "Which stages need no earlier stage?",
    Intent.PARALLEL: "Which stages can I learn side by side?",
    Intent.PROGRESS: "What is left after {a}?",
    Intent.STAGES: "What are the stages?",
    Intent.COUNT: "How many stages are there?",
    Intent.LEVEL: "What level is it for?",
    Intent.MAINTAINER: "Who maintains it?",
    Intent.UPDATED: "When was it updated?",
    Intent.AVERAGE_TIME: "How long is a stage on average?",
}


def phrase(intent: Intent, a: str = "", b: str = "") -> str:
    """Ask for `a` (and `b`) in full."""
    return PHRASINGS[intent].format(a=a, b=b)
