"""A database that cannot be used says why in a sentence to act on, and keeps what it had."""

import os
import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import text

from news.ports import StorageError
from storage.database import Database
from storage.questions import Questions
from storage.releases import Releases
from storage.schema import MIGRATIONS
from tests.postgresql import PostgresqlServer
from tests.storage.samples import NOW, understood

NOBODY = 65534


async def complaint(url: str, method: str) -> str:
    """What opening or checking the database says is wrong."""
    database = Database(url, patience=1)
    with pytest.raises(StorageError) as caught:
        await getattr(database, method)()
    await database.close()
    sentence = str(caught.value)
    assert sentence[-1] == "."
    assert "\n" not in sentence
    assert "secret" not in "".join(traceback.format_exception(caught.value))
    return sentence


def sqlite(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


both_ways = pytest.mark.parametrize("method", ["open", "check"])


@both_ways
async def test_a_folder_that_is_missing(tmp_path: Path, method: str) -> None:
    said = await complaint(sqlite(tmp_path / "no" / "xabarnoma.db"), method)
    assert f"The folder {tmp_path / 'no'} does not exist: create it" in said


@both_ways
async def test_a_folder_in_place_of_a_file(tmp_path: Path, method: str) -> None:
    assert "is a folder: set DATABASE_URL" in await complaint(sqlite(tmp_path), method)


@both_ways
@pytest.mark.parametrize("content", ["hi", "no database " * 1000])
async def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path, method: str, content: str) -> None:
    path = tmp_path / "letters.txt"
    path.write_text(content)
    assert "is not a SQLite database: move it away" in await complaint(sqlite(path), method)
    assert path.read_text() == content


@pytest.fixture
def own_folder() -> Iterator[Path]:
    """A folder of somebody with no special rights, as whom the test runs: root may write everywhere."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        as_root = os.geteuid() == 0
        if as_root:
            os.chown(folder, NOBODY, NOBODY)
            os.seteuid(NOBODY)
        try:
            if not os.access(folder, os.W_OK, effective_ids=True) or not os.access(
                MIGRATIONS, os.R_OK, effective_ids=True
            ):
                pytest.skip("another user than root can reach neither the code nor a folder of its own here")
            yield folder
        finally:
            if as_root:
                os.seteuid(0)
            folder.chmod(0o700)


def forbid(path: Path, mode: int) -> None:
    path.chmod(mode)


@both_ways
async def test_a_folder_that_may_not_be_written(own_folder: Path, method: str) -> None:
    forbid(own_folder, 0o500)
    said = await complaint(sqlite(own_folder / "xabarnoma.db"), method)
    assert said == f"No file can be made in {own_folder}: give this user the right to write there."


@both_ways
async def test_a_file_that_may_only_be_read(own_folder: Path, method: str) -> None:
    path = own_folder / "xabarnoma.db"
    await (await Database(sqlite(path)).open()).close()
    forbid(path, 0o400)
    assert f"{path} cannot be written: give this user the right" in await complaint(sqlite(path), method)


@both_ways
async def test_a_file_that_may_not_even_be_read(own_folder: Path, method: str) -> None:
    path = own_folder / "xabarnoma.db"
    await (await Database(sqlite(path)).open()).close()
    forbid(path, 0o000)
    assert f"{path} cannot be opened: give this user the right" in await complaint(sqlite(path), method)


async def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "xabarnoma.db"
    database = await Database(sqlite(path)).open()
    await Releases(database).add_many([understood(f"Matn {n}. " * 50) for n in range(100)], NOW)
    await database.close()
    scribble(path)
    assert "is damaged: stop the bot and put back the latest backup" in await complaint(sqlite(path), "check")


def scribble(path: Path) -> None:
    """Write noise over the second half of a file."""
    half = path.stat().st_size // 2
    with path.open("r+b") as file:
        file.seek(half)
        file.write(b"\xa5" * half)


async def test_a_full_disk_stores_nothing_in_half(sqlite_url: str) -> None:
    database = await Database(sqlite_url).open()
    room = Releases(database)
    before = (await room.add(understood("Oldin."), NOW)).release
    await allow_pages(database, 2)
    with pytest.raises(StorageError, match=r"The disk that holds .* is full: free some space"):
        await room.add_many([understood(f"Matn {n}. " * 1000) for n in range(50)], NOW)
    assert await room.newest_id() == before.id
    assert await room.get(before.id) == before
    await allow_pages(database, 10_000)
    assert (await room.add(understood("Matn 1."), NOW)).release.id > before.id
    await database.close()


async def allow_pages(database: Database, more: int) -> None:
    """Let the file grow by that many pages and no further, as a disk does that is nearly full."""
    async with database.writing() as connection:
        pages = await connection.scalar(text("PRAGMA page_count")) or 0
        await connection.execute(text(f"PRAGMA max_page_count = {pages + more}"))


async def test_a_writer_that_hangs_is_not_waited_for_without_end(sqlite_url: str, tmp_path: Path) -> None:
    database = await Database(sqlite_url, patience=0).open()
    room = Questions(database)
    with closing(sqlite3.connect(tmp_path / "xabarnoma.db", isolation_level=None)) as hanging:
        hanging.execute("BEGIN IMMEDIATE")
        with pytest.raises(StorageError, match="was held by another process for too long"):
            await room.keep(1, 1, "savol", NOW, update_id=1)
        with pytest.raises(StorageError, match="was held by another process for too long"):
            await database.check()
        # Readers do not mind.
        assert await room.get(1, 1) is None
    assert (await room.keep(1, 1, "savol", NOW, update_id=1)).id == 1
    await database.close()


@both_ways
async def test_a_server_that_is_not_there(method: str) -> None:
    said = await complaint("postgresql+psycopg://bot:secret@127.0.0.1:1/news", method)
    assert said == (
        "PostgreSQL at 127.0.0.1 cannot be reached: see that it runs and that DATABASE_URL is right."
    )


@both_ways
async def test_a_host_that_does_not_exist(method: str) -> None:
    said = await complaint("postgresql+psycopg://bot:secret@nowhere.invalid/news", method)
    assert "PostgreSQL at nowhere.invalid cannot be reached" in said


@pytest.fixture
def guarded_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The address of a database whose user needs a password, which is not `secret`."""
    rules = postgresql_server.folder / "pg_hba.conf"
    open_to_all = rules.read_text()
    rules.write_text(f"local all guarded scram-sha-256\n{open_to_all}")
    name = postgresql_server.create_empty()
    postgresql_server.run("CREATE ROLE guarded LOGIN PASSWORD 'another'")
    postgresql_server.run("SELECT pg_reload_conf()")
    yield postgresql_server.url(name, "guarded", "secret")
    rules.write_text(open_to_all)
    postgresql_server.run("SELECT pg_reload_conf()")
    postgresql_server.drop(name)
    postgresql_server.run("DROP ROLE guarded")


@both_ways
async def test_a_wrong_password(guarded_url: str, method: str) -> None:
    assert "refused user guarded: look at the user and password" in await complaint(guarded_url, method)


@both_ways
async def test_a_user_without_rights(guarded_url: str, method: str) -> None:
    url = guarded_url.replace("secret", "another")
    assert "User guarded may not do this in database test_" in await complaint(url, method)


@both_ways
async def test_a_user_and_a_database_that_do_not_exist(
    postgresql_server: PostgresqlServer, method: str
) -> None:
    nobody = postgresql_server.url("postgres", "nobody", "secret")
    assert "refused user nobody: look at the user and password" in await complaint(nobody, method)
    nothing = postgresql_server.url("nothing")
    assert "has no database called nothing: create it" in await complaint(nothing, method)


@both_ways
async def test_a_database_that_cannot_hold_both_alphabets(
    postgresql_server: PostgresqlServer, method: str
) -> None:
    postgresql_server.run("CREATE DATABASE narrow ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    said = await complaint(postgresql_server.url("narrow"), method)
    postgresql_server.drop("narrow")
    assert "holds text as LATIN1: create one with ENCODING 'UTF8'" in said


@both_ways
async def test_a_relative_path_is_said_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    """The default is one, and what it means depends on where the program was started."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "xabarnoma.db").mkdir()
    said = await complaint("sqlite+aiosqlite:///xabarnoma.db", method)
    assert said == f"{tmp_path / 'xabarnoma.db'} is a folder: set DATABASE_URL to a file in it."


async def test_a_server_that_was_restarted_is_found_again(
    postgresql_server: PostgresqlServer, postgresql_url: str
) -> None:
    database = await Database(postgresql_url).open()
    room = Questions(database)
    asked = await room.keep(1, 1, "savol", NOW, update_id=1)
    postgresql_server.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'xabarnoma'"
    )
    assert await room.get(asked.id, 1) == asked
    await database.close()


async def test_a_connection_that_breaks_in_the_middle_stores_nothing(
    postgresql_server: PostgresqlServer, postgresql_url: str
) -> None:
    database = await Database(postgresql_url).open()

    async def keep_and_break() -> None:
        async with database.writing() as connection:
            await connection.execute(text("INSERT INTO holds (chat_id, until) VALUES (1, now())"))
            number = await connection.scalar(text("SELECT pg_backend_pid()"))
            postgresql_server.run(f"SELECT pg_terminate_backend({number})")
            await connection.execute(text("SELECT 1"))

    with pytest.raises(StorageError, match="PostgreSQL at"):
        await keep_and_break()
    async with database.reading() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM holds")) == 0
    await database.close()


async def test_a_lock_that_hangs_on_the_server_is_not_waited_for_without_end(postgresql_url: str) -> None:
    database = await Database(postgresql_url, patience=1).open()
    other = Database(postgresql_url)
    async with other.writing() as hanging:
        await hanging.execute(text("LOCK TABLE questions"))
        with pytest.raises(StorageError, match="was locked for too long"):
            await Questions(database).keep(1, 1, "savol", NOW, update_id=1)
    assert (await Questions(database).keep(1, 1, "savol", NOW, update_id=1)).id == 1
    await other.close()
    await database.close()


async def test_what_a_person_wrote_stands_in_no_error(database: Database) -> None:
    """Errors are logged, and SQLAlchemy's quote the parameters of the statement unless told otherwise."""
    async with database.writing() as connection:
        await connection.execute(text("DROP TABLE questions"))
    words = " ".join(["mening", "telefonim"])
    with pytest.raises(StorageError) as caught:
        await Questions(database).keep(1, 1, words, NOW, update_id=1)
    assert words not in "".join(traceback.format_exception(caught.value))
