"""The port `news.ports.Counts` on a database: a row for each day, counted anew until the day is closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import RECALLED, DayFigures, DeliveryState, Wording
from storage.count_tables import daily_counts
from storage.database import Database, insert
from storage.ledger_tables import deliveries, issues
from storage.tables import questions, subscribers

CLOSING = 3
"""Days after which what was composed on a day is done, unless something still waits: a message may be sent
for two days, a correction for seven."""
AGAIN = timedelta(minutes=1)
"""What was counted a moment ago is not counted again because somebody pressed a button."""
_NUMBERS = [each.name for each in daily_counts.c if each.name not in ("day", "subscribers")]
_STATES = {
    DeliveryState.SENT: "delivered",
    DeliveryState.FAILED: "failed",
    DeliveryState.UNKNOWN: "unknown",
    DeliveryState.PENDING: "waiting",
    DeliveryState.SENDING: "waiting",
}
_counts = or_(
    deliveries.c.state != DeliveryState.FAILED.value,
    deliveries.c.error.is_(None),
    deliveries.c.error != RECALLED,
)
"""What an editor called back is no failure, nor anything else that the bot is to answer for."""


class Counts:
    def __init__(self, database: Database, zone: ZoneInfo) -> None:
        """`zone`: the newsroom's, in which its days begin and end."""
        self._database = database
        self._zone = zone
        self._counted_at: datetime | None = None

    async def refresh(self, now: datetime) -> None:
        if self._counted_at is not None and timedelta(0) <= now - self._counted_at < AGAIN:
            return
        # Counted beside whoever writes: on a large ledger it takes seconds.
        async with self._database.reading() as connection:
            rows = await self._counted(connection, now)
        async with self._database.writing() as connection:
            for row in rows:
                statement = insert(connection, daily_counts).values(row)
                kept = {name: statement.excluded[name] for name in _NUMBERS}
                if row["subscribers"] is not None:
                    kept["subscribers"] = statement.excluded.subscribers
                await connection.execute(
                    statement.on_conflict_do_update(
                        index_elements=[daily_counts.c.day], set_=kept, where=~daily_counts.c.closed
                    )
                )
        self._counted_at = now

    async def tend(self, now: datetime) -> None:
        counted_at = self._counted_at
        if counted_at is None or self._day(counted_at) != self._day(now):
            await self.refresh(now)

    async def days(self, first: date, last: date) -> Sequence[DayFigures]:
        columns = [column for column in daily_counts.c if column.name != "closed"]
        asked = select(*columns).where(daily_counts.c.day.between(first, last)).order_by(daily_counts.c.day)
        async with self._database.reading() as connection:
            return [DayFigures(**row) for row in (await connection.execute(asked)).mappings()]

    async def wordings(self, first: date, last: date, limit: int) -> Sequence[Wording]:
        begin, end = self._from(first), self._from(last + timedelta(days=1))
        newest = (
            select(questions.c.person_id, questions.c.text, questions.c.unanswered)
            .where(questions.c.asked_at >= begin, questions.c.asked_at < end)
            .order_by(questions.c.asked_at.desc())
            .limit(limit)
            .subquery()
        )
        in_vain = func.count().filter(newest.c.unanswered)
        each = select(newest.c.person_id, newest.c.text, func.count(), in_vain).group_by(
            newest.c.person_id, newest.c.text
        )
        async with self._database.reading() as connection:
            told = await connection.execute(each)
            return [Wording(person, text, times, vain > 0) for person, text, times, vain in told]

    def _day(self, moment: datetime) -> date:
        return moment.astimezone(self._zone).date()

    def _from(self, day: date) -> datetime:
        return datetime.combine(day, time(), self._zone)

    async def _counted(self, connection: AsyncConnection, now: datetime) -> list[dict[str, Any]]:
        """The rows of today and of all days that are not closed; of those that are past and wait for nothing
        once a day is enough."""
        today = self._day(now)
        last: date | None = await connection.scalar(select(func.max(daily_counts.c.day)))
        may_change = ~daily_counts.c.closed & (daily_counts.c.day <= today)
        if last == today:
            may_change &= (daily_counts.c.day == today) | (daily_counts.c.waiting > 0)
        still_open = await connection.scalars(select(daily_counts.c.day).where(may_change))
        begun = last + timedelta(days=1) if last else await self._beginning(connection, today)
        days = {*still_open, *_days(begun, today)}
        active = await connection.scalar(select(func.count()).where(subscribers.c.active))
        rows = []
        for day in sorted(days):
            row = {"day": day, "subscribers": None, **await self._of(connection, day)}
            row["closed"] = day <= today - timedelta(days=CLOSING) and not row["waiting"]
            # Since the last count the bot did not run, or the day has just ended: nobody came or went.
            if day >= (last or today):
                row["subscribers"] = active
            rows.append(row)
        return rows

    async def _beginning(self, connection: AsyncConnection, today: date) -> date:
        """The first day of which the database knows anything."""
        found = [
            await connection.scalar(select(func.min(column)))
            for column in (issues.c.composed_at, questions.c.asked_at)
        ]
        return min((self._day(at) for at in found if at is not None), default=today)

    async def _of(self, connection: AsyncConnection, day: date) -> dict[str, int]:
        begin, end = self._from(day), self._from(day + timedelta(days=1))
        sent = (
            select(deliveries.c.state, func.count())
            .join(issues, issues.c.id == deliveries.c.issue_id)
            .where(issues.c.composed_at >= begin, issues.c.composed_at < end)
            .where(_counts)
            .group_by(deliveries.c.state)
        )
        numbers = dict.fromkeys(_STATES.values(), 0)
        for state, number in await connection.execute(sent):
            numbers[_STATES[DeliveryState(state)]] += number
        asked = select(func.count(), func.count().filter(questions.c.unanswered)).where(
            questions.c.asked_at >= begin, questions.c.asked_at < end
        )
        number, in_vain = (await connection.execute(asked)).one()
        return {**numbers, "asked": number, "unanswered": in_vain}


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))
