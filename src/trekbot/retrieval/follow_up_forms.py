"""How follow-ups are worded: what carries nothing but its kind, and what points out of the question.

Names in a question are masked before these are tried, so none of them stands for a corpus' word.
"""

import re

from trekbot.retrieval.cues import NUMBER_WORDS, ORDINALS, STAGE_NOUN

END = r"[^\w\ue000-\uefff]*$"
OPENING = r"^(?:and |so |ok(?:ay)?[,.!]? |then |but |well,? |hm+[,.]? |ah+[,.]? |oh[,.]? |alright[,.]? |right[,.]? |sure[,.]? |thanks[,.!]? |thank you[,.!]? |cool[,.!]? |great[,.!]? |nice[,.!]? |also,? |yes[,.]? |no[,.]? |sorry[,.]? |now,? |or |actually,? |wait[,.]? )*"
THANKS_FIRST = re.compile(
    r"^(?:(?:ok(?:ay)?|right|alright|thanks|thank you|great|cool|nice|good|perfect|got it|i see|yes|no|sure|fine|hm+)\b[.!,]+ +)+",
    re.IGNORECASE,
)
THAT = r"(?:that|this|it|them|those|these|this one|that one|there|this stage|that stage)"
AUXILIARY = r"(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|should|would|will|shall|may|might|must)"
ASKS = r"(?:what|where|which|how|why|who|whom|whose|when|is|are|was|were|do|does|did|can|could|should|will|would|must|may|am|has|have|tell|explain|list|show|give|compare|define|describe|name)"

# Nothing but a kind of question.
AFTER = re.compile(
    OPENING
    + rf"(?:what(?: is| comes| do i (?:learn|do)| should i (?:learn|do)| about)? |which (?:one|{STAGE_NOUN}) (?:comes |is )?|anything )?"
    rf"(?:(?:the )?next )?(?:the one )?(?:after {THAT}|after|comes next|follows|afterwards?|then|next|from there|beyond {THAT}|following {THAT}|further|the next (?:one|{STAGE_NOUN}))(?: what| then)?"
    + END
)
BEFORE = re.compile(
    OPENING
    + rf"(?:what(?: is| comes| do i (?:learn|need|do)| should i (?:learn|know|do)| about)? |which (?:one|{STAGE_NOUN}) (?:comes |is )?|anything )?"
    rf"(?:before {THAT}|beforehand|prior to {THAT}|first)" + END
)
NEIGHBOUR = re.compile(
    rf"\bthe (?:(?P<next>(?:next|following)(?: one| {STAGE_NOUN})?(?= *\W*$| (?:is|about|take|last|cover|teach)\b)|(?:one|{STAGE_NOUN}) (?:(?:right |directly |that comes )?after|following|that follows)(?: {THAT})?(?![\w ]*[\ue000-\uefff]))"
    rf"|(?P<before>(?:previous|preceding)(?: one| {STAGE_NOUN})?(?= *\W*$| (?:is|about|take|last|cover|teach)\b)|(?:one|{STAGE_NOUN}) (?:right |directly |that comes )?before(?! {THAT} (?:starts?|begins?|ends?|opens?|closes?|runs?|gets?)\b)(?: {THAT})?(?![\w ]*[\ue000-\uefff])))"
)
ABOUT_NEIGHBOUR = re.compile(
    OPENING + r"(?:what (?:is|about)|how about|which is|tell me about|(?:and )?(?:for|in|of)) ?$|" + OPENING + "$"
)
WHY = re.compile(
    OPENING
    + r"(?:why(?: (?:is|do i need|does|do|should|was|were|are|did|must|would|will|has|have) (?:that|this|it|they|them|those|these)(?: be| come| go| to be| to come)?(?: (?:needed|required|necessary|important|so|come|the case|true))?(?: first| before| earlier)?| is that| so(?: few| many| much| long| late| early| little| often| soon)?| that| this| then| there| though| is it| not| exactly| only| do i need (?:it|that|this|them)| should i| (?:that|this|those|these)(?: one| ones)(?:,? (?:and not|rather than|instead of|not) .{1,60})?)?|how come|how so|what for|for what reason|what is the reason)"
    + END
)
MORE = re.compile(
    OPENING
    + r"(?:(?:can|could) you )?(?:please )?(?:tell me |give me |any |some )?(?:a bit |a little )?(?:more|go on|continue|more details?|more information|more detail|elaborate|say more|in more detail|can you elaborate|explain(?: that| it| this)?(?: more| further| again| in (?:more )?detail)?|details|what else|anything else|expand|and what else)(?: please| (?:about|on) (?:it|that|this|them))?(?: is there(?: to know)?)?(?: please)?"
    + END
)
EXAMPLE = re.compile(
    OPENING
    + r"(?:(?:can|could|would) you )?(?:please )?(?:(?:give|show|tell|name)(?: me)? |what (?:is|would be|are) |is there |are there |do you have )?(?:for (?:example|instance)|such as|like what|e\.g\.?|(?:an?|any|some|one|another) (?:concrete |good |simple |real |short )?(?:examples?|instances?)|examples?)(?: (?:of|for) (?:that|this|it|them|one))?(?: please)?"
    + END
)
SUMMARY = re.compile(
    OPENING
    + r"(?:(?:can|could|would) you )?(?:please )?(?:tl;? ?dr|in (?:short|brief|a nutshell|one sentence|a few words)|(?:summari[sz]e|explain|sum up|describe|introduce)(?: (?:this|that|it|here|the page|this page|the text))(?: up)?(?: for me| to me)?(?: in (?:short|brief|simple (?:terms|words)|a nutshell|one sentence|a few (?:words|sentences)))?|(?:give me )?(?:a|the) (?:short |brief |quick )?(?:summary|overview|gist)(?: of (?:this|that|it)(?: page| stage)?)?|what (?:is|are) (?:the|this) (?:key|main|most important)? ?(?:points?|takeaways?|ideas?|gist|page|summary)(?: (?:here|of (?:this|it|that)|about|on this page|of this page))?|what (?:should|must|do) i (?:remember|take away|keep in mind|take from|know|retain)(?: (?:from|about|of))? (?:this|that|it|here|the)(?: (?:page|text|stage|one|chapter))?|what is this(?: page| stage| one)?(?: all)?(?: about| for)?)(?: please)?"
    + END
)
ALL_OF_THEM = re.compile(
    OPENING
    + r"(?:i (?:mean|meant|want) )?(?:both(?: of (?:them|these|those))?|all(?: of (?:them|these|those))?|all (?:two|three)|either(?: one| of them)?|any(?: of them)?)(?: please)?"
    + END
)
HOW_LONG = re.compile(
    OPENING
    + r"(?:for )?how (?:long|much time|many (?:hours|days|weeks|months))(?: (?:is it|does it take|will (?:it|that|this) take|for (?:it|that|this)|then))?(?: (?:me|exactly|in total|about))?"
    + END
)
ABLE = re.compile(
    OPENING
    + r"what (?:will|would|can|should) i (?:be able to do|know|have learned|have learnt|get|learn)(?: (?:afterwards?|then|at the end|by the end|after (?:it|that|this)|here|from (?:it|this|that)))"
    + END
)
HARD = re.compile(
    OPENING
    + r"(?:is|are|will) (?P<it>it|that|this|they|this one|that one)(?: be)? (?:very |too |really |that |so |quite |particularly )?(?P<how>hard|difficult|easy|tough|advanced|challenging|demanding)(?: (?:to (?:learn|do|master|understand)|for me|for beginners|for a beginner))?"
    + END
)
IN_STAGE = re.compile(
    OPENING
    + rf"(?:(?:in )?(?:which|what) (?P<noun>{STAGE_NOUN}|course|roadmap|trek|track|path|week|page)s? (?:is|are|was|were|does|do) (?:that|this|it|they|those|these)(?: (?:covered|taught|explained|treated|discussed|come|appear|belong to|stand))?(?: in| from| on)?|where (?:is|was|are) (?:that|this|it|they|those)(?: (?:covered|taught|explained|from))?|in (?:which|what) (?P<noun2>{STAGE_NOUN}|course|roadmap|trek|track|path|week)s?)"
    + END
)
BARE_KIND = re.compile(
    OPENING
    + r"(?:which|what|any|the|its|their|are there|is there|what about|how about|common|typical|usual|what are the|what is the|an?) ?(?:any|the|its|common|typical)? ?(?:(?P<tools>tools?|software|equipment)|(?P<practice>exercises?|practice|homework|assignments?)|(?P<pitfalls>mistakes|pitfalls|traps|gotchas)|(?P<prerequisites>prerequisites|requirements)|(?P<outcomes>outcomes|learning goals|goals|objectives))(?: (?:there|here|for (?:that|it|this)))?"
    + END
)
OPPOSITE = re.compile(
    OPENING
    + r"(?:what (?:is|about|would be) |how about )?the (?:exact )?(?:opposite|contrary|reverse|other way (?:round|around))(?: of (?:that|this|it))?(?: called)?"
    + END
)

# The same question about something else.
WHAT_ABOUT = re.compile(
    OPENING
    + r"(?:(?:what|how) about|(?:no,? )?i (?:meant|mean|was asking about|was talking about|am asking about)|same (?:question )?(?:for|about)|and what about|what of|or|and|not that one,? but) (?:the )?(?P<x>[^?]{1,80}?)"
    + END
)
FRAGMENT = re.compile(
    OPENING
    + r"(?P<x>(?:in|on|at|for|with|without|by|from|during|to|under|over|per|near|until|since|through|against|when|while|if) [^?,.;:]{1,60}?)"
    + END
)
BARE = re.compile(r"^(?P<opened>" + OPENING[1:] + r")(?:the )?(?P<x>[^?,.;:]{1,40}?)(?P<asks>\?)?[^\w\ue000-\uefff?]*$")
OTHER_ROADMAP = re.compile(
    OPENING
    + r"(?:what about |how about |and )?(?:in |for |of )?the other(?: one| roadmap| course| trek| track| path)?"
    + END
)

PERSON = re.compile(r"\b(?:(?P<he>he|him|she)|(?P<his>his)|(?P<her>her))\b")
PERSON_FIRST = re.compile(OPENING + r"(?:(?:him|her|he|she)\s*[-–—,:.]+\s*)(?=.*\b(?:he|him|his|she|her)\b)")
ANTECEDENT_PERSON = re.compile(
    r"\b(?:my|our|your|a|an|the|some|another) (?:[^\W\d]+ ){0,2}?(?:boss|friend|colleague|teacher|brother|sister|mother|father|mum|mom|dad|wife|husband|son|daughter|neighbou?r|grandmother|grandfather|aunt|uncle|man|woman|boy|girl|guy|person|someone|student|tutor|manager|lecturer)\b.*\b(?:he|him|his|she|her)\b"
)

# One of several.
_OF_KIND = r"(?: (?:kind|sort|type|form|variety)s?\b| of (?:them|these|those|the (?:two|three|four|five))(?: (?:kinds|sorts|types|forms|varieties|ones|things)\b)?)"
NTH = re.compile(
    rf"\b(?:the )?(?P<nth>{'|'.join(ORDINALS)}|last|middle|former|latter|\d+(?:st|nd|rd|th))(?: one|{_OF_KIND}| {STAGE_NOUN}| item| option| point)?\b(?! time)|\b(?:number|option|item|no\.?|#) ?(?P<number>\d+|{'|'.join(NUMBER_WORDS)})\b"
)
ONLY_NTH = re.compile(
    OPENING
    + r"(?:(?:what (?:is|about)|tell me (?:more )?about|explain|and|how about|more (?:on|about)|i meant?|describe) )*"
    + f"(?:{NTH.pattern})"
    + r"(?: about| one| please| again| then)*"
    + END
)
ONLY_OTHER = re.compile(
    OPENING
    + r"(?:(?:what (?:is|about)|tell me (?:more )?about|explain|and|how about|more (?:on|about)|i meant?|describe|with|for) )*the other(?: one| thing)?(?: please| then)?"
    + END
)
WHY_NTH = re.compile(OPENING + rf"why (?:is |do i need |do )?(?:{NTH.pattern})" + END)
NTH_INSIDE = re.compile(
    rf"\b(?:the )(?P<nth>{'|'.join(ORDINALS)}|last|middle)(?P<number>)(?: one|{_OF_KIND}|(?<!is the first)(?<!is the last)(?<!comes first)(?<!be the last)(?<!be the first)(?=[^\w\ue000-\uefff]*$))"
)
CHOICE_OF_TWO = re.compile(
    r"^(?:and |so |or )?(?:which (?:is \w+|one|of them)?[,:]? ?|should i (?:use |take |choose )?)?(?:an? |the )?(?P<one>[^\s,.?!]+(?: [^\s,.?!]+){0,2}?) or (?:an? |the )?(?P<other>[^\s,.?!]+(?: [^\s,.?!]+){0,2})\W*$",
    re.IGNORECASE,
)
OF_TWO = re.compile(
    rf"\bthe (?:(?P<nth>former|latter)(?P<number>)(?: one)?|(?P<other>other(?: one)?)(?=[^\w\ue000-\uefff]*$| {AUXILIARY}\b)|(?P<early>first|second)(?: one)?(?=[^\w\ue000-\uefff]*$| {AUXILIARY}\b))"
    r"|(?:(?<=must )|(?<=does )|(?<=will )|(?<=can )|(?<=should )|(?<=is )|(?<=has ))the (?P<inverted>first|second)(?= [^\W\d]+\W*$| (?:differ|compare|need|needs|take|have|come|work|look|cost|go|last|mean|made|called|better)\b)"
)
TWO = re.compile(
    rf"\b(?:both(?: of (?:them|these|those))?|the two of them|(?:the|these|those) two(?=\W*$|[,?]| {AUXILIARY}\b| (?:differ|compare|relate|need|work|take|mean|go|fit)\b)|them|they|each of them|each(?=\W*$))\b"
)
TWO_BEFORE = re.compile(r"\b(?:both|two|each)\b.*[.!?;:] |[^\s,:;] (?:or|and|versus) [^,:;]{2,40} ?[:,;–—-] ")
TOLD_APART = re.compile(
    r"\bdiffer|\bcompar|\bversus\b|\bbetter\b|\bsame\b|\bapart\b|\bdistinguish|\bin common\b|\bsimilar|\balike\b|\brelated?\b"
)
WHICH = re.compile(
    OPENING
    + rf"which(?: ones?| (?:one )?of (?:them|the (?:two|three|four)|these|those|both))?(?: (?:{AUXILIARY}|comes?|takes?|costs?|needs?|goes|makes?|gives?|works?|lasts?|uses?|suits?|fits?)\b|(?<=one) \w|(?<=ones) \w|(?<=them) \w|(?<=two) \w|{END})"
)
TEACHES = re.compile(
    r"\bwhich (?:ones?|of (?:them|these|those)) (?:also )?(?:teach|cover|deal|explain|talk|treat|mention|discuss|is about|are about|introduce)"
)
CHOOSES = re.compile(
    OPENING
    + r"which(?: ones?| of (?:them|the two|these|those))? (?:is|are|should i|would you|do i|do you|shall i|to)(?: the)? (?:better|best|use|choose|pick|take|prefer|recommend|right|simpler|easier)\b"
)

# What points out of the question.
PAGE_NOUN = r"(?:page|article|text|reading)"
PRONOUN = re.compile(
    rf"\b(?:(?P<noun>(?:(?:this|that|the same|said) (?:{STAGE_NOUN}|{PAGE_NOUN}|one|tool|concept|term|thing)|the (?:{STAGE_NOUN}|{PAGE_NOUN}|one|tool|concept|term|thing)(?=\W*$|[,?]| {AUXILIARY}\b))(?! (?:of|for|to|that|on|about|in|with|before|after)\b)(?! \d))|(?P<its>its|their)|(?P<it>(?<!made )it|them|they|(?:those|these)(?=\W*$|[,?]| {AUXILIARY}\b| (?:for|in|on|at|to|with|from|and|or|come|work|mean|differ|help|matter|take|cover)\b))|(?:(?P<here>(?:in |at |for |about )?(?:here|(?<!is )(?<!are )(?<!was )(?<!were )there))(?=[^\w\ue000-\uefff]*$))|(?P<that>this|that)(?=[^\w\ue000-\uefff]*$| (?:about|mean|do|take|cover|for|in|is|are|and|or|before|after|by (?:it|them)sel(?:f|ves)|on its own|automatically|work|help|matter|different|better|important|hard|free|needed|required|off|out|up|apart|happen|again|possible|called|compare|with|as|[^\W\d]+ed)\b|[,?]))\b"
)
ROADMAP_IT = re.compile(
    r"\b(?:does|do|will|is|can) (?:it|this|they|that) (?:also |even |ever )?(?:teach|cover|include|mention|contain|explain|treat|discuss|touch)\b|\bin (?:it|here|this|there)[^\w\ue000-\uefff]*$|^(?:is|are) (?:it|this|there)\b.*\b(?:beginner|beginners|maintained)|\b(?:do|does|did|will) they (?:even |also |ever |actually )?(?:talk|say|speak|go into|deal|touch|discuss|mention)\b|\b(?:what|which) level (?:is|are) (?:it|this|that)\b"
)
ONE_BESIDE = re.compile(
    r"\b(?:an?|the|my|our|two|some) (?:[^\W\d]+ ){1,2}(?:to|with|and|or|from|than|into|onto|for|at|on|in|by) (?:an?|the|another) (?:[^\W\d]+ )?one\b"
)
ONE_OF_THE_KIND = re.compile(
    rf"^(?:and |so |but |ok(?:ay)?,? |then )*(?:how|where|when|why|can|could|should|do|does|what|(?:in |at |on )?(?:which|what) {STAGE_NOUN}) (?:{AUXILIARY} )?(?:i |we |you |one )?[^\ue000-\uefff]*?(?<!which )(?<!the )(?<!this )(?<!that )(?<!no )\b(?P<one>one)(?= *{END}| (?:myself|yourself|for|in|with|by|at|on)\b)"
)
LEFT_OUT = re.compile(
    rf"\b(?:other|others|another|else|instead|either|neither|both|the same(?! [^\W\d]+ (?:a|an|the|twice|again|every|each|more)\b)|too|as well|the rest|otherwise)\b|^(?:and |so |but |then )*(?:what|who|where|when|how|which) {AUXILIARY}{END}"
)
BETWEEN = re.compile(r"\bbetween (?P<them>them|these|those|the two|these two|those two|both)\b")
UNFINISHED = re.compile(rf"\b(?:if|when|unless|until|whether) (?:i|you|we|they|it) {AUXILIARY}(?: not)?{END}")
THAN = re.compile(
    OPENING
    + r"(?:is (?:it|that) )?(?P<x>(?:(?:more|less|rather) [^\W\d]+|[^\W\d]{2,}er|better|worse) than .{1,60}?)"
    + END
)
OTHERS = re.compile(
    r"\b(?:other|another|further|more|third|fourth|fifth|remaining) (?:kinds?|types?|sorts?|ones?|forms?|variants?|options?|ways?|methods?)\b|\bwhat else (?:is|are) there\b|\bwhich others?\b|\bany others?\b"
)
NO_VERB = re.compile(rf"^(?!.*\b{AUXILIARY}\b)")
ASKS_ITSELF = re.compile(
    r"(?:what|where|which|how|why|who|whom|when|is|are|was|were|do|does|did|can|could|should|will|would|must|may|has|have|tell|explain|list|show|give|compare|define|describe|i|we|then|after|before|there|(?:in|at|on|to|from|by|for|with|of|under) (?:what|which|whom|whose|how))\b"
)

# Turning to another subject, or back to an earlier one.
_STOP = r"\s*[.:;,!–—-]+\s*"
_PUT_AWAY = r"(?:[^\s.:;,!?–—]+ ){0,4}?[^\s.:;,!?–—]+"
_SET_ASIDE = (
    rf"(?:leaving|putting|setting|leave|put|set) {_PUT_AWAY} (?:aside|be|there|alone|for (?:now|later|a moment|the moment|another (?:day|time)))(?: for (?:now|a moment|the moment))?|{_PUT_AWAY} aside"
    rf"|(?:that is |this is )?enough (?:of |about |on |with |talk (?:of|about) |said (?:about|on) )?(?:{_PUT_AWAY})(?: talk| chat)?(?: for (?:now|today|me))?|no more (?:about |of )?{_PUT_AWAY}|so much for {_PUT_AWAY}"
    rf"|(?:i am |we are )?(?:done|finished|through) (?:talking about|with the (?:subject|topic) of) {_PUT_AWAY}|(?:that is|this is) (?:all|it|everything) (?:about|on|for|with) {_PUT_AWAY}"
    rf"|(?:never ?mind|forget)(?: about)? {_PUT_AWAY}|(?:moving|going) on from {_PUT_AWAY}"
)
SHIFT = re.compile(
    OPENING
    + r"(?:(?:on |now |now for |and |just |with |let us |i have )*(?:(?:a|an|the|my|one|some|completely|totally|entirely|quite|very|quick|short) )*"
    r"(?:(?:different|another|other|new|unrelated|separate) (?:quick |short |completely |totally |unrelated )*(?:thing|question|topic|subject|note|matter|point)|something (?:else|different|new|unrelated|completely different|totally different)|unrelated|unrelatedly)(?: entirely| completely| altogether| now| then)?"
    r"|(?:let us |can we |i want to |i would like to |to )?(?:change|changing|switch|switching)(?: the)? (?:subject|topic|gear)s?|by the way|moving on|never ?mind(?: that| it)?|forget (?:that|it|about (?:that|it))"
    rf"|{_SET_ASIDE})" + _STOP + r"(?P<rest>.{4,})$",
    re.IGNORECASE,
)
_LED = r"(?:(?:the|my|your|our|that|this) )?(?P<x>[^.:;,!?–—]{2,60}?)(?: again| for a (?:moment|second|minute|sec)| now| please| part| question| thing| topic| bit)?"
BACK_TO = re.compile(
    OPENING
    + r"(?:(?:let us |can we |could we |may i |i would like to |i want to |if we )?(?:(?:go|going|come|coming|get|getting|switch|turn|jump|circle|circling)(?: us)? )?back to|(?:returning|return|to return) to) (?:what (?:we|i) (?:discussed|asked|talked about|said) (?:about )?)?"
    + r"(?P<led>"
    + _LED
    + r")(?:"
    + _STOP
    + rf"(?P<rest>.{{3,}})|\s+(?P<rest2>(?:{ASKS})\b.{{3,}}|(?:but|and) (?P<rest3>.{{3,}}))|{END})$",
    re.IGNORECASE,
)
AS_FOR = re.compile(
    OPENING
    + r"(?:(?:again|once more|(?:one more|another|a last|a quick) (?:thing|question)|one more),? )?(?:about|as for|regarding|concerning|as to|on|with regard to|speaking of|for) "
    + r"(?P<led>"
    + _LED
    + r")(?:"
    + _STOP
    + r")(?P<rest>.{3,})$",
    re.IGNORECASE,
)
CHOICE_FIRST = re.compile(OPENING + r"(?P<led>[^.:;,!?–—]{2,60}?)" + _STOP + r"(?P<rest>.{3,})$", re.IGNORECASE)
EARLIER = re.compile(
    rf"(?:(?P<nth>{'|'.join(ORDINALS)}|last|previous|earlier|original|initial)(?: (?:one|thing|topic|question|subject|point|term|stage))?|(?P<start>beginning|start|where we (?:began|started))|(?P<before>one before|(?:thing|topic|question|subject|one) before(?: that| this)?|before))",
    re.IGNORECASE,
)
EARLIER_NAMED = re.compile(rf"(?P<nth>{'|'.join(ORDINALS)}|last|original|initial) [^\W\d]+", re.IGNORECASE)
CHOICE_FILLER = frozenset(
    "the a one ones in of from for on about please i mean meant want would like that this is it just roadmap trek course track path stage version option first".split()
) - {"first"}
