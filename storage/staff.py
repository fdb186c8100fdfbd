"""The port `news.ports.Staff` on a database: who belongs to the press office, and how they came in."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from news.models import Member, Role
from storage import audit
from storage.database import Database, insert
from storage.desk_tables import invitations, options, staff


class Staff:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def role(self, person_id: int) -> Role | None:
        async with self._database.reading() as connection:
            role = await connection.scalar(select(staff.c.role).where(staff.c.person_id == person_id))
            return None if role is None else Role(role)

    async def members(self) -> Sequence[Member]:
        async with self._database.reading() as connection:
            rows = await connection.execute(select(staff).order_by(staff.c.since, staff.c.person_id))
            return [Member(row.person_id, Role(row.role), row.name, row.since) for row in rows]

    async def invite(self, role: Role, made_by: int, now: datetime, expires_at: datetime) -> str:
        word = secrets.token_urlsafe(24)
        values = {"role": role.value, "made_by": made_by, "expires_at": expires_at}
        async with self._database.writing() as connection:
            await connection.execute(delete(invitations).where(invitations.c.expires_at <= now))
            await connection.execute(invitations.insert().values(token=_hashed(word), **values))
            after = f"{role.value} until {expires_at.isoformat()}"
            await audit.record(connection, now, made_by, "invite", "people", after=after)
        return word

    async def join(self, word: str, person_id: int, name: str, now: datetime) -> Role | None:
        fresh = (invitations.c.token == _hashed(word)) & (invitations.c.expires_at > now)
        async with self._database.writing() as connection:
            used = await connection.execute(
                update(invitations)
                .where(fresh, invitations.c.used_by.is_(None))
                .values(used_by=person_id)
                .returning(invitations.c.role, invitations.c.made_by)
            )
            row = used.first()
            if row is None:
                return None
            before = await connection.scalar(select(staff.c.role).where(staff.c.person_id == person_id))
            values = {"role": row.role, "name": name, "since": now}
            await connection.execute(
                insert(connection, staff)
                .values(person_id=person_id, **values)
                .on_conflict_do_update(index_elements=[staff.c.person_id], set_=values)
            )
            after = f"{row.role}, invited by {row.made_by}"
            await audit.record(connection, now, person_id, "join", f"member {person_id}", before, after)
            return Role(row.role)

    async def assign(self, person_id: int, role: Role | None, by: int, now: datetime) -> bool:
        own = staff.c.person_id == person_id
        async with self._database.writing() as connection:
            before = await connection.scalar(select(staff.c.role).where(own))
            if before is None or before == role:
                return False
            if role is None:
                await connection.execute(delete(staff).where(own))
            else:
                await connection.execute(update(staff).where(own).values(role=role.value))
            action, after = ("remove", None) if role is None else ("assign", role.value)
            await audit.record(connection, now, by, action, f"member {person_id}", before, after)
            return True

    async def option(self, name: str) -> str | None:
        async with self._database.reading() as connection:
            value: str | None = await connection.scalar(select(options.c.value).where(options.c.name == name))
            return value

    async def set_option(self, name: str, value: str, by: int | None, now: datetime) -> None:
        async with self._database.writing() as connection:
            before = await connection.scalar(select(options.c.value).where(options.c.name == name))
            await connection.execute(
                insert(connection, options)
                .values(name=name, value=value)
                .on_conflict_do_update(index_elements=[options.c.name], set_={"value": value})
            )
            await audit.record(connection, now, by, "set", f"option {name}", before, value)


def _hashed(word: str) -> bytes:
    return hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
