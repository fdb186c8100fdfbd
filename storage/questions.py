"""The port `news.ports.Questions` on a database."""

from datetime import datetime

from sqlalchemy import select

from news.models import Asked
from storage.database import Database, insert
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
        async with self._database.writing() as connection:
            await connection.execute(
                insert(connection, questions)
                .values(
                    update_id=update_id, chat_id=chat_id, person_id=person_id, text=text, asked_at=asked_at
                )
                .on_conflict_do_nothing(index_elements=[questions.c.update_id])
            )
            kept = await connection.execute(_ASKED.where(questions.c.update_id == update_id))
            return Asked(*kept.one())

    async def get(self, question_id: int, chat_id: int) -> Asked | None:
        if not is_id(question_id):
            return None
        theirs = (questions.c.id == question_id) & (questions.c.chat_id == chat_id)
        async with self._database.reading() as connection:
            row = (await connection.execute(_ASKED.where(theirs))).first()
            return None if row is None else Asked(*row)
