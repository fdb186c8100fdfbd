"""The port `news.ports.Feeds` on a database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, select, update

from news.models import Feed
from storage.database import Database, insert
from storage.source_tables import feed_entries, feeds
from storage.tables import is_id

_FOUND = ("title", "etag", "modified", "next_at", "failures", "error", "checked_at", "news_at")
"""What whoever asks a feed finds out about it."""


class Feeds:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(self, feed: Feed) -> Feed | None:
        async with self._database.writing() as connection:
            putting = insert(connection, feeds).values(_columns(feed))
            put = await connection.execute(
                putting.on_conflict_do_nothing(index_elements=[feeds.c.address]).returning(*feeds.c)
            )
            row = put.first()
            return None if row is None else _feed(row)

    async def all(self) -> Sequence[Feed]:
        async with self._database.reading() as connection:
            return [_feed(row) for row in await connection.execute(select(feeds).order_by(feeds.c.id))]

    async def get(self, feed_id: int) -> Feed | None:
        return await self._one(feeds.c.id == feed_id) if is_id(feed_id) else None

    async def at(self, address: str) -> Feed | None:
        return await self._one(feeds.c.address == address)

    async def remove(self, feed_id: int) -> bool:
        if not is_id(feed_id):
            return False
        async with self._database.writing() as connection:
            await connection.execute(delete(feed_entries).where(feed_entries.c.feed_id == feed_id))
            gone = await connection.execute(delete(feeds).where(feeds.c.id == feed_id))
            return gone.rowcount == 1

    async def change(
        self, feed_id: int, *, mode: Literal["draft", "publish"] | None = None, paused: bool | None = None
    ) -> Feed | None:
        given = {"mode": mode, "paused": paused}
        set_by_hand = {name: value for name, value in given.items() if value is not None}
        if not is_id(feed_id) or not set_by_hand:
            return await self.get(feed_id)
        return await self._changed(feeds.c.id == feed_id, set_by_hand)

    async def claim_due(self, now: datetime, until: datetime) -> Feed | None:
        waiting = (feeds.c.next_at <= now) & feeds.c.paused.is_(False)
        first = select(feeds.c.id).where(waiting).order_by(feeds.c.next_at, feeds.c.id).limit(1)
        # Whom another asker takes at this moment is not waited for. On SQLite there is one writer at a time.
        free = first.with_for_update(skip_locked=True).scalar_subquery()
        return await self._changed(feeds.c.id == free, _claimed(until))

    async def claim(self, feed_id: int, until: datetime) -> Feed | None:
        return await self._changed(feeds.c.id == feed_id, _claimed(until)) if is_id(feed_id) else None

    async def renew(self, feed: Feed, until: datetime) -> bool:
        goes_on = _turn(feed) & feeds.c.paused.is_(False)
        return await self._changed(goes_on, {"next_at": until}) is not None

    async def record(self, feed: Feed) -> bool:
        return await self._changed(_turn(feed), {name: getattr(feed, name) for name in _FOUND}) is not None

    async def taken(self, feed_id: int, entries: Collection[bytes]) -> Mapping[bytes, bytes]:
        theirs = (feed_entries.c.feed_id == feed_id) & feed_entries.c.entry.in_(list(entries))
        asked = select(feed_entries.c.entry, feed_entries.c.content).where(theirs)
        async with self._database.reading() as connection:
            return {row.entry: row.content for row in await connection.execute(asked)}

    async def take(self, feed: Feed, entries: Mapping[bytes, bytes], now: datetime) -> None:
        async with self._database.writing() as connection:
            known = await connection.scalar(select(feeds.c.id).where(_turn(feed)).with_for_update())
            if known is None or not entries:
                return
            rows = [
                {"feed_id": feed.id, "entry": entry, "content": content, "seen_at": now}
                for entry, content in entries.items()
            ]
            putting = insert(connection, feed_entries)
            fresh = {"content": putting.excluded.content, "seen_at": putting.excluded.seen_at}
            await connection.execute(
                putting.on_conflict_do_update(index_elements=["feed_id", "entry"], set_=fresh), rows
            )

    async def _changed(self, condition: ColumnElement[bool], values: Mapping[str, Any]) -> Feed | None:
        changing = update(feeds).where(condition).values(values).returning(*feeds.c)
        async with self._database.writing() as connection:
            row = (await connection.execute(changing)).first()
            return None if row is None else _feed(row)

    async def _one(self, condition: ColumnElement[bool]) -> Feed | None:
        async with self._database.reading() as connection:
            row = (await connection.execute(select(feeds).where(condition))).first()
            return None if row is None else _feed(row)


def _claimed(until: datetime) -> dict[str, Any]:
    return {"next_at": until, "turn": feeds.c.turn + 1}


def _turn(feed: Feed) -> ColumnElement[bool]:
    """The fence: what a slower asker of an earlier turn says is not heard."""
    return (feeds.c.id == feed.id) & (feeds.c.turn == feed.turn)


def _columns(feed: Feed) -> dict[str, Any]:
    return {name: value for name, value in asdict(feed).items() if name != "id"}


def _feed(row: Row[Any]) -> Feed:
    return Feed(**row._asdict())
