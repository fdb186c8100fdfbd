"""What people said of releases: whether two tell one story. In the caller's transaction.

A verdict stands between two releases, the one of the lower id first, and holds for every version of either.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Verdict, Verdicts
from storage import rows
from storage.standing import versions
from storage.tables import Id, Instant, metadata, releases

verdicts = Table(
    "verdicts",
    metadata,
    Column(
        "one_id",
        Id,
        ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "other_id",
        Id,
        ForeignKey("releases.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    Column("verdict", String(8), nullable=False),
    Column("person_id", BigInteger),
    Column("made_at", Instant, nullable=False),
)

Said = tuple[int, int, str | None]
"""Two releases, and what was said of them; None: nothing."""


class Parted(NamedTuple):
    """Somebody said of two releases that they tell two stories."""

    story: int
    """The other one's."""
    own: int
    other: int


async def say(
    connection: AsyncConnection,
    one: int,
    others: Iterable[int],
    verdict: Verdict,
    person_id: int | None,
    now: datetime,
) -> list[Said]:
    """Let this be the verdict on the one and each of the others, of whatever versions; what it was before."""
    before: list[Said] = []
    for other in others:
        own = await versions(connection, one)
        theirs = await versions(connection, other)
        across = (verdicts.c.one_id.in_(own) & verdicts.c.other_id.in_(theirs)) | (
            verdicts.c.one_id.in_(theirs) & verdicts.c.other_id.in_(own)
        )
        found = await connection.execute(delete(verdicts).where(across).returning(*_SAID))
        before += [(row.one_id, row.other_id, row.verdict) for row in found]
        pair = _in_order(one, other)
        if all(pair != said[:2] for said in before):
            before.append((*pair, None))
        await restore(connection, [(*pair, verdict)], person_id, now)
    return before


async def keep(
    connection: AsyncConnection, release_id: int, said: Verdicts, person_id: int | None, now: datetime
) -> None:
    """What a draft was said to be apart from, for the release that it becomes."""
    several = [other for other, verdict in said.items() if verdict is Verdict.APART]
    stored = select(releases.c.id).where(releases.c.id.in_(several), releases.c.id != release_id)
    others = list(await connection.scalars(stored)) if several else []
    await say(connection, release_id, others, Verdict.APART, person_id, now)


async def restore(
    connection: AsyncConnection, several: Iterable[Said], person_id: int | None, now: datetime
) -> None:
    """Let these be what was said of just these releases."""
    for one, other, verdict in several:
        of_both = (verdicts.c.one_id == one) & (verdicts.c.other_id == other)
        await connection.execute(delete(verdicts).where(of_both))
        if verdict is not None:
            values = {"one_id": one, "other_id": other, "verdict": verdict}
            await connection.execute(verdicts.insert().values(**values, person_id=person_id, made_at=now))


async def parted(connection: AsyncConnection, stories: Collection[int]) -> set[tuple[int, int]]:
    """Of these stories the pairs of which somebody said that they are two."""
    if len(stories) < 2 or await connection.scalar(_ANY) is None:
        return set()
    found: set[tuple[int, int]] = set()
    for some in rows.portions(sorted(stories)):
        pairs = await connection.execute(_APART.where(_one.c.story.in_(some)))
        found |= {(row.one, row.other) for row in pairs if row.other in stories}
    return found


async def parted_from(connection: AsyncConnection, story: int) -> list[Parted]:
    """Every pair, one release of the story and one of another, of which somebody said that they are two."""
    either = (_one.c.story == story) | (_other.c.story == story)
    found = [
        Parted(row.other, row.one_id, row.other_id)
        if row.one == story
        else Parted(row.one, row.other_id, row.one_id)
        for row in await connection.execute(_APART.where(either))
    ]
    return [pair for pair in found if pair.story != story]


def _in_order(one: int, other: int) -> tuple[int, int]:
    return (one, other) if one < other else (other, one)


_SAID = (verdicts.c.one_id, verdicts.c.other_id, verdicts.c.verdict)
_one, _other = releases.alias(), releases.alias()
_is_apart = verdicts.c.verdict == Verdict.APART.value
_ANY = select(verdicts.c.one_id).where(_is_apart).limit(1)
_APART = (
    select(_one.c.story.label("one"), _other.c.story.label("other"), verdicts.c.one_id, verdicts.c.other_id)
    .select_from(verdicts)
    .join(_one, _one.c.id == verdicts.c.one_id)
    .join(_other, _other.c.id == verdicts.c.other_id)
    .where(_is_apart)
)
