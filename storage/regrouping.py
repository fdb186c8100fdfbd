"""Stories put together and taken apart by hand, in the caller's transaction; the caller has its turn
(`storage.publishing`)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Identity, String, Table, false, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import Regrouped, Release, StaysApart, Verdict, Verdicts
from storage import audit, rows, stories, verdicts
from storage.standing import Standing, load, standing, standing_for, versions
from storage.tables import Id, Instant, is_id, metadata, releases

regroupings = Table(
    "regroupings",
    metadata,
    # What somebody did to the stories, so that it can be undone.
    Column("id", Id, Identity(), primary_key=True),
    Column("act", String(8), nullable=False),
    Column("one_id", Id, nullable=False),
    Column("other_id", Id, nullable=False),
    # Ids of releases: of those that a link brought into the story of the others.
    Column("moved", JSON, nullable=False),
    # [[one, other, verdict or null], ...]: what was said before.
    Column("said", JSON, nullable=False),
    Column("person_id", BigInteger),
    Column("made_at", Instant, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
    sqlite_autoincrement=True,
)
LINK, PART = "link", "part"


async def link(
    connection: AsyncConnection, release_id: int, other_id: int, person_id: int | None, now: datetime
) -> Regrouped | StaysApart | None:
    """What `news.ports.Stories.link` promises."""
    one, other = await _current(connection, release_id), await _current(connection, other_id)
    if one is None or other is None or one.story == other.story:
        return None
    own, theirs = set(await versions(connection, one.id)), set(await versions(connection, other.id))
    for pair in await verdicts.parted_from(connection, one.story):
        if pair.story == other.story and not (pair.own in own and pair.other in theirs):
            return StaysApart(await load(connection, pair.own), await load(connection, pair.other))
    elder, younger = sorted((one.story, other.story))
    moved = await _of_story(connection, younger)
    said = await verdicts.say(connection, one.id, [other.id], Verdict.ONE, person_id, now)
    await stories.merge(connection, elder, younger)
    number = await _keep(connection, LINK, one.id, other.id, moved, said, person_id, now)
    after = f"release {other.id}"
    await audit.record(connection, now, person_id, LINK, f"release {one.id}", after=after)
    return Regrouped(number, await tellings(connection, elder))


async def part(
    connection: AsyncConnection, release_id: int, person_id: int | None, now: datetime
) -> Regrouped | None:
    """What `news.ports.Stories.part` promises."""
    one = await _current(connection, release_id)
    own = set(await versions(connection, one.id)) if one else set()
    others = set(await _of_story(connection, one.story)) - own if one else set()
    if one is None or not others:
        return None
    newest = await _newest(connection, others)
    said = await verdicts.say(connection, one.id, newest, Verdict.APART, person_id, now)
    await stories.tell(connection, own)
    await stories.tell(connection, others)
    number = await _keep(connection, PART, one.id, newest[0], [], said, person_id, now)
    before = ", ".join(f"release {each}" for each in newest)
    await audit.record(connection, now, person_id, PART, f"release {one.id}", before=before)
    return Regrouped(number, await tellings(connection, min(own)))


async def undo(connection: AsyncConnection, number: int, person_id: int, now: datetime) -> bool:
    """What `news.ports.Stories.undo` promises."""
    own = (regroupings.c.id == number) & ~regroupings.c.undone
    row = (await connection.execute(select(regroupings).where(own).with_for_update())).first()
    if row is None or not await _reverted(connection, row):
        return False
    await connection.execute(update(regroupings).where(own).values(undone=True))
    await verdicts.restore(connection, [tuple(each) for each in row.said], person_id, now)
    before = f"release {row.other_id}"
    await audit.record(connection, now, person_id, "revert", f"release {row.one_id}", before=before)
    return True


async def apply(
    connection: AsyncConnection, release_id: int, said: Verdicts, person_id: int | None, now: datetime
) -> None:
    """What a draft was said to be to releases holds for the release that it became."""
    for other_id, verdict in said.items():
        if verdict is Verdict.ONE:
            await link(connection, release_id, other_id, person_id, now)
        elif verdict is Verdict.APART:
            await _stay_apart(connection, release_id, other_id, person_id, now)


async def follow(connection: AsyncConnection, one: Standing, other: Standing) -> None:
    """The one has become an older version of the other: what told its story tells the other's, save where
    somebody said that these are two. Then it goes alone."""
    if not await verdicts.parted(connection, {one.story, other.story}):
        await stories.merge(connection, *sorted((one.story, other.story)))
        return
    chain = set(await versions(connection, other.id))
    left = set(await _of_story(connection, one.story)) - chain
    chain |= set(await _of_story(connection, other.story))
    for several in filter(None, (left, chain)):
        await stories.tell(connection, several)


async def tellings(connection: AsyncConnection, story: int) -> tuple[Release, ...]:
    """Current releases of a story, by id."""
    return tuple(await rows.load_where(connection, (releases.c.story == story) & rows.IS_CURRENT))


async def _stay_apart(
    connection: AsyncConnection, release_id: int, other_id: int, person_id: int | None, now: datetime
) -> None:
    one, other = await _current(connection, release_id), await _current(connection, other_id)
    if one is None or other is None or one.id == other.id:
        return
    await verdicts.say(connection, one.id, [other.id], Verdict.APART, person_id, now)
    if one.story == other.story:
        await part(connection, one.id, person_id, now)


async def _reverted(connection: AsyncConnection, row: Any) -> bool:
    """Whether what was done could be taken back: it stands as it was left."""
    one, other = await _current(connection, row.one_id), await _current(connection, row.other_id)
    if one is None or other is None or (one.story == other.story) is (row.act == PART):
        return False
    if row.act == PART:
        await stories.merge(connection, *sorted((one.story, other.story)))
        return True
    held = set(await _of_story(connection, one.story))
    chains = [await versions(connection, each) for each in row.moved]
    moved = held & {each for chain in chains for each in chain}
    if not moved or moved == held:
        return False
    await stories.tell(connection, moved)
    await stories.tell(connection, held - moved)
    return True


async def _current(connection: AsyncConnection, release_id: int) -> Standing | None:
    """The newest version of a release, where readers may see it."""
    found = await standing(connection, standing_for(release_id)) if is_id(release_id) else None
    return None if found is None or found.withdrawn_at is not None else found


async def _of_story(connection: AsyncConnection, story: int) -> list[int]:
    """Every release of it, older versions and withdrawn ones too."""
    return list(await connection.scalars(select(releases.c.id).where(releases.c.story == story)))


async def _newest(connection: AsyncConnection, ids: Collection[int]) -> list[int]:
    """Those of them that no newer version replaced, by id."""
    own = releases.c.id.in_(ids) & releases.c.replaced_by.is_(None)
    return list(await connection.scalars(select(releases.c.id).where(own).order_by(releases.c.id)))


async def _keep(
    connection: AsyncConnection,
    act: str,
    one: int,
    other: int,
    moved: Sequence[int],
    said: Sequence[verdicts.Said],
    person_id: int | None,
    now: datetime,
) -> int:
    values = {"act": act, "one_id": one, "other_id": other, "person_id": person_id, "made_at": now}
    kept = regroupings.insert().values(**values, moved=list(moved), said=[list(each) for each in said])
    number: int = (await connection.execute(kept.returning(regroupings.c.id))).scalar_one()
    return number
