"""Deliveries in batches, and on PostgreSQL the queue whose jobs send them."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

PROCRASTINATE = Path(__file__).parents[1] / "procrastinate_3.10.sql"


def upgrade() -> None:
    in_a_batch = sa.text("batch IS NOT NULL AND state IN ('pending', 'sending')")
    op.add_column("deliveries", sa.Column("batch", sa.BigInteger(), nullable=True))
    op.create_index(
        "ix_deliveries_batch", "deliveries", ["batch"], sqlite_where=in_a_batch, postgresql_where=in_a_batch
    )
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE batches")
        # Many commands at once, none with a parameter: that is for the driver alone.
        cursor = connection.connection.cursor()
        cursor.execute(PROCRASTINATE.read_text("utf-8"))
        cursor.close()
