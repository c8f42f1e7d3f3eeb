"""Cut a section's text into parts that fit a model's window.

A model ignores what lies beyond its window without a word, so nothing may be longer. Cuts are made where they hurt
least: between blocks, else between sentences, and only inside a sentence that fits nowhere.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from trekbot.roadmaps.model import Block


class Part(NamedTuple):
    """Some text of a section, from the blocks `first` to `last` (exclusive)."""

    first: int
    last: int
    text: str


class _Unit(NamedTuple):
    block: int
    text: str


class Window:
    """What a model can read of a text that has a prefix in front of it.

    Args:
        count_tokens: the model's own count, special tokens included.
        max_tokens: the most it reads.
        prefix: repeated in front of each part.
    """

    def __init__(self, count_tokens: Callable[[str], int], max_tokens: int, prefix: str) -> None:
        self._count = count_tokens
        self._max_tokens = max_tokens
        self._prefix = prefix

    def pack(self, blocks: Sequence[Block]) -> list[Part]:
        """Cut blocks into as few parts as fit, of about the same size, so that no part is a leftover line."""
        units = [unit for number, block in enumerate(blocks) for unit in self._units(number, block)]
        if not units:
            return []
        groups = self._fill(units, self._max_tokens)
        if len(groups) > 1:
            groups = self._even_out(units, len(groups))
        return [Part(group[0].block, group[-1].block + 1, _joined(group)) for group in groups]

    def _units(self, number: int, block: Block) -> Iterator[_Unit]:
        if not block.text:
            return
        if self._holds(block.text):
            yield _Unit(number, block.text)
            return
        for sentence in block.sentences:
            if self._holds(sentence.text):
                yield _Unit(number, sentence.text)
            else:
                yield from (_Unit(number, piece) for piece in self._pieces(sentence.text))

    def _pieces(self, sentence: str) -> Iterator[str]:
        room = self._max_tokens - self._size(" ")
        while room > 1:
            pieces = _cut_sentence(sentence, room, lambda text: self._count(text) - self._count(""))
            if all(map(self._holds, pieces)):
                yield from pieces
                return
            room //= 2  # joined pieces can count for more than their sum
        yield sentence  # a window of a few tokens: nothing could fit

    def _fill(self, units: Sequence[_Unit], limit: int) -> list[list[_Unit]]:
        groups: list[list[_Unit]] = [[]]
        for unit in units:
            if groups[-1] and self._size(_joined([*groups[-1], unit])) > limit:
                groups.append([])
            groups[-1].append(unit)
        return groups

    def _even_out(self, units: Sequence[_Unit], parts: int) -> list[list[_Unit]]:
        """Find the smallest limit that still gives that number of parts."""
        low, high = 1, self._max_tokens
        while low < high:
            middle = (low + high) // 2
            if len(self._fill(units, middle)) <= parts:
                high = middle
            else:
                low = middle + 1
        return self._fill(units, high)

    def _size(self, text: str) -> int:
        return self._count(f"{self._prefix}{text}")

    def _holds(self, text: str) -> bool:
        return self._size(text) <= self._max_tokens


def _joined(units: Sequence[_Unit]) -> str:
    text = units[0].text
    for before, unit in pairwise(units):
        text += (" " if unit.block == before.block else "\n") + unit.text
    return text


def _cut_sentence(sentence: str, room: int, count: Callable[[str], int]) -> list[str]:
    from llama_index.core.node_parser import SentenceSplitter  # heavy, and hardly ever needed

    splitter = SentenceSplitter(
        chunk_size=room,
        chunk_overlap=0,
        tokenizer=lambda text: range(count(text)),
        chunking_tokenizer_fn=lambda text: text.splitlines(keepends=True),
    )
    return list(splitter.split_text(sentence))
