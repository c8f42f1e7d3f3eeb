"""What an answer used of a language model, and what that cost."""

from collections.abc import Callable
from typing import NotRequired

from typing_extensions import TypedDict  # pydantic cannot describe Python 3.11's own

from trekbot.answering.claims import Authorship
from trekbot.llm.prices import Cost

Price = Callable[[int, int], Cost | None]  # of tokens read and tokens written; None where there is no price


class Money(TypedDict):
    """An exact amount in plain digits, as in `0.00012`, and an ISO 4217 code."""

    amount: str
    currency: str


class Usage(TypedDict):
    """Tokens read and written by a language model; `cost` only where a price list has the model."""

    input_tokens: int
    output_tokens: int
    cost: NotRequired[Money]


def no_price(input_tokens: int, output_tokens: int) -> None:
    """Stand in for a price list where there is none."""


def usage_of(by: Authorship, price: Price) -> Usage:
    """Give the usage of an answer. Nothing used costs nothing, so it is not priced."""
    usage = Usage(input_tokens=by.input_tokens, output_tokens=by.output_tokens)
    cost = price(by.input_tokens, by.output_tokens) if by.input_tokens or by.output_tokens else None
    if cost is not None:
        usage["cost"] = Money(amount=cost.digits, currency=cost.currency)
    return usage
