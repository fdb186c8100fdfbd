"""Which part of which issue told which release: whom a correction must reach."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "issue_releases",
        sa.Column("release_id", Id, autoincrement=False, nullable=False),
        sa.Column("issue_id", Id, autoincrement=False, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_releases_issue_id_issues"),
        sa.PrimaryKeyConstraint("release_id", "issue_id", "part", name="pk_issue_releases"),
    )
