"""Updates that came by webhook are stored before they are answered."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("received_at", Instant, nullable=False),
        sa.Column("lease_until", Instant, nullable=True),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name="pk_inbox"),
    )
    waits = sa.text("body IS NOT NULL")
    op.create_index(
        "ix_inbox_waiting",
        "inbox",
        ["bot_id", "chat_id", "update_id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
    op.create_index("ix_inbox_received_at", "inbox", ["received_at"])
