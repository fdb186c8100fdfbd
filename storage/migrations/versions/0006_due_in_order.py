"""Who is due is read in its order from the index: without the ids each page sorted all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    waits = sa.text("next_due_at IS NOT NULL")
    op.drop_index("ix_subscribers_due", "subscribers")
    op.create_index(
        "ix_subscribers_due",
        "subscribers",
        ["next_due_at", "chat_id", "thread_id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )
