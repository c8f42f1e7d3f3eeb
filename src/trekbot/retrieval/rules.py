"""What is asked: one table of patterns, tried in order, over a question whose names are masked.

A pattern's groups `a` and `b` are the phrases that the intent is about. The first pattern that fits wins, so the
special ones stand before the general ones. A new intent is a row here and a function where answers are built.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trekbot.retrieval import part_rules
from trekbot.retrieval.cues import STAGE_NOUN
from trekbot.retrieval.query import Intent

M = r"[\ue000-\uefff]"
STAGES = STAGE_NOUN + "s?"
WHO = r"(?:i|we|you|one|people|a learner|a student|someone|a beginner)"
AUX = r"(?:do|does|must|should|will|would|can|could|may|shall|is it necessary (?:for \w+ )?to)"
MUST = r"(?:do|does|must|should|shall|would|will|is it necessary (?:for \w+ )?to)"  # "can i learn a before b" asks the opposite
LEARN = (
    r"(?:learn(?:ed|ing)?|know(?:ing)?|study(?:ing)?|do(?:ing)?|tak(?:e|ing)|finish(?:ed|ing)?|complet(?:e|ed|ing)|start(?:ing|ed)?|begin(?:ning)?|"
    r"read(?:ing)?|understand(?:ing)?|cover(?:ing)?|master(?:ing)?|tackl(?:e|ing)|attempt(?:ing)?|try(?:ing)?|get(?:ting)? (?:to|into)|"
    r"go(?:ing)? (?:to|into|through)|jump(?:ing)? (?:in)?to|div(?:e|ing) into|mov(?:e|ing) (?:on )?to|touch(?:ing)?|work(?:ing)? (?:on|through)|"
    r"pick(?:ing)? up|look(?:ing)? at|mak(?:e|ing)|enrol(?:l)?(?:ing)? (?:in|on)|reach(?:ing)?|"
    r"(?:sit|get|wade|plough|work)(?:ting|ing)? through|pass(?:ing)?)"
)
OWN = r"(?:the |this |that |my |our |your |an? )?"
ONES = rf"(?:{STAGES}|ones?|courses?|weeks?|classes|lectures?|topics?|parts?)"
TOGETHER = r"(?:in parallel|side by side|at the same time|simultaneously|concurrently|at once|together|alongside (?:each other|one another)|in one go)"
ROADMAP = rf"(?:roadmap|trek|course|path|track|curriculum|programme|program|degree|journey|{M}|it|this|that|everything|whole thing|all(?: of (?:it|this|them))?)"


@dataclass(frozen=True)
class Rule:
    """One way to ask: if `pattern` is found, the question has this intent. What its group `stage` holds must name a stage."""

    intent: Intent
    pattern: re.Pattern[str]


def _rules(*rows: tuple[Intent, str]) -> tuple[Rule, ...]:
    return tuple(Rule(intent, re.compile(pattern)) for intent, pattern in rows)


I = Intent  # noqa: E741 - a table reads better with a short name
RULES: Sequence[Rule] = _rules(
    *part_rules.FIRST,
    # One thing and another: order and need.
    (I.ORDER, rf"^(?:is|are|does|do|should|will|must|can) (?P<a>.*?{M}.*?) (?:come |comes |stand |sit |be |taught |placed )*(?:before|ahead of|in front of|earlier than|prior to) (?P<b>.*{M}.*?),? or (?:is it |does it |do they )?(?:come |comes )?(?:behind|after|later|following|past)(?: (?:it|that|them|than it|than that))?$"),
    (I.ORDER, rf"^(?:is|are|does|do|should|will|must|can) (?P<b>.*?{M}.*?) (?:come |comes |stand |sit |be |taught |placed )*(?:behind|after|later than|past) (?P<a>.*{M}.*?),? or (?:is it |does it |do they )?(?:come |comes )?(?:before|ahead|in front|earlier)(?: of)?(?: (?:it|that|them|than it|than that))?$"),
    (I.WHY_NEED, rf"^why (?:{AUX}) {WHO} (?:really )?(?:have to |need to |must )?(?:{LEARN}|need|require|use)? ?(?P<a>.+?) (?:before|for|prior to|to {LEARN}|first for|ahead of) (?:{LEARN} )?(?P<b>.+)"),
    (I.WHY_NEED, r"^why (?:is|are|does|do|should|must|would) (?P<a>.+?) (?:(?:be |come |comes |coming |placed |taught |listed |stand |passed |done |taken |studied |learned |finished |completed |covered |put )*(?:before|prior to|ahead of|in front of)|(?:be )?(?:needed|required|necessary|important|essential|a prerequisite|a must)(?: first)? (?:for|before|of|to)) (?P<b>.+)"),
    (I.WHY_NEED, r"^why (?:is|are|does|do) (?P<b>.+?) (?:come |comes |placed |taught |listed )*after (?P<a>.+)"),
    (I.WHY_NEED, r"^why (?:does|do) (?P<b>.+?) (?:require|demand|(?P<strict>need|want|call for)|depend on|build on|assume|rely on|presuppose) (?P<a>.+?)(?: first| beforehand)?$"),
    (I.WHY_NEED, rf"^(?:how|in what way) (?:does|do|will|would|can) (?P<a>.+?) (?:help|prepare me|matter|be useful) (?:me )?(?:with|for|in|when {LEARN}) (?P<b>.+)"),
    (I.WHY_NEED, rf"^why (?:does|do) (?P<b>.+?) (?:want|ask|expect|tell)(?: (?:me|us|you))? to (?:{LEARN} |know )?(?P<a>.+?) (?:first|beforehand|before (?:it|that|this))$"),
    (I.WHY_NEED, rf"^(?:why|how come|for what reason) (?:(?:am|are|is) {WHO}|{WHO} (?:am|are)) (?:made|forced|asked|required|told|supposed|expected|obliged|meant) to (?:{LEARN} )?(?P<a>.+?) (?:before|prior to|ahead of) (?:{WHO} )?(?:can |may |get to |even |get )*(?:{LEARN} |[a-z]+ (?:any|some|a|an|the|my) )?(?P<b>.+)"),
    (I.ORDER, r"^(?:which|what)(?: one| of them)? (?:comes|goes|is|should come|should go|do i (?:learn|do|take|start with)|should i (?:learn|do|take|start with)|to (?:learn|do|take)) (?:first|earlier|sooner)\W* (?P<a>.+?) or (?P<b>.+)"),
    (I.ORDER, rf"^(?:should {WHO}|do {WHO}|to)? ?(?:{LEARN} )?(?P<a>.+?) (?:before or after|after or before) (?P<b>.+)"),
    (I.ORDER, rf"^(?:should {WHO}|do {WHO})? ?(?:{LEARN} |start with )?(?P<a>.+?) or (?P<b>.+?) first$"),
    (I.PREREQUISITES, rf"^(?:is there|are there|do {WHO}|must {WHO}|should {WHO}|is) (?:really )?(?:have |need |know |have to |need to |must )*(?:{LEARN} )?(?:anything|something|any {STAGE_NOUN}s?|a {STAGE_NOUN}|some {STAGE_NOUN}s?|any prerequisites?|much|a lot)\b(?!.*\b(?:beware|wary|aware|careful|watch out)\b).*?\b(?:before|for|prior to|ahead of|of|to {LEARN}) (?:{WHO} )?(?:can |could |may )?(?:the )?(?:{LEARN} )?(?P<a>.+)"),
    (I.PATH, rf"^(?:(?:can|could|would|will) you (?:please |kindly )?)?(?:make|write|draw|create|build|suggest|propose|lay|set|put|draft|sketch|prepare|give|plan|map)\b.*?\b(?:plan|schedule|timetable|path|route|sequence|way)(?: (?:to|towards?|for) (?!(?:(?:my|the next|the|about|around|only) )*(?:an?|half|\d+|one|two|three|four|five|six|eight|ten|twelve|few|couple of)? ?(?:hours?|days?|evenings?|weeks?|weekends?|months?|years?|me\b|us\b|it\b|this\b))(?:{LEARN} |get to )?(?P<a>.+?)|(?: (?:for|over|in|of|with) .+)?)$"),
    (I.PREREQUISITES, rf"^(?:can|could|may|should|am i allowed to|is it (?:ok|okay|possible|fine|all right|alright) to|(?:ok|okay|fine|all right|safe) to) (?:{WHO} )?(?:(?:just|directly|immediately|really|already|also|even) )*(?P<sure>start|begin|jump|go|dive|enter|join|get in)(?: off| straight| right| directly)*(?: with| at| in| into| to| on)+ (?:{LEARN} )?(?P<a>.+?)(?: (?:first|straight away|right away|directly|immediately|now|at once|instead|from the start))*$"),
    (I.NEED, rf"^{MUST} {WHO} (?:really |actually |still )?(?:have to |need to |must )?(?:{LEARN}|need|require|have(?: done| finished| completed)?)? ?(?P<a>{M}.*?|[^?]+?) (?:before|for|to {LEARN}|prior to|in order to {LEARN}|ahead of) (?:{LEARN} )?(?P<b>.+)"),
    (I.NEED, rf"^(?:is|are) (?P<a>.+?) (?:really )?(?:required|needed|necessary|a prerequisite|prerequisites|mandatory|essential|a must|compulsory)(?: to {LEARN})? ?(?:for|before|to|of|if i want to) (?:{LEARN} )?(?P<b>.+)"),
    (I.SKIP, rf"^(?:can|could|may|is it (?:ok|okay|fine|possible|safe|all right|alright) to) (?:{WHO} )?(?:finish|complete|do|get through|graduate from) (?:the (?:whole|entire|full) .*?|everything|it all|(?:the|this) (?:roadmap|trek|course|curriculum|programme|program|degree|diploma)) without (?:{LEARN} |ever )*(?P<a>.+)$"),
    (I.NEED, rf"^(?:can|could|may|should|might|is it (?:ok|okay|fine|possible|safe|alright) (?:for me )?to|am i (?:able|allowed) to|would it be (?:ok|okay|fine) to) (?:{WHO} )?(?:already |just |still |safely )?(?:{LEARN}|do|go straight to|go directly to) (?P<b>.+?) (?:without|before) (?:knowing |having |first )*(?:{WHO} )?(?:{LEARN} )?(?:about )?(?P<a>.+)"),
    (I.NEED, r"^(?:does|do) (?P<b>.+?) (?:really )?(?:require|demand|(?P<strict>need|want|call for)|depend on|build on|assume|presuppose|rely on) (?P<a>.+?)(?: first| beforehand)?$"),
    (I.NEED, rf"^(?:does|do) (?P<b>[^,]*?{STAGE_NOUN}) (?:really )?(?:need|want|call for|ask for) (?P<a>.+?)(?: first| beforehand| done)*$"),
    (I.NEED, rf"^(?:is|are|would|does|do|will|can) (?P<b>.+?) (?:be )?(?:work|go|doable|possible|feasible|manageable|ok|okay|fine|within reach|open to me) without (?:ever )?(?:having )?(?:been through |gone through |{LEARN} )*(?P<a>.+)$"),
    (I.ORDER, rf"^(?:can|could|may|should|must) (?:{WHO} )?(?:{LEARN} )?(?P<a>.+?) (?:and|with|alongside|while {LEARN}) (?P<b>.+?) (?:be (?:done|learned|taken|studied) )?{TOGETHER}$"),
    (I.PARALLEL, rf"^(?!.*{M})(?=.*\b{ONES}\b).*\b{TOGETHER}$"),
    (I.ENTRIES, rf"\b{ONES}\b.*?\b(?:(?:have|has|with|needs?|requires?|carry|ask for|set|state) (?:no|zero)|without(?: any)?|(?:do|does) not (?:have|need|require|ask for)(?: any)?|free of|lack) (?:entry |prior |previous |earlier |other |formal |stated )?(?:prerequisites?|requirements?|knowledge|background|{ONES}|preconditions?|entry conditions?)\b"),
    (I.ENTRIES, rf"^(?:which|what|list|name|show)\b.*\b{ONES}\b.*?\b(?:(?:needs?|requires?|builds? on|depends? on|rests? on|presupposes?|assumes?) (?:nothing|no (?:other|earlier|previous) {ONES}|none of the others?)|(?:needs?|requires?) nothing .*|stands? (?:alone|on (?:its|their) own))$"),
    (I.ENTRIES, rf"^(?:which|what) {ONES} (?:can|could|may) {WHO} (?:{LEARN}|start|begin)(?: with| on)? without (?:having (?:done|learned|finished) |knowing |doing |learning )?(?:anything(?: else)?|any others?|(?:the )?others|any (?:prior|previous|earlier) .*|prerequisites)(?: first| before)?$"),
    (I.PROGRESS, rf"\bhow far (?:along |on )?(?:am i|are we|have (?:i|we) (?:got|come|gone)|(?:will|would) (?:i|we) be|is (?:it|that)|does that get me)\b(?:.*?\b(?:after|with|at|when|once|if|having|done|finished|completed|in)\b)?(?: (?:{WHO} (?:have |am )?)?(?:(?:done|finished|completed|finish|complete|reach|at)(?: with)? )?(?P<a>.+?)(?: (?:is )?done)?)?$"),
    (I.PROGRESS, rf"\b(?:am i|are we|is (?:it|that)|would (?:i|we|that) be|will i be|have i (?:done|finished)|where is|what is|which (?:{STAGE_NOUN} |one )?is)\b.{{0,20}}\b(?:half|mid) ?-?(?:way|point)?\b(?:.*?\b(?:after|with|at|when|once|by|in)\b (?:{WHO} (?:have |am )?)?(?:(?:done|finished|finish|reach|at)(?: with)? )?(?P<a>.+))?$"),
    (I.PROGRESS, rf"^(?:what|which(?: {ONES})?|how (?:much|many)(?: {ONES})?)(?: else)? (?:is|are|remains?|will be|would be|do (?:i|we) (?:still )?have|have (?:i|we) (?:still )?(?:got)?)(?: there)?(?: still)? ?(?:left|missing|remaining|to go|outstanding|to come|still to (?:do|come|go))?(?: to (?:do|learn|take))? (?:after|once {WHO} (?:have |am )?(?:done|finished|completed)(?: with)?|past|beyond) (?P<a>.+)$"),
    (I.PROGRESS, rf"^(?:(?:what|which)(?: {ONES})?|how (?:much|many)(?: {ONES})?)(?: else)? (?:is|are|do (?:i|we) (?:still )?have|have (?:i|we)(?: still)?(?: got)?)(?: still)? (?:left|missing|remaining|to go|still to (?:do|come|go))(?: (?:to (?:do|learn|take)|then|now|for me))*$|^(?:(?:what|which)(?: {ONES})?|how (?:much|many)(?: {ONES})?) (?:still )?(?:remains?|follow)(?: (?:then|now|for me))*$"),
    (I.ORDER, rf"^(?:is|are|does|do) (?!(?:there|anything|something|{WHO})\b)(?P<a>.+?) (?:come |comes |taught |placed )*(?:before|after|earlier than|later than|precede|follow) (?P<b>.+)"),
    (I.ORDER, r"^(?:is|are) (?P<a>.+?) (?:taught |covered )?(?:earlier|later|sooner) than (?P<b>.+)"),
    (I.NEED, rf"^(?:can|could|may|should|might|shall|is it (?:ok|okay|fine|possible) to|would it (?:hurt|matter|be ok|be fine) (?:to|if)|what if) ?(?:{WHO} )?(?:skip|leave out|omit|drop|ignore|bypass|pass over|jump over|do without|miss out)(?:ping)? (?P<a>.+?),? (?:if|when|as|since|because|given that) (?:(?:all |the only thing |what )?{WHO} (?:(?:only|just|really|mainly) )*(?:want|need|would like|care about|am after|am interested in|aim for|am heading for|am going for)(?: (?:to (?:{LEARN}|get to|reach)|is))? (?P<b>.+)|(?P<b2>.+?) is (?:all|what|the (?:only )?thing|my (?:only )?goal|where)(?: that)?(?: {WHO} .+)?)$"),
    # Leaving out, and what hangs on a stage.
    (I.SKIP, rf"^(?!how (?:do|does|can|could|would|should|to)(?: {WHO})? (?:skip|omit|leave out)\b)(?:.*? )?(?:skip|leave out|omit|pass over|jump over|jump past|skip past|leap over|hop over|get round|get around|dodge|do without|miss out)(?:ping)? (?:on )?(?:{OWN})(?P<a>.+?)(?: if .+| and .+)?$"),
    (I.SKIP, rf"\b(?:give|giving) {OWN}(?P<a>[^,.]+?) (?:a miss|the slip)\b"),
    (I.SKIP, rf"^(?:would|does|do|will|is|are|can)\b (?!{WHO}\b)(?:there )?(?:anything|something|any later|any|a later|later|other|another|much)\b.*?\b(?:(?:if|when) (?:{WHO} )?(?:never|do not|skip(?:ped)?|leave out|left out|drop(?:ped)?|omit(?:ted)?)|without) (?:(?:did|do|took|take|learn|learned|doing|taking|learning|having done) )?(?P<a>.+)$"),
    (I.SKIP, rf"^(?:.*? )?(?:can|could|may|should|must|is it (?:ok|okay|fine|safe|all right|alright) to|(?:ok(?:ay)?|fine|all right) to) (?:{WHO} )?(?:just |simply )?(?:drop|ignore|bypass) {OWN}(?P<a>{M}(?: {STAGES})?|[^,]{{2,40}}? {ONES})(?:,? (?:if|and) .+)?$"),
    (I.SKIP, r"^(?:is|are) (?P<a>.+?) (?:really )?(?:optional|mandatory|compulsory|obligatory|skippable|needed|necessary|required|essential|avoidable|unavoidable|dispensable|indispensable|a must|a formality)(?: (?:at all|stage|step|module|first|beforehand))?$"),
    (I.SKIP, rf"^(?:.*? )?(?:can|could|may|should|must|is it (?:ok|okay|fine|safe) to|(?:ok(?:ay)?|fine) to) (?:{WHO} )?(?:just |simply |safely )?(?:leave|miss) {OWN}(?P<a>[^,]*?{M}(?: {STAGES})?) out$"),
    (I.SKIP, rf"^(?:do|must|should) {WHO} (?:really |actually )?(?:have to |need to )?(?:{LEARN}|need) (?:the )?(?P<a>{M}(?: {STAGES})?|one (?:on|about|with|for) [^,]+?)(?: at all| first| beforehand| in any case)*$"),
    (I.SKIP, r"^(?:does|must|should) (?P<a>.+?) (?:(?:have|need) to )?(?:come|be (?:done|taken|learned|studied|passed)) (?:first|beforehand)$"),
    (I.SKIP, r"^what (?:happens|breaks|do i (?:lose|miss)|would i (?:lose|miss)|will i (?:lose|miss))\b.*?\b(?:without|not (?:do|learn|take)|skip\w*|miss\w*) (?P<a>.+)"),
    (I.DEPENDENTS, rf"^(?:what|which)(?: (?:later|other|further|later on|more))? ?(?:{ONES})?(?: (?:of|in|on|from) (?:the |this |that |your )?[^ ]+(?: (?:roadmap|trek|course|list|path|curriculum))?)? ?(?:would |will |do |does |all )?(?:need|needs|require|requires|depend on|depends on|build on|builds on|builds upon|rely on|relies on|presuppose|hang on|hangs on|rests? on|leans? on|stands? on|asks? for) (?P<a>.+)"),
    (I.DEPENDENTS, rf"^(?:what|which) (?:{ONES} )?(?:does|do|is|are|can|will) (?P<a>.+?) (?:(?:open )?the (?:entry )?(?:ticket|key|door|gate|gateway|way in|entrance|stepping stone)(?: for| to| into)?|let (?:me|us|you) (?:into|do|take|start)|give (?:me|us) access to|get (?:me|us) into|lead (?:me )?into)(?: now| next)?$"),
    (I.DEPENDENTS, rf"^(?:what|which) (?:{ONES} )?(?:does|do|is|are|can|will) (?P<a>.+?) (?:unlock|open up|open|enable|a prerequisite (?:for|of)|required (?:for|by)|needed (?:for|by)|the basis (?:for|of))$"),
    # Before.
    (I.PREREQUISITES, r"\b(?:prerequisites?|pre-requisites?|pre requisites?|requirements?|entry requirements?|preconditions?|required knowledge|prior knowledge|background) (?:do i need |are there |is needed |are needed |does one need |needed |required |is required )?(?:for|of|to|before|in)(?: learning| starting| doing| taking)? (?P<a>.+)"),
    (I.PREREQUISITES, r"^(?:what (?:is|are) )?(?P<a>.+?)(?:'s|s')? (?:prerequisites?|pre-requisites?|entry requirements?|requirements)$"),
    (I.PREREQUISITES, rf"\b(?:what|which|anything|everything|something|how much|stuff|things?|topics?|{STAGES}|skills?)\b.*?\b(?:before|prior to|ahead of|in front of|leading up to|leads? (?:up )?to|precedes?|preceding) (?:{WHO} )?(?:can |could |may |should )?(?:the )?(?:{LEARN} )?(?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:what|which\b(?! (?:tools?|software|equipment|materials?))\b.*?) (?:{AUX}) {WHO} (?:need|have|know|learn)(?: to)?(?: be able to)?(?: know| learn| do| have| understand| finish| complete| study)?(?: first| already)? (?:for|to {LEARN}|in order to {LEARN}|if i want to {LEARN}) (?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:what|which)\b.*?\b(?:behind me|under (?:my|our|one's) belt|have (?:done|finished|completed|covered|passed)|be (?:done|finished))\b(?: with)?(?: first| already)?,? (?:when|before|by the time|once|to|for|if) (?:{WHO} )?(?:want to |can |may |could )?(?:{LEARN} )?(?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:what|which)(?: (?:earlier|previous|prior|other|of the))* {STAGES}(?: (?:of|in|on) (?:the|this|that|your) \w+)? (?:does|do|is|are|will) (?P<a>.+?) (?:rely on|depend on|build on|built on|need|require|based on|presuppose|assume|lean on|rest on|stand on|draw on)(?: (?:directly|immediately|straight away|most))?$"),
    (I.PREREQUISITES, r"^what (?P<a>(?!do\b|does\b|should\b|must\b|else\b|can\b|will\b|would\b|i\b|we\b|you\b)[^,]+?) (?:requires|needs|depends on|builds on|assumes|relies on|presupposes|is based on)(?: (?:in|of) .+)?$"),
    (I.PREREQUISITES, r"^what (?:does|do) (?P<a>.+?) (?:require|need|depend on|build on|builds on|assume|presuppose|expect|rely on)(?: me to know| of me)?$"),
    (I.PREREQUISITES, r"^what (?:is|are) (?:needed|required|necessary)(?: for| to (?:start|learn|do|take|begin|understand|tackle)) (?P<a>.+)"),
    (I.PREREQUISITES, rf"^what (?:knowledge|skills?|background) .*?(?:for|to {LEARN}|in) (?P<a>.+)"),
    (I.PREREQUISITES, rf"^what (?:should|must|do) {WHO} (?:already )?(?:be able to (?:do|use)|know|have|bring|understand|need)\b.*\b(?:when|before|by the time|once|if) {WHO} (?:arrive at|reach|get to|come to|want to {LEARN}|{LEARN}) (?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:am i|are we|when am i|will i be) ready (?:for|to {LEARN}) (?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:anything|something|stuff|things?)? ?(?:to (?:learn|know|do) )?before (?:{LEARN} )?(?P<a>.+)"),
    (I.PREREQUISITES, rf"^how (?:do|should|can) {WHO} (?:prepare|get ready)(?: myself)? (?:for|to {LEARN}) (?P<a>.+)"),
    # After.
    (I.NEXT, rf"^(?:what|which|where|anything)(?: (?:the (?:{STAGES}|one|thing)|{STAGES}|comes?|is|are|do|does|should|can|could|would|to|go|learn|study|take|tackle|next|right|directly|immediately|straight|there|{WHO}|lies|stands|one|up|open|available|possible|to me|for me))* (?:after|following|follows|once {WHO} (?:am |are |have )?(?:done|finished|completed|through)(?: with)?) (?:{WHO} )?(?:(?:finish(?:ed|ing)?|complet(?:ed|ing|e)|learn(?:ed|ing)?|do(?:ing|ne)?) )?(?:with )?(?P<a>.+)"),
    (I.NEXT, r"^(?:ok(?:ay)?,? |so,? |well,? )?(?:(?:i|we) (?:am |are |have |did |just |already |now |finally )*|just |have )(?:done|finished|complete[d]?|through|passed|did|learned|studied)(?: with| learning)? (?P<a>.+?)(?:[,.;:!]| (?:and|so|what|where|which|now|then)\b|$)"),
    (I.NEXT, r"^(?:done|finished|completed|through)(?: with)? (?P<a>.+?)(?:[,.;:!]| (?:and|so|what|where|which|now)\b|$)"),
    (I.NEXT, r"^(?:and )?(?:what|where|which\b.*?) (?:is|comes|should (?:i|we)(?: (?:learn|do|go|study|take))?|do (?:i|we) (?:learn|do|go)|to (?:learn|do|go)|to|follows) next(?: after| from)? ?(?P<a>.*)$"),
    (I.NEXT, r"^(?:what|where) (?:does|do|can|will) (?P<a>.+?) (?:lead|lead to|prepare (?:me )?for|bring me|take me)(?: to)?$"),
    (I.NEXT, rf"^what (?:should|do|can|could) {WHO} (?:do|learn|study|take|read) (?:next )?(?:once|when|if|now that) {WHO} (?:am |are |have |had )?(?:done|finished|completed|through)(?: with)? (?P<a>.+)"),
    (I.NEXT, rf"^(?:when|once|after|as soon as|if|now that|so) {WHO} (?:am |are |have |had |just |will have |would |will )*(?:done|finish|finished|complete|completed|through|passed?|did|learn|learned) (?:with )?(?P<a>.+?),? (?:what|which|where)\b(?!.*\b(?:skip|learn about|before)\b).*$"),
    (I.NEXT, rf"^where (?:do|can|could|should|may|might|would|to) ?(?:{WHO} )?(?:go|turn|move|head|continue|carry on|proceed)(?: on| next)? (?:from|after) (?P<a>.+)$"),
    (I.NEXT, rf"^(?:and )?(?:the )?next(?: {STAGES}| one)?(?: after (?P<a>.+))?$"),
    (I.NEXT, r"^(?:and |then )?after (?P<a>.+?)(?:[,;].*)?$"),
    (I.NEXT, r"^(?:so |and |ok |then )?(?:what|where) (?:now|next|then|from here|to now|follows)$"),
    (I.NEXT, rf"^(?!.*{M})(?:so |and |then )?(?:what|which|where)(?: {ONES}| thing)?\b(?: \w+){{0,7}} (?:next|up next|after that|after this|from (?:here|there))$"),
    (I.NEXT, rf"^(?!.*(?!{M}$){M})(?:what|which)(?: {ONES})? (?:is|comes|would be|are)(?: the)? (?:up|following|next|subsequent)(?: {STAGE_NOUN}| one)?(?: (?:in|on|of) (?:the \w+|{M}))?$"),
    # Ways.
    (I.PATH, rf"\b(?:shortest|fastest|quickest|best|direct|minimal|minimum|easiest|most direct|short|quick) (?:way|path|route|road|plan|list of {STAGES})\b.*? (?:to|into|for|towards?) (?:{LEARN} )?(?P<a>.+?)$"),
    (I.PATH, rf"\b(?:path|route|way|steps|road|journey|order of {STAGES}|learning path|study plan|learning plan) (?:to|for|towards?|until|up to) (?:{LEARN} |get to |getting to |reach )?(?P<a>.+?)$"),
    (I.PATH, rf"\b(?:what|which|how many|how much)\b.*\b(?:left|remains?|remaining|missing|still to (?:do|learn)|do i still need|to go)\b.*? (?:until|till|before|to|for|up to) (?:{WHO} )?(?:can )?(?:{LEARN} )?(?P<a>.+)"),
    (I.PATH, rf"^(?:what|which|how many)\b.*\b(?:lies?|stands?|sits?|are|is|comes?) (?:there )?between (?:me|us|here|now|where i am) and (?:{LEARN} )?(?P<a>.+)$"),
    (I.PATH, rf"\b(?:in )?(?:what|which) order\b.*\b(?:to|for|until|before) (?:{LEARN} |get to |reach |arrive at )?(?P<a>.+)"),
    (I.PREREQUISITES, rf"^(?:what|which)\b.*\bfirst (?:if|when|to|before|in order to)\b(?: {WHO})?(?: want| would like| need| am going| plan)?(?: to)? (?:{LEARN} |get to |reach )?(?P<a>.+)"),
    (I.PATH, rf"^how (?:do|can|would|should|could) {WHO} (?:get to|reach|get there|arrive at|get as far as) (?P<a>.+?)$"),
    (I.PATH, rf"^(?:i (?:just |only )?(?:want|need|would like|plan) to (?:get to|reach|{LEARN}|be able to do)) (?P<a>.+?)[,.;:]? (?:what|which|how|where|give|show).*$"),
    (I.TIME, rf"\b(?:can|could|will|would|is it possible to|do) (?:{WHO} )?.*\b(?:all|everything|it|{ROADMAP})\b.*\b(?:in|within|under) (?:less than |under |about )?(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|half an?) (?:hours?|days?|weeks?|weekends?|months?|years?)\b"),
    (I.TIME, rf"\b{ROADMAP} (?:takes|lasts|needs|is) (?:about |only |just )?(?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve) (?:hours?|days?|weeks?|months?|years?)\b"),
    (I.TIME, rf"^(?!.*{M}.*{M})(?:are|is|would|will|can|could|do|does)\b.*\b(?:doable|feasible|realistic|possible|manageable|achievable|enough|sufficient|long enough|too (?:long|short))\b(?!.*\bskip).*\b(?:hours?|days?|weeks?|weekends?|months?|years?|semesters?|summer|winter|term|christmas|holidays?)\b"),
    (I.TIME, r"^(?:are|is|would|will) (?:\d+|an?|one|two|three|four|five|six|eight|ten|twelve|half an?) (?:hours?|days?|weeks?|weekends?|months?|years?|semesters?)\b.*\b(?:enough|sufficient|realistic|too (?:long|short|little))\b"),
    (I.TIME, rf"^(?:list|show|name|give|tell|which|what)\b.*\b{ONES}\b.*\b(?:takes?|lasts?|needs?|runs?|are|is|longer|shorter|less|more)\b.*\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)[ -](?:hours?|days?|weeks?|weekends?|months?|years?)\b"),
    (I.TIME, rf"^(?:what|which) (?:{STAGES}) (?:give|state|have|has|take|takes|need|needs|last|lasts|list)\b.*\b(?:time|duration|hours?|days?|weeks?|weekends?|months?|years?|long)\b"),
    (I.TIME, r"\bhow (?:long|much time|many (?:months?|weeks?|hours?|days?|years?|weekends?))\b.*\bplan for (?P<a>.+)$"),
    (I.PATH, r"\b(?:study plan|learning plan|learning path|schedule|plan|timetable)\b(?!ning)(?: (?:for|over|of|in|that|to|with|my|the|it|this|all) .*| it| this)?$"),
    # Where to begin.
    (I.START, rf"\bwhere (?:(?:on earth|in the world|exactly|best|the heck|then|precisely) )?(?:do|should|can|to|would|could|must|shall|might) ?(?:{WHO} )?(?:even |best |then |ideally )?(?:start|begin|enter|jump in|get in|join|pick up|go on|continue|jump|hop (?:in|on)|step in|dive in|come in|set off|kick off|carry on|resume|get going)\b"),
    (I.START, rf"(?:^|[.!?;:,] )(?:so |and )?(?:what|which)(?: of (?:the|these|those))?(?: {ONES})?(?: of [^?]+?)? {AUX} {WHO} (?:(?:best|ideally|then) )?(?:jump (?:in)?to|turn to|head (?:for|to)|enter|join|go to|open|get in(?: at)?|pick|choose|tackle|visit|click(?: on)?|watch|attempt|look at|see|try)(?: (?:first|to begin with|to start with|straight away|right away))?$"),
    (I.START, r"\b(?:place|point|spot|stage|module|step) (?:for \w+ (?:\w+ )?)?to (?:start|begin|enter|jump in|get in)\b(?! with)|\b(?:good|best|right) (?:starting|entry) point\b"),
    (I.START, rf"\bhow (?:do|should|can|to|would) ?(?:{WHO} )?(?:get started|start|begin)\b(?! {M})"),
    (I.START, r"\b(?:what|which)\b.*?\b(?:learn|do|start|start with|study|read|take|begin with|come|comes) first$"),
    (I.START, rf"\b(?:what|which)(?: {STAGES})? (?:should|do|can|must|could) {WHO} (?:start|begin)(?: with| at| from)?\b"),
    (I.START, rf"\b(?:first|starting|entry) (?:{STAGE_NOUN}|point)\b"),
    # Facts of a roadmap or stage.
    (I.AVERAGE_TIME, r"\b(?:average|on average|per stage|per step|per module|each stage|each module|each step|typical)\b.*\b(?:time|long|months?|weeks?|hours?|days?)\b|\b(?:long|months?|weeks?|hours?|days?|time)\b.*\b(?:on average|average|per stage|per module|per step|each stage|each module|each step)\b"),
    (I.TIME, rf"\b(?:how long|how much time|how many (?:months?|weeks?|hours?|days?|years?|semesters?)|duration|time (?:does|do|will|would|is|estimate|needed|required|commitment|frame)|estimated time)\b(?:.*?\b(?:does|do|will|would|is|for|of|to (?:{LEARN}|finish)|take|in|on|with|need)\b(?!(?: me| us| one| you)?$))*(?: (?P<a>.*?))?(?: (?:take|need|last|require|going to take)(?: me)?)?$"),
    (I.COUNT, r"^(?:which|what)(?: one| stage)? (?:is|comes|would be) (?:the )?(?:very )?(?:last|final)(?: one)?$"),
    (I.COUNT, rf"\bhow many (?:\w+ )?(?:{STAGES})\b|\bnumber of (?:{STAGES})\b|\bhow (?:big|large|long) is the (?:roadmap|list)\b"),
    (I.NUMBER, rf"\b(?:what|which) (?:number|{STAGE_NOUN} number|{STAGE_NOUN}(?: number)?) (?:is|has|does) (?P<a>.+?)(?: have| carry)?$"),
    (I.NUMBER, r"\b(?:number|position|place) (?:of|has|does) (?P<a>.+?)(?: have| in .*)?$"),
    (I.STAGES, rf"^(?:list|show|give|name|enumerate|tell)\b.*\b(?:{STAGE_NOUN}s|roadmap|curriculum|syllabus|contents?|outline)\b"),
    (I.STAGES, rf"^(?:what|which) (?:are|is) (?:all )?(?:of )?(?:the |its )?(?:\w+ )?(?:{STAGE_NOUN}s|contents?|curriculum|syllabus|outline|order)(?: (?:of|in|on|for) {OWN}.*| there| called)?$"),
    (I.STAGES, rf"^(?:what|which) (?:{STAGE_NOUN}s) (?:are (?:there|in)|does|do|is|belong|make up|exist)\b(?!.*\b(?:cover|mention|teach|use|about|include|need|require|discuss|deal|touch|talk)\b).*$"),
    (I.STAGES, rf"\b(?:all|every|whole|full|complete|entire) (?:the )?(?:{STAGE_NOUN}s|list|outline|curriculum|syllabus)\b|\boverview of (?:the |this )?(?:roadmap|trek|course|stages|curriculum|programme|program|path|{M})$"),
    (I.STAGES, rf"^what (?:does|do|will|is) {OWN}(?:roadmap|trek|course|path|track|curriculum|programme|program|degree) (?:cover|teach|contain|include|about|offer|consist of)$"),
    (I.LEVEL, r"\b(?:what|which) (?:level|difficulty)\b|\bhow (?:hard|difficult|advanced|easy|challenging|tough) (?:is|are|will)\b|\b(?:for|suit\w*|friendly|right|ok|good|aimed at|made for|meant for) .{0,24}\b(?:beginners?|newbies?|novices?|starters|experts?|advanced learners)\b|\bbeginner[- ]friendly\b|\b(?:difficulty|skill) level\b|^what is (?:the|its) (?:level|difficulty)$|^(?:who is|whom is) .* for$|\blevel (?:is|does|of)\b|\bwho (?:is|should|can) .*\b(?:for|take|do|follow)\b"),
    (I.MAINTAINER, r"\bwho (?:maintains?|looks after|takes care of|wrote|writes|made|makes|created?|creates|is (?:behind|responsible|the (?:author|maintainer|owner))|owns|keeps|runs|updates|authored|built|are the (?:authors|maintainers))\b|\b(?:maintainers?|maintained by|authors?|creators?)\b(?!.*\b(?:e-?mails?|phone|contact|address\w*|names?|linkedin|twitter|website|earn|paid|salary)\b)"),
    (I.UPDATED, r"\b(?:when|(?:on |at )?(?:which|what) (?:date|day|month|year)|how long ago)\b(?!.*\b(?:first|originally)\b).*\b(?:updated|revised|changed|edited|refreshed|written|published|touched|modified|brought up to date|reworked|overhauled|looked over)\b|\bhow long (?:ago|since|has it been since)\b.*\b(?:update|revision|change)\b|\b(?:last|latest|most recent) (?:update|revision|change|version)\b|\bhow (?:old|recent|current|fresh|up[- ]to[- ]date)\b|\b(?:is|are) .*\b(?:up[- ]to[- ]date|outdated|current|still maintained)$"),
    (I.MAINTAINER, rf"^who {M} (?:it|this|that|(?:the|this) {ROADMAP})$"),  # "who runs it" where the corpus has "run" as a name
    # Parts of a stage.
    *part_rules.LATER,
    (I.DONE, r"\b(?:am i|are we|when am i|when are we|how do i know (?:that |if |when )?i am|when can i call|how do i know (?:that |if |when )?i have) (?:really |already )?(?:done|finished|through|complete[d]?)(?: with)? ?(?P<a>.*)$"),
    (I.DONE, r"\b(?:how (?:do|can|will) i (?:know|tell|check)|what (?:shows|proves|tells)|checklist|criteria|when (?:can|do|may|should) i (?:move on(?! to\b)|stop))\b.*?(?:done with|finished(?: with)?|completed?|mastered|ready to leave|learned|got|understood|for|from|through)? ?(?P<a>[\ue000-\uefff].*)$"),
    (I.DONE, r"^when (?:is|does|can|do) (?P<a>.+?) (?:count as |considered |be |counts as )*(?:done|finished|complete|completed|over|mastered)$"),
    (I.PITFALLS, rf"\b(?:pitfalls?|mistakes?|traps?|gotchas?|(?:go|goes|going|gone|get|gets|getting|do|does|done|went|is|be) wrong|avoid|watch out(?: for)?|be careful|beware|caveats?|antipatterns?|anti-patterns?|common errors|typical errors|pay attention)\b(?:.*?\b(?:in|of|with|for|when|about|during|on|at|while|to) (?:{LEARN} )?(?P<a>.+))?$"),
    (I.PRACTICE, r"\b(?:exercises?|practi[cs]e|practi[cs]ing|practical work|homework|assignments?|hands[- ]on|project(?:s)? (?:for|in|of)|try out|task (?:for|in|of)|practical)\b(?:.*?\b(?:in|of|with|for|on|about|at|from) (?P<a>.+))?$"),
    (I.PRACTICE, r"\b(?:exercise|practice|homework|assignment|project) (?:does|do|has|is) (?P<a>.+?) (?:have|has|give|contain|use|offer|with|there)$"),
    (I.PRACTICE, r"^(?:what|which) (?:is|are) (?P<a>.+?)(?:'s)? (?:exercises?|practice|assignments?|homework)$"),
    (I.TOOLS, r"\b(?:which|what) (?:tools?|software|programs?|equipment|materials?|libraries|frameworks|products?)\b.*\b(?:in|for|of|with|at|about) (?P<a>.+)$"),
    (I.TOOLS, r"\b(?:which|what) (?:tools?|software|programs?|equipment|materials?|libraries|frameworks|products?)\b.*?\b(?:does|do|are|is) (?P<a>.+?)(?: use| used| teach| cover| need| require| introduce| recommend| about)?$"),
    (I.TOOLS, r"^(?:list |name )?(?:the )?tools (?:in|for|of|used in|covered in) (?P<a>.+)$"),
    (I.OUTCOMES, rf"\b(?:what) (?:will|do|would|can|should) {WHO} (?:be able to do|learn|get|gain|take away|know|can do|achieve|get out)(?: about| from| out of| in| at| with| by| during| after)+ (?:{LEARN} |finishing |completing |doing )?(?P<a>.+)$"),
    (I.OUTCOMES, r"\b(?:learning )?(?:outcomes?|objectives?|goals?) (?:of|for|in) (?P<a>.+)$"),
    (I.OUTCOMES, rf"^what (?:does|do|will) (?P<a>{M}) (?:teach|cover|contain|include|offer|deal with)(?: me| us)?$"),
    (I.ABOUT, rf"^(?:what (?:is|are)|what exactly is) (?P<a>.*?{M}) (?:all )?about$"),
    (I.ABOUT, r"^(?:tell me (?:more |something )?about|describe|summari[sz]e|sum up|give me (?:a |an )?(?:summary|overview) of|introduce) (?P<a>.+)$"),
    # Comparison of what one name means; the other forms are in `comparison_forms`.
    (I.COMPARISON, r"^(?:how|what) (?:do|does|are|is) the two (?P<a>.+?) (?:differ|different|compare)$"),
    # Where.
    (I.WHERE, rf"^(?P<a>[^,:]{{2,60}}?) ?(?:-|–|—|:|,) (?:where|(?:in |at )?(?:which|what) {STAGES})\b.*$"),
    (I.WHERE, rf"^(?:where|(?:in |at |on |from )?(?:which|what) (?:of the |other )?(?:{STAGES}|roadmaps?))\b (?P<a>.+)$"),
    (I.WHERE, rf"^(?:does|do|will|is there|are there|has|did|can) (?:{OWN}(?:{ROADMAP})|they|anything|any {STAGE_NOUN}s?|a {STAGE_NOUN}|some {STAGE_NOUN}s?|{WHO}|the {STAGES}) ?(?:also |ever |even |really |actually )?(?:teach|cover|covers|mention|mentions|include|contain|explain|treat|discuss|talk about|deal with|say|touch on|introduce|go into|learn|study|get to know|have anything|have something|(?:that |which )?(?:teach|cover|mention|explain|deal)(?:s|es)?|about|on|for)\b (?P<a>.+)$"),
    (I.WHERE, r"^(?:is|are) (?P<a>.+?) (?:taught|covered|mentioned|included|explained|part of|discussed|treated|in (?:the|this|here))\b.*$"),
    # Meanings, reasons, ways.
    (I.WHY, r"^(?:what (?:is|are)|what use (?:is|are)|what (?:do|does|can) (?:i|we|you|one|people) use) (?:an? |the )?(?P<a>.+?) (?:good|used|useful|there|meant|needed|for|intended)(?: for)?$"),
    (I.DEFINITION, r"^(?:what(?: exactly| actually| on earth| the heck)? (?:is|are|was|were)(?: meant by| the (?:meaning|definition|concept|idea) of)?|what do you mean by|define|definition of|meaning of|explain(?: to me)?(?: what)?|what is it with|who or what is) (?:an? |the |this |that )?(?P<a>.+?)(?: (?:is|are|means?|mean exactly|exactly|actually|in (?:simple|plain) (?:words|terms|english)|and .+))?$"),
    (I.DEFINITION, r"^what (?:does|do) (?P<a>.+?) (?:mean|stand for|refer to|do|actually do)(?: exactly| here)?$"),
    (I.DEFINITION, r"^what (?:does|do) (?P<a>(?!(?:it|this|that|they|i|you|we)\b)[^,]+?) (?:mean|stand for|refer to) (?:for|in|when|with|on) [^,]+$"),
    (I.DEFINITION, r"^what (?P<a>.+?) (?:is|are|means)$"),
    (I.WHY, r"^(?:why|what for|for what reason|how come|what is the (?:point|use|purpose|benefit|value) of|what are the benefits of|what is (?P<x>.+) good for)\b ?(?:(?:is|are|do|does|should|would|must|bother with|care about|use|learn|need) )*(?:i |we |you |one )?(?:need |use |learn |care about |bother with |have )?(?P<a>.*)$"),
    (I.DEFINITION, r"^(?:what|how) about (?P<a>.+)$"),
    (I.HOW_TO, r"^(?:how (?:do|can|should|would|could|to|does|is|are|must)\b|what is the (?:best )?way to|show me how to|teach me (?:how )?to|steps to|help me) ?(?:(?:i|we|you|one|people) )?(?P<a>.+)$"),
)  # fmt: skip
