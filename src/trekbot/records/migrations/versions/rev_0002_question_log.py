"""The question log: what was asked and said, and by what."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "questions",
        sa.Column("id", sa.String(128), primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("site", sa.Text),
        sa.Column("roadmap", sa.Text),
        sa.Column("page_roadmap", sa.Text),
        sa.Column("page_stage", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("history", sa.JSON, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("notices", sa.JSON, nullable=False),
        sa.Column("citations", sa.JSON, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("prompt", sa.Text),
        sa.Column("degraded", sa.Text),
        sa.Column("index", sa.Text, nullable=False),
        sa.Column("embedding_model", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("total_ms", sa.Integer, nullable=False),
    )
    op.create_index("questions_by_time", "questions", ["at"])
