"""Parts of a stage, under headings in an author's own words and under none."""

from collections.abc import Iterator

import pytest

from tests.asking import ask, cited, said, trekbot_over
from tests.corpora import roadmap_page, stage_page
from trekbot.wiring import Trekbot

POTTERY = {
    "roadmaps/pottery/roadmap.md": roadmap_page("Pottery at home"),
    "roadmaps/pottery/stages/1-clay.md": stage_page(
        1,
        "Choosing clay",
        "What clay is and how to keep it.",
        """Sorts of clay
-------------

Earthenware stays porous after firing. That is why a vase of earthenware weeps.

| Clay | Price of a bag |
|---|---|
| Porcelain | 28 euros for ten kilos |

In your own hands
-----------------

Wedge a kilo of stoneware fifty times and cut it in half with the wire. Look for bubbles in the cut face. Then roll a slab of exactly eight millimetres.

How you can tell you have it
----------------------------

The cut face shows no bubble at all. Both halves of the slab have stayed flat.
""",
    ),
    "roadmaps/pottery/stages/2-throwing.md": stage_page(
        2,
        "Throwing on the wheel",
        "Centring, opening and pulling up a cylinder.",
        """Throwing means shaping clay on a turning wheel. Brace your elbows against your hips. Never throw with dry hands, because the clay tears. The commonest mistake is to let go too suddenly, which knocks the pot off centre. Wet clay left on the wheel overnight rusts the bearing.

Make ten cylinders of half a kilo each, and cut every one of them in half to look at the wall. Once eight of ten walls are even from foot to rim, move on to handles.
""",
    ),
    "roadmaps/pottery/stages/3-glaze.md": stage_page(
        3,
        "Glazing",
        "Coating fired clay with a layer that melts to glass.",
        "### What we wish we had known\n\n"
        "- Glaze on the foot welds the pot to the shelf.\n- A thick coat runs down the wall.\n\n"
        "### Over to you\n\nThe sheet asks for test tiles of the white glaze.\n\n"
        + "".join(f"{n}. Dip tile number {n} for {n} seconds, wipe its foot and write the seconds on its back.\n" for n in range(1, 13)),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def pottery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trekbot]:
    trekbot = trekbot_over(POTTERY, tmp_path_factory.mktemp("pottery"))
    yield trekbot
    trekbot.close()


@pytest.mark.parametrize(
    ("text", "sentence", "stage"),
    [
        ("which exercise goes with throwing?", "Make ten cylinders of half a kilo each", "throwing"),
        ("what do I have to build in throwing?", "Make ten cylinders of half a kilo each", "throwing"),
        ("is there homework for choosing clay?", "Wedge a kilo of stoneware", "clay"),
        ("how do I know I'm finished with throwing?", "Once eight of ten walls are even", "throwing"),
        ("how can I tell that I'm through with choosing clay?", "The cut face shows no bubble at all.", "clay"),
        ("what errors do beginners make in throwing?", "The commonest mistake is to let go too suddenly", "throwing"),
        ("what should I be careful about when glazing?", "Glaze on the foot welds the pot", "glaze"),
        ("what can go wrong with wet clay overnight?", "Wet clay left on the wheel overnight rusts", "throwing"),
    ],
)
def test_a_part_is_found_under_any_heading_or_none(pottery: Trekbot, text: str, sentence: str, stage: str) -> None:
    reply = ask(pottery, text)

    assert sentence in said(reply)
    assert cited(reply) == [f"pottery/{stage}"]


def test_one_detail_of_an_exercise_is_answered_by_its_sentence_alone(pottery: Trekbot) -> None:
    reply = ask(pottery, "how thick should the slab in the clay exercise be?")

    assert said(reply).endswith("Then roll a slab of exactly eight millimetres.")
    assert "Wedge" not in said(reply)


def test_an_exercise_without_a_heading_leaves_out_what_is_explained_beside_it(pottery: Trekbot) -> None:
    assert "Brace your elbows" not in said(ask(pottery, "what is the exercise in throwing?"))


def test_a_long_part_is_cut_unless_all_of_it_is_asked_for(pottery: Trekbot) -> None:
    assert len(said(ask(pottery, "what is the exercise in Glazing?")).split()) < 120
    assert "tile number 8" in said(ask(pottery, "list all the steps of the exercise in Glazing"))


def test_a_part_that_a_stage_does_not_have_is_said_to_be_missing(pottery: Trekbot) -> None:
    reply = ask(pottery, "how do I know I'm finished with Glazing?")

    assert reply.status == "not_covered"
    assert "when Glazing is done" in reply.answer


def test_a_sentence_is_quoted_after_the_one_that_it_leans_on(pottery: Trekbot) -> None:
    reply = ask(pottery, "why does a vase of earthenware weep?")

    assert said(reply).startswith("Earthenware stays porous after firing. That is why a vase of earthenware weeps.")


def test_a_row_of_a_table_answers_and_its_head_does_not(pottery: Trekbot) -> None:
    reply = ask(pottery, "what is the price of porcelain?")

    assert "28 euros" in said(reply)
    assert "Price of a bag" not in said(reply)
