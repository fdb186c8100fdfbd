"""Entries with shorter ids, their release's language and story; what is in titles indexed a second time."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
# The day stood above 40 bits for the release, and stands above 24 for a number within the day now.
KEPT = """CREATE TABLE entries_kept AS
SELECT entries.id AS old_id, (entries.id >> 40) * 16777216
    + row_number() OVER (PARTITION BY entries.id >> 40 ORDER BY entries.id) AS id,
    release_id, last_day, type, releases.language, releases.story, entries.title, names, body, forms
FROM entries JOIN releases ON releases.id = entries.release_id"""
COLUMNS = "id, release_id, last_day, type, language, story, title, names, body, forms"
AT_ONCE = 500


def upgrade() -> None:
    op.execute(KEPT)
    op.execute("CREATE UNIQUE INDEX ix_entries_kept_old_id ON entries_kept (old_id)")
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    if on_sqlite:
        op.execute("DROP TABLE search")
    op.drop_table("entries")
    _create()
    op.execute(f"INSERT INTO entries ({COLUMNS}) SELECT {COLUMNS} FROM entries_kept")  # noqa: S608 # no input
    op.execute(
        "UPDATE sketches SET entry_id ="
        " (SELECT entries_kept.id FROM entries_kept WHERE old_id = sketches.entry_id)"
    )
    op.drop_table("entries_kept")
    if on_sqlite:
        # detail=none: that a release has a key is kept, where is not. It keeps no text of its own.
        # "ascii" keeps every letter beyond ASCII as it is; our keys divide at spaces alone.
        op.execute(
            "CREATE VIRTUAL TABLE search USING fts5(keys, content='', columnsize=0, detail=none,"
            " tokenize=\"ascii tokenchars '''=~^'\")"
        )
        _fill("INSERT INTO search (rowid, keys) VALUES (-:id, :keys)", " ".join)
    else:
        array = sa.bindparam("keys", type_=ARRAY(sa.Text()))
        vector = "UPDATE entries SET vector = array_to_tsvector(:keys) WHERE id = :id"
        _fill(sa.text(vector).bindparams(array), list)
        # Each query knows how common its keys are: the planner must, too.
        op.execute("ALTER TABLE entries ALTER COLUMN vector SET STATISTICS 500")
    op.create_index(
        "ix_entries_vector",
        "entries",
        ["vector"],
        postgresql_using="gin",
        sqlite_where=sa.text("vector IS NOT NULL"),
    )


def _create() -> None:
    op.create_table(
        "entries",
        sa.Column("id", Id, autoincrement=False, nullable=False),
        sa.Column("release_id", Id, nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("type", sa.String(length=16)),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("story", Id, nullable=False),
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


def _fill(statement: Any, joined: Any) -> None:
    """Give each entry's words to the engine."""
    connection = op.get_bind()
    if isinstance(statement, str):
        statement = sa.text(statement)
    rows = iter(connection.execute(sa.text("SELECT id, title, names, body FROM entries ORDER BY id")).all())
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(
            statement, [{"id": entry, "keys": joined(_words(*parts))} for entry, *parts in some]
        )


def _words(title: str, names: str, body: str) -> Iterator[str]:
    heads = dict.fromkeys(f"{title}{names}".split())
    yield from heads | dict.fromkeys(body.split())
    yield from (f"^{key}" for key in heads if not key.startswith("="))
