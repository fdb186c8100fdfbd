"""Which release tells on of an event that another one told of before."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    release = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "sequels",
        sa.Column("release_id", release, autoincrement=False, nullable=False),
        sa.Column("earlier_id", release, nullable=False),
        sa.PrimaryKeyConstraint("release_id", name="pk_sequels"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_sequels_release_id_releases", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["releases.id"], name="fk_sequels_earlier_id_releases", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_sequels_earlier_id", "sequels", ["earlier_id"])
