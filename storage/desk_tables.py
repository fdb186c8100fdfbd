"""The newsroom's tables: drafts with their cards and messages, corrections, people, invitations, the log."""

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from storage.tables import Id, Instant, Words, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", Id, Identity(), primary_key=True),
    # Of the update that brought it (storage.marks): the same update again is the same draft.
    Column("mark", BigInteger, nullable=False, unique=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("author_id", BigInteger, nullable=False),
    Column("title", Words, nullable=False),
    Column("text", Words, nullable=False),
    Column("published", Date, nullable=False),
    Column("reference", Words),
    Column("url", Words),
    # [[kind, file_id], ...]
    Column("media", JSON),
    # {field: [value, ...]}: set by hand, laid over what is read.
    Column("corrections", JSON),
    Column("state", String(12), nullable=False),
    # Rises with each change: a press on an older card changes nothing.
    Column("revision", Integer, nullable=False),
    Column("changed_by", BigInteger),
    # Where it came from by itself: a feed, a channel. Null: a person sent it.
    Column("source", Words),
    Column("publish_at", Instant),
    # The release that it corrects or succeeds, and the one that it became.
    Column("revises", Id, ForeignKey("releases.id", ondelete="SET NULL")),
    Column("release_id", Id, ForeignKey("releases.id", ondelete="SET NULL")),
    # [[release, verdict], ...]: what people said that it is to releases that stand.
    Column("verdicts", JSON),
    # The draft that was made of it and another.
    Column("merged_into", Id),
    # Why it was sent back to its author.
    Column("reason", Words),
    # Those that are not done with: few among many.
    Index("ix_drafts_state", "state", "publish_at"),
    sqlite_autoincrement=True,
)

Index(
    "ix_drafts_merged_into",
    drafts.c.merged_into,
    sqlite_where=drafts.c.merged_into.is_not(None),
    postgresql_where=drafts.c.merged_into.is_not(None),
)

draft_messages = Table(
    "draft_messages",
    metadata,
    # The messages in which it was sent, so that an edit of one changes the draft.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("draft_id", Id, ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("text", Words, nullable=False),
    Column("sent_at", Instant, nullable=False),
    # What came in one album or one forwarding belongs together.
    Column("bundle", String(64)),
)

draft_cards = Table(
    "draft_cards",
    metadata,
    # The messages of ours that show it.
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("draft_id", Id, ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
)

corrections = Table(
    "corrections",
    metadata,
    # What people set by hand in a published release, beside what was read there.
    Column("release_id", Id, ForeignKey("releases.id", ondelete="CASCADE"), primary_key=True),
    Column("field", String(16), primary_key=True),
    Column("value", JSON, nullable=False),
    Column("was", JSON, nullable=False),
    Column("person_id", BigInteger),
    Column("made_at", Instant, nullable=False),
)

staff = Table(
    "staff",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("role", String(8), nullable=False),
    Column("name", Words, nullable=False),
    Column("since", Instant, nullable=False),
    CheckConstraint("role IN ('owner', 'editor', 'author')", name="role_known"),
)

invitations = Table(
    "invitations",
    metadata,
    # SHA-256 of the word in the link: who reads the database can invite nobody.
    Column("token", LargeBinary(32), primary_key=True),
    Column("role", String(8), nullable=False),
    Column("made_by", BigInteger, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_by", BigInteger),
)

audit = Table(
    "audit",
    metadata,
    # A trigger refuses to delete a line and to change one, but for what forgetting takes: whoever is named
    # becomes a pseudonym, and what is quoted of a draft that is gone, or its author's alone, goes.
    Column("id", Id, Identity(), primary_key=True),
    Column("at", Instant, nullable=False),
    Column("person_id", BigInteger),
    Column("action", String(24), nullable=False),
    Column("subject", String(64), nullable=False, index=True),
    Column("before", Words),
    Column("after", Words),
    sqlite_autoincrement=True,
)

options = Table(
    "options",
    metadata,
    # Of the newsroom as a whole: whether two people must agree, whether everything is paused.
    Column("name", String(24), primary_key=True),
    Column("value", Words, nullable=False),
)
