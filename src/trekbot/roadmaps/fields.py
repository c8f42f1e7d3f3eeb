"""The fields of one page, each held against what it has to be.

A fault names the line of its key; what is missing altogether is told at the file's first line.
"""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from trekbot.roadmaps.faults import FaultList, shown_value
from trekbot.roadmaps.front_matter import Field, FrontMatter, Scalar, shown_field
from trekbot.roadmaps.names import closest

ADDRESS = re.compile(r"(https?://[^\s/]|/)\S*")
_INTEGER = re.compile(r"[0-9]{1,18}")  # every one of them fits into 64 bits


class Fields:
    """Gives the fields of one page as checked values; each fault is noted once, and the value is then empty."""

    def __init__(self, front_matter: FrontMatter, path: Path, faults: FaultList) -> None:
        self._fields = front_matter.fields
        self._path = path
        self._faults = faults

    @property
    def raw(self) -> dict[str, str]:
        """Each key's value as it stands in the file, white space folded."""
        return {name: field.raw for name, field in self._fields.items()}

    def line(self, name: str) -> int:
        """Give the line of a key, 1 where the page does not have it."""
        return self._fields[name].line if name in self._fields else 1

    def required_text(self, name: str) -> str:
        field = self._fields.get(name)
        if field is None:
            self._faults.error(self._path, 1, f"`{name}` is missing", f"add a line `{name}: …` to the front matter")
            return ""
        text = self._text(field)
        if text == "":
            self._error(field, "is empty", f"write the page's {name} after `{name}:`")
        return text or ""

    def optional_text(self, name: str) -> str | None:
        """Give a text, None where the key is left out, empty or faulty."""
        field = self._fields.get(name)
        return None if field is None else self._text(field) or None

    def address(self, name: str) -> str | None:
        """Give a web address or a path that begins with a slash; anything else is left out, with a warning."""
        text = self.optional_text(name)
        if text is None or ADDRESS.fullmatch(text):
            return text
        what = f"`{name}` is {shown_value(text)}, which is no web address, and is not used"
        self._faults.warning(self._path, self.line(name), what, "begin it with https:// or with /")
        return None

    def number(self, name: str) -> int | None:
        """Give a required integer from 1; None where it is missing or faulty."""
        field = self._fields.get(name)
        if field is None:
            self._faults.error(self._path, 1, f"`{name}` is missing", f"add a line `{name}: 1` to the front matter")
            return None
        scalar = field.value
        if field.faulty:
            return None
        if not isinstance(scalar, Scalar):
            self._error(field, f"is {_kind(field)}", "write one integer from 1")
        elif scalar.text.strip() == "":
            self._error(field, "is empty", "write an integer from 1")
        elif not scalar.plain:
            self._error(field, f"is the text {shown_value(scalar.text)}", "write the integer without quotes")
        elif not _INTEGER.fullmatch(scalar.text) or int(scalar.text) < 1:
            self._error(field, f"is {shown_value(scalar.text)}", "write an integer from 1, in at most 18 digits")
        else:
            return int(scalar.text)
        return None

    def texts(self, name: str) -> tuple[str, ...] | None:
        """Give a list of texts, each once; None where the key is left out or faulty."""
        field = self._fields.get(name)
        if field is None or field.faulty:
            return None
        if not isinstance(field.value, tuple):
            empty = isinstance(field.value, Scalar) and not field.value.text.strip()
            what = "is empty" if empty else f"is {_kind(field)} and no list"
            self._error(field, what, f"write a list, `{name}: [one, two]`, or `[]` for none")
            return None
        texts = []
        for item in field.value:
            text = self._visible(field, item.text) if item is not None else None
            if item is None:
                self._error(field, "holds an item that is no text", "write each as one text; quote one with ': '")
            elif text == "":
                self._error(field, "holds an empty item", "remove it, or write its text")
            elif text is not None:
                texts.append(text)
        return tuple(dict.fromkeys(texts))

    def warn_of_unknown(self, known: Sequence[str]) -> None:
        """Note every key that is none of ours, so that a mistyped one is seen."""
        for name, field in self._fields.items():
            if name not in known:
                meant = closest(name.lower(), known)
                remedy = f"did you mean `{meant}`?" if meant else "leave it if another tool uses it, else remove it"
                what = f"the key {shown_field(name)} is unknown and not used"
                self._faults.warning(self._path, field.line, what, remedy)

    def _text(self, field: Field) -> str | None:
        """Give a field's text with white space folded, None where it is faulty."""
        if field.faulty:
            return None
        if not isinstance(field.value, Scalar):
            self._error(field, f"is {_kind(field)}", "write one text, in quotes if it begins with [ or {")
            return None
        return self._visible(field, field.value.text)

    def _visible(self, field: Field, text: str) -> str | None:
        """Fold white space; a text of nothing but format characters is empty, one with control characters a fault."""
        folded = " ".join(text.split())
        categories = {unicodedata.category(char) for char in folded}
        if categories & {"Cc", "Cs"}:  # only an escape in double quotes can make one
            self._error(field, f"holds a control character, {shown_value(folded)}", "remove the escape")
            return None
        return folded if categories - {"Cf", "Zs"} else ""

    def _error(self, field: Field, what: str, remedy: str) -> None:
        self._faults.error(self._path, field.line, f"`{field.name}` {what}", remedy)


def _kind(field: Field) -> str:
    if isinstance(field.value, Scalar):
        return f"the text {shown_value(field.value.text)}"
    return "a list" if isinstance(field.value, tuple) else "a mapping"
