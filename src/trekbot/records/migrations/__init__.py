"""The steps from any earlier layout of the tables to this version's: Alembic's revisions, one file each in `versions/`.

A change of `tables.py` needs a new revision, and its number in `LAYOUT`; a test compares what the steps make with what
`tables.py` says. There is no `alembic.ini`: the connection comes from whoever has opened the database, and Alembic's
command line, whose logging would replace ours, is not used.
"""

import threading

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

FOLDER = "trekbot.records:migrations"  # within the package, wherever that is installed

_STEPPING = threading.Lock()  # Alembic keeps what it works on in its modules, so one thread at a time


def known_revisions() -> frozenset[str]:
    """Name every revision that this version of Trekbot has."""
    return frozenset(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def take_steps(connection: Connection) -> None:
    """Take the missing steps within the transaction that the connection is in; what it holds already is kept."""
    config = _config()
    config.attributes["connection"] = connection
    with _STEPPING:
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", FOLDER)
    return config
