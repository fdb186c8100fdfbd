"""Whose turn it is to ask a feed, so that of several processes one does."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("feeds", sa.Column("turn", sa.Integer(), nullable=False, server_default="0"))
