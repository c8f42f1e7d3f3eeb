"""The tables of the records, as the newest of the steps in `migrations/` leaves them."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, MetaData, String, Table, Text

LAYOUT = "0001"  # the newest step's number

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
    Column("input", BigInteger, nullable=False),
    Column("output", BigInteger, nullable=False),
)
