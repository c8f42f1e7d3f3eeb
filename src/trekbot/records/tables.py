"""The tables of the records, and the number of their layout.

The number is stored in the database itself, so that a process never reads or writes a layout that it does not know,
and a migration tool finds out where to begin.
"""

from sqlalchemy import CheckConstraint, Column, DateTime, MetaData, String, Table, Text

LAYOUT = 1  # raised with every change below

METADATA = MetaData()

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("id", String(128), primary_key=True),  # the answer's
    Column("verdict", String(4), CheckConstraint("verdict IN ('up', 'down')", name="known_verdict"), nullable=False),
    Column("comment", Text),
    Column("at", DateTime, nullable=False),  # UTC; SQLite keeps no time zone
)
