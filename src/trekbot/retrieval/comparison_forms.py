"""How things are set side by side: each form gives the sides as one phrase, or as two, and what decides between them.

The forms are tried on a question whose names are masked. Questions of order ("which comes first, …?") are not read here.
"""

import re
from dataclasses import dataclass

_WHO = r"(?:i|we|you|one|people|someone|a learner|a student|a beginner)"
_PICK = (
    r"(?:use|choose|pick|take|prefer|learn|buy|try|want|favou?r|recommend|go (?:with|for)|opt for|stick (?:with|to))"
)
_DIFFER = (
    r"(?:differ\w*|compare[sd]?|contrast\w*|distinguish\w*|distinct\w*|same|alike|similar|related?|unlike|relationship"
    r"|(?:stack|measure|hold|line|match|shape) up|fare)"
)
_COMPARATIVE = r"(?:(?:really|much|far|always|any|a lot|generally|usually) )?(?:better|worse|best|preferable|(?:more|less) [a-z]+|(?!(?:after|other|under|over|never|whether|together|water|paper|number|rather|either|further)\b)[a-z]{3,}er)"
_QUESTION = r"(?:what|which|where|how|who|when|why|is|are|do|does|did|can|could|should|would|will|may|must|i|we|if|since|as|because|tell|explain|list|give|show)\b"
_OF_EACH = (
    r"(?:each(?: one)?|both|either|the two|the one|which one|the former|respectively|of (?:them|these|those)|for which)"
)
_RATHER = r"(?:rather than|instead of|as opposed to|in place of|and not|but not|over|versus)"

_ORDERLY = re.compile(
    r"\b(?:first|before|earlier|later|sooner|after|prerequisites?|required|requires?|builds? on|depends? on|next)\b"
)
_LEADS = re.compile(
    r"^(?:(?:the |what (?:is|are) the |tell me the |list the )?(?:pros and cons|advantages?|disadvantages|benefits|merits|strengths|drawbacks|trade-?offs?) of|thoughts on|your take on|explain|what about|(?:a )?comparison(?: of)?:?|what (?:is|are)) "
)
# "X against Y" sets side by side where X is a name of the corpus or what follows asks how they differ; "shelter against rain" does not.
_AGAINST = re.compile(
    rf"^(?P<a>[\ue000-\uefff]|(?!{_QUESTION})(?:\S+ ){{0,2}}\S+(?=.*(?:[,:–—-] ?.*\b{_DIFFER}\b))) (?:as )?(?:set )?against (?=\S)"
)
# (pattern, what joins the sides in it); tried in order. `sides` holds all sides, `a` and `b` one each, `crit` what decides.
_FORMS = tuple(
    (re.compile(pattern), joints)
    for pattern, joints in (
        (r"\b(?:differences?|distinction|distinguish\w*|differ|contrast|trade-?offs?|comparison|choose|choosing|choice|decid\w+|relationship)\b[^.?!]*? (?:between|among|of|from|apart)\b:? (?P<sides>.+?)(?:,? (?:when|if) (?P<crit>.+))?$", "and|n|versus|or|from|to|with|over|&"),
        (r"\bdistinguish (?P<a>.+?) from (?P<b>.+)$", ""),
        (r"^what (?:distinguishes|separates|sets|makes|tells) (?P<a>.+?) (?:apart |different )?from (?P<b>.+)$", ""),
        (rf"^(?:in )?(?:how|where|what (?:way|respect)s?) (?:do|does|is|are|did) (?P<sides>.+?) {_DIFFER}(?: (?:from|to|with|than|as|against|versus) (?P<b>.+?))?(?: (?:in|when|for) (?P<crit>.+))?$", "and|versus|or|&"),
        (r"^(?:do|does|did) (?P<sides>.+?) (?:differ|vary)(?: from (?P<b>.+))?$", "and|versus|or|&"),
        (rf"^(?:for|with|given) (?P<crit>[^,]+), (?:(?:would|should|will|might) )?(?:(?:{_WHO} )?(?:be |am |are )?better off (?:with|using|taking) |(?:{_WHO} )?(?:rather )?{_PICK} )?(?P<sides>(?:(?!\b(?:when|if|which|what)\b).)+? or .+?)(?: be .*)?$", "or"),
        (rf"^(?:would|should|will|am|are|might) {_WHO} (?:be )?better off (?:with|using|taking) (?P<sides>.+? or .+?)(?: (?:for|if|when) (?P<crit>.+))?$", "or"),
        (rf"^(?:would|will|might) (?P<sides>.+? or .+?) (?P<crit>be (?:an? |the )?{_COMPARATIVE}.*)$", "or"),
        (r"^(?:compare|contrast)\b(?: the)? (?P<sides>.+)$", "and|with|to|versus|against|or|&"),
        (r"^(?:are|is|do|does) (?P<sides>.+? and .+?) (?:(?:really|basically|just|actually|all|both) )*(?:(?:mean|do) )?(?:(?:one and )?the same(?: thing)?|different(?: things)?|identical|equivalent|interchangeable|related|synonym\w*|similar)(?: .*)?$", "and|&"),
        (r"^(?:are|is) (?P<a>.+?) (?:(?:just|only|really|basically|actually|anything|something|at all|much|any) )*(?:the same(?: thing)? as|different (?:from|to|than)|identical (?:to|with)|equivalent to|another (?:word|name|term) for|similar to|the opposite of|related to|like) (?P<b>.+)$", ""),
        (rf"^(?:is|are|why (?:is|are)) (?P<a>.+?) (?P<crit>(?:an? )?{_COMPARATIVE}(?: [a-z]+)?(?: (?:for|at|in|to|when|on|with) [^,?]+?)?) than (?P<b>.+?)(?: (?:for|when|if|as far as|given) .+)?$", ""),
        (r"^(?:does|do|why (?:does|do)|can|will) (?P<a>.+?) (?P<crit>[a-z]+ (?:more|less|fewer|longer|better|faster|worse)\b[^,?]*?) than (?P<b>.+)$", ""),
        (rf"^(?:is|are) (?:it better to {_PICK} )?(?P<sides>.+? or .+?) (?P<crit>(?:the )?{_COMPARATIVE}(?: .*)?)$", "or"),
        (r"^(?:which|what|who)\b(?P<crit>[^,:]*?) ?[,:–—-] ?(?:is it )?(?P<sides>.+? (?:or|versus) .+)$", "or|versus"),
        (rf"^(?:which|what)(?: one)? (?P<crit>(?:is|are) (?:the )?{_COMPARATIVE}(?: (?:choice|option|one))?(?: (?:for|to|in|when|with) [^,]+?)??) (?P<sides>.+? (?:or|versus) .+)$", "or|versus"),
        (rf"^(?:should|shall|would|do|must|is it better to|better to|to) (?:{_WHO} )?(?:rather )?{_PICK} (?P<sides>.+? (?:or|{_RATHER}) .+?)(?: (?:for|if|when) (?P<crit>.+))?$", f"or|{_RATHER}"),
        (rf"^(?:when|why|where|in which case|for what) (?:(?:do|does|should|would|to|is|are) )?(?:{_WHO} )?{_PICK} (?P<sides>.+? (?:or|{_RATHER}) .+)$", f"or|{_RATHER}"),
        (rf"^(?:when|why|in which case) (?:(?:do|does|should|would|to|is|are) )?(?:{_WHO} )?(?P<sides>.+? (?:rather than|instead of|as opposed to|and not|versus) .+)$", r"rather than|instead of|as opposed to|and not|versus"),
        (r"^what (?:does|can|do) (?P<a>.+?) (?:have|do|offer|give)(?: me)? that (?P<b>.+?) (?:does|do|can|has|have)(?: not)?.*$", ""),
        (rf"^(?!{_QUESTION})(?P<sides>[^.?!]+?(?:,| and | or | versus | & )[^.?!]+?) ?[,:–—-] ?(?:so )?(?P<crit>(?:in |on |by )?(?:what|how|where|are|do|is)\b.*\b(?:{_DIFFER}|one and the same)\b.*)$", "and|or|versus|&"),
        (rf"^(?!{_QUESTION})(?P<sides>[^.?!]+? and [^.?!]+?) ?[,:–—-] ?(?:so |and )?(?P<crit>(?:(?:in|for|with|at|on) )?(?:which|what|when|who|where|how)\b.*\b{_OF_EACH}\b.*)$", "and|&"),
        (rf"^(?!{_QUESTION})(?P<sides>[^.?!]+? (?:or|versus) [^.?!]+?) ?[,:–—-] ?(?:so |and )?(?P<crit>(?:in |for |with )?(?:which|what|when|who|where)\b.*)$", "or|versus"),
        (rf"^(?P<sides>(?!{_QUESTION})[^.?!]+? (?:versus|compared (?:to|with)|in comparison (?:to|with)|as opposed to) [^.?!]+?)(?: (?:for|when) (?P<crit>.+))?$", r"versus|compared (?:to|with)|in comparison (?:to|with)|as opposed to"),
        (rf"^(?!{_QUESTION})(?P<sides>(?:(?:\S+ ){{0,3}}\S+, )?(?:\S+ ){{0,3}}\S+?,? or (?:rather )?(?:\S+ ){{0,3}}?\S+)(?: (?:if|when|for) (?P<crit>.+))?$", "or(?: rather)?"),
    )
)  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """The sides of a comparison, in order, and what is to decide between them (empty where nothing is said).

    There is one side only where it points to several ("the two").
    """

    sides: tuple[str, ...]
    criterion: str = ""


def compared(plain: str) -> Compared | None:
    """Read a folded, masked question without courtesies as a comparison; None where it is none."""
    if _ORDERLY.search(plain):
        return None
    plain = _AGAINST.sub(r"\g<a> versus ", plain.replace("versus.", "versus")).rstrip(" ?.!")
    for text in dict.fromkeys((_LEADS.sub("", plain), plain)):
        for pattern, joints in _FORMS:
            found = pattern.search(text)
            if found is None:
                continue
            sides = _sides(found, joints)
            criterion = (found.groupdict().get("crit") or "").strip()
            if sides and criterion and sides[-1] in ("one", "ones", "that", "those"):
                sides, criterion = (*sides[:-1], f"{sides[-1]} in {criterion}"), ""  # "the one in there" is a side
            if all(sides) and (len(sides) > 1 or sides[0] in ("two", "they", "them")):
                return Compared(sides, criterion)
    return None


def _sides(found: re.Match[str], joints: str) -> tuple[str, ...]:
    groups = found.groupdict()
    whole = groups.get("sides")
    pieces = [groups.get("a")] if whole is None else re.split(rf",? (?:{joints}) |, ", whole)
    return tuple(_bare(piece) for piece in [*pieces, groups.get("b")] if piece is not None)


def _bare(side: str) -> str:
    """Take what only announces a side off it."""
    side = side.strip(" ,.;:?!'\"-–—")
    return re.sub(r"^(?:(?:the|both|either|using|whether|it|and|or)\b ?)+(?=\S)", "", side).strip()
