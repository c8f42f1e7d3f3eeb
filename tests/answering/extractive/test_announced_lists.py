"""A sentence that announces a list is quoted with it."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.wiring import Trekbot

VIOLIN = {
    "roadmaps/violin/roadmap.md": roadmap_page("Playing the violin"),
    "roadmaps/violin/stages/1-holding.md": stage_page(1, "Holding the violin", "How the violin rests on the shoulder."),
    "roadmaps/violin/stages/2-strings.md": stage_page(
        2,
        "Strings and pegs",
        "How strings are fitted.",
        """A slipping peg turns back under the pull of its string, and then nothing that you tune stays in tune for longer
than one piece of music. There are several ways to mend a slipping peg:

1. **Chalk**: a little blackboard chalk on the shaft where it touches the wood of the scroll. It helps at once.
2. **Paste**: a stick of peg paste, which both greases and grips, rubbed on both bearing places.
3. Reaming the hole anew, which a maker of violins should do.

Steel strings last for a year.
""",
    ),
}


@pytest.fixture(scope="module")
def violin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(VIOLIN, tmp_path_factory.mktemp("violin"))
    yield trekbot
    trekbot.close()


def test_the_items_follow_the_sentence_that_announces_them(violin: Trekbot) -> None:
    answer = said(ask(violin, "how do I mend a slipping peg that turns back?"))

    assert "1. Chalk: a little blackboard chalk" in answer
    assert "3. Reaming the hole anew" in answer
    assert "Steel strings" not in answer
