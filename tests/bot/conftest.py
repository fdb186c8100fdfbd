"""A terminal to type commands at, and the page that releases are pushed to."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from shutil import copyfile

import pytest

from storage.database import Database
from storage.releases import Releases
from tests.bot.program import DEFAULTS, Terminal, end_all
from tests.bot.pushing import Page, opened
from tests.storage.samples import NOW, understood


@pytest.fixture(autouse=True)
def _no_program_outlives_its_test() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture(autouse=True)
def database_of_the_program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the program's releases stand, if the test does not say otherwise; relative to its folder."""
    if request.config.getoption("--database") == "sqlite":
        return "sqlite+aiosqlite:///xabarnoma.db"
    url: str = request.getfixturevalue("postgresql_url")
    monkeypatch.setitem(DEFAULTS, "DATABASE_URL", url)
    return url


@pytest.fixture
async def settled(tmp_path: Path, migrated_file: Path, database_of_the_program: str) -> Path:
    """The folder of a program that brings no samples, since a release is there: half of a first start."""
    path = tmp_path / "xabarnoma.db"
    on_sqlite = database_of_the_program.startswith("sqlite")
    if on_sqlite:
        copyfile(migrated_file, path)
    database = Database(f"sqlite+aiosqlite:///{path}" if on_sqlite else database_of_the_program)
    await database.open()
    await Releases(database).add(understood("Matn."), NOW)
    await database.close()
    return tmp_path


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """In an empty folder, without any setting."""
    return Terminal(tmp_path, monkeypatch, capsys)


@pytest.fixture
async def push_file(tmp_path: Path, migrated_file: Path) -> AsyncIterator[Database]:
    copyfile(migrated_file, tmp_path / "push.db")
    database = await Database(f"sqlite+aiosqlite:///{tmp_path / 'push.db'}").open()
    yield database
    await database.close()


@pytest.fixture
async def push(push_file: Database) -> AsyncIterator[Page]:
    async for page in opened(push_file, "publish"):
        yield page


@pytest.fixture
async def push_drafts(push_file: Database) -> AsyncIterator[Page]:
    async for page in opened(push_file, "draft"):
        yield page


@pytest.fixture
async def two_pushes(database: Database) -> AsyncIterator[tuple[Page, Page]]:
    """Two processes with one database, each over connections of its own."""
    other = Database(database.url.render_as_string(hide_password=False))
    async for one in opened(database, "publish"):
        async for another in opened(other, "publish"):
            yield one, another
    await other.close()
