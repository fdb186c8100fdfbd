"""What it takes to forget people: issues that were wiped are marked, bulletins are found without a look at
every issue, and the log lets go of a name, while what was done and when stays as it was written."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

CEILING = -(2**62)
# Of a line in the log only this may change: who it was becomes a pseudonym, words get shorter or go.
_SHORTER = 'COALESCE(substr(OLD."{0}", 1, length(NEW."{0}")) = NEW."{0}", NEW."{0}" IS NULL)'
FORGETS = (
    "NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.action = OLD.action"
    f" AND COALESCE(NEW.person_id = OLD.person_id OR NEW.person_id < {CEILING},"
    " NEW.person_id IS NULL AND OLD.person_id IS NULL)"
    " AND (NEW.subject = OLD.subject OR OLD.subject LIKE 'member %' AND NEW.subject LIKE 'member -%')"
    f" AND {_SHORTER.format('before')} AND {_SHORTER.format('after')}"
)


def upgrade() -> None:
    op.add_column("issues", sa.Column("forgotten_at", sa.DateTime(timezone=True)))
    for name, column, where in (
        ("remembered", "expires_at", "forgotten_at IS NULL"),
        ("bulletins", "id", "upto_id = -1"),
    ):
        condition = sa.text(where)
        op.create_index(
            f"ix_issues_{name}", "issues", [column], sqlite_where=condition, postgresql_where=condition
        )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute(
            f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT ({FORGETS})"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )
        return
    op.execute("DROP TRIGGER audit_no_change ON audit")
    op.execute(
        "CREATE TRIGGER audit_no_change BEFORE DELETE OR TRUNCATE ON audit"
        " FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()"
    )
    op.execute(
        f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit FOR EACH ROW WHEN (NOT ({FORGETS}))"
        " EXECUTE FUNCTION refuse_audit_change()"
    )
