"""Figures of each day, which stay when what they were counted from is deleted; which question found nothing.

The days that are past are not counted here: a day is one of the newsroom's time zone, which only the settings
know. The first count fills them from what the database holds (storage.counts).
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBERS = ("delivered", "failed", "unknown", "waiting", "asked", "unanswered")


def upgrade() -> None:
    op.create_table(
        "daily_counts",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("subscribers", sa.BigInteger()),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in NUMBERS),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_daily_counts"),
    )
    op.add_column(
        "questions", sa.Column("unanswered", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_issues_composed_at", "issues", ["composed_at"])
