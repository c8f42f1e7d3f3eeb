"""The English in which questions about any roadmap are asked: cue words, numbers, and words for a stage."""

STAGE_NOUN = r"(?:stage|step|module|unit|chapter|lesson|node|part|phase|milestone|section|topic|course|class|lecture)"

NUMBER_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
    "nineteen": 19, "twenty": 20,
}  # fmt: skip
ORDINALS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12,
}  # fmt: skip

TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

CUE_WORDS = frozenset(
    """before prior ahead after next following then first second third last final start starting started begin beginning
    learn learned learning study studying know knowing known need needed needs require required requires requirement
    requirements
    prerequisite prerequisites depend depends build builds built skip skipping optional mandatory necessary needed
    compulsory
    path way route road plan shortest fastest quickest plan month months week weeks hour hours day days year years
    time long duration
    stage stages step steps module modules unit units chapter chapters lesson lessons node nodes part parts phase
    phases milestone
    milestones section sections topic topics roadmap roadmaps trek course curriculum list overview
    number many much count total average level hard difficult difficulty beginner beginners maintain maintained
    maintainer maintainers
    maintains author authors wrote written created updated update current difference differ differs different compare
    compared comparison
    versus better best define definition mean means meaning explain explanation describe tell understand teach teaches
    taught cover covers
    covered mention mentions mentioned mentioning contain contains include includes included discuss discussed find
    appear appears exercise exercises
    practice practise pitfall pitfalls mistake mistakes wrong avoid done finish finished complete completed completing
    ready tool tools use
    used uses using lead leads unlock please thank thanks hello hey hi good morning evening thing things something
    anything everything
    want wants wanted like would help give show ask question answer answers say come comes go goes get gets getting
    take takes taking make
    makes important useful worth really actually basically quick quickly short briefly simply already also still yet
    now about
    made making practical practicals hands work works working deal deals dealing talk talks talking explain explained
    find finds look looks
    doable between someone somebody people person anybody everybody one ones lot lots bit
    """.split()
)
