"""Verdicts on answers, and tokens by day and model.

Files of before there were revisions hold the first of these tables, or both, and a number of their own in
`user_version`. They are taken over as they are, and lose the number, so that a version which goes by it refuses them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column(
            "verdict",
            sa.String(4),
            sa.CheckConstraint("verdict IN ('up', 'down')", name="known_verdict"),
            nullable=False,
        ),
        sa.Column("comment", sa.Text),
        sa.Column("at", sa.DateTime, nullable=False),
        if_not_exists=True,
    )
    op.create_table(
        "tokens",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("model", sa.String(200), primary_key=True),
        sa.Column("input", sa.BigInteger, nullable=False),
        sa.Column("output", sa.BigInteger, nullable=False),
        if_not_exists=True,
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA user_version = 0")
