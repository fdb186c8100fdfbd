"""What people set by hand in releases, in the caller's transaction."""

from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.corrections import thawed, value_of
from news.models import CardField, Corrections, Draft, Release, Understood
from storage.desk_tables import corrections


async def of(connection: AsyncConnection, release_id: int) -> Corrections:
    rows = await connection.execute(
        select(corrections.c.field, corrections.c.value).where(corrections.c.release_id == release_id)
    )
    return thawed({row.field: row.value for row in rows})


async def keep(
    connection: AsyncConnection,
    release_id: int,
    read: Understood,
    made: Corrections,
    person_id: int | None,
    now: datetime,
) -> None:
    """Store what was set by hand beside what was read; what is not among it is set no more."""
    await connection.execute(delete(corrections).where(corrections.c.release_id == release_id))
    rows = [
        {
            "release_id": release_id,
            "field": name.value,
            "value": list(value),
            "was": list(value_of(read, name)),
            "person_id": person_id,
            "made_at": now,
        }
        for name, value in made.items()
    ]
    if rows:
        await connection.execute(corrections.insert(), rows)


async def as_read(connection: AsyncConnection, release: Release) -> Draft:
    """The draft of a release as it came in, without what was set by hand."""
    title = await _was(connection, release.id, CardField.TITLE)
    day = await _was(connection, release.id, CardField.PUBLISHED)
    return Draft(
        title=title[0] if title else release.title,
        text=release.text,
        published=date.fromisoformat(day[0]) if day else release.published,
        reference=release.reference,
        url=release.url,
        media=release.media,
    )


async def _was(connection: AsyncConnection, release_id: int, name: CardField) -> list[str] | None:
    made = (corrections.c.release_id == release_id) & (corrections.c.field == name.value)
    was: list[str] | None = await connection.scalar(select(corrections.c.was).where(made))
    return was
