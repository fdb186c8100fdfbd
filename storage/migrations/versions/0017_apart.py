"""Whether somebody said that a draft is no version of what it is like."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("drafts", sa.Column("apart", sa.Boolean(), nullable=False, server_default=sa.false()))
