"""What a digest for a subscriber would cover now. Pure: the present is an argument."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from digests import schedule
from news.choices import Choices, OnEmpty, Script
from news.models import LANGUAGES, Language, Subscriber, Window

__all__ = ["BELATED", "FARTHEST", "LONGEST", "settled", "window"]

BELATED = timedelta(days=7)
"""A release that came in so long after its day is still told, but not to a new reader."""
LONGEST = timedelta(days=31)
"""How far back a digest reaches for a reader who was away: what is older can be asked for."""
FARTHEST = timedelta(days=7)
"""How far ahead events are named at most; to a new reader, who was told of none, all of them are."""

_OWN: dict[Language, Script] = {"uz-Latn": Script.LATIN, "uz-Cyrl": Script.CYRILLIC}


def window(
    subscriber: Subscriber, zone: str, now: datetime, upto: int, longest: timedelta = LONGEST
) -> Window:
    """`zone` is one that exists; `upto` the newest release. Raises UnknownZoneError."""
    last = subscriber.last_digest_at
    away = last is not None and now - last > longest
    period = schedule.period(zone, now - longest if away else last, now)
    return Window(
        language=subscriber.language,
        period=period,
        since=period.start if last is None or away else period.start - BELATED,
        ahead=_ahead(subscriber, zone, period.end),
        late=schedule.is_late(last, now, zone, subscriber.hour, subscriber.rhythm),
        after=subscriber.cursor,
        upto=max(upto, subscriber.cursor),
        choices=settled(subscriber.choices, subscriber.language),
    )


def _ahead(subscriber: Subscriber, zone: str, today: date) -> date:
    """The day of the digest after this one: what is to come until then is named now, for the last time."""
    farthest = today + FARTHEST
    if subscriber.last_digest_at is None:
        return farthest
    tonight = datetime.combine(today, time.max, schedule.zone_of(zone))
    following = schedule.next_due(zone, subscriber.hour, tonight, subscriber.rhythm)
    return min(schedule.local_date(zone, following), farthest)


def settled(choices: Choices, language: Language) -> Choices:
    """The choices of a reader of that language, said so that what makes no difference is no difference."""
    own = _OWN.get(language, Script.WRITTEN)
    return replace(
        choices,
        on_empty=OnEmpty.SILENT,
        script=own if choices.script is Script.OWN else choices.script,
        languages=frozenset() if choices.languages == frozenset(LANGUAGES) else choices.languages,
    )
