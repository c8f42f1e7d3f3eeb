"""Greetings, thanks and talk about the assistant itself: answered with a friendly line, not searched."""

import re

from trekbot.retrieval.query import Intent

_GREETING = re.compile(
    r"(?:hi|hey|hello|hallo|hullo|hiya|heya|howdy|yo|hola|bonjour|ciao|aloha|namaste|greetings|good (?:morning|day|evening|afternoon)|morning|evening|sup|wassup|what is (?:up|new)|"
    r"how (?:are|r) (?:you|things)(?: doing| going)?(?: today)?|how is (?:it going|life|everything)(?: today)?|how do you do|(?:it is |it was )?(?:nice|good|pleased) to (?:meet|see) you|long time no see|"
    r"(?:who|what)(?: exactly)? are you|(?:what is|do you have|tell me) (?:your|a) name|what (?:can|do|could) you (?:do|know|offer|answer|help(?: me)? with)|how can you help(?: me)?(?: with)?|(?:can|could|will) you help(?: me)?|help|help me|i need help|"
    r"are you (?:there|alive|awake|ok|okay|real|human|sentient|smart|free|online|(?:an? )?(?:bot|chatbot|human|person|robot|ai|machine|real person|language model|llm)|chat ?gpt|gpt|claude|gemini|siri|alexa)|"
    r"(?:which|what) (?:model|llm|ai|language model|version|kind of (?:bot|ai)) (?:are you|is this|do you use|powers you)|who (?:made|created|built|trained|programmed|wrote|owns) you|how (?:do|were) you (?:work|made|built|trained)|"
    r"(?:which|what) (?:rules|instructions|guidelines) do you follow|where do you (?:live|come from)|how old are you|do you (?:like|love|hate|know|remember|understand) me|are you (?:my )?friend|what are your sources|where do you get your (?:answers|information) from|"
    r"what can i ask(?: you)?|what should i ask(?: you)?|(?:can|may) i ask(?: you)? (?:something|a question|some questions)|i have (?:a|some|another) (?:quick )?questions?|(?:just )?test(?:ing)?(?: 1 2 3| one two three)?|start|menu|anyone (?:there|here|home)|is anyone (?:there|here))"
)
_THANKS = re.compile(
    r"(?:thanks?|thank you|thanx|many thanks|thanks a (?:lot|bunch|million|ton)|cheers|ta|merci|danke|gracias|grazie|obrigado|great|perfect|awesome|cool|nice|neat|sweet|ok|okay|okey|got it|i see|i understand|understood|makes sense|that makes sense|"
    r"that (?:helps|helped|works|worked|is clear)|(?:very|really|super|so) helpful|helpful|good|super|brilliant|wonderful|amazing|excellent|fantastic|lovely|bye|bye bye|goodbye|see you(?: later| soon)?|later|good night|have a (?:nice|good|great) (?:day|one|evening|weekend)|that is all(?: for now)?|nothing else|no more questions|"
    r"no|no thanks|no thank you|yes|yep|yeah|yup|nope|sure|alright|all right|fine|interesting|wow|good (?:bot|job|answer|work)|well done|nice (?:one|work|job)|you rock|you are (?:the best|(?:so |very |really )?(?:great|awesome|amazing|helpful|good|cool|nice|smart|funny|welcome|right|wrong|stupid|dumb|useless|bad|annoying))|"
    r"i (?:love|like|hate) (?:you|this|it)|(?:that|this) (?:was|is) (?:so |very |really |not )?(?:useless|wrong|bad|great|helpful|good|perfect|awesome|amazing|stupid|terrible|not helpful|nonsense|boring|fun|funny|interesting)|not helpful|useless|bad bot|never ?mind|forget it|sorry|my bad|oops|ha(?:ha)+|lol|hm+|um+|uh+|oh)"
)
_FILLER = r"(?:there|bot|trekbot|so much|very much|a lot|again|everyone|everybody|all|friend|mate|buddy|man|bro|dude|folks|guys|team|for (?:that|this|it|your help|the help|the answer|everything|your time|helping)|you|to you|then|now|please|just|and|well|really|oh|but|so|that was (?:great|helpful)|that is (?:great|helpful))"


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
