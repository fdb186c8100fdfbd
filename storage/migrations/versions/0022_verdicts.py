"""What people said of releases, whether two tell one story, and what they did to stories by hand.

A draft said which release it was apart from, so it no longer says only that it was: whoever said so of one
that is still open is asked again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "verdicts",
        sa.Column("one_id", Id, autoincrement=False, nullable=False),
        sa.Column("other_id", Id, autoincrement=False, nullable=False),
        sa.Column("verdict", sa.String(8), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("made_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("one_id", "other_id", name="pk_verdicts"),
        sa.ForeignKeyConstraint(
            ["one_id"], ["releases.id"], name="fk_verdicts_one_id_releases", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["releases.id"], name="fk_verdicts_other_id_releases", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_verdicts_other_id", "verdicts", ["other_id"])
    op.create_table(
        "regroupings",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("act", sa.String(8), nullable=False),
        sa.Column("one_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("moved", sa.JSON(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("made_at", Instant, nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name="pk_regroupings"),
        sqlite_autoincrement=True,
    )
    op.add_column("drafts", sa.Column("verdicts", sa.JSON()))
    op.drop_column("drafts", "apart")
