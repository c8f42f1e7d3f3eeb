"""A page's front matter as the characters that were written, each with its line.

YAML is read as events, never as objects: YAML 1.1 would turn `On` into True, `3.10` into 3.1 and a date into a date,
and building objects is what makes anchors, tags and merge keys dangerous. Events are read one after the
other without recursion, so neither depth nor a "billion laughs" costs anything.
"""

import bisect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from trekbot.roadmaps.faults import FaultList, shown_value

DEEPEST = 20  # levels of lists and mappings; no site needs more, and the parser slows down with depth
FENCE = "---"
# What YAML does not allow in a text (YAML 1.1, section 5.1), found beforehand because the parser gives no line for it.
_NOT_YAML = re.compile("[^\x09\x0a\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml, some ten times as fast, where it was built in
_QUOTE_IT = "put a text that holds ': ' or ' #', or begins with a sign such as * & ! @ % [ {, in quotes"
_FORBIDDEN = {
    "anchor": ("uses a YAML anchor (&)", "write the value out, or put a text that begins with & in quotes"),
    "alias": ("uses a YAML alias (*)", "write the value out, or put a text that begins with * in quotes"),
    "tag": ("uses a YAML tag (!)", "remove the tag, or put a text that begins with ! in quotes"),
}


@dataclass(frozen=True)
class Scalar:
    """One text of the front matter; `plain` says that it stands there without quotes, `line` counts from 1."""

    text: str
    plain: bool
    line: int


Value = Scalar | tuple[Scalar | None, ...] | Literal["mapping"]


@dataclass(frozen=True)
class Field:
    """One key with its value: a text, a list (None for an item that is no text), or what no field of ours is.

    `raw` is the value exactly as it stands in the file, white space folded. A field that is `faulty` has its fault
    noted already.
    """

    name: str
    line: int
    value: Value
    raw: str
    faulty: bool = False


@dataclass(frozen=True)
class FrontMatter:
    """A page's fields by name, and its Markdown body."""

    fields: dict[str, Field]
    body: str


def read_front_matter(text: str, path: Path, faults: FaultList) -> FrontMatter | None:
    """Split a page and parse its front matter; None where there is none that parses, the reason noted.

    Args:
        text: a whole file, with LF line ends and no byte-order mark.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        faults.error(path, 1, "the file has no front matter", "begin it with its fields between two lines `---`")
        return None
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() == FENCE), None)
    if end is None:
        faults.error(path, 1, "the front matter does not close", "end it with a line `---`")
        return None
    head = "\n".join([FENCE, *lines[1:end], ""])
    fields = _FieldParser(head, path, faults).parse()
    return None if fields is None else FrontMatter(fields, "\n".join(lines[end + 1 :]))


class _TooDeep(Exception):
    """The front matter nests deeper than anyone needs."""


class _FieldParser:
    """Reads the events of one front matter, whose first line is the fence, so that lines count as in the file."""

    def __init__(self, head: str, path: Path, faults: FaultList) -> None:
        self._head = head
        self._path = path
        self._faults = faults
        self._line_ends = [match.start() for match in re.finditer("\n", head)]
        self._forbidden: set[str] = set()  # what the field being read uses and must not
        self._end = 0  # where the last part of the value being read ends

    def parse(self) -> dict[str, Field] | None:
        unreadable = _NOT_YAML.search(self._head)
        if unreadable:
            what = f"the front matter holds the control character {shown_value(unreadable[0])}"
            self._faults.error(self._path, self._line(unreadable.start()), what, "remove it")
            return None
        try:
            return self._parse(yaml.parse(self._head, Loader=_Loader))
        except _TooDeep:
            self._faults.error(
                self._path, self._line(self._end), "the front matter nests too deeply", "use plain fields"
            )
        except yaml.MarkedYAMLError as error:
            self._faults.error(
                self._path, self._line_of(error), f"the front matter is no valid YAML ({error.problem})", _QUOTE_IT
            )
        except yaml.YAMLError as error:
            what = f"the front matter is no valid YAML ({' '.join(str(error).split())})"
            self._faults.error(self._path, 1, what, _QUOTE_IT)
        return None

    def _parse(self, events: Iterator[yaml.Event]) -> dict[str, Field] | None:
        root = next(event for event in events if isinstance(event, yaml.NodeEvent))
        if isinstance(root, yaml.ScalarEvent) and root.value == "":
            return self._rest({}, events)
        self._check(root)
        self._note_forbidden("the front matter", self._line(_begin(root)))
        if not isinstance(root, yaml.MappingStartEvent):
            line = self._line(_begin(root))
            self._faults.error(self._path, line, "the front matter is no list of fields", "write each as `key: value`")
            return None
        fields: dict[str, Field] = {}
        for key in events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            field = self._field(key, events)
            if field is not None and field.name in fields:
                first = fields[field.name].line
                what = f"`{field.name}` stands in the front matter twice, first in line {first}"
                self._faults.error(self._path, field.line, what, "remove one of the two")
            elif field is not None:
                fields[field.name] = field
        return self._rest(fields, events)

    def _rest(self, fields: dict[str, Field], events: Iterator[yaml.Event]) -> dict[str, Field]:
        """Read to the end, so that the parser sees and rejects what follows the fields: a second document, say."""
        for _ in events:
            continue
        return fields

    def _field(self, key: yaml.Event, events: Iterator[yaml.Event]) -> Field | None:
        """Read one key and its value; None for a key that is no text, which is a fault."""
        line = self._line(_begin(key))
        self._check(key)
        if not isinstance(key, yaml.ScalarEvent):
            self._value(key, events)
            self._forbidden.clear()
            self._value(next(events), events)
            self._forbidden.clear()
            self._faults.error(self._path, line, "a key of the front matter is no text", _QUOTE_IT)
            return None
        first = next(events)
        self._end = _begin(first)
        value = self._value(first, events)
        raw = " ".join(self._head[_begin(first) : self._end].split())
        name = " ".join(key.value.split())
        if name == "<<" and key.style in (None, ""):
            self._faults.error(self._path, line, "the front matter uses a YAML merge key (<<)", "write its fields out")
            self._forbidden.clear()
            return None
        faulty = self._note_forbidden(shown_field(name), line)
        return Field(name, line, value, raw, faulty)

    def _value(self, first: yaml.Event, events: Iterator[yaml.Event]) -> Value:
        """Read one value to its end; what lies deeper than a list's items is passed over."""
        self._check(first)
        if isinstance(first, yaml.ScalarEvent):
            return self._scalar(first)
        if not isinstance(first, yaml.CollectionStartEvent):
            return ()  # an alias, noted as forbidden
        items: list[Scalar | None] = []
        open_collections = [first]
        while open_collections:
            event = next(events)
            self._check(event)
            if isinstance(event, yaml.CollectionEndEvent):
                flow = open_collections.pop().flow_style
                self._end = _end(event) if flow else self._end  # a block ends where the next key begins
                continue
            if len(open_collections) == 1:
                items.append(self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None)
            if isinstance(event, yaml.CollectionStartEvent):
                open_collections.append(event)
            if len(open_collections) > DEEPEST:
                raise _TooDeep
        return tuple(items) if isinstance(first, yaml.SequenceStartEvent) else "mapping"

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        return Scalar(event.value, event.style in (None, ""), self._line(_begin(event)))

    def _check(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._forbidden.add("alias")
        elif getattr(event, "anchor", None) is not None:
            self._forbidden.add("anchor")
        if getattr(event, "tag", None) is not None:
            self._forbidden.add("tag")
        if isinstance(event, yaml.ScalarEvent | yaml.AliasEvent | yaml.CollectionStartEvent):
            self._end = _end(event)

    def _note_forbidden(self, where: str, line: int) -> bool:
        """Note what the value just read uses and must not; say whether there was any."""
        for kind in sorted(self._forbidden):
            what, remedy = _FORBIDDEN[kind]
            self._faults.error(self._path, line, f"{where} {what}", remedy)
        found = bool(self._forbidden)
        self._forbidden.clear()
        return found

    def _line(self, index: int) -> int:
        return bisect.bisect_left(self._line_ends, index) + 1

    def _line_of(self, error: yaml.MarkedYAMLError) -> int:
        """Give the line of the key to mend: where an unclosed value begins, not where the parser gave up."""
        opened = any(part in (error.context or "") for part in ("flow", "quoted", "simple key"))
        mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
        return min(self._line(mark.index), len(self._line_ends)) if mark else 1


def _begin(event: yaml.Event) -> int:
    return event.start_mark.index if event.start_mark else 0


def _end(event: yaml.Event) -> int:
    return event.end_mark.index if event.end_mark else 0


def shown_field(name: str) -> str:
    """Give a key in backticks, on one line and cut to a length that can be read."""
    return f"`{shown_value(name)[1:-1]}`"
