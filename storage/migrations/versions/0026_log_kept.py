"""The log lets go of what forgetting people takes and of nothing besides: nobody shortens a line, or puts a
pseudonym in and wipes its words. What it still quotes of drafts that were deleted for their age goes."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

CEILING = -(2**62)
SAME = "COALESCE(NEW.{0} = OLD.{0}, NEW.{0} IS NULL AND OLD.{0} IS NULL)"
# A draft that is gone, or its author's alone: what the office decided on keeps its words.
WIPED = (
    "NEW.before IS NULL AND NEW.after IS NULL AND CASE WHEN OLD.subject LIKE 'draft %' THEN NOT EXISTS"
    " (SELECT 1 FROM drafts WHERE drafts.id = CAST(substr(OLD.subject, 7) AS BIGINT)"
    " AND drafts.state NOT IN ('open', 'discarded', 'merged')) ELSE FALSE END"
)
# "author, invited by 77" becomes "author".
UNNAMED = (
    f"OLD.action = 'join' AND {SAME.format('before')}"
    " AND substr(OLD.after, 1, length(NEW.after) + 13) = NEW.after || ', invited by '"
)
FORGETS = (
    "COALESCE(NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.action = OLD.action"
    f" AND ({SAME.format('person_id')} OR NEW.person_id < {CEILING} AND OLD.person_id > {CEILING})"
    " AND (NEW.subject = OLD.subject OR NEW.subject LIKE 'member -%' AND OLD.subject LIKE 'member %'"
    " AND OLD.subject NOT LIKE 'member -%')"
    f" AND ({SAME.format('before')} AND {SAME.format('after')} OR {WIPED} OR {UNNAMED}), FALSE)"
)


def upgrade() -> None:
    op.execute(
        "UPDATE audit SET before = NULL, after = NULL WHERE subject LIKE 'draft %'"
        " AND subject NOT IN (SELECT 'draft ' || id FROM drafts)"
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER audit_no_update")
        op.execute(
            f"CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit WHEN NOT {FORGETS}"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is only added to'); END"
        )
        return
    op.execute("DROP TRIGGER audit_no_update ON audit")
    op.execute(
        "CREATE FUNCTION keep_audit_line() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN IF NOT {FORGETS} THEN RAISE EXCEPTION 'the audit log is only added to'; END IF;"
        " RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit"
        " FOR EACH ROW EXECUTE FUNCTION keep_audit_line()"
    )
