"""What is announced for the next days is found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_events_announced",
        "events",
        ["start_date"],
        sqlite_where=sa.text("status = 'announced'"),
        postgresql_where=sa.text("status = 'announced'"),
    )
