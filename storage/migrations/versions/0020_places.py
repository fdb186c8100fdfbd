"""Where in its file an item stands that an import refused."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("import_refusals", sa.Column("place", sa.Text(), nullable=False, server_default=""))
