import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from tests.evals.reporting.conftest import EVIL
from trekbot.evals.decision.comparison import Comparison, compare
from trekbot.evals.decision.judge_cards import JudgeCards
from trekbot.evals.decision.question_change import Changes
from trekbot.evals.decision.side import Side
from trekbot.evals.reporting.history import history_page
from trekbot.evals.reporting.report_page import comparison_page, run_page
from trekbot.llm.prompts import FOLDER

HARMLESS = set(
    "html head meta title style body main h1 h2 h3 p ul li div span table thead tbody tr th td br a code "
    "details summary ins del footer svg rect line circle polyline polygon text".split()
)


class Tags(HTMLParser):
    """Gathers what a browser would make of a page: its tags, its attributes, its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src", "action", "data")}

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(params=["comparison", "run", "history"])
def page(request: pytest.FixtureRequest, comparison: Comparison, base: Side, candidate: Side) -> str:
    pages = {
        "comparison": lambda: comparison_page(comparison),
        "run": lambda: run_page(candidate, JudgeCards({})),
        "history": lambda: history_page([candidate, base]),
    }
    return pages[request.param]()


def test_nothing_that_was_said_becomes_a_part_of_the_page(page: str) -> None:
    tags = Tags(page)

    assert tags.tags - HARMLESS - {"title"} == set()
    assert not [name for name in tags.attributes if name.startswith("on")]
    assert "{{ 7*7 }} | ]]>" in tags.text


def test_a_page_asks_for_nothing_and_runs_nothing(page: str) -> None:
    assert all(address.startswith("#") for address in Tags(page).addresses)
    assert "@import" not in page
    assert "url(" not in page
    assert "default-src 'none'" in page
    assert "prefers-color-scheme: dark" in page
    assert 'name="viewport"' in page


def test_the_verdict_comes_first_in_words_with_its_reasons(comparison: Comparison) -> None:
    text = Tags(comparison_page(comparison)).text

    verdict = text.index("Worse: this is a regression.")
    assert verdict < text.index("1 critical question was right and is wrong now: crit.") < text.index("Metrics")
    assert "right fell by 14.0 points" in text
    assert "151 questions compared" in text


def test_every_metric_has_its_row_of_numbers(comparison: Comparison) -> None:
    page = comparison_page(comparison)

    assert re.findall(r"<tr[^>]*>\s*<th>(\w+)", page)[:4] == ["metric", "right", "seconds", "faithful"]
    right = Tags(page[page.index("<th>right") : page.index("<th>seconds")]).text
    for number in ("worse", "99.3 %", "−1", "151/151 →", "150/151"):
        assert number in right


def test_the_first_regression_is_the_critical_one_with_all_that_explains_it(comparison: Comparison) -> None:
    page = comparison_page(comparison)
    first = page[page.index("<details open>") :]
    text = Tags(first[: first.index("</details>")]).text

    assert text.startswith("crit critical, broke")
    assert "Other places are found, and other places are cited" in text
    assert "garden/soil#Ideas" in text
    assert "garden/sowing#Ideas" in text
    assert " ".join(EVIL.replace("\x00", "").split())[:40] in text
    assert "trekbot ask '" in text
    assert "<ins>" in first[: first.index("</details>")]


def test_a_question_with_earlier_turns_is_asked_again_by_its_category(comparison: Comparison) -> None:
    assert "trekbot eval run --questions garden.jsonl --only what" in comparison_page(comparison)


def test_rows_that_are_not_compared_errors_and_missing_scores_are_listed(comparison: Comparison) -> None:
    text = Tags(comparison_page(comparison)).text

    assert "Only in the base (1): q149" in text
    assert "Only in the candidate (1): new" in text
    assert "q005 no answer no reason is known" in text
    assert "q003 right judge said" in text


def test_the_judge_without_a_card_is_said_not_to_gate(comparison: Comparison) -> None:
    text = Tags(comparison_page(comparison)).text

    assert "gating nothing, since their judge has no card: faithful" in text


def test_prompts_that_differ_are_shown_word_by_word(base: Side, candidate: Side) -> None:
    def with_prompt(side: Side, name: str) -> Side:
        sha256 = hashlib.sha256((FOLDER / f"{name}.md").read_bytes()).hexdigest()
        return replace(side, identity={**side.identity, "prompt": name, "prompt_sha256": sha256})

    page = comparison_page(compare(with_prompt(base, "answer@v1"), with_prompt(candidate, "answer@v2"), JudgeCards({})))

    assert "Prompt answer@v1 → answer@v2" in page
    diff = page[page.index("Prompt answer@v1 →") :]
    assert "<del>1</del><ins>2</ins>" in diff[: diff.index("</details>")]


def test_a_prompt_of_another_checkout_is_named_and_not_guessed(base: Side, candidate: Side) -> None:
    sides = [
        replace(side, identity={**side.identity, "prompt": "answer@v1", "prompt_sha256": sha256})
        for side, sha256 in ((base, "1" * 64), (candidate, "2" * 64))
    ]

    assert "The text of one of them is not in this checkout" in comparison_page(compare(*sides, JudgeCards({})))


def test_one_run_has_the_same_page_without_differences(candidate: Side) -> None:
    text = Tags(run_page(candidate, JudgeCards({}))).text

    assert "152 questions, 22 with something wrong." in text
    assert "Wrong (22) crit critical" in text
    assert "Δ" not in text


def test_the_history_is_in_order_of_time_and_breaks_where_other_questions_were_asked(
    base: Side, candidate: Side
) -> None:
    page = history_page([candidate, base])
    text = Tags(page).text

    assert text.index("base 2026-03-01 08:00") < text.index("candidate 2026-03-02 08:00")
    assert "; other questions" in page
    assert "<polyline" not in page
    assert "<polyline" in history_page([base, base])


def test_changes_that_were_gathered_before_are_not_gathered_again(comparison: Comparison, changes: Changes) -> None:
    assert comparison_page(comparison, changes) == comparison_page(comparison)
