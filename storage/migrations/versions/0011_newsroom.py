"""The newsroom: drafts with states, cards and messages; corrections, people, invitations, the audit log.

A draft that was closed counts as published: which of them were discarded was not kept.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("releases", sa.Column("changed_at", Instant))
    op.add_column("releases", sa.Column("withdrawn_at", Instant))
    op.add_column("releases", sa.Column("media", sa.JSON()))
    _extend_drafts()
    op.create_table(
        "draft_messages",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draft_id", Id, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", Instant, nullable=False),
        sa.Column("bundle", sa.String(length=64)),
        _to("drafts", "draft_messages", "draft_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_draft_messages"),
    )
    op.create_index("ix_draft_messages_draft_id", "draft_messages", ["draft_id"])
    op.create_table(
        "draft_cards",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("draft_id", Id, nullable=False),
        _to("drafts", "draft_cards", "draft_id"),
        sa.PrimaryKeyConstraint("chat_id", "message_id", name="pk_draft_cards"),
    )
    op.create_index("ix_draft_cards_draft_id", "draft_cards", ["draft_id"])
    op.create_table(
        "corrections",
        sa.Column("release_id", Id, nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("was", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("made_at", Instant, nullable=False),
        _to("releases", "corrections", "release_id"),
        sa.PrimaryKeyConstraint("release_id", "field", name="pk_corrections"),
    )
    _people()


def _extend_drafts() -> None:
    with op.batch_alter_table("drafts", table_kwargs={"sqlite_autoincrement": True}) as drafts:
        for column in (
            sa.Column("media", sa.JSON()),
            sa.Column("corrections", sa.JSON()),
            sa.Column("state", sa.String(length=12)),
            sa.Column("revision", sa.Integer()),
            sa.Column("changed_by", sa.BigInteger()),
            sa.Column("source", sa.Text()),
            sa.Column("publish_at", Instant),
            sa.Column("revises", Id),
            sa.Column("release_id", Id),
        ):
            drafts.add_column(column)
    op.execute("UPDATE drafts SET revision = 1, state = CASE WHEN closed THEN 'published' ELSE 'open' END")
    with op.batch_alter_table("drafts", table_kwargs={"sqlite_autoincrement": True}) as drafts:
        drafts.alter_column("state", existing_type=sa.String(length=12), nullable=False)
        drafts.alter_column("revision", existing_type=sa.Integer(), nullable=False)
        drafts.drop_column("closed")
        for own in ("revises", "release_id"):
            name = f"fk_drafts_{own}_releases"
            drafts.create_foreign_key(name, "releases", [own], ["id"], ondelete="SET NULL")
    op.create_index("ix_drafts_state", "drafts", ["state", "publish_at"])


def _people() -> None:
    op.create_table(
        "staff",
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", Instant, nullable=False),
        sa.CheckConstraint("role IN ('owner', 'editor', 'author')", name="ck_staff_role_known"),
        sa.PrimaryKeyConstraint("person_id", name="pk_staff"),
    )
    op.create_table(
        "invitations",
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("role", sa.String(length=8), nullable=False),
        sa.Column("made_by", sa.BigInteger(), nullable=False),
        sa.Column("expires_at", Instant, nullable=False),
        sa.Column("used_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("token", name="pk_invitations"),
    )
    op.create_table(
        "audit",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("at", Instant, nullable=False),
        sa.Column("person_id", sa.BigInteger()),
        sa.Column("action", sa.String(length=24), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_subject", "audit", ["subject"])
    op.create_table(
        "options",
        sa.Column("name", sa.String(length=24), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_options"),
    )
    _close_the_log()


def _close_the_log() -> None:
    """What was written into the log stays as it is."""
    if op.get_bind().dialect.name == "sqlite":
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit"
                " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'the audit log is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )


def _to(table: str, own: str, column: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{own}_{column}_{table}"
    return sa.ForeignKeyConstraint([column], [f"{table}.id"], name=name, ondelete="CASCADE")
