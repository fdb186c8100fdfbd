"""Which release stands now: where a reference, a content or an older version leads."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Release
from storage import rows
from storage.tables import release_references, releases

CURRENT = func.coalesce(releases.c.replaced_by, releases.c.id)
"""The current release of the chain of versions to which a release belongs."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The current release to which a reference or a content leads."""

    id: int
    story: int
    version: int
    withdrawn_at: datetime | None


def standing_under(reference: str) -> Select[int]:
    """The id of the current release to which a reference leads: at most one."""
    return (
        select(CURRENT)
        .join(release_references, release_references.c.release_id == releases.c.id)
        .where(release_references.c.reference == reference)
    )


def standing_for(release_id: int) -> Select[int]:
    """The id of the newest version of a release."""
    return select(CURRENT).where(releases.c.id == release_id)


async def standing(connection: AsyncConnection, ids: Select[int]) -> Standing | None:
    columns = select(releases.c.id, releases.c.story, releases.c.version, releases.c.withdrawn_at)
    row = (await connection.execute(columns.where(releases.c.id.in_(ids)))).first()
    return None if row is None else Standing(*row)


async def versions(connection: AsyncConnection, release_id: int) -> list[int]:
    """The ids of the release that stands there and of all that it replaced; [] for none."""
    newest: int | None = await connection.scalar(standing_for(release_id))
    if newest is None:
        return []
    chain = (releases.c.id == newest) | (releases.c.replaced_by == newest)
    return list(await connection.scalars(select(releases.c.id).where(chain)))


async def load(connection: AsyncConnection, release_id: int) -> Release:
    return (await rows.load_where(connection, releases.c.id == release_id, withdrawn=True))[0]
