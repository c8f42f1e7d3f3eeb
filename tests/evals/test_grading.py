import pytest

from trekbot.answering.reply import Reply
from trekbot.evals.grading import grade
from trekbot.evals.questions import Row


def row(**rules: object) -> Row:
    return Row(id="a", question="What is soil acidity?", **rules)


@pytest.mark.parametrize(
    ("rules", "wrong"),
    [
        ({"answerable": True}, ()),
        ({"answerable": False}, ("answered what should be refused",)),
        ({"must_cite": ("kitchen-garden/soil",)}, ()),
        ({"must_cite": ("kitchen-garden/",)}, ("does not cite kitchen-garden/",)),
        ({"must_not_cite": ("kitchen-garden/sowing",)}, ()),
        ({"must_not_cite": ("kitchen-garden/soil",)}, ("cites kitchen-garden/soil",)),
        ({"answerable": True, "may_cite": ("kitchen-garden/soil",)}, ()),
        ({"answerable": True, "may_cite": ()}, ("cites kitchen-garden/soil",)),
        ({"must_cite": ("kitchen-garden/soil",), "may_cite": ()}, ()),
        ({"must_say": (("alkaline", "ph  *VALUE*"), ("14",))}, ()),
        ({"must_say": (("alkaline", "lime"), ("14",))}, ("does not say alkaline | lime",)),
        ({"must_not_say": ("lime",)}, ()),
        ({"must_not_say": ("PH Value",)}, ("says PH Value",)),
    ],
)
def test_an_answer_is_held_against_each_rule(reply: Reply, rules: dict[str, object], wrong: tuple[str, ...]) -> None:
    assert grade(row(**rules), reply) == wrong


def test_a_refusal_where_an_answer_is_due_is_one_fault_besides_the_citations_it_lacks(refusal: Reply) -> None:
    found = grade(row(answerable=True, must_cite=("kitchen-garden/soil",), must_say=(("acidity",),)), refusal)

    assert found == ("refused", "does not cite kitchen-garden/soil")


def test_a_due_refusal_is_right_when_it_says_what_it_must(refusal: Reply) -> None:
    rule = {"answerable": False, "must_say": (("rust",),)}

    assert grade(row(**rule), refusal) == ()
    assert grade(row(**rule, must_not_say=("cover",)), refusal) == ("says cover",)
    assert grade(row(answerable=False, must_say=(("Go",),)), refusal) == ("does not say Go",)


def test_a_question_without_rules_is_not_graded(reply: Reply) -> None:
    assert grade(row(), reply) is None
    assert grade(row(may_cite=()), reply) is None
