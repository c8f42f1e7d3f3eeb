"""What a language model's tokens cost, where a site has written a price list.

No prices come along: they age, and differ from contract to contract. The list is YAML, or JSON, which is read as YAML:

    gpt-4o-mini: {input: 0.15, output: 0.60, currency: USD}
    "qwen*": {input: 0, output: 0, currency: USD}

Prices are of a million tokens. They are read as the decimal digits that were written, never as binary fractions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

import yaml

from trekbot.errors import UsageError

MILLION = 1_000_000
FIELDS = ("input", "output", "currency")
_PRICE = re.compile(r"\d{1,9}(\.\d{1,9})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_PATTERN = re.compile(r"[*?\[]")


@dataclass(frozen=True)
class Cost:
    """An amount of money, exact; `currency` is an ISO 4217 code."""

    amount: Decimal
    currency: str

    @property
    def digits(self) -> str:
        """The amount in plain digits, as it is written where a number would be read as a binary fraction."""
        digits = f"{self.amount:f}"
        return digits.rstrip("0").rstrip(".") if "." in digits else digits


@dataclass(frozen=True)
class Price:
    """What a million tokens cost, read by the model and written by it."""

    input: Decimal
    output: Decimal
    currency: str


class PriceList:
    """Prices by a model's name or a shell pattern; the name itself wins, then the first pattern that fits."""

    def __init__(self, prices: dict[str, Price]) -> None:
        self._prices = prices

    def cost(self, model: str, input_tokens: int, output_tokens: int) -> Cost | None:
        """Give what tokens of a model cost; None where the list does not have the model."""
        price = self._prices.get(model) or next(
            (price for name, price in self._prices.items() if _PATTERN.search(name) and fnmatchcase(model, name)), None
        )
        if price is None:
            return None
        return Cost((price.input * input_tokens + price.output * output_tokens) / MILLION, price.currency)


def read_prices(file: Path) -> PriceList:
    """Read a price list.

    Raises:
        UsageError: the file cannot be read or has faults; every fault is named, a line each, with its place.
    """
    try:
        text = file.read_text("utf-8-sig")
        root = yaml.compose(text.replace("\t", " "), Loader=yaml.BaseLoader)  # JSON may be indented by tabs, YAML not
    except OSError as error:
        raise UsageError(f"{file}: the price list cannot be read: {(error.strerror or str(error)).lower()}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file}: the price list is not UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UsageError(f"{file}:{line}: the price list is neither YAML nor JSON: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise UsageError(f"{file}: the price list is neither YAML nor JSON: {' '.join(str(error).split())}.") from None
    faults = [f"{file}:{line}: {what}" for line, what in _faults(root)]
    if faults:
        raise UsageError("\n".join(faults))
    assert isinstance(root, yaml.MappingNode)
    return PriceList({name.value: _price(entry) for name, entry in root.value})


def _faults(root: yaml.Node | None) -> Iterator[tuple[int, str]]:
    if not isinstance(root, yaml.MappingNode) or not root.value:
        yield 1, "a price list names models, each with `input`, `output` and `currency`."
        return
    seen = set[str]()
    for name, entry in root.value:
        if not isinstance(name, yaml.ScalarNode) or not name.value:
            yield _line(name), "a model's name is a text."
        elif name.value in seen:
            yield _line(name), f"{name.value!r} is priced twice."
        elif not isinstance(entry, yaml.MappingNode):
            yield _line(entry), f"{name.value!r} needs `input`, `output` and `currency`."
        else:
            yield from _entry_faults(name.value, entry)
        seen.add(name.value if isinstance(name, yaml.ScalarNode) else "")


def _entry_faults(model: str, entry: yaml.MappingNode) -> Iterator[tuple[int, str]]:
    seen = set[str]()
    for key, value in entry.value:
        field = key.value if isinstance(key, yaml.ScalarNode) else None
        if field not in FIELDS:
            yield _line(key), f"{model!r} has `{field or 'a key that is no text'}`, which is no field of a price."
        elif field in seen:
            yield _line(key), f"{model!r} has `{field}` twice."
        elif field == "currency" and not _matches(_CURRENCY, value):
            yield _line(value), f"{model!r}: `currency` is a code of three capitals, such as USD."
        elif field != "currency" and not _matches(_PRICE, value):
            yield _line(value), f"{model!r}: `{field}` is the price of a million tokens, in digits, such as 0.15."
        seen.add(field or "")
    missing = [f"`{field}`" for field in FIELDS if field not in seen]
    if missing:
        yield _line(entry), f"{model!r} lacks {' and '.join(missing)}."


def _matches(pattern: re.Pattern[str], node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and pattern.fullmatch(node.value) is not None


def _price(entry: yaml.MappingNode) -> Price:
    fields = {key.value: value.value for key, value in entry.value}
    return Price(Decimal(fields["input"]), Decimal(fields["output"]), fields["currency"])


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
