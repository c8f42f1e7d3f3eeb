"""How learners ask for a part of a stage: its exercise, when it is done, what goes wrong, its tools, what it teaches.

Two tables of rows for `retrieval/rules.py`: `FIRST` stands before all others, since its rows say plainly what they
want and share words with questions of order ("before I may tick off X"); `LATER` stands among the parts of a stage.
"""

from trekbot.retrieval.cues import STAGE_NOUN
from trekbot.retrieval.query import Intent as I

_M = r"[\ue000-\uefff]"
_WHO = r"(?:i|we|you|one|people|a learner|a student|someone|somebody|a beginner)"
_LEARNERS = r"(?:people|beginners?|students?|learners?|newcomers?|novices?|starters|most|many|everyone|everybody|others|one|you|we|i|us|me)"
_PLACE = rf"(?:{STAGE_NOUN}|week|course|page|one)"
_TASKS = r"(?:exercises?|assignments?|homework|coursework|practicals?|practical work|practice(?: work| session| task)?|field ?work|hands-on(?: part| work)?|drills?|tasks?|labs?|lab work|projects?|bench work|worksheets?|activit(?:y|ies))"
_DOING = r"(?:build|make|create|produce|write|code|program|draw|construct|design|develop|practi[sc]e|train|cook|bake|assemble|be building|be making|be writing|be creating|be doing|be practi[sc]ing)"
_TOOLS = r"(?:tools?|tooling|software|programs?|equipment|materials?|libraries|frameworks|products?|gear|kit|ingredients?|utensils?|instruments?|supplies|hardware|accessories|technolog(?:y|ies)|implements?)"
_LEAVING = r"(?:move on|go on|carry on|leave|quit|close|tick|check off|call|consider|regard|count|declare|sign off)"
_REACHED = r"(?:done|finished|through|complete[d]?|over|mastered|closed|passed|behind me)"
_ORDER = r"before|after|prior|prerequisites?|first|next|need\w*|requir\w*|builds? on|depends?|optional|skip|difference|compare\w*|leads?|weeks?|months?|hours?|days?|long|about|stages?"

FIRST: tuple[tuple[I, str], ...] = (
    # When it is done.
    (I.DONE, rf"\bhow (?:do|can|will|would|could|should|may) {_WHO} (?:know|tell|check|see|judge|be sure|be certain|make sure|find out|work out|recogni[sz]e|notice|{_M})(?: for sure)?(?: that| if| whether| when)? {_WHO} (?:(?:am|are|is|will be) (?:\w+ )?(?:done|finished|through|good enough|there|far enough|ready(?= to {_LEAVING}| for the next|$))|(?:have|has) (?:\w+ )?(?:finished|completed|mastered|understood|learned|learnt|got|grasped|passed|done|reached|managed)|(?:can|may|could|should) (?:now )?{_LEAVING}|(?:know|understand|master) (?:enough|{_M}))\b(?! to {_M})(?:[^\ue000-\uefff]*(?P<a>{_M}.*)| (?:(?:with|at|in|of|on|for|from|about|past) )?(?P<a2>[^\ue000-\uefff]+))?$"),
    (I.DONE, rf"^(?:when|at what point|how soon) (?:am|are|may|can|could|should|do|will|would|might|must) {_WHO} (?:be )?(?:allowed to |able to |ready to |free to |safely )*{_LEAVING}(?! on? ?to\b)(?! to\b)(?: (?:from|past|with|off|behind me))* ?(?P<a>.*?)(?: (?:as|off|behind me|behind|{_REACHED}))*$"),
    (I.DONE, r"^(?:am i|are we|when am i|when are we) (?:\w+ )?ready to (?:leave|move on from|go on from|close|finish) (?P<a>.+)$"),
    (I.DONE, rf"^what (?:all )?(?:must|has to|have to|needs? to|should|ought to|do {_WHO} (?:have to|need to|(?:have|need)(?! to\b)))\b.*?\b(?:before|to|in order to|so that|until) (?:{_WHO} )?(?:(?:can|may|could|am allowed to|get to|want to) )*(?:tick off|check off|sign off|tick|close|leave|move on from|get through|pass) (?P<a>.+?)(?: off| as)?$"),
    (I.DONE, rf"^what (?:all )?(?:must|has to|have to|needs? to|should)\b.*\b(?:before|for|so that|until) (?P<a>.+?) (?:is|are|counts?|can be|to be|to count)(?: as| called| considered| ticked| signed)* (?:{_REACHED}|off)$"),
    (I.DONE, rf"^what (?:must|has to|have to|needs? to|should) (?:be true|hold|work|be working|be in place|be there|exist|be shown|happen) .*?\b(?:before|to|so that|until|when) (?:{_WHO} )?(?:(?:can|may|could|am|have) )*(?:finish|finished|complete|completed|done with|call|consider) (?P<a>.+?)(?: as)?(?: {_REACHED})*$"),
    (I.DONE, r"^what (?:counts as|does|do) (?:being )?(?:done|finished|complete|success|passing)(?: mean| look like)? (?:in|for|with|of|at) (?P<a>.+)$"),
    (I.DONE, rf"^(?:what|which|do|does|is|must|should|have)\b.*\b(?:(?:hand|turn|give|send)(?:ed|n)? in|submit|submitted)\b(?:.*?\b(?:for|in|of|from|with|at|by|during|to pass) (?:(?P<a>[^\ue000-\uefff]{{0,9}}{_M}.*)|(?P<a2>[^\ue000-\uefff]{{2,40}} (?:{_PLACE}|{_TASKS}))$))?"),
    (I.DONE, rf"^how (?:is|are|will) (?P<a>(?:the |my )?{_M}[^\ue000-\uefff]*?) (?:be )?(?:assessed|marked|graded|tested|examined|evaluated|scored)$"),
    (I.DONE, rf"^(?:is there|are there|will there be|what is|what are|what kind of|does) (?:an? |any |the )?(?:final |written |oral |practical )?(?:tests?|exams?|examinations?|quiz(?:zes)?|assessments?|marking)\b[^\ue000-\uefff]*?\b(?:in|for|of|at|after|with|on) (?P<a>(?:the )?{_M}.*)$"),
    (I.DONE, r"^what (?:is|gets|will be|must be|has to be) (?:examined|tested|assessed|graded|marked|checked|handed in|submitted|(?:expected|asked|required|demanded) of (?:me|us|students|learners)) (?:(?:at|by) the end of|in|for|at|by|after|during) (?P<a>.+)$"),
    (I.DONE, rf"^(?:can|may|could) {_WHO} (?:leave|move on from|go on from|close|tick off) (?P<a>.+?) (?:yet|now|already)$"),
    # A detail of the exercise, or what it makes.
    (I.PRACTICE, rf"^(?!(?:in |at )?(?:which|what) {STAGE_NOUN}s?\b)(?!what (?:is|are) (?:the )?{_M} projects?$)(?!.*\b(?:{_ORDER})\b)(?:(?:on|in|with|for|from|into|at|by) )?(?:what|which|how (?!do|can|should|long|much time)\w+)\b.*?(?P<a>{_M})(?:'s)? (?:{_PLACE} )?{_TASKS}\b"),
    (I.PRACTICE, rf"^(?!.*\b(?:{_ORDER})\b)(?:(?:on|in|with|for|from|into|at|by) )?(?:what|which|how (?!do|can|should|long|much time)\w+)\b.*?\b{_TASKS} (?:of|in|for|from|at) (?:the |this )?(?P<a>{_M}(?: {_PLACE}\b)?)"),
    (I.PRACTICE, rf"^(?!.*\b(?:{_ORDER})\b)(?:(?:on|in|with|for|from|into|at|by) )?(?:what|which|how (?!do|can|should|long|much time)\w+)\b.*?\b(?:the|my|your) (?P<strict>(?P<a>[^?]{{3,50}}? (?:exercises?|homework|assignment|lab|coursework)))\b"),
    (I.PRACTICE, rf"^what (?:do|does|will|would|should|must|can|could|am|are|shall) {_WHO} (?:actually |really |exactly )?(?:have to |need to |get to |be asked to |asked to |supposed to |going to |expected to |end up |actually )*(?:{_DOING}|deliver|building|making|{_M})(?: exactly| actually)? (?:in|for|during|at|as part of|within) (?P<a>.*{_M}.*)$"),
    (I.PRACTICE, rf"^(?:do|will|must|should|can|may) {_WHO} (?:get to |have to |need to )?{_DOING} (?:anything|something|things|an? \w+) (?:in|for|during) (?P<a>(?:the )?{_M}.*)$"),
    (I.PRACTICE, rf"^what (?:do|does|will|would|am|are) {_WHO} (?:actually |have to |get to |asked to |going to )*do(?: on the \w+)? (?:in|during) (?P<a>(?:the )?{_M}.*)$"),
    (I.PRACTICE, rf"^what does (?P<a>(?:the )?{_M}.*?) (?:want|ask|expect|have) (?:me|us|you|its \w+|learners|students) (?:to )?(?:do|build|make|write|hand in)$"),
    (I.PRACTICE, rf"^(?:on |with |in |for |from )?(?:which|what) (?!{_TOOLS}\b|{STAGE_NOUN}s?\b|roadmaps?\b)[^?]{{1,40}}? (?:does|do) (?P<stage>(?P<a>(?:the )?{_M}(?: {_PLACE})?)) (?:use|run on|run|work with|work on|start from)$"),
    (I.PRACTICE, rf"^(?:list|show|give|name|enumerate|tell)\b.*\b{_TASKS} (?:of|in|for|from|at) (?P<strict>(?P<a>(?:the )?{_M}.*))$"),
    (I.PRACTICE, rf"^(?:what|which) (?:are|is) (?:the )?(?:milestones?|deliverables?) (?:of|in|for) (?P<a>(?:the )?{_M}.*)$"),
    (I.PRACTICE, rf"\b(?:something|anything|somewhere|a (?:place|site|target)|where (?:can|could) {_WHO}) (?:to |that {_WHO} can )?(?:try(?: out)?|practi[sc]e|rehearse|drill|{_M})(?: on)? (?P<a>(?:the )?{_M}[^\ue000-\uefff]*?)(?: on| with| at)?(?: (?:without|legally|safely) .*)?$"),
    # Tools and materials.
    (I.TOOLS, rf"\b(?:which|what)(?: \w+)? {_TOOLS} (?:do|must|should|will|would|shall) {_WHO} (?:have to |need to )?(?:need|use|have|buy|get|bring|require|work with|meet|own|prepare|install)(?: to \w+)? (?:for|in|during|with|at|to (?:do|start|take|begin|follow|complete)) (?P<a>.+)$"),
    (I.TOOLS, rf"^what (?:do|must|should|will) {_WHO} (?:need to |have to )?(?:buy|install|bring|get hold of|wear|pack) (?:for|in|to (?:do|start|take|begin|follow)|during) (?P<a>.+)$"),
    # What stays.
    (I.OUTCOMES, rf"^what (?:should|do|will|must|would|can) {_WHO} (?:remember|retain|take away|take home|keep in mind|memori[sz]e|carry away|not forget)\b(?: (?:from|of|about|in|after|on) (?:(?:this|the|that) (?:page|text|one|{STAGE_NOUN})|(?P<a>.+)))?$"),
    (I.OUTCOMES, rf"^what (?:are|is) the (?:main |key |most important )?(?:takeaways?|take-aways?|lessons|points)(?: to remember)? (?:from|of|in) (?:(?:this|the|that) (?:page|text|one|{STAGE_NOUN})|(?P<a>.+))$"),
    (I.OUTCOMES, rf"^what (?:should|will|would|can|must) {_WHO} be able to do (?:by the (?:end|time)|at the end|once|when)(?: of)? ?(?:{_WHO} )?(?:have |am |are )?(?:finish(?:ed)?|complete[d]?|done|through)?(?: with)? ?(?P<a>.+)$"),
)  # fmt: skip

LATER: tuple[tuple[I, str], ...] = (
    (I.PITFALLS, r"^(?:what|which|any|are there|is there|list|name|tell me|typical|common|usual|frequent|classic|the)\b.*?\b(?:errors|blunders?|slip-? ?ups?|slips|stumbling blocks?|hazards?|dangers?|warnings?|cautions?|bad habits|hurdles?|(?:common|usual|typical) (?:problems|difficulties|failures)|misconceptions?|misunderstandings?)\b.*?\b(?:in|of|with|for|when|about|during|on|at|while|around) (?P<a>.+)$"),
    (I.PITFALLS, rf"^(?:what|where|how) (?:do|does|can|might|could|will|would) (?:{_LEARNERS}) (?:usually |often |typically |mostly |tend to )*(?:stumble|trip(?: up)?|struggle|slip(?: up)?|fail|mess up|botch|ruin|spoil|go astray|have trouble|come unstuck) ?(?:over |on |at |in |with |about |when |during )*(?P<a>.+)$"),
    (I.PITFALLS, rf"^what (?:usually |often |typically |commonly )?(?:trips?|bites?|catches|caught|bit|fools|defeats|confuses|surprises) (?:{_LEARNERS})(?: up| out)? (?:in|with|about|when|during|at|on) (?P<a>.+)$"),
    (I.PITFALLS, r"^(?:is there |are there |what is )?(?:anything |something |so )?(?:dangerous|risky|hazardous|unsafe|tricky|easy to get wrong)\b.*?\b(?:about|in|with|of|when|while) (?P<a>.+)$"),
    (I.PITFALLS, rf"^what (?:should|must|may|can|ought) (?:{_WHO} (?:never|not|rather not|better not)|not {_WHO}) .*?\b(?:in|with|when|during|at|while) (?P<a>.+)$"),
    (I.PRACTICE, rf"^(?:what|which|is there|are there|does|give me|show me|tell me)\b.*?\b(?:coursework|field ?work|drills?|lab work|bench work|worksheets?) (?:in|of|with|for|on|at|from|during) (?P<a>.*{_M}.*)$"),
    (I.PRACTICE, rf"^(?:what|which|how can|how could|how do|how should|where can|is there)\b[^\ue000-\uefff]*\b(?:practi[sc]e|practi[sc]ing|rehearse) (?P<a>(?:the )?{_M}.*)$"),
    (I.TOOLS, rf"^(?:which|what)(?: \w+)? {_TOOLS} (?:does|do|is|are) (?P<a>.*{_M}.*?) (?:use|used|teach|cover|need|require|introduce|recommend)$"),
    (I.TOOLS, rf"^(?:which|what)(?: \w+)? {_TOOLS}\b.*\b(?:in|for|of|with|at) (?P<a>.*{_M}.*)$"),
)  # fmt: skip
