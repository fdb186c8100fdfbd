"""The disk fills: the owners hear of it once, what can wait waits, and what is confirmed is not lost."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import importing, keeping
from bot.disk import Disk, DiskGuard
from config.settings import Settings
from news.models import Message, Role
from news.ports import NotSent, Outcome, Sent, StorageError
from playground import Clock
from storage.database import Database
from storage.notices import Notices
from storage.staff import Staff
from storage.subscribers import Subscribers

MEGABYTE = 1 << 20
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
ADMIN, OWNER = 9001, 9002


class Telegram:
    """Keeps what was sent to whom; `deaf`: nothing can be reached."""

    def __init__(self) -> None:
        self.told: list[tuple[int, str]] = []
        self.deaf = False

    async def send(self, chat_id: int, thread_id: int | None, message: Message) -> Outcome:
        if self.deaf:
            return NotSent("no network")
        self.told.append((chat_id, message.html))
        return Sent(len(self.told))


class Room:
    """A guard over a disk of which the test says how much is free."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.free = 900 * MEGABYTE
        self.telegram = Telegram()
        self.clock = Clock(NOW)
        self.begin()

    def begin(self) -> None:
        """The process starts anew."""
        self.disk = Disk(Path(), 500, lambda _: self.free)
        subscribers, staff, notices = (each(self.database) for each in (Subscribers, Staff, Notices))
        told = (subscribers, staff, notices, self.clock)
        self.guard = DiskGuard(self.disk, self.telegram, *told, {ADMIN})  # type: ignore[arg-type]
        # mypy joins the three to object

    async def looks(self, free: int) -> list[tuple[int, str]]:
        """What is told when so many megabytes are free."""
        before = len(self.telegram.told)
        self.free = free * MEGABYTE
        await self.guard.look()
        return self.telegram.told[before:]


@pytest.fixture
def room(database: Database) -> Room:
    return Room(database)


async def test_the_owners_hear_once_that_space_is_low_and_once_that_it_is_back(room: Room) -> None:
    staff = Staff(room.database)
    word = await staff.invite(Role.OWNER, ADMIN, NOW, NOW.replace(year=2027))
    await staff.join(word, OWNER, "Boshliq", NOW)
    assert await room.looks(501) == []
    told = await room.looks(499)
    assert [who for who, _ in told] == [ADMIN, OWNER]
    assert "499 MB" in told[0][1]
    assert await room.looks(300) == []
    assert await room.looks(550) == []  # nobody is told back and forth
    assert room.disk.is_low()
    told = await room.looks(700)
    assert [who for who, _ in told] == [ADMIN, OWNER]
    assert "yana joy bor" in told[0][1]
    assert not room.disk.is_low()


async def test_a_restart_does_not_tell_it_again(room: Room) -> None:
    assert len(await room.looks(100)) == 1
    room.begin()
    assert await room.looks(100) == []
    room.begin()
    room.clock.move(NOW.replace(day=15) - NOW)
    assert len(await room.looks(900)) == 1
    room.begin()
    assert await room.looks(900) == []


async def test_what_nobody_heard_is_told_at_the_next_look(room: Room) -> None:
    room.telegram.deaf = True
    assert await room.looks(100) == []
    room.telegram.deaf = False
    assert len(await room.looks(100)) == 1


def test_without_a_bound_or_a_disk_of_ours_nothing_is_low() -> None:
    assert not Disk(Path(), 0, lambda _: 0).is_low()
    assert not Disk(None, 500).is_low()
    assert Disk(Path("no such folder"), 500).free() is None


def settings_of(folder: Path, least: int) -> Settings:
    return Settings(
        database_url=f"sqlite+aiosqlite:///{folder / 'xabarnoma.db'}",  # type: ignore[arg-type] # a secret
        min_free_disk=least,
    )


async def test_an_import_is_refused_before_it_begins_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    file = tmp_path / "releases.jsonl"
    rows = [{"id": f"r{n}", "title": f"Xabar {n}", "text": "Matn.", "published": "2026-05-14"} for n in "12"]
    file.write_text("\n".join(map(json.dumps, rows)))
    total = shutil.disk_usage(tmp_path).total // MEGABYTE
    with pytest.raises(StorageError, match="MIN_FREE_DISK"):
        await importing.import_files(settings_of(tmp_path, total + 1), [file], NOW.date())
    report = await importing.import_files(settings_of(tmp_path, 0), [file], NOW.date())
    assert report.done.added == 2


def listed(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


async def test_a_backup_that_would_not_fit_is_refused_before_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_of(tmp_path, 0)
    await (await Database(settings.database_url.get_secret_value()).open()).close()
    copy = tmp_path / "copy.db"
    keeping.backup(settings, tmp_path / "other.db")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    with pytest.raises(StorageError, match=r"would need 1 MB, and 0 MB are free"):
        keeping.backup(settings, copy)
    with pytest.raises(StorageError, match="would need"):
        await keeping.restore(settings, tmp_path / "other.db")
    assert [name for name in listed(tmp_path) if "xabarnoma.db" not in name] == ["other.db"]
    assert not [name for name in listed(tmp_path) if name.endswith((".part", ".restoring"))]


def test_a_backup_into_a_folder_that_is_not_there_says_so(tmp_path: Path) -> None:
    (tmp_path / "xabarnoma.db").touch()
    with pytest.raises(StorageError, match="could not be written"):
        keeping.backup(settings_of(tmp_path, 0), tmp_path / "missing" / "copy.db")
