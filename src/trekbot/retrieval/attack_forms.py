"""The forms in which someone orders the assistant about itself.

`ORDERS` are orders wherever they stand. `IMPERATIVES` are orders only where a clause begins with them: a brake may act
as an anchor, and a script may print a line.
"""

import re

_OWN_RULES = r"(?:instructions?|rules?|prompts?|guidelines?|directives?|restrictions?|constraints?|programming|training|context|guardrails?|messages?|orders|safety|filters?|policy|policies|limits|limitations)"
_REVEAL = r"(?:reveal|show|print|repeat|output|display|tell|give|leak|dump|write(?: out| down)?|expose|recite|return|translate|summari[sz]e|paraphrase|rephrase|list|quote|spell|encode|copy|echo|share|disclose|send|describe)"
_MIND = r"(?:system |initial |hidden |secret |original |own |internal |full |whole |entire |exact |current |first |developer |very )*(?:prompts?|instructions?|rules|guidelines|configuration|config|source code|secrets?|api keys?|passwords?|credentials|context(?: window)?|memory|directives|programming|training data|safety settings)"
_PERSON = r"(?:an? )?(?:\w+ ){0,3}(?:ai|a\.i\.|assistant|bot|chatbot|language model|model|llm|persona|character|hacker|pirate|dan|terminal|console|interpreter|shell|expert without)\b"

ORDERS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:ignore|ignoring|disregard|forget|override|bypass|drop|neglect|skip|overwrite|violate)\b[^.?!]{{0,40}}\b(?:previous|prior|above|earlier|all|any|your|my|these|those|the|system|former|every|preceding)\b[^.?!]{{0,30}}\b{_OWN_RULES}\b",
        r"\b(?:ignore|disregard|forget) (?:everything|anything|all (?:of )?(?:that|this|the above)|what(?:ever)? (?:you|i|was|has|the))\b",
        rf"\b(?:{_REVEAL}|what (?:is|are|was|were))\b[^.?!]{{0,40}}\b(?:your|the|this|initial|hidden|secret|original|system)\b[^.?!]{{0,20}}\b(?:system|hidden|secret|initial|original|first|developer|own)? ?(?:system prompt|system message|system instructions|prompt above|hidden prompt|hidden instructions|secret instructions|initial instructions|developer message|your instructions|your prompt|your rules|instructions above|text above|words above|lines above|message above|api key|password|secret key|credentials)\b",
        rf"\b{_REVEAL}\b[^.?!]{{0,30}}\b(?:everything|all|anything|text|words?|lines?|sentences?|content|messages?|instructions?|conversation)\b[^.?!]{{0,20}}\b(?:above|before this|prior to this|preceding|so far verbatim|you (?:were|have been|got) (?:told|given|sent))\b",
        rf"\b{_REVEAL}\b[^.?!]{{0,40}}\byour {_MIND}\b",
        r"\b(?:ignore|disregard|forget) (?:the|this|that|your) (?:whole |entire )?(?:course|roadmaps?|corpus|documents?|context|sources?|texts?|stages?|trek|question)\b",
        r"\byour (?:system |initial |hidden |secret |original |own )+(?:prompt|instructions|message|rules)\b",
        rf"\b(?:what|which) (?:is|are|were|was)(?: in)? your {_MIND}\b",
        r"\bwhat (?:were|are|have) you (?:been )?(?:told|instructed|programmed|given|ordered|prompted|forbidden|not allowed)\b",
        r"\b(?:you are|you're|u r) (?:now (?!on\b|at\b|ready\b|able\b|in\b)|no longer\b|from now on\b|hereby\b|free (?:from|of)\b|not (?:bound|restricted|limited)\b)",
        rf"\b(?:you are|you're|u r|you will be) {_PERSON}",
        r"\bfrom now on,? (?:you|act|answer|respond|speak|reply|be|talk|only|every|all)\b",
        rf"\bimagine (?:that )?you(?: are|'re| were) (?:not |free|{_PERSON})",
        r"\bpretend (?:to be|that you|you)\b|\brole-?play(?:ing)? (?:as|a|with me|game)\b|\b(?:take on|adopt|assume) (?:the|a|another) (?:role|persona|identity)\b|\byour new (?:name|role|persona|task|job|goal|identity)\b",
        r"\b(?:enter|enable|activate|switch to|go into|you are in|turn on|engage) (?:the )?(?:developer|debug|god|dan|admin|jailbreak|unrestricted|sudo|maintenance|root|opposite|evil)\b ?(?:mode)?",
        r"\b(?:jailbreak|do anything now|dan mode)\b(?! (?:attack|detection|prevention|defen[cs]e|attempt))",
        r"\bi am (?:your|the) (?:developer|creator|admin|administrator|boss|owner|maker|programmer|master|operator)\b|\bas (?:your|the) (?:developer|creator|admin|administrator|owner|operator) i\b",
        r"\byou (?:may|can|must|should|will|shall|are (?:now )?(?:allowed|permitted|free|required) to|have to) (?:now |finally |also )*(?:(?:answer|respond|reply|speak|talk|say)(?: \w+)? (?:freely|anything|everything|without|about anything|in|only|as|like|with)|obey|comply|forget|pretend|break)\b",
        r"\b(?:answer|respond|reply|speak|talk)\w*\b[^.?!]{0,20}\bwithout (?:any |using |giving )*(?:cit\w+|sources?|restrictions?|filters?|rules|limits|censorship|markers)\b",
        r"\bstop (?:being|acting|pretending|following|obeying|citing|quoting|answering|refusing)\b",
        r"<\|?(?:im_start|im_end|system|endoftext|assistant|user)\|?>|\[/?(?:INST|SYSTEM)\]|<<SYS>>|<start_of_turn>|#{2,3}\s*(?:system|instruction)|(?:^|[.?!>\"'`]\s*)(?:system|assistant|developer)\s*:",
        r"\b(?:new|updated|real|actual) (?:system )?(?:instructions?|rules?|prompt|task)(?: for you)?\s*(?::|are\b|is\b)",
        r"\b(?:append|include|insert|add|embed|end|start|begin|finish|prefix|close)\b[^.?!]{0,30}\b(?:your|every|each|the|all) (?:answers?|repl(?:y|ies)|responses?|messages?|sentences?)\b",
        r"!\[[^\]]*\]\(\s*https?:",
        r"\b(?:decode|decrypt|unscramble|rot13|base64)\b[^.?!]*\b(?:and|then)\b[^.?!]*\b(?:do|follow|execute|run|obey|answer|say|it)\b",
        r"\b(?:ignor\w+|vergiss|vergessen|oubli\w+|olvid\w+|dimentic\w+|esque[cç]\w+|negeer|zapomnij|игнориру\w+|забудь)\b.*\b(?:instru\w+|istruzioni|anweisung\w*|regeln|règles|reglas|regole|regras|prompt|consignes?|instructies|instrukcj\w+|инструкци\w+|правила)\b",
    )
)
_PLEASE = r"^\W*(?:please |just |only |now |then |and |also |so |ok(?:ay)? |always |never |kindly |instead |(?:can|could|would|will) you (?:please |just )?|i want you to |you (?:must|should|will|shall) |let us |let's )*"
IMPERATIVES = tuple(
    re.compile(_PLEASE + pattern, re.IGNORECASE)
    for pattern in (
        r"(?:say|repeat|print|output|write|echo|type|respond with|reply with|answer with|answer only with|respond only with)\b(?: after me| back| exactly| only| just| the| this| following| words?| phrase| sentence| text| verbatim|:|,)*\s*[\"'“‘«:].*",
        r"(?:say|repeat|print|output|echo|respond (?:only )?with|reply (?:only )?with|answer (?:only )?with)\b (?!(?:more|something|a bit|that again|it again)\b)(?:that |only |just |exactly |the word |the words |the phrase |after me )?.{0,200}$",
        r"(?:write|compose|generate|create|make up|invent|draft|code|program)\b (?:me )?(?:an? |some |the )?(?:\w+ ){0,2}(?:poem|song|joke|story|essay|haiku|limerick|rap|tweet|e-?mail|letter|code|script|malware|virus|exploit|phishing|program|function|article|speech|cv|resume)\b.*",
        r"(?:tell|sing|give|write|make)(?: me| us)? (?:an? |another |some |one )?(?:\w+ )?(?:joke|jokes|poem|song|story|riddle|fairy ?tale|compliment|insult)\b",
        r"(?:act|behave|roleplay|role-play|speak|talk|respond|answer|reply|write|communicate|chat)(?: to me)?(?: only| always)? (?:as|like|in|with|using)\b(?! (?:what|which|stage|module|the stage)\b)",
        r"(?:translate|rewrite|proofread) (?:this|the following|into|to|that|your|everything)\b|summari[sz]e (?:the following|into|to|your|everything|this(?! (?:page|stage|step|module|unit|chapter|lesson|part|section|topic)s?\b|\W*$))\b",
        r"(?:play|start|let us play|let's play) (?:a |another |the )?(?:\w+ )?game\b",
        r"(?:cite|quote|mention) (?:nothing|no sources?)\b|(?:do not|don't|never) (?:cite|quote|use (?:any )?(?:sources|citations|the roadmaps?)|mention (?:any |your )?sources|follow|refuse|decline)\b",
        rf"be {_PERSON}",
        r"(?:browse|search|google|look up) (?:the )?(?:web|internet|online|it up)\b|(?:run|execute) (?:this|the following|rm|sudo|curl)\b",
    )
)  # fmt: skip
# A clause that asks about something, and not for what the assistant has been told, gives no order.
ASKS_ABOUT = re.compile(
    r"^\W*(?:and |so |but |then |also |ok,? |well,? )*(?:how (?:do|can|does|should|could|would|is|are|to)\b(?! you)|why\b|what (?:is|are|does|do|can)\b(?! you)|which\b|where\b|when\b|who\b|is\b|are\b(?! you)|does\b|do (?:i|we|they)\b|(?:can|will|would|could)\b(?! you)|should\b|may i\b|must\b|explain (?:how|what|why)\b)(?!.*\b(?:your?|yourself|above|hidden|secret|initial|verbatim)\b)",
    re.IGNORECASE,
)
