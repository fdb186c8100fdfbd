"""A backup of a running bot's database, put back: whole, paused, and nothing is sent twice."""

import sqlite3
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot import keeping
from bot.problem import Problem
from config.settings import Settings
from news.models import DeliveryState, Issue, Message, Subscriber, Turn
from news.ports import StorageError
from storage.database import Database
from storage.deliveries import Ledger
from storage.pause import Pause
from storage.releases import Releases
from storage.subscribers import Subscribers
from tests.storage.samples import understood

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'xabarnoma.db'}")  # type: ignore[arg-type]
    # pydantic makes a secret of it


def named(folder: Path, beginning: str) -> Path | None:
    return next((file for file in folder.iterdir() if file.name.startswith(beginning)), None)


async def opened(settings: Settings) -> Database:
    return await Database(settings.database_url.get_secret_value()).open()


async def waiting(database: Database) -> Ledger:
    """A release, a subscriber, and a digest of theirs that has not left."""
    await Releases(database).add(understood("Matn."), NOW)
    await Subscribers(database).save(Subscriber(77, active=True, next_due_at=NOW))
    ledger = Ledger(database)
    issue = await ledger.add_issue(Issue("p", 0, 1, NOW, NOW + timedelta(days=2), (Message("Dayjest"),)))
    await ledger.enqueue({issue: [Turn(77, None, NOW, NOW.date(), NOW + timedelta(days=1))]}, NOW)
    return ledger


async def test_a_restored_bot_has_everything_and_sends_nothing(settings: Settings, tmp_path: Path) -> None:
    database = await opened(settings)
    await waiting(database)
    keeping.backup(settings, tmp_path / "copy.db")
    await Releases(database).add(understood("Keyingi matn."), NOW)
    await database.close()
    said = await keeping.restore(settings, tmp_path / "copy.db")
    assert "1 deliveries" in said
    assert "starts paused" in said
    database = await opened(settings)
    ledger, pause = Ledger(database), Pause(database)
    assert await Releases(database).newest_id() == 1
    assert await pause.is_on()
    assert (await ledger.counts())[DeliveryState.FAILED] == 1
    assert await ledger.claim(NOW + timedelta(minutes=1), 10, NOW + timedelta(hours=1)) == []
    assert await keeping.resume(settings)
    assert not await keeping.resume(settings)
    assert not await pause.is_on()
    assert await ledger.held_until(NOW) is None
    assert await ledger.claim(NOW + timedelta(minutes=1), 10, NOW + timedelta(hours=1)) == []
    await database.close()
    kept = named(tmp_path, "xabarnoma.db.before-")
    assert kept is not None
    with sqlite3.connect(kept) as before:
        assert before.execute("SELECT count(*) FROM releases").fetchone() == (2,)


async def test_a_database_in_use_is_not_replaced(settings: Settings, tmp_path: Path) -> None:
    database = await opened(settings)
    await waiting(database)
    keeping.backup(settings, tmp_path / "copy.db")
    async with database.reading():
        with pytest.raises(StorageError, match="in use"):
            await keeping.restore(settings, tmp_path / "copy.db")
    assert await Releases(database).newest_id() == 1
    await database.close()


async def test_only_a_whole_backup_of_ours_is_put_back(settings: Settings, tmp_path: Path) -> None:
    await (await opened(settings)).close()
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE t (x)")
    (tmp_path / "noise.db").write_bytes(b"SQLite format 3\0" + b"\x7f" * 5000)
    for file in (other, tmp_path / "noise.db", tmp_path / "missing.db"):
        with pytest.raises(StorageError):
            await keeping.restore(settings, file)
    with pytest.raises(StorageError, match="there already"):
        keeping.backup(settings, other)
    assert named(tmp_path, "xabarnoma.db.restoring") is None


async def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    settings = Settings(database_url="postgresql+psycopg://a:b@localhost/c")  # type: ignore[arg-type] # as above
    with pytest.raises(Problem, match="pg_dump"):
        keeping.backup(settings, tmp_path / "copy.db")


async def test_an_export_can_be_imported_again(settings: Settings, tmp_path: Path) -> None:
    database = await opened(settings)
    await waiting(database)
    await database.close()
    for what in ("releases", "subscribers", "audit"):
        for ending in ("jsonl", "csv"):
            await keeping.export(settings, what, tmp_path / f"{what}.{ending}")
            assert stat.S_IMODE((tmp_path / f"{what}.{ending}").stat().st_mode) == 0o600
    assert '"id": "x1"' in (tmp_path / "releases.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / "subscribers.csv").read_text(encoding="utf-8-sig").startswith("chat_id,")
    with pytest.raises(Problem, match="there already"):
        await keeping.export(settings, "releases", tmp_path / "releases.csv")
    with pytest.raises(Problem):
        await keeping.export(settings, "tokens", tmp_path / "tokens.csv")
