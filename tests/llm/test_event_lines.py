from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trekbot.llm.event_lines import LONGEST_LINE, EventLines
from trekbot.llm.faults import Fault


def read(*pieces: bytes) -> list[bytes]:
    lines = EventLines()
    return [data for piece in pieces for data in lines.feed(piece)] + list(lines.rest())


@pytest.mark.parametrize(
    ("stream", "events"),
    [
        (b"data: a\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data: a\r\n\r\ndata: b\r\n\r\n", [b"a", b"b"]),
        (b"data: a\r\rdata: b\r\r", [b"a", b"b"]),
        (b"data:a\n\ndata:  b\n\n", [b"a", b" b"]),
        (b"data: a\ndata: b\n\n", [b"a\nb"]),
        (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
        (b": hm\n\n\nevent: x\nid: 3\nretry: 9\ndata: a\n\n", [b"a"]),
        (b"data\n\ndatas: x\n\n", [b""]),
        (b"data: a", [b"a"]),
        (b"data: a\n", [b"a"]),
        (b"", []),
    ],
)
def test_events_are_read_as_the_standard_has_them(stream: bytes, events: list[bytes]) -> None:
    assert read(stream) == events


@given(
    events=st.lists(st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"])), max_size=5),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    comment=st.sampled_from(["", ": keep-alive"]),
    cuts=st.lists(st.integers(0, 300), max_size=20),
)
def test_wherever_a_stream_is_cut_its_events_are_the_same(
    events: list[str], end: str, comment: str, cuts: list[int]
) -> None:
    stream = "".join(f"{comment}{end * bool(comment)}data: {event}{end}{end}" for event in events).encode()
    places = [0, *sorted(min(cut, len(stream)) for cut in cuts), len(stream)]
    pieces = [stream[begin:stop] for begin, stop in pairwise(places)]

    assert read(*pieces) == [event.encode() for event in events]


def test_an_event_is_given_as_soon_as_its_empty_line_is_there() -> None:
    lines = EventLines()

    assert [list(lines.feed(piece)) for piece in (b"data: a\r", b"\n\r", b"\ndata: b")] == [[], [b"a"], []]


def test_a_line_without_end_is_refused() -> None:
    lines = EventLines()
    for _ in range(LONGEST_LINE // 1000):
        list(lines.feed(b"x" * 1000))

    with pytest.raises(Fault, match="line without end"):
        list(lines.feed(b"x"))
