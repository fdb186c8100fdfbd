"""The ledger: issues, turns, deliveries, holds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "issues",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("profile", sa.Text(), nullable=False),
        sa.Column("after_id", sa.BigInteger(), nullable=False),
        sa.Column("upto_id", sa.BigInteger(), nullable=False),
        sa.Column("composed_at", Instant, nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
        sa.UniqueConstraint("profile", "after_id", "upto_id", name="uq_issues_profile_after_id_upto_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "turns",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("slot", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("issue_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_turns_issue_id_issues"),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", "day", "slot", name="pk_turns"),
    )
    op.create_index("ix_turns_issue_id", "turns", ["issue_id"])
    op.create_table(
        "deliveries",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("issue_id", Id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("part", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("not_before", Instant),
        sa.Column("lease_until", Instant),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("attempts", sa.SmallInteger(), nullable=False),
        sa.Column("lost", sa.SmallInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger()),
        sa.Column("error", sa.Text()),
        sa.CheckConstraint(
            "state IN ('pending', 'sending', 'sent', 'failed', 'unknown')", name="ck_deliveries_state_known"
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_deliveries_issue_id_issues"),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.UniqueConstraint(
            "issue_id",
            "chat_id",
            "thread_id",
            "part",
            name="uq_deliveries_issue_id_chat_id_thread_id_part",
        ),
        sqlite_autoincrement=True,
    )
    for name, columns, where in (
        ("ready", ["not_before", "id"], "state = 'pending'"),
        ("expiry", ["expires_at"], "state = 'pending'"),
        ("lease", ["lease_until"], "state = 'sending'"),
        ("open", ["chat_id", "thread_id"], "state IN ('pending', 'sending')"),
    ):
        op.create_index(
            f"ix_deliveries_{name}",
            "deliveries",
            columns,
            sqlite_where=sa.text(where),
            postgresql_where=sa.text(where),
        )
    op.create_table(
        "holds",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("until", Instant, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name="pk_holds"),
    )
