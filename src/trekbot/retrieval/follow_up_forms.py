"""How follow-ups are worded: what carries nothing but its kind, and what points out of the question.

Names in a question are masked before these are tried, so none of them stands for a corpus' word.
"""

import re

from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS, STAGE_NOUN

OPENING = r"^(?:and |so |ok(?:ay)?,? |then |but |well,? |hm+,? |alright,? |thanks[,.!]? |thank you[,.!]? |cool[,.!]? |great[,.!]? |also,? |yes,? |no,? )*"
THAT = r"(?:that|this|it|them|those|these|this one|that one|there|this stage|that stage)"
AFTER = re.compile(
    OPENING
    + rf"(?:what(?: is| comes| do i (?:learn|do)| should i (?:learn|do)| about)? |which (?:one|{STAGE_NOUN}) (?:comes |is )?|anything )?"
    rf"(?:next )?(?:after {THAT}|after|comes next|follows|afterwards?|then|next|from there|beyond {THAT}|following {THAT}|further)(?: what| then)?[^\w\ue000-\uefff]*$"
)
BEFORE = re.compile(
    OPENING
    + rf"(?:what(?: is| comes| do i (?:learn|need|do)| should i (?:learn|know|do)| about)? |which (?:one|{STAGE_NOUN}) (?:comes |is )?|anything )?"
    rf"(?:before {THAT}|beforehand|prior to {THAT}|first)[^\w\ue000-\uefff]*$"
)
WHY = re.compile(
    OPENING
    + r"(?:why(?: (?:is|do i need|does|should) (?:that|this|it|they|them)(?: be)?(?: (?:needed|required|necessary|important|so|come))?(?: first| before| earlier)?| is that| so| that| though| is it| not| exactly| do i need (?:it|that|this|them)| should i)?|how come|what for|for what reason|what is the reason)[^\w\ue000-\uefff]*$"
)
WHAT_ABOUT = re.compile(
    OPENING
    + r"(?:(?:what|how) about|and for|and with|and in|(?:no,? )?i (?:meant|mean)|and at|and on|and if it is|same (?:question )?(?:for|about)|and what about|what of|or|and) (?:the )?(?P<x>[^?]{1,80}?)[^\w\ue000-\uefff]*$"
)
NTH = re.compile(
    rf"\b(?:the )?(?P<nth>{'|'.join(ORDINALS)}|last|\d+(?:st|nd|rd|th))(?: one| of (?:them|these|those)| {STAGE_NOUN}| item| option| point)?\b(?! time)|\b(?:number|option|item|no\.?|#) ?(?P<number>\d+|{'|'.join(NUMBER_WORDS)})\b"
)
ONLY_NTH = re.compile(
    OPENING
    + r"(?:(?:what (?:is|about)|tell me (?:more )?about|explain|and|how about|more (?:on|about)|i mean|describe) )*"
    + f"(?:{NTH.pattern})"
    + r"(?: about| one)?[^\w\ue000-\uefff]*$"
)
PRONOUN = re.compile(
    rf"\b(?:(?P<noun>(?:this|that|the same|the|said) (?:{STAGE_NOUN}|one|tool|concept|term|thing))(?! \d)|(?P<it>it|them|they|those|these)|(?:(?P<here>(?:in |at |for |about )?(?:here|there))(?=[^\w\ue000-\uefff]*$))|(?P<that>this|that)(?=[^\w\ue000-\uefff]*$| (?:about|mean|do|take|cover|for|in|is|are|and|or|before|after|work|help|matter|different|better|important|hard|free|needed|required)\b|[,?]))\b"
)
ROADMAP_IT = re.compile(
    r"\b(?:does|do|will|is|can) (?:it|this|they|that) (?:also |even |ever )?(?:teach|cover|include|mention|contain|explain|treat|discuss|touch)\b|\bin (?:it|here|this|there)[^\w\ue000-\uefff]*$|^(?:is|are) (?:it|this|there)\b.*\b(?:beginner|beginners|maintained)"
)
MORE = re.compile(
    OPENING
    + r"(?:tell me )?(?:more|go on|continue|more details?|elaborate|say more|in more detail|can you elaborate|explain(?: that| it| this)?(?: more| further| again)?|what else|anything else|expand)(?: please| about (?:it|that|this))?[^\w\ue000-\uefff]*$"
)


OTHER = re.compile(
    OPENING
    + r"(?:what about |how about |and )?(?:in |for |of )?the other (?:one|roadmap|course|trek|track|path)[^\w\ue000-\uefff]*$"
)
