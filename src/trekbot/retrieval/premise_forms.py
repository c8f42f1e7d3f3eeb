"""The English in which a question takes something for granted: how it begins, and what can be taken for granted.

A name of the corpus is one private-use character here (see `mentions`).
"""

import re

from trekbot.retrieval.cues import NUMBER_WORDS, STAGE_NOUN

M = r"[\ue000-\uefff]"
_ASKING = r"(?:what|which|where|how|who|when|why|can|could|do|does|did|should|may|must|is|are|will|would|am|have|has|shall|show|tell|give|list|in which)\b"
_STATING = r"(?:i|we) (?:can|could|may|must|should|will|would|have to|need to|do not (?:have|need) to)\b"
_GIVEN = r"(?:since|because|as|given(?: that| the fact that)?|now that|seeing(?: that| as| how)?|considering(?: that)?|knowing that|on the assumption that|assuming(?: that)?|granted that|due to the fact that)"
_HEARSAY = r"(?:(?:i|we) (?:(?:have )?(?:read|heard|seen|learned|understood)|was told|were told|think|thought|believe|gather|understand|suppose|guess|assume)(?: somewhere| once)?(?: that)?|(?:they|people|some|someone|my \w+) (?:say|says|said|told me|claims?)(?: that)?|it is said that|supposedly|apparently|allegedly)"
_THEN = r"(?:,? ?(?:so|then|and so|therefore|but|and)\b)?[,:]? "
_GREETING = r"^(?:(?:hi|hello|hey|ok|okay|so|well|but|and|hmm)\b[,.!]? )*"

LEADING = re.compile(
    rf"{_GREETING}(?P<how>{_GIVEN}|{_HEARSAY})(?:,)? (?P<clause>.+?)(?:[,;.!?:]|,? right\?|(?= (?:so|then) )){_THEN}(?P<rest>(?:{_ASKING}|{_STATING}).+)$"
)
LEADING_UNMARKED = re.compile(
    rf"{_GREETING}(?P<how>{_GIVEN}) (?P<clause>.+?) (?P<rest>(?:what|which|where|how|who|why|can i|could i|do i|should i|may i|must i|will i|would i|am i|is it|are there|is there|can we|should we)\b.+)$"
)
IF = re.compile(rf"{_GREETING}(?P<how>if|when|while) (?P<clause>.+?)(?:,|(?= then )){_THEN}(?P<rest>{_ASKING}.+)$")
PLAIN = re.compile(
    rf"{_GREETING}(?P<how>)(?P<clause>(?!{_ASKING}).+?)(?:[,;.!]|(?= so ))(?: so| then| and so)?[,:]? (?P<rest>{_ASKING}.+)$"
)
TRAILING = re.compile(
    rf"{_GREETING}(?P<rest>{_ASKING}.+?),? (?P<how>since|given(?: that)?|seeing(?: that| as)?|considering(?: that)?|now that|because|(?<=, )as|even though|although|(?<=, )when|(?<=, )if) (?P<clause>.+?)[?.!\s]*$"
)
HEARSAY = re.compile(
    rf"{_GREETING}(?P<how>{_HEARSAY}|is it (?:true|right|correct)(?: that)?)(?P<rest>) (?P<clause>.+?)[?.!\s]*$"
)
TAG = re.compile(
    rf"{_GREETING}(?P<clause>(?!{_ASKING}).+?),? (?P<how>right|correct|true|yes|no|is that (?:right|so|true|correct)|am i right|(?:is|are|does|do|was|has) (?:not )?(?:it|they|that))(?P<rest>)[?.!\s]*$"
)
WHY = re.compile(rf"{_GREETING}(?:but )?(?P<how>why|how come|for what reason)(?P<rest>) (?P<clause>.+?)[?.!\s]*$")
YES_NO = re.compile(
    rf"{_GREETING}(?P<how>(?=is|are|was|were|does|do|did|has|have|can))(?P<rest>)(?P<clause>.+?)[?.!\s]*$"
)

STATED = re.compile(
    r"^(?P<who>i|we) (?P<aux>can|could|may|must|should|will|would)(?: not)? (?P<rest>.+?)(?:,? (?:right|correct|then|is that right))?[?.!\s]*$"
)
SAID_PLAINLY = re.compile(rf"^(?:{_GIVEN}|{_HEARSAY})$")  # leads after which whatever follows is taken for granted
PERSONAL = re.compile(r"^(?:i|my|me)\b|^(?:we|our|us)\b(?! (?:need|have to|must|get|pay))")
ROLE = re.compile(r"^an? (?!.*\b(?:is|are|was|were|has|have|had|can|must|needs?|uses?|keeps?|takes?|comes?)\b)")

NUMBER_WORD = "|".join(NUMBER_WORDS)
_N = rf"(?:{M}|#?\d{{1,4}}|(?:very )?(?:last|final|first)|(?:{NUMBER_WORD})(?= |$))"
_BEING = r"(?:is|are|being|was|were|comes?|stands?|sits|has|have|carries|counts as|goes|ranks|be|come)"
_NOUNS = (
    r"(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|diploma|class|training|thing|learning path)"
)
ROADMAP = rf"(?:(?:the |this |that |your |our |all of |all )*(?:(?:whole|entire|full|complete) )?(?:{_NOUNS}|{M})(?: (?:roadmap|trek|course|path|diploma|degree))?|it|this|that|everything|all of it|the whole of it|(?:finishing|completing|doing) (?:it|everything|the {_NOUNS}))"
_ONLY = r"(?:(?:only|just|about|around|roughly|exactly|at least|at most|over|under|less than|more than|a total of|all of|some|no more than|up to|as many as) )*"
_UNITS = r"(?:hours?|days?|weeks?|weekends?|months?|years?|semesters?|terms?|minutes?|evenings?|afternoons?)"
_SPAN = rf"(?P<said>(?:\d+(?:[.,]\d+)?|{NUMBER_WORD}|half an?|an?|a couple of|a few|several|many)(?: (?:or|to|and a half) ?(?:\d+|{NUMBER_WORD})?)?[ -](?:\w+ )?{_UNITS}|{_UNITS}|forever|ages)"
_TAKING = r"(?:(?:will |would |can |should |is supposed to |is meant to )?(?:takes?|lasts?|needs?|requires?|runs?(?: for| over)?|goes on for|go on for|spans?|be (?:done|finished|completed) in|(?:is|are) (?:done|finished|completed|over) in|is|are|be))(?: me| you| us| one)?"

COUNT = re.compile(
    rf"^(?:there (?:are|is|be)|are there|{ROADMAP} (?:only |just )?(?:has|have|consists? of|contains?|comprises?|is made up of|counts?|includes?|spans?|is|with)|(?:you|we|i) (?:have|get)(?: to do)?|with) {_ONLY}(?P<said>\d+|{NUMBER_WORD}) (?:\w+ )?{STAGE_NOUN}s?(?: long)?(?: (?:in|of|on|to|for) .*| altogether| overall)?$"
)
TIME = re.compile(
    rf"^(?P<a>{ROADMAP}|{M}|.+?) (?:only |just )?{_TAKING} {_ONLY}{_SPAN}(?: long| in total| altogether| overall| to (?:complete|finish|do)(?: it)?| of (?:study|work|learning|time).*)?$"
)
DOABLE = re.compile(
    rf"^(?:you|we|i|one|people) (?:can )?(?:finish|complete|do|get through) (?P<a>{ROADMAP}) (?:in|within) {_ONLY}{_SPAN}$"
)
LEVEL = re.compile(
    rf"^{ROADMAP} (?:is|are|be) (?:(?:only|just|really|meant|made|intended|aimed|suitable|designed|written|suited|rated|classed|labelled|as) )*(?:for |at |to )?(?:(?:an?|the|complete|absolute|total) )*(?P<said>beginners?|newbies?|novices?|starters|experts?|advanced|intermediate|professionals?|specialists?|elementary|easy|hard|difficult|challenging)(?:[ -](?:level|learners?|only|people|students?|friendly|course|roadmap|trek|users?|developers?|stuff|one))*$"
)
MAINTAINED = re.compile(
    rf"^(?:{ROADMAP} (?:is|was|has been|be) (?:\w+ )?(?:maintained|written|made|created|run|authored|kept|looked after|owned|built|taught) by (?P<said>.+)|(?P<said2>.+?) (?:maintains?|wrote|made|creates?|created|runs?|looks? after|keeps?|authored|owns?|built|(?:is|are) (?:the )?(?:authors?|maintainers?|owners?|creators?) of|is behind|are behind|is responsible for) {ROADMAP})$"
)
UPDATED = re.compile(
    rf"^{ROADMAP} (?:(?:is|was|were|has been|have been|be|has not been|was not) )?(?:last |only |just )*(?:updated|revised|written|refreshed|published|changed|edited|from|dates? (?:from|back to))(?: last)? (?:(?:in|on|since|for|at|from|of) )?(?P<said>.+)$"
)

NUMBER = re.compile(
    rf"^(?P<a>.+?) {_BEING}(?: at| as| in| on)?(?: the)?(?: only)?(?: (?:number|position|place|no\.?|{STAGE_NOUN}|course|week|lecture|class|day))* ?(?P<n>{_N})(?: one| place| position| {STAGE_NOUN}| in (?:the )?(?:order|row|list))?(?: (?:of|in) (?:all|them|the .+|{M}))?$"
)
ORDER = re.compile(
    r"^(?P<a>.+?) (?:(?:(?:has|have|is|are|must|should|needs?|will)(?: to)? )?(?:comes?|be|is|are|stands?|goes|go|learned|done|taken|taught|placed|listed|belongs?)(?: done| learned| taken| taught| placed| listed)? )?(?:right |directly |immediately |straight |long |well |only )?(?P<relation>before|after|ahead of|prior to|earlier than|later than|precedes?|follows?) (?:the )?(?P<b>.+?)$"
)
NEEDS = re.compile(
    r"^(?P<a>.+?) (?P<denied>(?:does|do|is|are) not )?(?:(?:always|really|also|already|only|just|actually) )*(?:requires?|needs?|builds? (?:up)?on|depends? on|depend(?:s|ing) upon|relies on|rely on|assumes?|presupposes?|rests? on) (?:knowing |knowledge of |having done |me to know |you to know |any )?(?:the )?(?P<b>.+?)(?: first| beforehand| before it)?$"
)
NEEDED = re.compile(
    rf"^(?P<b>.+?) (?:is|are) (?P<denied>not )?(?:(?:really|also|actually|an?|the|one of the|absolutely) )*(?:required|needed|necessary|mandatory|prerequisites?|requirements?|essential|compulsory|must|basis|optional)(?: in order)?(?: to (?:start|do|take|learn|begin|understand))? ?(?:for|of|by|before)? (?:the )?(?P<a>{M}|.+?)$"
)
YOU_NEED = re.compile(
    r"^(?:you|we|i|one|people) (?P<denied>do not )?(?:have to|need to|must|need|should) (?:know |learn |do |take |finish |complete |have (?:done )?)?(?P<b>.+?) (?:before|for|in order to do|to (?:start|do|take|learn|begin)|prior to) (?:the )?(?P<a>.+?)$"
)
NOTHING = re.compile(
    rf"^(?P<a>.+?) (?:(?:has|have|needs?|requires?) (?:no|zero|nothing)|(?:does|do) not (?:have|need|require)(?: any)?)(?: (?:entry |prior |earlier |previous )?(?:prerequisites?|requirements?|knowledge|{STAGE_NOUN}s?|experience|anything)?)(?: before (?:it|them)| first| beforehand)?$"
)

STAGE_PRONOUN = re.compile(
    r"\b(?:it|they|them)\b|\b(?:this|that)\b(?=\W*$| (?:before|after|first|come|comes|mean|means|need|needs|take|takes|require|instead|then|now|already)\b)"
)
DANGLING = re.compile(r"(?<=[^\s]) (?:first|beforehand|before)(?=\W*$)")
OF_ROADMAP = re.compile(
    rf"^(?:there (?:is|are|will be)|you|we|one|{ROADMAP} )|^(?:the |all |all the )?(?:stages|steps|modules|units|chapters|lessons|nodes|courses|electives|homework)\b|\b(?:roadmap|trek|course|diploma|degree)\b"
)
AUXILIARY = re.compile(
    r"^(?P<aux>is|are|was|were|does|do|did|has|have|can) (?:not )?(?P<subject>there|it|this|that|[\ue000-\uefff](?: (?:roadmap|trek|course|diploma|degree))?|(?:the|this) (?:whole |entire )?\w+) "
)
