"""The port `news.ports.Drafts` on a database."""

from typing import Any

from sqlalchemy import Row, select, update

from news.models import Draft, Pending
from storage.database import Database, insert
from storage.marks import mark
from storage.tables import drafts, is_id


class Drafts:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def open(self, chat_id: int, author_id: int, draft: Draft, update_id: int) -> Pending:
        own = mark(update_id, chat_id, f"{draft.title}\n{draft.text}")
        async with self._database.writing() as connection:
            await connection.execute(
                insert(connection, drafts)
                .values(
                    mark=own,
                    chat_id=chat_id,
                    author_id=author_id,
                    title=draft.title,
                    text=draft.text,
                    published=draft.published,
                    reference=draft.reference,
                    url=draft.url,
                    closed=False,
                )
                .on_conflict_do_nothing(index_elements=[drafts.c.mark])
            )
            opened = await connection.execute(select(drafts).where(drafts.c.mark == own))
            return _pending(opened.one())

    async def get(self, draft_id: int) -> Pending | None:
        if not is_id(draft_id):
            return None
        is_open = (drafts.c.id == draft_id) & drafts.c.closed.is_(False)
        async with self._database.reading() as connection:
            row = (await connection.execute(select(drafts).where(is_open))).first()
            return None if row is None else _pending(row)

    async def close(self, draft_id: int) -> bool:
        if not is_id(draft_id):
            return False
        is_open = (drafts.c.id == draft_id) & drafts.c.closed.is_(False)
        async with self._database.writing() as connection:
            closed = await connection.execute(update(drafts).where(is_open).values(closed=True))
            return closed.rowcount == 1


def _pending(row: Row[Any]) -> Pending:
    draft = Draft(row.title, row.text, row.published, row.reference, row.url)
    return Pending(row.id, row.chat_id, row.author_id, draft)
