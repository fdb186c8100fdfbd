"""Imports that go on where they were cut off, feeds, and pushed requests that were seen."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Instant = sa.DateTime(timezone=True)


def upgrade() -> None:
    _imports()
    _feeds()
    op.create_table(
        "pushes",
        sa.Column("signature", sa.LargeBinary(32), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("signature", name="pk_pushes"),
    )
    op.create_index("ix_pushes_seen_at", "pushes", ["seen_at"])


def _imports() -> None:
    op.create_table(
        "imports",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        *(
            sa.Column(count, sa.Integer(), nullable=False)
            for count in ("done", "added", "duplicates", "versions")
        ),
        sa.Column("moved_at", Instant, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_imports"),
    )
    op.create_table(
        "import_refusals",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["key"], ["imports.key"], name="fk_import_refusals_key_imports", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "position", name="pk_import_refusals"),
    )


def _feeds() -> None:
    op.create_table(
        "feeds",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("mode", sa.String(length=8), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("next_at", Instant),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=32)),
        sa.Column("checked_at", Instant),
        sa.Column("news_at", Instant),
        sa.CheckConstraint("mode IN ('draft', 'publish')", name="ck_feeds_mode_known"),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("address", name="uq_feeds_address"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_next_at", "feeds", ["next_at"])
    op.create_table(
        "feed_entries",
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("entry", sa.LargeBinary(32), nullable=False),
        sa.Column("content", sa.LargeBinary(32), nullable=False),
        sa.Column("seen_at", Instant, nullable=False),
        sa.ForeignKeyConstraint(
            ["feed_id"], ["feeds.id"], name="fk_feed_entries_feed_id_feeds", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("feed_id", "entry", name="pk_feed_entries"),
    )
