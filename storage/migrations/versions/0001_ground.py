"""The ground: releases with their references, events and parties; drafts; questions; subscribers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "drafts",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("reference", sa.Text()),
        sa.Column("url", sa.Text()),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_drafts"),
        sa.UniqueConstraint("mark", name="uq_drafts_mark"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "questions",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
        sa.UniqueConstraint("mark", name="uq_questions_mark"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "releases",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("content_key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("story", Id, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("replaced_by", Id),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published", sa.Date(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.Column("added_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(["replaced_by"], ["releases.id"], name="fk_releases_replaced_by_releases"),
        sa.PrimaryKeyConstraint("id", name="pk_releases"),
        sa.UniqueConstraint("content_key", name="uq_releases_content_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_releases_published", "releases", ["published"])
    op.create_index(
        "ix_releases_replaced_by",
        "releases",
        ["replaced_by"],
        sqlite_where=sa.text("replaced_by IS NOT NULL"),
        postgresql_where=sa.text("replaced_by IS NOT NULL"),
    )
    op.create_index("ix_releases_story", "releases", ["story"])
    op.create_table(
        "subscribers",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("hour", sa.Time(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("next_due_at", Instant),
        sa.Column("cursor", sa.BigInteger(), nullable=False),
        sa.Column("last_digest_at", Instant),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name="pk_subscribers"),
    )
    op.create_index(
        "ix_subscribers_due",
        "subscribers",
        ["next_due_at"],
        sqlite_where=sa.text("next_due_at IS NOT NULL"),
        postgresql_where=sa.text("next_due_at IS NOT NULL"),
    )
    op.create_table(
        "events",
        sa.Column("release_id", Id, autoincrement=False, nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("start_date", sa.Date()),
        sa.Column("end_date", sa.Date()),
        sa.Column("place", sa.Text()),
        sa.Column("country", sa.String(length=2)),
        sa.Column("format", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.Text()),
        sa.Column("outcome", sa.Text()),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_events_release_id_releases", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", name="pk_events"),
    )
    op.create_table(
        "parties",
        sa.Column("release_id", Id, nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.CheckConstraint("role IN ('organiser', 'participant')", name="ck_parties_role_known"),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_parties_release_id_releases", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release_id", "role", "position", name="pk_parties"),
    )
    op.create_table(
        "release_references",
        sa.Column("release_id", Id, nullable=False),
        sa.Column("position", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"],
            ["releases.id"],
            name="fk_release_references_release_id_releases",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("release_id", "position", name="pk_release_references"),
    )
    op.create_index(
        "ix_release_references_reference", "release_references", ["reference"], postgresql_using="hash"
    )
