"""Forgetting a person (or a group, a channel) for good: one transaction, then nothing names them any more.

What they set, asked and wrote is deleted. What must stay for others – how many messages an issue had, a
release that the office published, what was done in the log – stays without them: under a pseudonym
(`storage.pseudonyms`), or under nobody's name.
"""

import secrets
from datetime import datetime

from sqlalchemy import String, Table, cast, delete, func, literal, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncConnection

from news.models import DeliveryState, DraftState, Role
from storage.audit import wipe
from storage.database import Database
from storage.desk_tables import audit, corrections, draft_cards, draft_messages, drafts, invitations, staff
from storage.inbox import NOBODY, inbox, is_done
from storage.ledger_tables import deliveries, holds, turns
from storage.personal import Personal, delivered_to
from storage.pseudonyms import Pseudonyms
from storage.regrouping import regroupings
from storage.source_tables import feeds
from storage.tables import questions, subscribers
from storage.verdicts import verdicts

__all__ = ["Erasure"]

HOUSE = 0
"""Whose a draft is that nobody handed in, or nobody who is known any more."""
OWN = (DraftState.OPEN.value, DraftState.DISCARDED.value, DraftState.MERGED.value)
"""Drafts that are their author's alone. Handed in, scheduled, published: they are the office's."""
INVITED = ", invited by "


class Erasure(Personal):
    """The whole port `news.ports.Personal`."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    async def erase(self, chat_id: int, now: datetime, *, other_owners: bool) -> bool:
        async with self._database.writing() as connection:
            if not other_owners and await _is_last_owner(connection, chat_id):
                return False
            pseudonym = Pseudonyms().of(chat_id)
            await _forget_reader(connection, chat_id)
            await _unname_ledger(connection, chat_id, pseudonym)
            if chat_id > 0:
                await _unname_log(connection, chat_id, pseudonym)
                await _forget_member(connection, chat_id)
            await _forget_drafts(connection, chat_id)
            await _forget_updates(connection, chat_id)
        await self._database.shed()
        return True


async def _is_last_owner(connection: AsyncConnection, person_id: int) -> bool:
    """Two who leave at once take turns: of one that is left it is asked again."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("LOCK TABLE staff IN SHARE ROW EXCLUSIVE MODE"))
    owners = await connection.scalars(select(staff.c.person_id).where(staff.c.role == Role.OWNER.value))
    return list(owners) == [person_id]


async def _forget_reader(connection: AsyncConnection, chat_id: int) -> None:
    await connection.execute(delete(subscribers).where(subscribers.c.chat_id == chat_id))
    # The place itself belongs to its admins.
    hosted = update(subscribers).where(subscribers.c.host_id == chat_id)
    await connection.execute(hosted.values(host_id=None))
    await connection.execute(delete(questions).where(questions.c.chat_id == chat_id))
    await connection.execute(delete(holds).where(holds.c.chat_id == chat_id))


async def _unname_ledger(connection: AsyncConnection, chat_id: int, pseudonym: int) -> None:
    """What waits will not be sent. What is leaving at this moment may arrive; its result finds the row by its
    number, and no part follows."""
    theirs = delivered_to(chat_id)
    pending = deliveries.c.state == DeliveryState.PENDING.value
    await connection.execute(
        update(deliveries).where(theirs, pending).values(state=DeliveryState.FAILED.value, not_before=None)
    )
    await connection.execute(
        update(deliveries).where(theirs).values(chat_id=pseudonym, message_id=None, error=None)
    )
    await connection.execute(update(turns).where(turns.c.chat_id == chat_id).values(chat_id=pseudonym))


async def _unname_log(connection: AsyncConnection, person_id: int, pseudonym: int) -> None:
    """What was done stays, who did it does not."""
    named = update(audit).where(audit.c.subject == f"member {person_id}")
    await connection.execute(named.values(subject=f"member {pseudonym}"))
    by_them = f"{INVITED}{person_id}"
    invited = update(audit).where(audit.c.action == "join", audit.c.after.endswith(by_them))
    length = func.length(audit.c.after) - len(by_them)
    await connection.execute(invited.values(after=func.substr(audit.c.after, 1, length)))
    theirs = update(audit).where(audit.c.person_id == person_id)
    await connection.execute(theirs.values(person_id=pseudonym))


async def _forget_member(connection: AsyncConnection, person_id: int) -> None:
    await connection.execute(delete(staff).where(staff.c.person_id == person_id))
    # A used one stays used when it is gone, too: nobody finds its word.
    theirs = (invitations.c.made_by == person_id) | (invitations.c.used_by == person_id)
    await connection.execute(delete(invitations).where(theirs))
    for table, column, nobody in (
        (corrections, "person_id", None),
        (drafts, "changed_by", None),
        (verdicts, "person_id", None),
        (regroupings, "person_id", None),
        (feeds, "added_by", HOUSE),
    ):
        await _unname(connection, table, column, person_id, nobody)


async def _unname(
    connection: AsyncConnection, table: Table, column: str, person_id: int, nobody: int | None
) -> None:
    await connection.execute(update(table).where(table.c[column] == person_id).values({column: nobody}))


async def _forget_drafts(connection: AsyncConnection, chat_id: int) -> None:
    """Those that are theirs alone go, and what the log quotes of them; the rest is the office's, and nobody's
    in particular."""
    theirs = (drafts.c.author_id == chat_id) | (drafts.c.chat_id == chat_id)
    own = theirs & drafts.c.state.in_(OWN)
    await wipe(connection, select(literal("draft ").concat(cast(drafts.c.id, String))).where(own))
    await connection.execute(delete(drafts).where(own))
    for table in (draft_messages, draft_cards):
        await connection.execute(delete(table).where(table.c.chat_id == chat_id))
    for draft_id in (await connection.scalars(select(drafts.c.id).where(theirs))).all():
        # The old mark was made of their id, too: whoever knows the text could try all there are.
        values = {"author_id": HOUSE, "chat_id": HOUSE, "mark": secrets.randbits(63)}
        await connection.execute(update(drafts).where(drafts.c.id == draft_id).values(values))


async def _forget_updates(connection: AsyncConnection, chat_id: int) -> None:
    """Those that were answered or set aside, in a group too. What waits came after the word to erase, and is
    answered as a stranger's."""
    theirs = or_(inbox.c.chat_id == chat_id, inbox.c.body.contains(str(chat_id)))
    await connection.execute(update(inbox).where(theirs, is_done).values(body=None, chat_id=NOBODY))
