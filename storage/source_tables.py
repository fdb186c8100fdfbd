"""Where releases come from by themselves, and how far an import came."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.tables import Id, Instant, Words, metadata

imports = Table(
    "imports",
    metadata,
    # A hash of which files in which state are imported: other files are another import.
    Column("key", LargeBinary(32), primary_key=True),
    # How many items are behind it, whatever became of them.
    Column("done", Integer, nullable=False),
    Column("added", Integer, nullable=False),
    Column("duplicates", Integer, nullable=False),
    Column("versions", Integer, nullable=False),
    Column("moved_at", Instant, nullable=False),
)

import_refusals = Table(
    "import_refusals",
    metadata,
    Column("key", LargeBinary(32), ForeignKey("imports.key", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("item", Words, nullable=False),
    Column("reason", Words, nullable=False),
    # File and line, where the item's name does not say so.
    Column("place", Words, nullable=False, server_default=""),
)

feeds = Table(
    "feeds",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    # An address of the web, or tg:<chat id> for a channel.
    Column("address", Words, nullable=False, unique=True),
    Column("title", Words, nullable=False),
    Column("mode", String(8), nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("added_by", BigInteger, nullable=False),
    Column("etag", Words),
    Column("modified", Words),
    # When it is to be looked at next; null for what is not polled.
    Column("next_at", Instant, index=True),
    Column("failures", Integer, nullable=False),
    Column("error", String(32)),
    Column("checked_at", Instant),
    Column("news_at", Instant),
    # Rises with each process that asks it: only the newest may say what it found.
    Column("turn", Integer, nullable=False, server_default="0"),
    CheckConstraint("mode IN ('draft', 'publish')", name="mode_known"),
    sqlite_autoincrement=True,
)

feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed_id", Id, ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    # Hashes of the entry's own id and of its content.
    Column("entry", LargeBinary(32), primary_key=True),
    Column("content", LargeBinary(32), nullable=False),
    Column("seen_at", Instant, nullable=False),
)

pushes = Table(
    "pushes",
    metadata,
    # Of a request that was taken: the same one is not taken again.
    Column("signature", LargeBinary(32), primary_key=True),
    Column("seen_at", Instant, nullable=False, index=True),
)
