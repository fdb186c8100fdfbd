"""The migrations build exactly the tables that the code declares, and never go back."""

import importlib
import pkgutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Date, bindparam, select, text

import storage
from news.models import Draft, EventType, Pending, Subscriber
from news.ports import Sought, StorageError
from storage.audit import Audit
from storage.database import Database, Due
from storage.drafts import Drafts
from storage.entries import entry_id
from storage.index import Index, remove
from storage.schema import MIGRATIONS, revisions
from storage.stories import sketches
from storage.subscribers import Subscribers
from storage.tables import metadata

OPEN_AND_LIST = """
import asyncio, sys
from storage.database import Database

async def main():
    await (await Database(sys.argv[1]).open()).close()

asyncio.run(main())
print(*sys.modules)
"""


def differences(connection: Connection) -> list[Any]:
    """What autogenerate would change; unknown to it are SQLite's full-text index and the
    tables of the queue."""
    for module in pkgutil.iter_modules(storage.__path__):
        importlib.import_module(f"storage.{module.name}")
    virtual: set[str] = set()
    if connection.dialect.name == "sqlite":
        listed = connection.execute(text("PRAGMA table_list"))
        virtual = {row.name for row in listed if row.type in {"virtual", "shadow"}}

    def is_ours(name: str | None, type_: str, parents: object) -> bool:
        return not (type_ == "table" and name and (name in virtual or name.startswith("procrastinate_")))

    context = MigrationContext.configure(connection, opts={"include_name": is_ours})
    return list(compare_metadata(context, metadata))


async def test_the_migrations_build_the_tables_that_are_declared(database_url: str) -> None:
    database = await Database(database_url).open()
    async with database.writing() as connection:
        assert await connection.run_sync(differences) == []
    await database.close()


def test_the_migrations_stand_in_one_line_under_their_numbers() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    assert scripts.get_heads() == [revisions()[-1]]
    assert [script.revision for script in scripts.walk_revisions()] == revisions()[::-1]


def test_a_start_without_migrations_does_not_load_alembic(migrated_file: Path) -> None:
    """It takes 10 MB for as long as the bot runs."""
    process = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-c", OPEN_AND_LIST, f"sqlite+aiosqlite:///{migrated_file}"],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "sqlalchemy" in process.stdout.split()
    assert "alembic" not in process.stdout.split()


@pytest.mark.parametrize("method", ["open", "check"])
async def test_a_database_of_a_newer_program_is_left_alone(database: Database, method: str) -> None:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match=r"newer Xabarnoma \(its schema is 9999"):
        await getattr(database, method)()


async def test_a_check_says_what_is_due_and_runs_nothing_of_it(database_url: str) -> None:
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0004")
    for _ in range(2):
        assert await database.check() is Due.MIGRATION
    await database.open()
    assert await database.check() is Due.NOTHING
    await database.close()


async def test_a_migration_that_fails_leaves_nothing_behind(database_url: str) -> None:
    """One that stops half-way would have to be mended by hand."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE subscribers (id INTEGER)"))
    with pytest.raises(StorageError):
        await database.open()
    async with database.writing() as connection:
        await connection.execute(text("DROP TABLE subscribers"))
    await database.open()
    await database.close()


async def test_who_subscribed_before_there_were_choices_keeps_what_they_had(database_url: str) -> None:
    """Migration 0005 on a database with data: their last digest's day is found in the turns."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0004")
        for statement in OLD_ROWS:
            await connection.execute(text(statement))
    await database.open()
    reader, fresh = [await Subscribers(database).get(chat_id) for chat_id in (1, 2)]
    await database.close()
    assert reader == Subscriber(1, zone="Asia/Samarkand", hour=time(7, 30), served_on=date(2026, 5, 13))
    assert fresh == Subscriber(2)


OLD_ROWS = (
    "INSERT INTO subscribers (chat_id, thread_id, language, zone, hour, active, cursor) VALUES"
    " (1, 0, 'uz-Latn', 'Asia/Samarkand', '07:30:00.000000', false, 0),"
    " (2, 0, 'uz-Latn', 'Asia/Tashkent', '18:00:00.000000', false, 0)",
    "INSERT INTO issues (id, profile, after_id, upto_id, composed_at, expires_at, parts) VALUES"
    " (1, 'x', 0, 1, '2026-05-12 13:00:00.000000', '2026-05-14 13:00:00.000000', '[]')",
    "INSERT INTO turns (chat_id, thread_id, day, slot, issue_id) VALUES"
    " (1, 0, '2026-05-12', 0, 1), (1, 0, '2026-05-13', 0, 1)",
)


async def test_a_draft_that_was_apart_from_something_unnamed_is_asked_about_again(database_url: str) -> None:
    """Migration 0022 on a database with data: the draft itself stays as it was."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0021")
        await connection.execute(text(OLD_DRAFT))
    await database.open()
    pending = await Drafts(database).get(1)
    await database.close()
    assert pending == Pending(1, 5, 5, Draft("Sarlavha", "Matn.", date(2026, 5, 14)), revision=2)


OLD_DRAFT = (
    "INSERT INTO drafts (id, mark, chat_id, author_id, title, text, published, state, revision, apart) VALUES"
    " (1, 7, 5, 5, 'Sarlavha', 'Matn.', '2026-05-14', 'open', 2, true)"
)


async def test_the_log_loses_what_it_quotes_of_drafts_that_were_deleted_for_their_age(
    database_url: str,
) -> None:
    """Migration 0026 on a database with data: draft 1 is there, draft 2 was forgotten."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0025")
        await connection.execute(text(OLD_DRAFT.replace(", apart", "").replace(", true", "")))
        for statement in OLD_LINES:
            await connection.execute(text(statement))
    await database.open()
    lines = [(line.subject, line.person_id, line.after) for line in await Audit(database).page(None, 9)]
    await database.close()
    assert lines == [("release 2", 5, "soʻz"), ("draft 2", 5, None), ("draft 1", 5, "soʻz")]


OLD_LINES = tuple(
    "INSERT INTO audit (id, at, person_id, action, subject, after) VALUES"  # noqa: S608 # our own words
    f" ({number}, '2026-05-12 13:00:00.000000', 5, 'open', '{subject}', 'soʻz')"
    for number, subject in enumerate(("draft 1", "draft 2", "release 2"), 1)
)


async def test_what_was_found_before_the_index_was_laid_out_anew_is_found_after_it(
    database_url: str,
) -> None:
    """Migration 0009 on a database with data: two releases of one day, one of the next."""
    database = Database(database_url)
    async with database.writing() as connection:
        await connection.run_sync(migrate_to, "0008")
        for number, day in enumerate((date(2026, 5, 13), date(2026, 5, 13), date(2026, 5, 14)), 1):
            values = {"id": number, "key": bytes([number]) * 32, "entry": (day.toordinal() << 40) + number}
            for statement in OLD_RELEASE:
                dated = text(statement).bindparams(bindparam("day", type_=Date))
                await connection.execute(dated, values | {"day": day})
        await connection.execute(text("INSERT INTO sketches SELECT release_id, id FROM entries"))
    await database.open()
    index = Index(database)
    everywhere = Sought(((("suv", "paxta"),),))
    in_titles = replace(everywhere, titles_only=True)
    assert [each.release for each in await index.find(everywhere, 9)] == [3, 2, 1]
    assert [each.release for each in await index.find(in_titles, 9)] == [3, 2, 1]
    assert await index.find(replace(in_titles, ways=((("matn",),),)), 9) == []
    (newest, *_) = await index.find(Sought(type=EventType.SEMINAR), 1)
    assert (newest.story, newest.language, newest.day) == (3, "uz-Latn", date(2026, 5, 14))
    async with database.writing() as connection:
        await remove(connection, [1, 3])
        left = list(await connection.scalars(select(sketches.c.entry_id)))
    assert [each.release for each in await index.find(everywhere, 9)] == [2]
    assert left == [entry_id(date(2026, 5, 13), 2)]
    await database.close()


OLD_RELEASE = (
    "INSERT INTO releases (id, content_key, story, version, language, title, text, published, summary,"
    " added_at) VALUES (:id, :key, :id, 1, 'uz-Latn', 'Suv', 'Matn.', :day, '[]',"
    " '2026-05-14 09:00:00')",
    "INSERT INTO entries (id, release_id, last_day, type, title, names, body, forms) VALUES"
    " (:entry, :id, :day, 'seminar', ' suv ', ' =seminar ~suv ', ' matn ', ' suv ')",
)


def migrate_to(connection: Connection, revision: str) -> None:
    """To an older state of the tables, in an empty database."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
