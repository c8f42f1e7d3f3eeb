from decimal import Decimal
from pathlib import Path

import pytest

from trekbot.errors import UsageError
from trekbot.llm.prices import Cost, PriceList, read_prices

LIST = """\
small-1: {input: 0.15, output: 0.60, currency: USD}
"small-*":
  input: "0.1"
  output: 0.3
  currency: EUR
"*": {input: 0, output: 0, currency: USD}
"""


def prices_of(folder: Path, text: str, name: str = "prices.yaml") -> PriceList:
    (folder / name).write_text(text, "utf-8")
    return read_prices(folder / name)


def test_a_cost_is_exact_to_the_last_digit(tmp_path: Path) -> None:
    prices = prices_of(tmp_path, LIST)

    assert prices.cost("small-1", 120, 17) == Cost(Decimal("0.0000282"), "USD")
    assert prices.cost("small-1", 1_000_000, 0) == Cost(Decimal("0.15"), "USD")


def test_a_model_named_wins_over_a_pattern_and_the_first_pattern_over_the_next(tmp_path: Path) -> None:
    prices = prices_of(tmp_path, '"*": {input: 9, output: 9, currency: GBP}\n' + LIST.replace('"*": ', '"l*": '))

    assert prices.cost("small-1", 10**6, 0) == Cost(Decimal("0.15"), "USD")
    assert prices.cost("small-2", 10**6, 0) == Cost(Decimal("9"), "GBP")


def test_a_name_that_holds_no_wildcard_fits_only_itself_to_the_case(tmp_path: Path) -> None:
    prices = prices_of(tmp_path, "small-1: {input: 1, output: 1, currency: USD}")

    assert prices.cost("Small-1", 1, 1) is None
    assert prices.cost("small-12", 1, 1) is None


@pytest.mark.parametrize(
    ("input_tokens", "amount"), [(0, "0"), (1, "0.00000015"), (800, "0.00012"), (10**9, "150"), (10**10, "1500")]
)
def test_an_amount_is_written_in_plain_digits(tmp_path: Path, input_tokens: int, amount: str) -> None:
    cost = prices_of(tmp_path, LIST).cost("small-1", input_tokens, 0)

    assert cost is not None
    assert cost.digits == amount


def test_a_list_may_be_json_indented_by_tabs(tmp_path: Path) -> None:
    text = '{\n\t"small-1": {\n\t\t"input": 0.15, "output": "0.6",\n\t\t"currency": "USD"\n\t}\n}\n'

    assert prices_of(tmp_path, text, "prices.json").cost("small-1", 10**6, 10**6) == Cost(Decimal("0.75"), "USD")


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("", ["1: a price list names models"]),
        ("- small-1", ["1: a price list names models"]),
        ("small-1: 3", ["1: 'small-1' needs `input`, `output` and `currency`."]),
        ("small-1: {input: 1}", ["1: 'small-1' lacks `output` and `currency`."]),
        ("small-1: {input: 1, output: 2, currency: dollars}", ["1: 'small-1': `currency` is a code"]),
        (
            "small-1:\n  input: -1\n  output: 1e3\n  currency: USD",
            ["2: 'small-1': `input` is", "3: 'small-1': `output` is"],
        ),
        ("small-1: {input: .nan, output: [1], currency: USD}", ["1: 'small-1': `input`", "1: 'small-1': `output`"]),
        ("small-1: {input: 1, output: 1, currency: USD, cached: 1}", ["1: 'small-1' has `cached`"]),
        ("small-1: {input: 1, input: 2, output: 1, currency: USD}", ["1: 'small-1' has `input` twice."]),
        (LIST + "small-1: {input: 2, output: 2, currency: USD}", ["7: 'small-1' is priced twice."]),
        ("small-1: {input: 1", ["1: the price list is neither YAML nor JSON: "]),
        ("[a]: {}", ["1: a model's name is a text."]),
    ],
)
def test_every_fault_of_a_list_is_told_with_its_line(tmp_path: Path, text: str, faults: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        prices_of(tmp_path, text)

    lines = str(error.value).splitlines()
    assert len(lines) == len(faults), lines
    assert all(
        line.startswith(f"{tmp_path / 'prices.yaml'}:{fault}") for line, fault in zip(lines, faults, strict=True)
    )


def test_a_list_that_is_missing_or_no_text_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read: no such file"):
        read_prices(tmp_path / "prices.yaml")
    (tmp_path / "prices.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_prices(tmp_path / "prices.yaml")
    (tmp_path / "prices.yaml").write_bytes(b"a: \x00")
    with pytest.raises(UsageError, match="neither YAML nor JSON"):
        read_prices(tmp_path / "prices.yaml")
