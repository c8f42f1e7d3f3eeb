from trekbot.answering.claims import Claim, Layout, Notice, Step
from trekbot.answering.joiner import Joiner


def step(text: str, layout: Layout = "sentence") -> Step:
    return Step(Claim(text, ()), layout)


def joined(*parts: list[Step]) -> list[tuple[str, Layout]]:
    joiner = Joiner()
    told = []
    for part in parts:
        told += [one for one in map(joiner.join, part) if one is not None]
        joiner.end_part()
    return [(one.content.text, one.layout) for one in told]


def test_each_question_is_answered_in_a_paragraph_of_its_own() -> None:
    assert joined([step("Loam drains.")], [step("Clay holds water.")]) == [
        ("Loam drains.", "sentence"),
        ("Clay holds water.", "paragraph"),
    ]


def test_what_the_answer_to_the_question_before_said_is_not_said_again() -> None:
    first = [step("Sow after Soil."), step("Loam drains.")]

    assert joined(first, [step("Sow after Soil."), step("Clay holds water.")])[2:] == [
        ("Clay holds water.", "paragraph")
    ]


def test_a_list_that_was_told_is_left_out_with_the_sentence_that_leads_to_it() -> None:
    listed = [step("The order:"), step("Soil", "numbered"), step("Harvest", "numbered")]

    assert joined(listed, listed) == joined(listed)


def test_a_list_keeps_the_items_that_another_list_had() -> None:
    one = [step("Before Harvest:"), step("Soil", "item")]
    other = [step("Before Seeds:"), step("Soil", "item")]

    assert [text for text, _ in joined(one, other)] == ["Before Harvest:", "Soil", "Before Seeds:", "Soil"]


def test_the_same_words_may_lead_to_a_list_in_each_answer() -> None:
    first = [step("Before Harvest learn Seeds."), step("Before that:"), step("Soil", "numbered")]
    second = [step("Before Seeds learn Soil."), step("Before that:"), step("Tools", "numbered")]

    assert [text for text, _ in joined(first, second)].count("Before that:") == 2
    assert joined(first, first) == joined(first)


def test_a_notice_is_given_once() -> None:
    refusal = [Step(Notice("The roadmap does not cover that."))]

    assert len(joined(refusal, refusal)) == 1
