"""The log of a server: standard error, one line an event, and no way for an event to look like two."""

import logging
import sys

LAYOUT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LIBRARIES_LEVEL = logging.WARNING


class OneLine(logging.Formatter):
    """Writes line breaks and other control characters as their escapes, those of a traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        return "".join(
            character if character.isprintable() else character.encode("unicode_escape").decode("ascii")
            for character in text
        )


def start_log(level: str) -> None:
    """Log events of ours from `level` on, those of libraries from warnings on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(LAYOUT))
    handler.addFilter(_is_ours_or_warns)  # some libraries set a level of their own, past the root's
    logging.basicConfig(level=LIBRARIES_LEVEL, handlers=[handler], force=True)
    logging.getLogger("trekbot").setLevel(level.upper())


def _is_ours_or_warns(record: logging.LogRecord) -> bool:
    return record.name.split(".")[0] == "trekbot" or record.levelno >= LIBRARIES_LEVEL
