"""The English in which learners say what they know already, what they are after, and that they know nothing yet.

A name of the corpus is one private-use character here (see `mentions`).
"""

import re

from trekbot.retrieval.cues import NUMBER_WORDS, STAGE_NOUN

M = r"[\ue000-\uefff]"
_LEAD = r"(?:if|since|because|as|and|but|given(?: that)?|now that|assuming(?: that)?|assume(?: that)?|suppose(?: that)?|supposing(?: that)?|say(?: that)?|although|though|while|seeing(?: that)?|considering(?: that)?|let us say(?: that)?|well|so|hi|hello|hey|ok)"
_OFTEN = r"(?:(?:already|also|have|had|do|just|recently|now|really|more or less|pretty much|basically|at least|has|have been|am|am already|been|fully|finally) )*"
_KNOWING = (
    r"(?:know|knows|understand|understands|remember|familiar with|comfortable (?:with|in|around|using)|experienced (?:with|in|at)|good (?:with|at)|fluent in|at home (?:with|in)|used to (?:working with )?|confident (?:with|in|about|at)|fine with|"
    r"did|done(?: with)?|finished(?: with)?|completed|learned|learnt|studied|covered|took|taken|passed|mastered|read|worked (?:through|with)|working with|gone through|went through|been through|got through|walked through|wrapped up(?: with)?|"
    r"ticked off|experience (?:with|in|of)|a background in|knowledge of|a (?:good|solid|basic) (?:grasp|understanding|knowledge|command) of|the basics of|used|use|using|come from|came from|coming from|a (?:degree|diploma) in|skills in|"
    r"been (?:writing|using|doing|working with|making|learning)|written|through with|through|made it through|write|live in)"
    r"(?! (?:that|somewhere|why|what|whether|if|where|once that|how (?!to\b))\b)"
)
_END = r"(?=[ ,:–—-]*(?:\b(?:so|then|and|but|now|yet)\b[ ,:–—-]*)*\b(?:where|what|which|how|can|could|should|do|does|is|am|shortest|fastest|quickest|best|show|give|may|must|will|would|i (?:want|need|would|wish|am|have|only|do not|never|already|also|know|can|understand|did|use)|we (?:want|need)|fine to|ok to|okay to|plan|make|draw|lay|list|tell|help)\b|[.?!;]| but\b|$)"
KNOWN = re.compile(
    rf"(?:(?:^|(?<=[ ,]))(?:{_LEAD} )*)\b(?P<who>i|we) (?:(?:have|have got|work as|am|live) [^.?!;,]{{1,40}}? (?:and|but) (?:i )?)?{_OFTEN}{_KNOWING}(?: about| how to(?: use)?| some| a bit of| a little| a lot of| the basics of| already| both)* (?P<known>[^.?!;]+?){_END}"
)
CAN = re.compile(
    rf"(?:^|(?<=[.?!;,] )|(?<=[.?!;,])|\b{_LEAD} )(?P<who>i|we) (?:can|am able to|know how to) (?!not\b)(?:already |also |now |do )*(?P<known>[^.?!;]+?){_END}"
)
WITH = re.compile(
    rf"(?:^|(?<=[ ,]))(?:knowing|with (?:a background|experience) in|with (?:some |good |basic )?knowledge of|coming from|having (?:already )?(?:done|finished|completed|learned|taken|read)|(?:who|he|she|they) (?:already )?(?:knows?|(?:has|have) (?:already )?(?:done|finished|completed|learned))|(?:after|once) (?:i have )?(?:done|finished|completed) with) (?P<known>[^.?!;]+?)(?:(?= (?:already|and then|, ?)[^\w]*$)|{_END})"
)
BEHIND = re.compile(
    rf"(?:^|(?<=[.?!;,] )|(?:with|and|so|since|as|because|now that|having|got|have) )(?P<known>[^.?!;]+?) (?:(?:is|are|being) )?(?:(?:already|now|all|both) )*(?:behind me|under my belt|in my pocket|out of the way|(?:is|are) old hat(?: to me| for me)?|old hat|(?:familiar|known|nothing new|no news) to me|out of my way){_END}"
)
DONE = re.compile(
    rf"(?:^|(?<=[.?!;] ))(?:(?:just|already|having|have|now|finally|recently|ok|okay|so|hi|hello|been|has)[,!]? )+(?:finished|completed|wrapped up|ticked off|done with|done|passed|learned|studied|got through|writing|using|doing|working with) (?P<known>[^.?!;]+?){_END}"
    rf"|(?:^|(?<=[.?!;] ))(?:finished|completed|wrapped up|ticked off|been (?:writing|using|doing|working with)) (?P<known2>[^.?!;]+?){_END}"
)
ONCE_DONE = re.compile(
    r"(?:^|(?<=[.?!;,] ))(?:(?:and|so|ok) )?(?:once|when|after|as soon as|now that) (?P<known>(?!(?:i|we|you)\b)[^.?!;]+?) (?:is|are|has been|have been) (?:all )?(?:done|finished|completed|over|behind me|through|mastered|learned)\b,? ?"
)
FOR_WHOM = re.compile(r" for (?:an?|my|some|the|one of my) (?:\w+ )?\w+(?P<end>[\s?.!]*)$")
STAGE_WORD = re.compile(
    r"(?<=\w|[\ue000-\uefff]) (?:weeks?|lectures?|homework|courses?|class|classes|part|bit|day|session)$"
)
ALL_DONE = re.compile(
    rf"(?:^|(?<=[.?!;,] ))(?P<known>(?!(?:what|which|where|when|how|who|why|once|if|is|are)\b)[^.?!;,]+?) (?:is|are|has been|have been) (?:(?:already|all|now) )*(?:done|finished|completed|mastered){_END}"
)
ROLE = re.compile(
    r"(?:^|(?<=[.?!;] ))(?:(?:hi|hello|hey|so|well|ok)[,!.]? )*(?:i am|i work as|i have been|as|i am working as) an? [^.?!;,]{2,50}?(?:[,.;!]| and) (?=\S)"
)
WITH_DONE = re.compile(
    r"\bwith (?P<known>[^.?!;]+?) (?:already )?(?:done|finished|completed|learned|known|mastered)\b,? ?"
)
ASKS_BEFORE = re.compile(
    r"\b(?:do|does|did|should|must|can|could|may|might|will|would|shall|am|have|before|after|until|till|once|when|what|which|how|where|that|whether|need|needs|know|so|tell|anything|everything|something|all|much|tools?|stages?|things?)(?: not)? $"
)
POINTING = re.compile(
    r"\b(?P<before>after|from|on|does|do|following|past|beyond|of|with) (?:that|it|this|there|them|those)\b"
)
SKILL = re.compile(
    r"^(?:(?:already|all|also|everything|every|much|enough|plenty|quite|pretty|well|really|a|an|the|bit|little|lot|of|some|basic|basics|both|about|how|to|my|way|around|use|using|do|work|with|write|make|on|in|for|good|own|main|parts?|stuff|fundamentals|simple|it|them|this|that|years?|experience|now|course|module|chapter|lessons?) )+(?=\S)"
)
SKILL_END = re.compile(
    r"(?: (?:already|well|a bit|a little|by now|so far|too|as well|quite well|pretty well|inside out|by heart|all day|for (?:\w+ )?(?:years|months|weeks|ages)|for a living|at work|from work|from school|now|though|yet|before|fine|properly|myself|in (?:the|this|that) (?:roadmap|trek|course|diploma|degree)))+$"
)
SPLIT = re.compile(r"\s*(?:,|\band\b|&|\+|/|\bas well as\b|\bplus\b|\bor\b|\balong with\b|\btogether with\b)\s*")
UP_TO = re.compile(
    rf"^(?:(?:everything|all|it all|anything|the (?:trek|course|roadmap|list)|all (?:of )?(?:the )?{STAGE_NOUN}s?|every {STAGE_NOUN}|the {STAGE_NOUN}s|{STAGE_NOUN}s) )?(?:(?:in|of|on) (?:the )?(?P<home>{M}) )?(?:that comes |which comes |that is |from the (?:start|beginning) )?(?P<how>up to and including|up to|up until|until|till|through(?: to)?|including|before|prior to|as far as|down to) (?:the )?(?P<x>.+)$"
)
FIRST_FEW = re.compile(rf"^(?:the )?first (?P<count>\d+|{'|'.join(NUMBER_WORDS)}|half)(?: {STAGE_NOUN}s?)?(?: of .+)?$")
ONLY_A_ROADMAP = re.compile(rf"^{M}(?: (?:roadmap|trek|course|path|track|diploma|degree|curriculum))?$")
NUMBERS = re.compile(
    r"^(?:numbers? )?(?:(?P<home>[\ue000-\uefff]) )?(?P<first>\d+) ?(?:to|-|–|through|until) ?(?P<last>\d+)$"
)
NOTHING = re.compile(
    r",? ?(?:and )?\b(?:(?:(?:if|when|and|as) (?:i|we) )?(?:am )?(?:starting |beginning |start |begin )?(?:out )?from (?:zero|scratch|nothing|the (?:very )?(?:beginning|start|bottom|ground up)|square one)"
    r"|with(?:out)? (?:no|zero|any|absolutely no) (?:prior |previous |earlier |real )?(?:knowledge|experience|background)(?: at all| whatsoever)?"
    r"|as an? (?:complete |absolute |total |real )?(?:beginner|newbie|novice|newcomer)|for an? (?:complete |absolute |total |real )?(?:beginner|newbie|novice|newcomer)"
    r"|(?:i am )?(?:an? )?(?:complete|absolute|total|utter|bloody|real|true) (?:beginner|newbie|novice|newcomer|rookie)(?: here)?"
    r"|i am (?:an? )?(?:beginner|newbie|novice|newcomer)(?: here)?"
    r"|(?:if )?(?:i )?(?:have )?(?:i )?(?:have )?never (?:in my life )?(?:[\w\ue000-\uefff]+ (?:an? )?(?:single )?(?:anything|\w+ of [\w\ue000-\uefff]+|[\w\ue000-\uefff]+)|done (?:any of )?(?:this|it|that))(?: (?:before|at all|yet|in my life))?"
    r"|i (?:do not )?know (?:nothing|anything)(?: at all)?(?: about (?:it|this|any of (?:it|this)|the subject))?(?: yet)?|i am (?:completely |totally |brand )?new (?:to (?:this|it|all this|all of this|the subject|the field|[\ue000-\uefff])|here))\b"
)
HAVE_TIME = re.compile(
    rf"(?:^|(?<=[.?!;,] ))(?:(?:and|but|so|if|as|since|because|hi|hello) )*(?:i|we) (?:(?:only|just|will|have|do) )*(?:have|got|spare|spend|there are)(?: got)? (?:(?:only|just|about|around|roughly|exactly|maybe|at most) )*(?:\d+|an?|{'|'.join(NUMBER_WORDS)}|half an?|a few|a couple of) (?:free |spare )?(?:hours?|days?|evenings?|weeks?|weekends?|months?|years?)(?: (?:a|per|each|every|left|in the) (?:\w+))?(?:,? (?:and|so|but)\b)?[,.;:!]? ?"
)
GOAL = re.compile(
    r"(?:^|(?<=[.?!;,] )|\b(?:if|because|since|as|and|so) )(?:i|we) (?:just |only |really |mainly |mostly |also )*(?:need|want|have|would (?:like|love)|wish|hope|plan|intend|aim|am (?:trying|going|hoping|planning|asked|supposed|keen)|must|should|am after|am looking)(?: (?:to|for|on))*(?: be able to| get to know how to| learn how to| learn to| learn about| learn| know how to| know| understand| start(?: with)?| get into)? (?P<goal>[^.?!;]+?)(?=,? (?:so |and |but |then )*(?:where|what|which|how|can|could)\b|[.?!;]|,? (?:and|but) (?:i|we) |$)"
)
TAIL_GOAL = re.compile(
    r"\b(?:start|begin|first|jump in|get in|join|enter|start with|begin with)(?: learning| reading)? (?:if (?:i|we|my \w+) (?:only |just |really )?(?:want|need|would like|plan|aim|intend|have|am (?:trying|going|here))(?: (?:to|for))?(?: be able to| learn(?: to| about)?)?|in order to|so (?:that )?(?:i|we) can|to (?:be able to|get to|learn(?: to| about)?|understand)|when (?:i|we) want to|to) (?P<goal>[^.?!;]+)$"
)
POINTS_BACK = re.compile(r"\b(?:it|that|this|them|those)\b")
TROUBLE = re.compile(
    r"^(?P<goal>(?:my|our|the|a|an|some|all my|every) [^.?!;]+?|[^.?!;]*\b(?:problem|trouble|struggl\w+|stuck|keeps?|fails?|broken)\b[^.?!;]*?)(?: and (?:i|we) (?:need|want|have) to (?:fix|solve|change|mend) (?:that|it|this)\b[^.?!;]*)?[.;!]? (?:so )?(?=(?:where|what|which)\b)"
)
