"""Real databases for tests: a SQLite file, and a PostgreSQL server that the suite starts for itself.

`database` gives an opened one, twice: a test that asks for it runs on both. `database_url` gives the address
of an empty one, `sqlite_url` and `postgresql_url` those of one kind. `house_url` gives the address of a
migrated one to tests of the floors above, which run on one kind at a time: SQLite, or with
`pytest --database postgresql` that.
"""

import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from storage import engines
from storage.database import Database
from tests.migrated import migrate
from tests.postgresql import PostgresqlServer

DURABLE = engines.WRITER
"""How the house opens SQLite for writing."""


@pytest.fixture(scope="session", autouse=True)
def power() -> Iterator[None]:
    """It will not fail in the middle of a test: what the system has taken need not be on the disk, for which
    each commit would wait. Killed processes lose nothing by that."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engines, "WRITER", "PRAGMA synchronous = OFF")
        yield


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
    migrate(f"sqlite+aiosqlite:///{path}")
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
    name = server.lend()
    database = Database(server.url(name))
    yield database
    await database.close()
    server.take_back(name)


@pytest.fixture
def house_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database with our tables and nothing in them, of the kind that `--database` names."""
    if request.config.getoption("--database") == "sqlite":
        path = tmp_path / "house.db"
        copyfile(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    name = server.lend()
    yield server.url(name)
    server.take_back(name)
