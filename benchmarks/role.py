"""What it costs to look up anew, at every update, what somebody may do in the press office.

    python -m benchmarks.role

Processor time of this process in µs an update, the mean of `UPDATES` once warm, on SQLite and on a PostgreSQL
of its own, whose own time is not in it: the role alone, and all that is looked up of a person before they are
answered (`Context.reader`: settings and role).
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from news.models import Role, Subscriber
from storage.database import Database
from storage.staff import Staff
from storage.subscribers import Subscribers
from tests.postgresql import PostgresqlServer

NOW = datetime(2026, 5, 14, 13, 0, tzinfo=UTC)
UPDATES, STAFF, READERS = 5_000, 20, 100
READER, MEMBER = 50, 5


async def main(url: str) -> None:
    database = await Database(url).open()
    staff, subscribers = Staff(database), Subscribers(database)
    await furnish(staff, subscribers)

    async def reader(person_id: int) -> None:
        """What `Context.reader` asks of the database: in a private chat, the settings and the role."""
        await subscribers.get(person_id)
        await staff.role(person_id)

    print(f"{url.partition(':')[0]}: {UPDATES:,} updates, {STAFF} members, {READERS:,} subscribers")
    print(f"  the role of a reader      {await spent(staff.role, READER):7.0f} µs")
    print(f"  the role of a member      {await spent(staff.role, MEMBER):7.0f} µs")
    print(f"  settings and role         {await spent(reader, READER):7.0f} µs")
    await database.close()


async def furnish(staff: Staff, subscribers: Subscribers) -> None:
    for number in range(1, STAFF + 1):
        word = await staff.invite(Role.AUTHOR, 1, NOW, NOW.replace(year=2027))
        await staff.join(word, number, f"Hamkasb {number}", NOW)
    for number in range(STAFF + 1, STAFF + READERS + 1):
        await subscribers.save(Subscriber(number, active=True, next_due_at=NOW))


async def spent(look: Callable[[int], Awaitable[object]], person_id: int) -> float:
    """µs of processor time for one."""
    for _ in range(200):
        await look(person_id)
    begun = process_time()
    for _ in range(UPDATES):
        await look(person_id)
    return (process_time() - begun) / UPDATES * 1e6


if __name__ == "__main__":
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        asyncio.run(main(f"sqlite+aiosqlite:///{folder}/role.db"))
        server = PostgresqlServer(Path(folder))
        asyncio.run(main(server.url(server.create_empty())))
        server.stop()
