"""Which layout of the tables a database has: the number of the last step that was taken on it.

It is read without Alembic, which takes a moment to load, since most databases are found as they should be.
"""

from sqlalchemy import Connection, inspect

STEPS_TABLE = "alembic_version"  # Alembic's own
NEW = "none"
BEFORE_STEPS = frozenset({"1", "2"})  # numbers in SQLite's `user_version`; the first step takes these files over


def layout_of(connection: Connection) -> str:
    """Give the layout's number; `NEW` for an empty database, and `0` as a rule for another program's."""
    tables = inspect(connection).get_table_names()
    if STEPS_TABLE in tables:
        found = connection.exec_driver_sql(f"SELECT version_num FROM {STEPS_TABLE}").scalars()
        return " and ".join(sorted(found)) or NEW
    if connection.dialect.name != "sqlite":
        return NEW  # what else is in there is none of ours
    number = str(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return NEW if number == "0" and not tables else number
