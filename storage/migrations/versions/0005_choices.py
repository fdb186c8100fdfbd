"""What subscribers choose: days, quiet hours, a pause, contents; and who they are."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for column in (
        sa.Column("weekdays", sa.SmallInteger()),
        sa.Column("quiet_start", sa.Time()),
        sa.Column("quiet_end", sa.Time()),
        sa.Column("paused_until", sa.Date()),
        sa.Column("choices", sa.JSON()),
        sa.Column("served_on", sa.Date()),
        sa.Column("title", sa.Text()),
        sa.Column("host_id", sa.BigInteger()),
    ):
        op.add_column("subscribers", column)
    op.execute(
        "UPDATE subscribers SET served_on = (SELECT max(turns.day) FROM turns"
        " WHERE turns.chat_id = subscribers.chat_id AND turns.thread_id = subscribers.thread_id)"
    )
    op.create_index(
        "ix_subscribers_host_id",
        "subscribers",
        ["host_id"],
        sqlite_where=sa.text("host_id IS NOT NULL"),
        postgresql_where=sa.text("host_id IS NOT NULL"),
    )
