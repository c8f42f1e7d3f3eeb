"""How people type when they are in a hurry: what each short or sound spelling stands for in English.

A word that could be something else, a single letter or a digit, is only read between words that ask for it.
"""

import re

CHAT_SPELLING = {
    "b4": "before", "u": "you", "ur": "your", "wat": "what", "wut": "what", "wot": "what", "wht": "what", "waht": "what", "whta": "what", "hwat": "what",
    "wha": "what", "wats": "what is", "wots": "what is", "whts": "what is", "wahts": "what is", "wuts": "what is", "whatre": "what are",
    "wanna": "want to", "gonna": "going to", "gotta": "have to", "hafta": "have to", "tryna": "trying to",
    "pls": "please", "plz": "please", "plss": "please", "plse": "please", "thx": "thanks", "ty": "thanks", "tnx": "thanks", "thnx": "thanks",
    "w/": "with", "w/o": "without", "diff": "difference", "diffs": "differences", "diffrence": "difference", "vs": "versus", "b/w": "between", "btwn": "between",
    "btw": "by the way", "prereq": "prerequisites", "prereqs": "prerequisites", "whats": "what is", "hows": "how is", "wheres": "where is", "whos": "who is",
    "whens": "when is", "whys": "why is", "thats": "that is", "theres": "there is", "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not",
    "arent": "are not", "wont": "will not", "shouldnt": "should not", "wouldnt": "would not", "couldnt": "could not", "havent": "have not", "cant": "can not",
    "im": "i am", "ive": "i have", "youre": "you are", "theyre": "they are", "shld": "should", "shud": "should", "cud": "could", "wud": "would", "abt": "about",
    "cuz": "because", "bc": "because", "b/c": "because", "coz": "because", "becuase": "because", "nxt": "next", "lvl": "level", "lvls": "levels",
    "wdym": "what do you mean", "idk": "i do not know", "imo": "", "tbh": "", "ngl": "", "lol": "", "haha": "", "rn": "now", "asap": "soon",
    "thru": "through", "tho": "", "gimme": "give me", "lemme": "let me", "dunno": "do not know", "kinda": "", "sorta": "", "bout": "about",
    "hv": "have", "hav": "have", "hw": "how", "hwo": "how", "whr": "where", "wheer": "where", "wen": "when", "whn": "when", "wich": "which", "whcih": "which",
    "aft": "after", "bfore": "before", "befor": "before", "befour": "before", "info": "information", "iz": "is", "wuz": "was", "teh": "the", "hte": "the", "dat": "that",
    "dey": "they", "shoud": "should", "shuold": "should", "plzz": "please", "smth": "something", "sth": "something", "ppl": "people", "msg": "message", "tyme": "time",
    "explane": "explain", "xplain": "explain", "defn": "definition", "u'll": "you will", "yer": "your", "2day": "today", "gr8": "great",
    "goin": "going", "doin": "doing", "makin": "making", "gettin": "getting", "usin": "using", "tryin": "trying", "startin": "starting", "workin": "working",
    "runnin": "running", "growin": "growing", "cookin": "cooking", "bakin": "baking", "learnin": "learning", "keepin": "keeping", "puttin": "putting",
    "takin": "taking", "buildin": "building", "writin": "writing", "havin": "having", "lookin": "looking", "readin": "reading", "btween": "between",
    "howto": "how to", "whatis": "what is", "whois": "who is", "howdo": "how do", "adn": "and", "cna": "can", "doesn": "does not",
}  # fmt: skip
# What only some neighbours make a word: (pattern, what it stands for). Tried in order, case ignored.
IN_CONTEXT = tuple(
    (re.compile(pattern, re.IGNORECASE), plain)
    for pattern, plain in (
        (r"\b(can|could|do|did|would|will|should|are|r|thank|if|have|what|why|how|tell) u\b", r"\1 you"),
        (r"\b(what|where|how|who|why|which|when|these|there|they|we|you|u) r\b(?! ?\?*$)", r"\1 are"),
        (r"^y(?= (?:do|does|did|is|are|should|not|can|would|must)\b|\W*$)", "why"),
        (r"^k(?=\W*$)", "ok"),
        (r"\bdiff(?= (?:between|btwn|btween|btw|bw|b/w)\b)", "difference"),
        (r"\bdiffs(?= (?:between|btwn|btween|btw|bw|b/w)\b)", "differences"),
        (r"\bought (i|we|you|one|people|they|it|that) to\b", r"should \1"),
        (r"\b(i|we|you|one|people|they|it|that) ought to\b", r"\1 should"),
        (r"\bquick q\b", "quick question"),
        (r"\b(differences?|diffs?|distinction|relation|link|connection|choice|choose|decide|distinguish) (?:btw|btwn|bw|b/w|betw|bet)\b", r"\1 between"),
        (r"\b(good|used|useful|ready|required|necessary|time|best|better|prepare|wot|wat|tips?|tools|exercises|prereqs?|prerequisites?) 4\b", r"\1 for"),
        (r"\b(how|where|what) 2 (?=[a-z]{2})", r"\1 to "),
        (r"\b(want|need|have|got|going|ready|time|way|able|like|try|easy|hard|ok) 2 (?=(?:learn|know|do|be|make|use|get|start|skip|read|see|go|take|study|understand|begin|choose|fix)\b)", r"\1 to "),
        (r"(?<!\blet)(?<!\bfor)(?<!\bwhen)(?<!\bif)(?<!\bthe)(?<!\bof)(?<!\bwith)(?<!\bwhere)(?<!\bis)(?<!\bto)(?<=[a-z]{2}) (?:n|'n'|’n’) (?!(?:is|be|are|of|and|or|to|in|at|for)\b)(?=[a-z]{2})", " and "),
    )
)  # fmt: skip
