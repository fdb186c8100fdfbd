"""Figures of each day: they stay when the rows that they were counted from are deleted."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Table

from storage.tables import metadata

daily_counts = Table(
    "daily_counts",
    metadata,
    # In the newsroom's time zone.
    Column("day", Date, primary_key=True),
    # Null: the day was over before anybody counted.
    Column("subscribers", BigInteger),
    Column("delivered", BigInteger, nullable=False),
    Column("failed", BigInteger, nullable=False),
    Column("unknown", BigInteger, nullable=False),
    Column("waiting", BigInteger, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("unanswered", BigInteger, nullable=False),
    # Nothing of it can change any more: it is not counted again.
    Column("closed", Boolean, nullable=False),
)
