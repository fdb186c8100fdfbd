"""The port `news.ports.Questions` on a database."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update

from news.models import Asked
from storage.database import Database, insert
from storage.marks import mark
from storage.tables import is_id, questions

_ASKED = select(
    questions.c.id, questions.c.chat_id, questions.c.person_id, questions.c.text, questions.c.asked_at
)


class Questions:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(
        self, chat_id: int, person_id: int, text: str, asked_at: datetime, update_id: int
    ) -> Asked:
        own = mark(update_id, chat_id, text)
        async with self._database.writing() as connection:
            await connection.execute(
                insert(connection, questions)
                .values(mark=own, chat_id=chat_id, person_id=person_id, text=text, asked_at=asked_at)
                .on_conflict_do_nothing(index_elements=[questions.c.mark])
            )
            kept = await connection.execute(_ASKED.where(questions.c.mark == own))
            return Asked(*kept.one())

    async def get(self, question_id: int, chat_id: int) -> Asked | None:
        if not is_id(question_id):
            return None
        theirs = (questions.c.id == question_id) & (questions.c.chat_id == chat_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(_ASKED.where(theirs))).first()
            return None if row is None else Asked(*row)

    async def found_nothing(self, question_id: int) -> None:
        this = update(questions).where(questions.c.id == question_id).values(unanswered=True)
        async with self._database.writing() as connection:
            await connection.execute(this)

    async def recent(self, chat_id: int, person_id: int, limit: int) -> list[Asked]:
        newest = (
            select(func.max(questions.c.id))
            .where(_asked_by(chat_id, person_id))
            .group_by(questions.c.text)
            .order_by(func.max(questions.c.id).desc())
            .limit(limit)
        )
        async with self._database.reading() as connection:
            ids = list(await connection.scalars(newest))
            found = await connection.execute(
                _ASKED.where(questions.c.id.in_(ids)).order_by(questions.c.id.desc())
            )
            return [Asked(*row) for row in found]

    async def forget(self, question_id: int, chat_id: int, person_id: int) -> None:
        if not is_id(question_id):
            return
        theirs = _asked_by(chat_id, person_id)
        words = select(questions.c.text).where(theirs, questions.c.id == question_id).scalar_subquery()
        async with self._database.writing() as connection:
            await connection.execute(delete(questions).where(theirs, questions.c.text == words))

    async def forget_all(self, chat_id: int, person_id: int) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(questions).where(_asked_by(chat_id, person_id)))


def _asked_by(chat_id: int, person_id: int) -> ColumnElement[bool]:
    return (questions.c.chat_id == chat_id) & (questions.c.person_id == person_id)
