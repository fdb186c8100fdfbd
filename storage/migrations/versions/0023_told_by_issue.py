"""What an issue told is found by the issue too: it is forgotten with it."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_issue_releases_issue_id", "issue_releases", ["issue_id"])
