"""What every handler gets: the rooms below, and who is in front of it."""

from collections.abc import Awaitable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import Application, CallbackContext, ContextTypes, ExtBot, filters

from digests.drawer import Drawer
from digests.presses import SeeRest
from digests.publicity import Publicity
from digests.schedule import UnknownZoneError, zone_of
from handlers.place import Place, place_of, title_of
from handlers.quota import Limits
from language.phrases import Phrases, language_for
from news.intake import Intake
from news.models import Answer, CardField, Media, Message, Period, Relation, Role, Subscriber, Understood
from news.ports import (
    Audit,
    Clock,
    Counts,
    Disk,
    Drafts,
    Exports,
    Feeds,
    Pause,
    Personal,
    Questions,
    Releases,
    Staff,
    Stories,
    Subscribers,
)
from news.ports import Desk as Offers
from sources.opener import Opener
from sources.polling import Poller

__all__ = [
    "PRIVATE",
    "Awaited",
    "BotData",
    "Chat",
    "Context",
    "Desk",
    "Prompt",
    "Reader",
    "Services",
    "Xabarnoma",
    "context_types",
    "reader_of",
    "role_of",
]


PRIVATE = filters.ChatType.PRIVATE
"""Where the bot talks: in groups and channels it is a guest, who only brings the digest."""


class Previews(Protocol):
    async def preview(self, subscriber: Subscriber) -> Sequence[Message]:
        """What the subscriber would get now, to the byte; nothing where there is nothing to say."""

    async def rest(self, subscriber: Subscriber, asked: SeeRest) -> Message | None:
        """A page of what a digest left out; None where it is too old to be shown."""


class Answers(Protocol):
    async def ask(self, text: str, today: date, limit: int = 10, offset: int = 0) -> Answer:
        """A page of the answer to what somebody typed on that day. Raises `StorageError`."""

    async def days(self, period: Period) -> Mapping[date, int]:
        """How many results each day of the period has; days with none are left out. Raises
        `StorageError`."""


class Desk(Offers, Protocol):
    """The newsroom towards whoever is not in a chat with it: sources and the clock."""

    async def tend(self) -> None:
        """Publish what is due, and show what nobody was shown because the bot died before."""

    async def greet(self) -> None:
        """Tell the owners where the bot came out of a backup and waits for their word."""


class Relations(Protocol):
    def __call__(
        self, understood: Understood, *, without: Collection[int] = ()
    ) -> Awaitable[Sequence[Relation]]:
        """What a draft is to the releases that stand, the likeliest first, those of some stories left out."""


@dataclass(frozen=True, slots=True)
class Services:
    """The rooms below the chat."""

    clock: Clock
    releases: Releases
    drafts: Drafts
    staff: Staff
    audit: Audit
    publicity: Publicity
    exports: Exports
    pause: Pause
    stories: Stories
    relations: Relations
    desk: Desk
    questions: Questions
    subscribers: Subscribers
    personal: Personal
    intake: Intake
    search: Answers
    issues: Previews
    opener: Opener
    feeds: Feeds
    counts: Counts
    disk: Disk
    drawer: Drawer
    poller: Poller
    admin_ids: frozenset[int]
    zone: str = "Asia/Tashkent"
    """The time zone of whoever has not chosen one, IANA."""
    patience: float = 5.0
    """Seconds that a person waits for an answer; then they are told that it takes too long."""
    names: dict[int, str] = field(default_factory=dict)
    """What the press office's people are called, as Telegram last said."""


class BotData:
    """python-telegram-bot makes it without arguments; the composition root gives it its services."""

    services: Services

    def __init__(self) -> None:
        self.limits = Limits()


PATIENCE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A setting whose value may be typed, and whose it is."""

    setting: str
    place: Place
    asked_at: datetime

    def waits(self, now: datetime) -> bool:
        """Whether a plain text still answers it: who walked away and comes back with a question asks it."""
        return now - self.asked_at < PATIENCE


@dataclass(slots=True)
class Chat:
    """What the bot remembers of a conversation while it runs. A restart forgets it: then a typed hour is
    taken for a question, and nothing worse happens."""

    expects: Literal["release", "field", "moment", "word", "kin", "reason", "why"] | Prompt | None = None
    """What the next text is, where a prompt of ours asked for it."""
    awaited: "Awaited | None" = None
    """Of which draft, where it is a field, a moment, or why it goes back."""
    release: int = 0
    """Of which release, where it is words that find another beside it, or why it is withdrawn."""
    asked_at: datetime | None = None
    """When we asked for words that are no draft's; who comes back later with a question asks it."""
    word: tuple[str, str] | None = None
    """A message to all that was shown and not sent yet, and the token of its button before it."""
    pictures: dict[str, list[Media]] = field(default_factory=dict)
    """By album: those that came before the words of their album."""
    prompts: dict[int, Prompt] = field(default_factory=dict)
    """In a group: message of ours -> the setting that an admin's reply to it changes, the newest last."""
    album: str | None = None
    """The last album that was answered: its pictures come one by one, the answer comes once."""

    def waits(self, now: datetime) -> bool:
        """Whether a plain text still answers what was asked for."""
        free = self.expects not in ("kin", "reason", "why")
        return free or (self.asked_at is not None and now - self.asked_at < PATIENCE)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A draft as it stood when we asked, and the field that we asked for."""

    draft: int
    revision: int
    field: CardField | None = None


class Context(CallbackContext[ExtBot[None], dict[Any, Any], Chat, BotData]):
    """The context of every handler of ours."""

    @property
    def services(self) -> Services:
        return self.bot_data.services

    @property
    def chat(self) -> Chat:
        """What is remembered of this conversation."""
        if self.chat_data is None:
            raise RuntimeError("this update belongs to no chat")
        return self.chat_data

    async def reader(self, update: Update, place: Place | None = None) -> "Reader":
        """Who is in front of us, with the settings of the place they are in, or of the one that is given; we
        speak to them in the language of where they are. Raises `StorageError`."""
        here, person = place_of(update), update.effective_user
        place = place or here
        known = await self.services.subscribers.get(*place)
        subscriber = known or self._newcomer(update, place)
        own = known if place == here else await self.services.subscribers.get(*here)
        language = own.language if own else language_for(person.language_code if person else None)
        role = await role_of(self.services, person.id) if person else None
        if person is not None and role is not None:
            self.services.names[person.id] = person.full_name
        return Reader(
            person_id=person.id if person else 0,
            here=here,
            subscriber=subscriber,
            known=known is not None,
            role=role,
            phrases=Phrases(language),
            now=self.services.clock.now(),
            zone=_zone(self.services, subscriber),
        )

    def _newcomer(self, update: Update, place: Place) -> Subscriber:
        """Somebody we do not know yet, in the language of the Telegram of who is there.

        Their cursor is 0: the first digest introduces them to the last day's releases.
        """
        chat, person = update.effective_chat, update.effective_user
        return Subscriber(
            *place,
            language=language_for(person.language_code if person else None),
            zone=self.services.zone,
            title=title_of(update) if chat and chat.id == place.chat_id else None,
        )


@dataclass(frozen=True, slots=True)
class Reader:
    """The person, the settings of the place, and the bot's voice in the language of where they are."""

    person_id: int
    """0 for a channel, which speaks without saying who wrote."""
    here: Place
    """Where we speak."""
    subscriber: Subscriber
    known: bool
    """Has the place a row in the database? Whoever only asks has none."""
    role: Role | None
    """In the press office, as it is at this moment; None: a reader like others."""
    phrases: Phrases
    now: datetime
    """UTC."""
    zone: ZoneInfo

    @property
    def is_editor(self) -> bool:
        """Do they belong to the press office?"""
        return self.role is not None

    @property
    def chat_id(self) -> int:
        return self.subscriber.chat_id

    @property
    def place(self) -> Place:
        return Place(self.subscriber.chat_id, self.subscriber.thread_id)

    @property
    def address(self) -> tuple[int, int]:
        """The place as presses carry it: (0, 0) for the person's own chat."""
        return (0, 0) if self.place.is_private else (self.place.chat_id, self.place.thread_id or 0)

    @property
    def today(self) -> date:
        return self.local(self.now).date()

    def said(self, day: date) -> str:
        """A day to come as one says it: today, tomorrow, else its date, with the year where it is another."""
        when = {0: "today", 1: "tomorrow"}.get((day - self.today).days, "later")
        return self.phrases.plain("near-day", when=when, day=self.phrases.day(day, self.today))

    def local(self, instant: datetime) -> datetime:
        """The instant on the reader's own clock."""
        return instant.astimezone(self.zone)


async def role_of(services: Services, person_id: int) -> Role | None:
    """What somebody may do in the press office at this moment. Raises `StorageError`."""
    return Role.OWNER if person_id in services.admin_ids else await services.staff.role(person_id)


async def reader_of(services: Services, person_id: int) -> Reader:
    """Somebody in their own chat, as the database knows them now. Raises `StorageError`."""
    known = await services.subscribers.get(person_id)
    subscriber = known or Subscriber(person_id, zone=services.zone)
    return Reader(
        person_id=person_id,
        here=Place(person_id),
        subscriber=subscriber,
        known=known is not None,
        role=await role_of(services, person_id),
        phrases=Phrases(subscriber.language),
        now=services.clock.now(),
        zone=_zone(services, subscriber),
    )


def _zone(services: Services, subscriber: Subscriber) -> ZoneInfo:
    """The subscriber's zone, or the default where it has vanished from the database of zones."""
    try:
        return zone_of(subscriber.zone)
    except UnknownZoneError:
        return zone_of(services.zone)


Xabarnoma = Application[ExtBot[None], Context, dict[Any, Any], Chat, BotData, Any]


def context_types() -> ContextTypes[Context, dict[Any, Any], Chat, BotData]:
    """For the application's builder."""
    return ContextTypes(context=Context, chat_data=Chat, bot_data=BotData)
