"""What a sentence is for, told by its form, where no heading says it: a task, a sign of completion, a warning, a tool.

English words of instruction and warning, which belong to no subject. A form is weighed: from `CLEAR` on, one sentence
is enough; below it, its neighbours have to speak for it.
"""

import re

from trekbot.index.words import fold_case
from trekbot.retrieval.section_roles import Role

CLEAR = 1.0

_DONE = (
    (2.0, r"(?<!when )(?<!once )(?<!until )(?<!after )(?<!before )\byou (?:are|will be|have) (?:now |then )?(?:done|finished|through|ready (?!to (?:start|begin|use|see))|got (?:it|this)|mastered|completed)\b"),
    (2.0, r"\byou (?:may|can|could|should) (?:now |then |safely )?(?:move on|go on|leave (?:this|the)|close (?:this|the) (?:chapter|module|stage|page|book)|call yourself|tick)\b"),
    (2.0, r"\b(?:when|once|if|as soon as|until|after)\b.*\b(?:move|go|carry) on\b|^(?:only )?(?:move|go|carry) on (?:to|when|once|if|only)\b"),
    (2.0, r"\b(?:module|chapter|course|stage|unit|lesson|step|node|week|topic|part|exercise) is (?:then )?(?:complete|done|finished|over|behind you)\b"),
    (2.0, r"\byou (?:have got|have understood|know|understand|master) (?:it|this|them|enough|all this)\b.*\b(?:when|once|if)\b"),
    (2.0, r"\bby (?:now|then|the end|this point)\b.{0,40}\byou (?:should|can|will|ought|must)\b"),
    (2.0, r"\bready (?:for|to) (?:the next|move on|go on|leave)\b|\bfinished (?:here|when|once|with (?:this|the) (?:module|chapter|course|stage|node|lesson))\b"),
    (1.5, r"\byou should (?:now |by now |then )?be able to\b|\b(?:done|finished|enough|complete) (?:when|once|as soon as)\b|^(?:ready|done|finished|success) means\b"),
    (1.0, r"\b(?:counts|passes|passed|accepted) (?:as done |only )?(?:when|if|once)\b|\btells you (?:when|that|whether)\b"),
)  # fmt: skip
_PITFALLS = (
    (2.0, r"\b(?:mistakes?|pitfalls?|traps?|blunders?|beware|gotchas?|stumbling|misunderstand\w*|misconceptions?|wrong answers?)\b|\b(?:common|frequent|typical|usual|classic|favourite) (?:error|fault|slip|problem)|\berror\b.*\bis to\b"),
    (1.5, r"^(?:never|do not|don['’]t|avoid|beware|be careful|take care|watch out|mind)\b|\b(?:beginners?|people|many|students|learners|newcomers) (?:often|usually|tend to|always|reach for|forget|confuse|stand|try)\b|\b(?:deceiv\w+|misleads?|fooled|fools|tempting)\b"),
    (1.0, r"\b(?:never|must not|should not|shouldn['’]t|mustn['’]t|do not|don['’]t)\b|\b(?:or|otherwise|else),? (?:the|you|it|your)\b|^otherwise\b|\b(?:goes|go|went|gone|going) wrong\b"),
    (0.7, r"\b(?:fails?|breaks?|spoils?|ruins?|hides?|tears?|collapses?|rusts?|rots?|harms?|loses?|leaks?|swallows?|clogs?|scorches|suffocates?|overwrites?|freezes|crashes|hurts?|too (?:much|many|little|few|long|soon|early|late|suddenly|hot|cold|far|wet|dry|big|small))\b"),
)  # fmt: skip
_PRACTICE = (
    (2.0, r"\b(?:exercises?|assignments?|homework|coursework|your turn|your task|for practice|to practi[sc]e|practi[sc]e (?:on|with|by|this|it|every)|hand(?:ed)? in|submit)\b|^(?:every|each) (?:student|learner|group|pair|participant)\b|^(?:students|learners|participants)\b"),
)  # fmt: skip
_TOOLS = (
    (2.0, r"\byou(?:['’]ll| will)? (?:also )?need (?!to\b)|\b(?:is|are) (?:all (?:that )?you need|needed)\b|^(?:bring|buy|install|pack|wear|get hold of) "),
    (1.2, r"\b(?:tools?|equipment|materials?|ingredients|kit|gear|software|instruments?)\b"),
)  # fmt: skip
_OUTCOMES = (
    (2.0, r"\byou (?:will|can|should) (?:then |now |by now )?(?:be able|learn|know how|have learned)\b|\bby (?:the end|now)\b.{0,40}\byou\b|\bteaches\b|\bthis (?:module|chapter|course|stage|unit|lesson|week) (?:is about|covers|shows|explains)\b"),
)  # fmt: skip
_ROWS: dict[Role, tuple[tuple[float, str], ...]] = {
    "done": _DONE,
    "pitfalls": _PITFALLS,
    "practice": _PRACTICE,
    "tools": _TOOLS,
    "outcomes": _OUTCOMES,
}
_FORMS = {role: tuple((weight, re.compile(pattern)) for weight, pattern in rows) for role, rows in _ROWS.items()}

_LEAD = re.compile(
    r"^(?:(?:then|next|now|finally|lastly|first|second|third|afterwards|later|today|also|last|this week|at home|after that|in the end|if you can|at the end)\b,? ?|(?:to|in|on|for|with|by|at|before|after|when|once|from|this) [^,.;]{2,70}, )*"
)
_MAKING = frozenset(
    """make build write draw design sketch film record take find measure list climb sort plot solve implement code program cook bake sew knit weave
    compare compute calculate try repeat interview photograph note simulate prove redesign provoke create produce prepare plan plant grow collect count
    describe translate summarise summarize transcribe rewrite load run replay turn swap damage mix dip roll wedge cut weigh section perform play sing
    paint carve assemble install set configure deploy train test train mark map observe watch visit read label fold stitch present explain teach walk
    hike sail row swim lift stretch practise practice rehearse compose arrange model survey dig sow prune graft tie rig hoist launch sharpen grind polish""".split()
)  # fmt: skip
_COUNTED = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen|half|each|every|pair|at least)\b"
)
_OWN = re.compile(r"\b(?:your own|yourself|on paper|a friend|a partner|somebody|someone|a small|a tiny|a simple)\b")
_WORD = re.compile(r"[^\W\d_]+")


def form_of(text: str, role: Role) -> float:
    """Weigh how much a sentence has the form of what a role holds, from 0 to 2."""
    plain = fold_case(text)
    if role == "practice":
        return max(_weight(plain, "practice"), _task(plain))
    return _weight(plain, role)


def is_task(text: str) -> bool:
    """Tell whether a sentence tells its reader to make or do something."""
    opening = _WORD.match(_LEAD.sub("", fold_case(text)))
    return opening is not None and opening[0] in _MAKING


def counts_something(text: str) -> bool:
    """Tell whether a sentence says how many or whose, as tasks do and advice does not."""
    plain = fold_case(text)
    return bool(_COUNTED.search(plain) or _OWN.search(plain))


def _weight(plain: str, role: Role) -> float:
    return max((weight for weight, pattern in _FORMS.get(role, ()) if pattern.search(plain)), default=0.0)


def _task(plain: str) -> float:
    if not is_task(plain):
        return 0.0
    return 1.2 if counts_something(plain) else 0.7
