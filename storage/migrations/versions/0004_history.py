"""A person's last questions are found by an index."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_questions_person", "questions", ["chat_id", "person_id", "id"])
