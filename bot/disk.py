"""How much room the disk of a SQLite database has, and what is told and refused when that is little.

With less than MIN_FREE_DISK nothing is taken in that can wait: imports, files, feeds, pushes. Digests and
answers go on as long as a byte can be written; after that nothing is lost that was confirmed
(tests/bot/test_trouble.py).
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path

import structlog

from language.phrases import Phrases
from news.models import Message, Role
from news.ports import Clock, Later, Notices, NotSent, Sender, Staff, StorageError, Subscribers, Unknown

__all__ = ["Disk", "DiskGuard"]

MEGABYTE = 1 << 20
AMPLE = 1.2
"""Times the least: from so much on it is no longer low, so that nobody is told back and forth."""
LOOK_SECONDS = 60.0
LOW, WELL = "disk-low", "disk-well"
"""What the admins were told last, among `Notices`."""

log = structlog.get_logger("bot.disk")


class Disk:
    """The port `news.ports.Disk`. `folder` is where the database stands; None: on no disk of ours."""

    def __init__(
        self, folder: Path | None = None, least: int = 0, usage: Callable[[Path], int] | None = None
    ) -> None:
        """`least` in megabytes; 0: nobody looks. `usage` gives the free bytes."""
        self._folder = folder
        self._least = least * MEGABYTE
        self._usage = usage or _free
        self._low = False

    def free(self) -> int | None:
        """Bytes that may still be written; None where nobody can say."""
        if self._folder is None:
            return None
        try:
            return self._usage(self._folder)
        except OSError:
            return None

    def is_low(self) -> bool:
        free = self.free()
        if free is None or not self._least:
            return False
        self._low = free < (self._least * AMPLE if self._low else self._least)
        return self._low

    def refuse_low(self) -> None:
        """Raise StorageError where it is low."""
        if self.is_low():
            raise StorageError(
                f"Only {(self.free() or 0) // MEGABYTE} MB are free where the database stands, less than "
                f"MIN_FREE_DISK ({self._least // MEGABYTE}): free some space, then try again."
            )


class DiskGuard:
    """Tells the owners once that space is low, and once that it is there again, across restarts too."""

    def __init__(
        self,
        disk: Disk,
        sender: Sender,
        subscribers: Subscribers,
        staff: Staff,
        notices: Notices,
        clock: Clock,
        admin_ids: Collection[int],
    ) -> None:
        self._disk = disk
        self._sender = sender
        self._subscribers = subscribers
        self._staff = staff
        self._notices = notices
        self._clock = clock
        self._admin_ids = admin_ids
        self._told: bool | None = None

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[None]:
        """Look again and again while the block runs."""
        looking = asyncio.create_task(self._look_on())
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)

    async def look(self) -> None:
        """Tell what changed. A disk on which nothing can be written is told of all the same."""
        low = self._disk.is_low()
        if self._told is None:
            self._told = await self._was_told()
        if low == self._told:
            return
        free = (self._disk.free() or 0) // MEGABYTE
        log.warning("disk space is low" if low else "disk space is back", free_megabytes=free)
        outcomes = [
            await self._sender.send(owner, None, await self._message(owner, low=low, free=free))
            for owner in await self._owners()
        ]
        if outcomes and all(isinstance(outcome, Later | NotSent | Unknown) for outcome in outcomes):
            return  # nobody heard it: the next look tries again
        self._told = low
        try:
            await self._notices.tell(LOW if low else WELL, self._clock.now())
        except StorageError as error:
            log.info("that the owners were told could not be stored", why=str(error))

    async def _look_on(self) -> None:
        while True:
            try:
                await self.look()
            except Exception:
                log.exception("the disk could not be looked at")
            await asyncio.sleep(LOOK_SECONDS)

    async def _was_told(self) -> bool:
        try:
            low, well = await self._notices.told_at(LOW), await self._notices.told_at(WELL)
        except StorageError:
            return False
        return low is not None and (well is None or well < low)

    async def _owners(self) -> list[int]:
        try:
            members = await self._staff.members()
        except StorageError:
            members = ()
        named = {member.person_id for member in members if member.role is Role.OWNER}
        return sorted(named | set(self._admin_ids))

    async def _message(self, owner: int, *, low: bool, free: int) -> Message:
        try:
            known = await self._subscribers.get(owner)
        except StorageError:
            known = None
        phrases = Phrases(known.language if known else "uz-Latn")
        return Message(phrases("disk-low", free=free) if low else phrases("disk-well", free=free))


def _free(folder: Path) -> int:
    return shutil.disk_usage(folder).free
