"""What the language model used and what that cost, read from the budget when Prometheus asks.

So whatever was spent counts, also for answers that nobody waited for in the end, and it is counted in one place only.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from trekbot.llm.prices import PriceList

if TYPE_CHECKING:
    from trekbot.records.daily_budget import DailyBudget  # which loads the database library


class LanguageModelUse(Collector):
    """Tokens and costs since this process began, and what the budget leaves today."""

    def __init__(self, budget: "DailyBudget", prices: PriceList | None) -> None:
        self._budget = budget
        self._prices = prices

    def collect(self) -> Iterator[Metric]:
        used = self._budget.used()
        tokens = CounterMetricFamily(
            "trekbot_llm_tokens", "Tokens by model; kind: input, read by it, or output", labels=["model", "kind"]
        )
        cost = CounterMetricFamily(
            "trekbot_llm_cost", "What the tokens cost by the price list", labels=["model", "currency"]
        )
        for model, count in used.items():
            for kind, number in count._asdict().items():
                tokens.add_metric([model, kind], number)
            priced = self._prices.cost(model, *count) if self._prices else None
            if priced is not None:
                cost.add_metric([model, priced.currency], float(priced.amount))
        yield tokens
        if self._prices:
            yield cost
        remaining = self._budget.remaining()
        if remaining is not None:
            yield GaugeMetricFamily(
                "trekbot_llm_budget_remaining_tokens", "Tokens left of the UTC day's budget", remaining
            )
        yield CounterMetricFamily(
            "trekbot_llm_ledger_faults", "Failures to read or write the ledger of tokens", value=self._budget.faults
        )
