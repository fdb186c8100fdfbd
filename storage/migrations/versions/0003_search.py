"""The search index: entries, vocabulary and sketches, and what each engine keeps of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "entries",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("release_id", Id, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=16)),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("names", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("forms", sa.Text(), nullable=False),
        sa.Column("vector", TSVECTOR().with_variant(sa.Text(), "sqlite")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name="fk_entries_release_id_releases", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("release_id", name="uq_entries_release_id"),
    )
    op.create_index("ix_entries_days", "entries", ["id", "last_day", "type"])
    op.create_index("ix_entries_type", "entries", ["type", "id"])
    op.create_index(
        "ix_entries_vector",
        "entries",
        ["vector"],
        postgresql_using="gin",
        sqlite_where=sa.text("vector IS NOT NULL"),
    )
    op.create_table(
        "vocabulary",
        sa.Column("id", Id, sa.Identity()),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("releases", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vocabulary"),
        sa.UniqueConstraint("key", name="uq_vocabulary_key"),
    )
    op.create_table(
        "sketches",
        sa.Column("hash", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("entry_id", Id, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("hash", "entry_id", name="pk_sketches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sketches_entry_id", "sketches", ["entry_id"])
    if op.get_bind().dialect.name == "sqlite":
        # detail=column: which column a key stands in is kept, where in it is not (a third less on disk).
        # "ascii" keeps every letter beyond ASCII as it is; our keys divide at spaces alone.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(title, names, body, content='entries',"
            " content_rowid='id', detail=column, tokenize=\"ascii tokenchars '''=~'\")"
        )
    else:
        # Each query knows how common its keys are: the planner must, too.
        op.execute("ALTER TABLE entries ALTER COLUMN vector SET STATISTICS 500")
