"""What stands in the database. Migrations build it; a test holds the two together.

The search index and the ledger declare their tables on the same `metadata`, in files of their own.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    Time,
    TypeDecorator,
    false,
    literal_column,
)

from news.models import Status

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite gives ids of its own to a primary key only when it is called INTEGER."""


def is_id(number: int) -> bool:
    """Whether a number that came from outside, out of a button say, can be the id of a row at all."""
    return 0 < number < 2**63


class Instant(TypeDecorator[datetime]):
    """An aware datetime, kept as UTC. SQLite knows no zones, so the UTC clock face is what stands there."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a time zone: {value.isoformat()}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from outside. What no database can hold (NUL, halves of surrogate pairs) becomes U+FFFD."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text as both databases can hold it: PostgreSQL takes no NUL, UTF-8 no half of a pair."""
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


releases = Table(
    "releases",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    # The canonical form of title and text, hashed: the same words in another alphabet are the same content.
    Column("content_key", LargeBinary(32), nullable=False, unique=True),
    Column("story", Id, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    # The current release of the chain of versions; null for the one that stands.
    Column("replaced_by", Id, ForeignKey("releases.id")),
    Column("language", String(8), nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published", Date, nullable=False, index=True),
    Column("url", Words),
    Column("summary", JSON, nullable=False),
    Column("added_at", Instant, nullable=False),
    # Since when it differs from what was published first: a new version, or corrected by hand.
    Column("changed_at", Instant),
    # From then on no reader sees it or any other version of it.
    Column("withdrawn_at", Instant),
    # What its readers are told of the reason.
    Column("withdrawn_for", Words),
    # [[kind, file_id], ...] of the pictures that go with it.
    Column("media", JSON),
    # An id that was given once is never given again: readers' cursors are such ids.
    sqlite_autoincrement=True,
)

# Few releases are ever replaced.
Index(
    "ix_releases_replaced_by",
    releases.c.replaced_by,
    sqlite_where=releases.c.replaced_by.is_not(None),
    postgresql_where=releases.c.replaced_by.is_not(None),
)

release_references = Table(
    "release_references",
    metadata,
    Column("release_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    # 0 is the release's own reference, the others are aliases in the order in which they came.
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("reference", Words, nullable=False),
    # A hash, since a reference may be longer than what PostgreSQL takes into a tree.
    Index("ix_release_references_reference", "reference", postgresql_using="hash"),
)

events = Table(
    "events",
    metadata,
    Column(
        "release_id",
        Id,
        ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("type", String(16), nullable=False),
    Column("status", String(16), nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("place", Words),
    Column("country", String(2)),
    Column("format", String(8), nullable=False),
    Column("topic", Words),
    Column("outcome", Words),
    # [[field, sentence, rule], ...]: shown to a person who asks why, never searched.
    Column("evidence", JSON, nullable=False),
)
# Not a parameter: neither database can tell from one that the index below holds the row.
is_announced = events.c.status == literal_column(f"'{Status.ANNOUNCED.value}'", String)
# Each tick asks what is announced for the next days; most events have taken place.
Index(
    "ix_events_announced",
    events.c.start_date,
    sqlite_where=is_announced,
    postgresql_where=is_announced,
)

parties = Table(
    "parties",
    metadata,
    Column("release_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(16), primary_key=True),
    Column("position", SmallInteger, primary_key=True, autoincrement=False),
    Column("name", Words, nullable=False),
    CheckConstraint("role IN ('organiser', 'participant')", name="role_known"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    Column("mark", BigInteger, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("person_id", BigInteger, nullable=False),
    Column("text", Words, nullable=False),
    # Retention and the figures of a day go by it.
    Column("asked_at", Instant, nullable=False, index=True),
    # It found nothing.
    Column("unanswered", Boolean, nullable=False, server_default=false()),
    # A person's last questions, newest first.
    Index("ix_questions_person", "chat_id", "person_id", "id"),
    sqlite_autoincrement=True,
)

subscribers = Table(
    "subscribers",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    # 0 outside forums: a part of a key cannot be null.
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(8), nullable=False),
    Column("zone", String(64), nullable=False),
    Column("hour", Time, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("next_due_at", Instant),
    Column("cursor", BigInteger, nullable=False),
    Column("last_digest_at", Instant),
    # What was not chosen is null, and means the default of news.rhythm and news.choices.
    # Bit n for `date.weekday()` n.
    Column("weekdays", SmallInteger),
    Column("quiet_start", Time),
    Column("quiet_end", Time),
    Column("paused_until", Date),
    Column("choices", JSON(none_as_null=True)),
    Column("served_on", Date),
    Column("title", Words),
    Column("host_id", BigInteger),
)
# The tick asks for next_due_at <= now, page by page in this order: without the ids every page would sort all
# who are due. Those who wait for nothing are not in the way.
Index(
    "ix_subscribers_due",
    *(subscribers.c[name] for name in ("next_due_at", "chat_id", "thread_id")),
    sqlite_where=subscribers.c.next_due_at.is_not(None),
    postgresql_where=subscribers.c.next_due_at.is_not(None),
)
# The groups and channels of a person; most subscribers are private chats.
Index(
    "ix_subscribers_host_id",
    subscribers.c.host_id,
    sqlite_where=subscribers.c.host_id.is_not(None),
    postgresql_where=subscribers.c.host_id.is_not(None),
)
