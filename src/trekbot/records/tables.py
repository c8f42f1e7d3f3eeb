"""The tables of the records, and the number of their layout.

The number is stored in the database itself, so that a process never reads or writes a layout that it does not know,
and a migration tool finds out where to begin.
"""

from sqlalchemy import CheckConstraint, Column, Date, DateTime, Integer, MetaData, String, Table, Text

LAYOUT = 2  # raised with every change below
LACKING_TABLES_ONLY = frozenset({1})  # earlier layouts that become this one as soon as the missing tables are made

METADATA = MetaData()

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", String(128), primary_key=True),  # the answer's
    Column("verdict", String(4), CheckConstraint("verdict IN ('up', 'down')", name="known_verdict"), nullable=False),
    Column("comment", Text),
    Column("at", DateTime, nullable=False),  # UTC; SQLite keeps no time zone
)

TOKENS = Table(
    "tokens",
    METADATA,
    Column("day", Date, primary_key=True),  # UTC
    Column("model", String(200), primary_key=True),
    Column("input", Integer, nullable=False),
    Column("output", Integer, nullable=False),
)
