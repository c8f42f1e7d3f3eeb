from decimal import Decimal

from trekbot.answering.claims import Authorship
from trekbot.answering.usage import no_price, usage_of
from trekbot.llm.prices import Price, PriceList

PRICES = PriceList({"small-1": Price(Decimal("0.15"), Decimal("0.60"), "USD")})


def small(input_tokens: int, output_tokens: int):  # type: ignore[no-untyped-def]
    return PRICES.cost("small-1", input_tokens, output_tokens)


def test_an_answer_says_what_its_tokens_cost_to_the_last_digit() -> None:
    assert usage_of(Authorship(input_tokens=120, output_tokens=17), small) == {
        "input_tokens": 120,
        "output_tokens": 17,
        "cost": {"amount": "0.0000282", "currency": "USD"},
    }


def test_a_model_without_a_price_has_no_cost() -> None:
    used = {"input_tokens": 120, "output_tokens": 17}

    assert usage_of(Authorship(**used), no_price) == used
    assert usage_of(Authorship(**used), lambda read, written: PRICES.cost("large-1", read, written)) == used


def test_an_answer_that_asked_no_model_has_no_cost() -> None:
    assert usage_of(Authorship(), small) == {"input_tokens": 0, "output_tokens": 0}
