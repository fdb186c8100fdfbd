"""Storage opened and the domain's services built on it: what the bot and the commands share."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from zoneinfo import ZoneInfo

from bot.disk import Disk
from config.settings import Settings
from digests.digest import render_digest
from digests.issues import Issues
from handlers.context import Relations
from news.intake import Intake
from news.ports import Clock
from news.relations import relations
from news.search import Search
from news.understanding import understand
from sources.fetching import Fetcher
from sources.opener import Opener
from sources.sandbox import Sandbox
from sources.signing import WINDOW
from storage.audit import Audit
from storage.batches import QueuedLedger
from storage.bulletins import Bulletins
from storage.counts import Counts
from storage.database import Database
from storage.deliveries import Ledger
from storage.drafts import Drafts
from storage.erasure import Erasure
from storage.errors import path_of
from storage.exports import Exports
from storage.feeds import Feeds
from storage.imports import Imports
from storage.index import Index
from storage.notices import Notices
from storage.pause import Pause
from storage.pushes import Pushes
from storage.questions import Questions
from storage.releases import Releases
from storage.staff import Staff
from storage.subscribers import Subscribers
from storage.tellings import Stories

__all__ = ["House", "furnished", "opened"]


@dataclass(frozen=True, slots=True)
class House:
    """The rooms below the chat, furnished."""

    clock: Clock
    database: Database
    releases: Releases
    drafts: Drafts
    staff: Staff
    audit: Audit
    questions: Questions
    subscribers: Subscribers
    personal: Erasure
    notices: Notices
    ledger: Ledger
    bulletins: Bulletins
    exports: Exports
    pause: Pause
    stories: Stories
    relations: Relations
    intake: Intake
    search: Search
    issues: Issues
    opener: Opener
    imports: Imports
    feeds: Feeds
    pushes: Pushes
    counts: Counts
    disk: Disk


@asynccontextmanager
async def opened(settings: Settings, clock: Clock, *, queued: bool = False) -> AsyncIterator[House]:
    """The database opened and migrated, closed at the end; with `queued`, what is enqueued is handed to
    workers elsewhere (PostgreSQL). Raises `StorageError`."""
    database = await Database(settings.database_url.get_secret_value()).open()
    opener = Opener(Sandbox(), Fetcher(settings.fetch_allowed))
    try:
        folder = path_of(database.url).parent if database.is_sqlite else None
        disk = Disk(folder, settings.min_free_disk)
        yield furnished(database, opener, clock, settings.timezone, queued=queued, disk=disk)
    finally:
        await opener.close()
        await database.close()


def furnished(
    database: Database,
    opener: Opener,
    clock: Clock,
    zone: str = "Asia/Tashkent",
    *,
    queued: bool = False,
    disk: Disk | None = None,
) -> House:
    """The rooms on a migrated database. `zone` is that of whoever has not chosen one, IANA."""
    releases, ledger = Releases(database), (QueuedLedger if queued else Ledger)(database)
    index = Index(database)
    return House(
        clock=clock,
        database=database,
        releases=releases,
        drafts=Drafts(database),
        staff=Staff(database),
        audit=Audit(database),
        questions=Questions(database),
        subscribers=Subscribers(database),
        personal=Erasure(database),
        notices=Notices(database),
        ledger=ledger,
        bulletins=Bulletins(database, ledger),
        exports=Exports(database),
        pause=Pause(database),
        stories=Stories(database),
        relations=partial(relations, index=index, releases=releases),
        intake=Intake(releases, clock, understand),
        search=Search(index, releases),
        issues=Issues(ledger, releases, render_digest, clock, zone=zone),
        opener=opener,
        imports=Imports(database),
        feeds=Feeds(database),
        pushes=Pushes(database, kept=3 * WINDOW),
        counts=Counts(database, ZoneInfo(zone)),
        disk=disk or Disk(),
    )
