"""Why a release was withdrawn and a draft sent back; drafts made of two."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("releases", sa.Column("withdrawn_for", sa.Text()))
    op.add_column("drafts", sa.Column("reason", sa.Text()))
    op.add_column("drafts", sa.Column("merged_into", Id))
    # Few drafts are ever parts of others.
    op.create_index(
        "ix_drafts_merged_into",
        "drafts",
        ["merged_into"],
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
