"""The tables of the records, as the newest of the steps in `migrations/` leaves them."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

LAYOUT = "0002"  # the newest step's number

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

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("id", String(128), primary_key=True),  # the answer's
    Column("at", DateTime, nullable=False),  # UTC
    Column("site", Text),
    Column("roadmap", Text),
    Column("page_roadmap", Text),
    Column("page_stage", Text),
    Column("question", Text, nullable=False),
    Column("history", JSON, nullable=False),
    Column("status", String(16), nullable=False),
    Column("answer", Text, nullable=False),
    Column("notices", JSON, nullable=False),
    Column("citations", JSON, nullable=False),
    Column("engine", Text, nullable=False),
    Column("prompt", Text),
    Column("degraded", Text),
    Column("index", Text, nullable=False),
    Column("embedding_model", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("total_ms", Integer, nullable=False),
    Index("questions_by_time", "at"),
)
