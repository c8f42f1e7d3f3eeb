"""Which layout of the tables a database has: the number of the last step that was taken on it.

Both this and making a new database go without Alembic, which takes a moment to load: most databases are as they should
be, and who comes second to a new one does not wait for long.
"""

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, inspect, select

from trekbot.records.tables import LAYOUT, METADATA

STEPS = Table("alembic_version", MetaData(), Column("version_num", String(32), primary_key=True))  # Alembic's own
NEW = "none"
BEFORE_STEPS = frozenset({"1", "2"})  # numbers in SQLite's `user_version`; the first step takes these files over


def layout_of(connection: Connection) -> str:
    """Give the layout's number; `NEW` for an empty database, and `0` as a rule for another program's."""
    tables = inspect(connection).get_table_names()
    if STEPS.name in tables:
        found = connection.execute(select(STEPS.c.version_num)).scalars()
        return " and ".join(sorted(found)) or NEW
    if connection.dialect.name != "sqlite":
        return NEW  # what else is in there is none of ours
    number = str(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    return NEW if number == "0" and not tables else number


def make_new(connection: Connection) -> None:
    """Make the tables in an empty database, as all the steps together would."""
    METADATA.create_all(connection)
    STEPS.create(connection)
    connection.execute(insert(STEPS).values(version_num=LAYOUT))
