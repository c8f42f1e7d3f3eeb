"""Over random graphs of stages: what is said to come before a stage is what it builds on, and nothing else."""

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.asking import ask, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.answering.reply import Reply

TITLES = ("Anchor", "Ballast", "Compass", "Dinghy", "Ensign", "Fender", "Galley", "Halyard", "Inlet", "Jetty")
ROADMAPS = ("harbour", "ocean")
_NAMED = re.compile(r"\*\*(\w+)\*\* \(stage \d+")


@dataclass(frozen=True)
class Course:
    """`requires` and `home` (a roadmap) by title; a stage requires only titles that come before it in TITLES."""

    requires: dict[str, frozenset[str]]
    home: dict[str, str]
    numbers: dict[str, int]

    def files(self) -> dict[str, str]:
        files = {f"roadmaps/{slug}/roadmap.md": roadmap_page(f"The {slug} trek") for slug in set(self.home.values())}
        for title, before in self.requires.items():
            slugs = ", ".join(f"{self.home[one]}/{one.lower()}" for one in sorted(before))
            page = stage_page(self.numbers[title], title, f"All about the {title.lower()}.", requires=f"[{slugs}]")
            files[f"roadmaps/{self.home[title]}/stages/{self.numbers[title]}-{title.lower()}.md"] = page
        return files

    def ancestors(self, title: str) -> set[str]:
        return set(self.requires[title]).union(*(self.ancestors(one) for one in self.requires[title]))

    def learnable(self, order: list[str], known: set[str]) -> bool:
        """Tell whether each stage comes after all that it builds on, as far as that is in the order at all."""
        return all(
            order.index(before) < place
            for place, title in enumerate(order)
            for before in self.requires[title] - known
            if before in order
        )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    titles = TITLES[: draw(st.integers(1, len(TITLES)))]
    requires = {
        title: draw(st.frozensets(st.sampled_from(titles[:place]), max_size=3)) if place else frozenset()
        for place, title in enumerate(titles)
    }
    home = {title: draw(st.sampled_from(ROADMAPS)) for title in titles}
    numbers = draw(st.permutations(range(1, len(titles) + 1)))  # a stage may have a lower number than what it requires
    return Course(requires, home, dict(zip(titles, numbers, strict=True)))


def named(text: str) -> list[str]:
    return _NAMED.findall(text)


def stages_cited(reply: Reply) -> set[str]:
    return {citation.title for citation in reply.citations if citation.stage}


on_folders = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@on_folders
@given(course=courses())
def test_before_a_stage_come_the_stages_that_it_builds_on_and_no_other(course: Course) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trekbot = trekbot_over(course.files(), Path(folder))
        try:
            for title in course.requires:
                reply = ask(trekbot, f"What should I learn before {title}?")
                direct, ancestors = course.requires[title], course.ancestors(title)
                first, _, way = reply.answer.partition("\n")
                mentioned = named(first)
                assert reply.status == "answered"
                assert set(mentioned) - {title} == set(direct)
                assert set(named(way)) == ancestors - direct
                assert course.learnable(named(way), known=set())
                assert stages_cited(reply) <= ancestors | {title}
        finally:
            trekbot.close()


@on_folders
@given(course=courses(), data=st.data())
def test_a_way_leaves_out_what_is_known_and_what_only_that_needs(course: Course, data: st.DataObject) -> None:
    titles = list(course.requires)
    goal = data.draw(st.sampled_from(titles))
    known = data.draw(st.sets(st.sampled_from([title for title in titles if title != goal] or [goal]), max_size=2)) - {
        goal
    }
    needed, pending = {goal}, [goal]
    while pending:
        for before in course.requires[pending.pop()] - known - needed:
            needed.add(before)
            pending.append(before)
    with tempfile.TemporaryDirectory() as folder:
        trekbot = trekbot_over(course.files(), Path(folder))
        try:
            lead = f"I know {' and '.join(sorted(known))}. " if known else ""
            reply = ask(trekbot, f"{lead}What is the shortest way to {goal}?")
        finally:
            trekbot.close()
    steps = re.findall(r"(?m)^\d+\. \*\*(\w+)\*\*", reply.answer)
    assert set(steps) == needed
    assert steps[-1] == goal
    assert course.learnable(steps, known)
    last_paragraph = reply.answer.rpartition("\n\n")[2]
    skipped = named(last_paragraph) if "skipped, because" in last_paragraph else []
    assert set(skipped) == course.ancestors(goal) - needed
