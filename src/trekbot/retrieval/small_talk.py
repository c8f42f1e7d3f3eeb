"""Greetings and thanks: answered with a friendly line, not searched."""

import re

from trekbot.retrieval.query import Intent

_GREETING = re.compile(
    r"(?:hi|hey|hello|hallo|hiya|howdy|yo|greetings|good (?:morning|day|evening|afternoon)|sup|what is up|how are you(?: doing)?(?: today)?|"
    r"nice to meet you|who are you|what are you|what can you do|what do you do|how can you help(?: me)?|help|help me|are you (?:a |an )?(?:bot|human|robot|ai|real)|"
    r"what can i ask(?: you)?|test|testing|start)"
)
_THANKS = re.compile(
    r"(?:thanks?|thank you|many thanks|thanks a lot|cheers|great|perfect|awesome|cool|nice|ok|okay|got it|i see|that helps|that helped|very helpful|helpful|"
    r"good|super|brilliant|wonderful|bye|goodbye|see you|that is all|no|yes|yep|nope|sure|alright|all right|good (?:bot|job|answer|night)|well done)"
)
_FILLER = r"(?:there|bot|trekbot|so much|very much|a lot|again|everyone|all|friend|mate|buddy|man|for (?:that|this|your help|the help|the answer|everything)|you|that was (?:great|helpful)|that is (?:great|helpful))"


def small_talk(text: str) -> Intent | None:
    """Give GREETING or THANKS where the whole message is no more than that."""
    plain = re.sub(r"[^\w\s]", " ", text.casefold())
    plain = re.sub(r"\s+", " ", plain).strip()
    if not plain:
        return Intent.GREETING
    for intent, pattern in ((Intent.GREETING, _GREETING), (Intent.THANKS, _THANKS)):
        if re.fullmatch(
            rf"(?:(?:{_GREETING.pattern}|{_THANKS.pattern}|{_FILLER}) )*{pattern.pattern}(?: (?:{_FILLER}|{_THANKS.pattern}|{_GREETING.pattern}))*",
            plain,
        ):
            return intent
    return None
