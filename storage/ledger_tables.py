"""The ledger's tables: issues, the turns that got them, a delivery for each part, and holds.

Ids of chats and threads as in `subscribers`: thread 0 is a chat without topics.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Identity,
    Index,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    literal_column,
)

from news.models import DeliveryState
from storage.tables import Id, Instant, Words, metadata

issues = Table(
    "issues",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("profile", Text, nullable=False),
    Column("after_id", BigInteger, nullable=False),
    Column("upto_id", BigInteger, nullable=False),
    Column("composed_at", Instant, nullable=False, index=True),
    Column("expires_at", Instant, nullable=False),
    # [{"html", "buttons": [[{"text", "data", "url"}]]}], one for each part: what is sent, to the byte.
    Column("parts", JSON, nullable=False),
    # Since when the ledger no longer says who got it, and its parts are empty (storage.retention).
    Column("forgotten_at", Instant),
    UniqueConstraint("profile", "after_id", "upto_id"),
    sqlite_autoincrement=True,
)
is_remembered = issues.c.forgotten_at.is_(None)
# The daily forgetting asks for the oldest that it has not been at.
Index(
    "ix_issues_remembered",
    issues.c.expires_at,
    sqlite_where=is_remembered,
    postgresql_where=is_remembered,
)
BEFORE_ALL = -1
"""The `upto_id` of an issue that covers no release: no reader's cursor stands so low."""
is_bulletin = issues.c.upto_id == literal_column(str(BEFORE_ALL), BigInteger)
# Of a chat's digests its turns tell; of bulletins there are no turns.
Index("ix_issues_bulletins", issues.c.id, sqlite_where=is_bulletin, postgresql_where=is_bulletin)

issue_releases = Table(
    "issue_releases",
    metadata,
    # Which part told which release: whom a release reached is known by it.
    Column("release_id", Id, primary_key=True, autoincrement=False),
    Column("issue_id", Id, ForeignKey("issues.id"), primary_key=True, autoincrement=False, index=True),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    # In whose words.
    Column("language", String(8), nullable=False),
)

withdrawals = Table(
    "withdrawals",
    metadata,
    # Withdrawn or changed a short while ago: of those who received it some may not have been told yet, for it
    # was on its way to them. The row commits with a withdrawal itself, so that no death forgets them.
    Column(
        "release_id",
        Id,
        ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
)

turns = Table(
    "turns",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("issue_id", Id, ForeignKey("issues.id"), nullable=False, index=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("issue_id", Id, ForeignKey("issues.id"), nullable=False),
    # Or a pseudonym, where it is not to be known any more (storage.pseudonyms); so in `turns`.
    Column("chat_id", BigInteger, nullable=False),
    Column("thread_id", BigInteger, nullable=False),
    Column("part", SmallInteger, nullable=False),
    Column("state", String(8), nullable=False),
    # While pending: when it may go out; null until the part before it was sent.
    Column("not_before", Instant),
    # While sending: when another process may take it over.
    Column("lease_until", Instant),
    Column("expires_at", Instant, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    # How many of the attempts never got an answer.
    Column("lost", SmallInteger, nullable=False),
    Column("message_id", BigInteger),
    Column("error", Words),
    # Which job sends it, where workers elsewhere do the sending (storage.batches).
    Column("batch", BigInteger),
    UniqueConstraint("issue_id", "chat_id", "thread_id", "part"),
    CheckConstraint("state IN ('pending', 'sending', 'sent', 'failed', 'unknown')", name="state_known"),
    sqlite_autoincrement=True,
)

holds = Table(
    "holds",
    metadata,
    # EVERYBODY, or the chat that Telegram asked to leave alone for a while.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("until", Instant, nullable=False),
)
EVERYBODY = 0
"""No chat has this id."""

notices = Table(
    "notices",
    metadata,
    # What the admins were told of, and when last: a restart does not tell it again.
    Column("kind", String(32), primary_key=True),
    Column("told_at", Instant, nullable=False),
)


def _literal(state: DeliveryState) -> ColumnElement[str]:
    """Not a parameter: neither database can tell from one that the index below holds the row."""
    return literal_column(f"'{state.value}'", String)


is_pending = deliveries.c.state == _literal(DeliveryState.PENDING)
is_sending = deliveries.c.state == _literal(DeliveryState.SENDING)
is_open = deliveries.c.state.in_([_literal(DeliveryState.PENDING), _literal(DeliveryState.SENDING)])

# Most deliveries are done: each index holds only those that its question is about.
for _name, _columns, _where in (
    ("ready", ("not_before", "id"), is_pending),
    ("expiry", ("expires_at",), is_pending),
    ("lease", ("lease_until",), is_sending),
    ("open", ("chat_id", "thread_id"), is_open),
    ("batch", ("batch",), and_(deliveries.c.batch.is_not(None), is_open)),
):
    Index(
        f"ix_deliveries_{_name}",
        *(deliveries.c[column] for column in _columns),
        sqlite_where=_where,
        postgresql_where=_where,
    )
