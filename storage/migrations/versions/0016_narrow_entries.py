"""On PostgreSQL the long parts of an entry aside, so that reading many entries' ids reads few pages."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    op.execute("ALTER TABLE entries SET (toast_tuple_target = 128)")
    # Every row anew, without the index, which would be written anew as well.
    op.drop_index("ix_entries_vector", "entries")
    op.execute("UPDATE entries SET last_day = last_day")
    # What waits to be sorted into the index is read through by every question: half a megabyte, not four.
    op.execute(
        "CREATE INDEX ix_entries_vector ON entries USING gin (vector) WITH (gin_pending_list_limit = 512)"
    )
