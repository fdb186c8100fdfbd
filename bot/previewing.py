"""`xabarnoma digest`: the digest of a day, as a subscriber with default settings gets it."""

import re
from datetime import date, timedelta
from html import unescape

from bot.clock import SystemClock
from bot.house import opened
from config.settings import Settings
from digests.compose import Known, compose
from digests.digest import render_digest
from digests.windows import settled
from news.choices import ALL
from news.models import Digest, Language, Message, Period, Window

TAG = re.compile(r"<[^>]+>")


async def digest(settings: Settings, day: date, language: Language) -> tuple[Digest, tuple[Message, ...]]:
    """What was published on that day: by default the digest comes in the evening. Raises `StorageError`."""
    async with opened(settings, SystemClock()) as house:
        upto, ahead = await house.releases.newest_id(), day + timedelta(1)
        choices = settled(ALL, language)
        window = Window(
            language, Period(day, day), since=day, ahead=ahead, after=0, upto=upto, choices=choices
        )
        released = await house.releases.published_between(day, day)
        near = await house.releases.announced_for(Period(day, ahead), upto)
        announced = [release for release in near if release.published <= day]
        earlier = await house.releases.earlier_of([release.id for release in released])
        composed = compose(window, released, Known(announced, earlier=earlier))
        return composed, render_digest(composed)


def as_text(messages: tuple[Message, ...]) -> str:
    """The messages for a terminal, without their markup."""
    return "\n\n".join(unescape(TAG.sub("", message.html)) for message in messages) + "\n"
