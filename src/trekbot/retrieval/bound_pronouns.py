"""Pronouns that point to something in the same question, or to nothing at all, and so to no earlier turn.

"How do I store a loaf until it is stale?" is whole as it stands; "and how long does it keep?" is not.
"""

import re

from trekbot.index.words import STOP_WORDS
from trekbot.retrieval.cues import CUE_WORDS, STAGE_NOUN
from trekbot.retrieval.mentions import is_mark
from trekbot.retrieval.resolver import content_words
from trekbot.retrieval.splitting import starts_a_question

LEAST_IN_QUESTION = 3  # content words of a last sentence that asks something of its own
LEAST_IN_CLAUSE = 2  # content words of a clause that names what a pronoun in the next clause means

_WEATHER = r"(?:blows?|rains?|snows?|freezes|thaws|hails|pours|is (?:raining|snowing|windy|rainy|wet|cold|hot|warm|dark|late|early|sunny|foggy|icy|freezing|frosty|stormy|time|winter|summer|spring|autumn|night))"
# "it" that stands for what follows, or for nothing.
_EMPTY = re.compile(
    r"\b(?:(?:does|would|will|did|could|should|can|may|might) it (?:really |ever |even )?(?:matter|hurt|help|make (?:any |more |much )?(?:sense|difference)|be (?:\w+ )?(?:to|if|that|for))\b(?=.* (?:if|whether|when|to|that|which|how)\b)"
    rf"|(?:is|was|be) it (?:really |ever |even |so |too |still |also )?[^\W\d_]+(?: (?:right|idea|problem|use))? (?:to|that|if|when|for (?:me|us|someone|somebody|anyone|people|a|an|the) )|how come it |(?:is|was) it (?:also |ever |even )?(?:explained|taught|shown|said|told|covered|described|discussed|mentioned|stated|written|laid out) (?:how|what|why|that|when|which|where|whether|in)\b|(?:when|if|while|until|once|because|as|since) it {_WEATHER}\b|it all\b|, (?:is|are|was|were|do|does|did|can|has|have|had|will|would|should)(?: not)? (?:it|they)(?= *(?:[,.?!]|so\b|then\b|$))|it (?:holds?|keeps?|sets?|slows?|stops?|blocks?|hurts?|harms?|costs?|troubles?|bothers?|takes?) (?:me|us|you|one|anyone|anybody|anything|somebody|someone)\b|it (?:turns out|seems|looks like|is said) )"
)
_ANYBODY = re.compile(
    r"\b(?:do|does|did|will|would|before|until|when|if|that) they (?:ever |also |actually )?(?:talk|tell|say|speak|explain|teach|mention|discuss|let|allow|expect|want me|want you|make me|make you)\b|\b(?:people|somebody|someone|anybody|everybody|everyone|folks?)\b.*\bthey\b|\bwhen (?P<they>they) (?:say|talk|speak|call|refer|write|mention)\b"
)
_OF_EACH_OTHER = re.compile(
    r"\b(?:one (?:after|by|from|behind|against|into|to|before|above|beside) the other|on the other hand|the other way (?:round|around)|each other|one [^\W\d]+\b.* the other)\b"
)
_DETERMINED = re.compile(
    r"\b(?:my|our|your|a|an|the|some|any|no|each|every|this|that|these|those) (?:[^\W\d]+ ){0,2}?(?P<noun>[^\W\d]{3,})"
)
_FAR_BEFORE = re.compile(r"\b(?:my|our|your|a|an) [^\W\d]{3,}(?: [^\W\d]+){4,} $")
_PLURAL = re.compile(r"\b(?P<noun>[^\W\d]{3,}s)\b(?<!ss)(?<!us)(?<!is)")
_NEXT_CLAUSE = re.compile(
    r"(?:,| and | but | so | or | then |;| [-–—] | (?:before|after|when|whenever|if|once|while|until|unless|because|since|as|where|whether|that|although|though)(?: (?:i|we|you|one|to|people))?\b| (?:in order to|so as to|whose|who|which)\b| (?:into |to |from |of |about )?(?:what|why|how)(?= \w))"
)
_SENTENCE = re.compile(r"[.!;:?] | [-–—] ")
_OWN = re.compile(r"^(?:and |so |but )*(?:i|we|my|our)\b")
_STATED_THEN_WHY = re.compile(
    r"^(?!(?:what|where|which|how|who|when|why|is|are|do|does|can)\b).*, (?:and )?(?:why|how|how come) is $"
)
_VERB_BEFORE = re.compile(r"^(?:and |so |but )*(?:who|what|which|how|why|when) [\ue000-\uefff] $")  # "who reviews it?"
_NO_NOUN = frozenset("thing things something anything everything way ways time times kind sort bit lot".split())


def points_to_nothing(pronoun: re.Match[str], plain: str) -> bool:
    """Tell whether a pronoun stands for nothing that was named: "when it blows", "would it matter if …"."""
    inside = (*_EMPTY.finditer(plain), *_OF_EACH_OTHER.finditer(plain))
    if any(found.start() <= pronoun.start() < found.end() for found in inside):
        return True
    return pronoun[0] == "they" and any(
        found.start() <= pronoun.start() < found.end() for found in _ANYBODY.finditer(plain)
    )


def between_each_other(found: re.Match[str], plain: str) -> bool:
    """Tell whether "the other" stands in a saying: "one after the other"."""
    return any(one.start() <= found.start() < one.end() for one in _OF_EACH_OTHER.finditer(plain))


def is_bound(pronoun: re.Match[str], plain: str) -> bool:
    """Tell whether a pronoun points to what the same message names before it, or stands in what only leads up to it."""
    before = plain[: pronoun.start()]
    if (pronoun["noun"] or "").startswith("the same ") and re.search(r" (?:and|or|versus) ", before):
        return True
    if pronoun["that"] and _STATED_THEN_WHY.match(before) and len(content_words(before)) >= LEAST_IN_CLAUSE:
        return True
    if _leads_up(before, plain[pronoun.end() :]):
        return True
    earlier = _SENTENCE.split(before)[:-1]
    if any(len(content_words(sentence)) > (not _OWN.match(sentence)) for sentence in earlier):
        return True
    named = any(is_mark(c) for c in before) and not _VERB_BEFORE.match(before)
    if pronoun["its"]:
        return named or bool(re.search(r"\b(?:the|an?|my|our|your|some|each|every) \w", before))
    if pronoun["it"]:
        return named or bool(_FAR_BEFORE.search(before)) or _names_before(pronoun["it"], before)
    if pronoun["that"]:
        relative = re.search(r"(?P<word>[^\W\d]+) $", before) if pronoun["that"] == "that" else None
        says_which = (
            relative is not None
            and not _takes_object(relative["word"])
            and bool(re.match(r" \w", plain[pronoun.end() :]))
        )
        of_a_name = pronoun["that"] == "that" and before[-2:-1] != "" and is_mark(before[-2:-1])
        says_which = says_which or (
            of_a_name and bool(re.match(r" (?:is|are|was|were|has|have|can|does|do)\b", plain[pronoun.end() :]))
        )
        return says_which or bool(re.search(r"[\ue000-\uefff].*(?:,| and | so | then )", before))
    there = bool(pronoun["here"]) and "there" in pronoun["here"]
    return there and bool(re.search(r"[\ue000-\uefff].*(?:,| and | so | then )", before))


def _leads_up(before: str, after: str) -> bool:
    """Tell whether a pronoun stands in a statement before a last sentence that asks something of its own."""
    first, *rest = re.split(r"[.!?;] +", after)
    asked = rest[-1] if rest else ""
    stated = not starts_a_question(re.split(r"[.!?;] +", before + first)[-1].strip())
    return stated and starts_a_question(asked) and len(content_words(asked)) >= LEAST_IN_QUESTION


def _names_before(pronoun: str, before: str) -> bool:
    """Tell whether a clause before a pronoun's own names what it can mean."""
    clauses = [found.start() for found in _NEXT_CLAUSE.finditer(before)]
    if not clauses:
        return False
    earlier = before[: clauses[-1]]
    form = _DETERMINED if pronoun == "it" else _PLURAL
    nouns = [found["noun"] for found in form.finditer(earlier)]
    if any(_is_noun(noun) for noun in nouns):
        return True
    if pronoun != "it" and any(_is_noun(found["noun"]) for found in _DETERMINED.finditer(earlier)):
        return True
    return len(content_words(earlier)) >= LEAST_IN_CLAUSE


def _is_noun(word: str) -> bool:
    if word in STOP_WORDS or word in _NO_NOUN:
        return False
    return bool(content_words(word)) or re.fullmatch(rf"{STAGE_NOUN}s?", word) is not None


def _takes_object(word: str) -> bool:
    return word in STOP_WORDS or word in CUE_WORDS
