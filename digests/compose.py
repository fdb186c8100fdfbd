"""Releases -> Digest. Pure: one item for a story, in the reader's language where the story has it."""

from collections.abc import Iterable, Sequence
from datetime import date

from news.models import Digest, DigestItem, Event, EventType, Language, Period, Release, Status

__all__ = ["compose", "is_ahead"]

NEIGHBOURS: dict[Language, tuple[Language, ...]] = {
    "uz-Latn": ("uz-Latn", "uz-Cyrl", "ru", "en"),
    "uz-Cyrl": ("uz-Cyrl", "uz-Latn", "ru", "en"),
    "ru": ("ru", "uz-Cyrl", "uz-Latn", "en"),
    "en": ("en", "ru", "uz-Latn", "uz-Cyrl"),
}
"""For each reader's language, which telling of a story is shown: the first of these that there is."""

RANK = {kind: rank for rank, kind in enumerate(EventType)}
"""EventType is declared in the order in which a digest shows the kinds: meetings and conferences first."""


def compose(
    releases: Iterable[Release],
    language: Language,
    period: Period,
    *,
    after: int = 0,
    late: bool = False,
    announced: Iterable[Release] = (),
) -> Digest:
    """The digest of these releases for a reader of that language.

    `after` is the id up to which the reader was told everything: a story that began there is shown again
    only as a new version or as its first telling in the reader's own language. Superseded versions are
    left out. `copies` of an item are the references of everything that was merged into it.

    `announced` are releases of any age whose events are near: those that are no news are reminders.
    """
    news = [_item(tellings, language) for tellings in _stories(releases, language, after)]
    told = {item.release.story for item in news}
    near = [release for release in announced if release.story not in told and is_ahead(release, period.end)]
    reminders = [_item(tellings, language, reminder=True) for tellings in _stories(near, language)]
    coming = [item for item in news if is_ahead(item.release, period.end)]
    events = [item for item in news if item.release.event and not is_ahead(item.release, period.end)]
    return Digest(
        language=language,
        period=period,
        coming=tuple(sorted(coming + reminders, key=lambda item: _coming_order(item, period.end))),
        events=tuple(sorted(events, key=_event_order)),
        news=tuple(sorted((item for item in news if not item.release.event), key=_news_order)),
        late=late,
    )


def is_ahead(release: Release, today: date) -> bool:
    """Whether it announces what takes place today, later, or on a day that it does not state."""
    event = release.event
    if event is None or event.status is not Status.ANNOUNCED:
        return False
    return event.start is None or max(event.start, event.end or event.start) >= today


def _stories(
    releases: Iterable[Release], language: Language, after: int | None = None
) -> Iterable[Sequence[Release]]:
    """What is to be told, by story; with `after` only what the reader has not been told."""
    stories: dict[int, list[Release]] = {}
    for release in releases:
        if release.current and (after is None or not _told(release, language, after)):
            stories.setdefault(release.story, []).append(release)
    return stories.values()


def _told(release: Release, language: Language, after: int) -> bool:
    return release.story <= after and release.version == 1 and release.language != language


def _item(tellings: Sequence[Release], language: Language, *, reminder: bool = False) -> DigestItem:
    order = NEIGHBOURS[language]
    shown = min(tellings, key=lambda telling: (order.index(telling.language), -telling.version, -telling.id))
    others = sorted((telling for telling in tellings if telling is not shown), key=lambda other: other.id)
    references = [*shown.references, *(name for other in others for name in other.references)]
    copies = dict.fromkeys(name for name in references if name != shown.reference)
    return DigestItem(shown, tuple(copies), reminder=reminder)


def _event(item: DigestItem) -> Event:
    if item.release.event is None:
        raise ValueError(f"release {item.release.id} is no event")
    return item.release.event


def _coming_order(item: DigestItem, today: date) -> tuple[date, int, int]:
    """By the day on which it begins (today where it has begun), those of no stated day last."""
    event = _event(item)
    day = date.max if event.start is None else max(event.start, today)
    return day, RANK[event.type], item.release.id


def _event_order(item: DigestItem) -> tuple[int, int, int]:
    """By kind, then by the day it takes place (the day of publication where none is known), then by id."""
    event = _event(item)
    return RANK[event.type], (event.start or item.release.published).toordinal(), item.release.id


def _news_order(item: DigestItem) -> tuple[int, int]:
    """Newest first."""
    return -item.release.published.toordinal(), -item.release.id
