"""Where a clause of a message ends, and the English that tells what is asked from what is only told."""

import re

from trekbot.retrieval.cues import STAGE_NOUN

_SUBJECT = r"(?:i|we|my|our|it|that|this|there|he|she|they|you)"
_ASKS = r"(?:what|which|where|how|who|when|why|is|are|am|can|could|may|might|must|should|do|does|did|will|would|shall)"
_UNDER = r"(?:if|since|because|given(?: that)?|now that|seeing (?:that|as|how)|considering(?: that)?|assuming(?: that)?|provided(?: that)?|although|even though|though|whereas)"
_UNDER_ONE = r"(?:when|once|while|as|as soon as)"  # these open a clause only before its subject
_ORDERS = r"(?:sketch|draw|write|map|lay|give|show|tell|list|make me|plan me)"
BOUNDARY = re.compile(
    rf"(?<=[.!?;])\s+|\s[-–—]+\s|:\s|\s*[()]\s*"
    rf"|,?\s+(?=(?:{_UNDER} |{_UNDER_ONE} {_SUBJECT} ))"
    rf"|,?\s+(?:so|but|and so|so then|then)\s+(?=(?:{_SUBJECT}|{_ASKS})\b)"
    rf"|,?\s+and\s+(?=(?:i|we|{_ASKS}) )"
    rf"|,\s+(?:and\s+|so\s+|but\s+)?(?=(?:{_SUBJECT}|{_ASKS}|fine|ok|okay|safe|any|out of|roughly|{_ORDERS})\b)"
)
OPENED_UNDER = re.compile(rf"^(?:{_UNDER}|{_UNDER_ONE}) ")
OPENS_A_QUESTION = re.compile(
    r"^(?:(?:is it |it is |be )?(?:fine|ok|okay|safe|alright|possible) (?:to|if)|any\b|my (?:options|choices|next)\b|(?:sketch|draw|make|write|plan|map|lay|work) )"
)
DENIES = re.compile(
    r"\b(?:no|not|never|nothing|without|none|neither|nor|yet|unless|instead|hardly|barely|forgot\w*|skipped|failed|stuck|lack|missing|half(?:way)? (?:through|of|done|way)|middle of)\b"
)
# What a learner has done or can do, in a clause that names neither the learner nor a stage ("used docker for years").
KNOWS = re.compile(
    r"^(?:(?:once|when|now that|after|so|and|well|ok|since|because|if) )*(?:(?:i|we) )?(?:(?:have|had|am|just|already|finally|now|recently|also) )*(?:(?:can|know how to|passed|finished|completed|done|did|used|read|learned|learnt|studied|took|been|wrote|mastered|understood|managed to|got through|through with)\b|got .* (?:running|working|done|sorted|down)\b)"
    r"|\b(?:clear|familiar|second nature) to me\b|\b(?:done|sorted|finished|check|ticked off|done and dusted|in place)\W*$"
)
WANTS = re.compile(
    r"\b(?:want\w*|wish\w*|would (?:like|love)|need\w*|after|aim\w*|goal|care about|interested|head(?:ed|ing) (?:for|to)|plan(?:ning|s)? to|hope|dream\w*|promised|keen|about to|going to|look(?:ing)? forward|fancy|asked me|told me|open|start)\b"
)
# "it", "that one", "this chapter" where they stand for what was named before; not the "it" of "is it fine to".
POINTER = re.compile(
    rf"(?<!is )(?<!was )(?<!be )(?:\b(?:it|them|(?:this|that) (?:one|{STAGE_NOUN}))\b(?! (?:ok|okay|fine|matters?|takes?|true|possible|better|make|hurt|come|roadmap|trek))|\b(?:this|that)(?=$|[?.!,]| (?:do|does|open|lead|unlock|need|require|build|first|then|now|directly|for me)\b))"
)
ROADMAP_POINTER = re.compile(r"\b(?:in|of|on) (?:it|this|that)$")
# Another stage that the learner would rather turn to: "skip X and go straight to Y".
TURNS_TO = re.compile(
    r"\b(?:go|jump|skip|move|head|get|leap|dive|turn|proceed)(?:ing)? (?:on |off )?(?:(?:straight|directly|right|immediately|at once|straight away|right away) )?(?:ahead )?(?:on |over )?(?:to|into|for) (?P<goal>[^,.;?!]+)"
)
# What has to be done before something that was named elsewhere.
BEFOREHAND = re.compile(
    r"\b(?:what|which|anything|something|any|everything)\b.*\b(?:first|beforehand|(?:before|in front of|ahead of|prior to)(?: (?:that|it|this|them|then))|before|in advance|up front|previously)(?=$|[ ,]+(?:in|of|on|from|for) |[?.!, ]*$)"
)
# A phrase that only points, or that only says when, and is the name of nothing.
POINTS = re.compile(
    r"^(?:it|them|that|this|those|these|there|beforehand|first|in advance|up front|next|the pair|the two|the combination|both)\b",
    re.IGNORECASE,
)
ELLIPTIC = re.compile(r"^(?=(?:ok|okay|fine|safe|alright|all right|possible) (?:to|if)\b)")
POINTS_IN_ORDER = re.compile(
    r"(?P<before>\b(?:after|before|past|beyond|from|without|in front of|(?:build|rest|lean|depend|rely)s? on)) (?:it|them|that|this|those)\b"
)
OPENS = re.compile(
    r"\b(?:builds?|rests?|leans?|depends?|relies|rely) (?:up)?on (?:it|them|that|this|those)\b|\b(?:lets? me (?:into|do|take|make)|entry ticket|opens? up|unlocks?|opens? the door)\b"
)
YES_NO = re.compile(r"^(?:do|does|must|should|have|is|are|shall|need)\b")
ALL_OF_THEM = re.compile(r"\b(?:all|every|list|whole|overview|entire)\b")
THE_ONE_ON = re.compile(rf"^the (?:one|{STAGE_NOUN}) (?:on|about|with|for) (?:the )?")
THE_STAGE = re.compile(
    rf"\bthe (?!(?:whole|entire|full|next|same|other|right|first|last|final|complete|following|previous|coming|closing|later|earlier|latter|former)\b)(?:[^\s,.;?!]+ ){{1,4}}?(?:{STAGE_NOUN}|one|week)\b|\bthe (?:one|{STAGE_NOUN}) (?:on|about|with|for) [^,.;?!]{{2,40}}"
)
