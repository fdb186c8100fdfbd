"""Releases -> Digest. Pure: one item for a story, in the reader's language where the story has it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from news.choices import Choices
from news.following import asks_for, bars
from news.models import Digest, DigestItem, Event, EventType, Language, Release, Status, Window

__all__ = ["MOST", "Known", "compose", "is_ahead"]

MOST = 300
"""Items of a digest, whatever its reader wants: beyond it is no digest."""
NEIGHBOURS: dict[Language, tuple[Language, ...]] = {
    "uz-Latn": ("uz-Latn", "uz-Cyrl", "ru", "en"),
    "uz-Cyrl": ("uz-Cyrl", "uz-Latn", "ru", "en"),
    "ru": ("ru", "uz-Cyrl", "uz-Latn", "en"),
    "en": ("en", "ru", "uz-Latn", "uz-Cyrl"),
}
"""For each reader's language, which telling of a story is shown: the first of these that there is."""

RANK = {kind: rank for rank, kind in enumerate(EventType)}
"""EventType is declared in the order in which a digest shows the kinds: meetings and conferences first."""


def _has_none(_release: Release, _topic: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the releases of a digest beside themselves."""

    announced: Iterable[Release] = ()
    """Releases of any age whose events are near: those that are no news are reminders."""
    tellings: Mapping[int, Sequence[tuple[int, Language]]] = field(default_factory=dict)
    """As `news.ports.NewReleases.tellings` gives them, for stories that began before their releases."""
    earlier: Mapping[int, Release] = field(default_factory=dict)
    """Release -> what was released of its event before."""
    has: Callable[[Release, str], bool] = _has_none
    """Whether a release holds a topic; asked only where the reader chose topics or exclusions."""


def compose(window: Window, releases: Iterable[Release], known: Known = Known()) -> Digest:
    """The digest of the releases of this window.

    A story of which the reader was told before is shown again only as a new version or as its first telling
    in the reader's own language. Superseded versions are left out. `copies` of an item are the
    references of everything that was merged into it.
    """
    fresh = [each for each in releases if each.current and not _told(each, window, known)]
    news = _items(fresh, window, known)
    told = {item.release.story for item in news} | {
        item.earlier.story for item in news if item.earlier is not None
    }
    near = [
        each
        for each in known.announced
        if each.current and each.story not in told and is_ahead(each, window.period.end)
    ]
    reminders = [replace(item, reminder=True) for item in _items(near, window, known)]
    shown, rest = _limited(news, reminders, window)
    return _arranged(shown, rest, window)


def is_ahead(release: Release, today: date) -> bool:
    """Whether it announces what takes place today, later, or on a day that it does not state."""
    event = release.event
    if event is None or event.status is not Status.ANNOUNCED:
        return False
    return event.start is None or max(event.start, event.end or event.start) >= today


def _told(release: Release, window: Window, known: Known) -> bool:
    """Whether the reader had the story before: by a release that they follow, and not only in another
    language than theirs, now that it is told in theirs."""
    if release.version > 1 or release.story > window.after:
        return False
    before = [
        language
        for number, language in known.tellings.get(release.story, ())
        if number <= window.after and _is_read(language, window.choices)
    ]
    if _same(release.language, window.language):
        return any(_same(language, window.language) for language in before)
    return bool(before)


def _is_read(language: Language, choices: Choices) -> bool:
    return not choices.languages or language in choices.languages


def _same(language: Language, other: Language) -> bool:
    """Uzbek is one language, whatever its alphabet."""
    return language[:2] == other[:2]


def _items(releases: Iterable[Release], window: Window, known: Known) -> list[DigestItem]:
    stories: dict[int, list[Release]] = {}
    for release in releases:
        stories.setdefault(release.story, []).append(release)
    wanted = (tellings for tellings in stories.values() if _wanted(tellings, window, known))
    return [_item(tellings, window, known) for tellings in wanted]


def _wanted(tellings: Sequence[Release], window: Window, known: Known) -> bool:
    """Whether one of them is what the reader follows, none what the reader wants nothing of, and one written
    in a language that the reader chose."""
    choices = window.choices
    return (
        any(_is_read(telling.language, choices) for telling in tellings)
        and any(asks_for(choices, telling, known.has) for telling in tellings)
        and not any(bars(choices, telling, known.has) for telling in tellings)
    )


def _item(tellings: Sequence[Release], window: Window, known: Known) -> DigestItem:
    order = NEIGHBOURS[window.language]
    read = [telling for telling in tellings if _is_read(telling.language, window.choices)]
    shown = min(read, key=lambda telling: (order.index(telling.language), -telling.version, -telling.id))
    others = sorted((telling for telling in tellings if telling is not shown), key=lambda other: other.id)
    references = [*shown.references, *(name for other in others for name in other.references)]
    copies = dict.fromkeys(name for name in references if name != shown.reference)
    earlier = (known.earlier[each.id] for each in (shown, *others) if each.id in known.earlier)
    return DigestItem(shown, tuple(copies), next(earlier, None))


def _limited(
    news: Sequence[DigestItem], reminders: Sequence[DigestItem], window: Window
) -> tuple[list[DigestItem], list[DigestItem]]:
    """What is shown and what is left out. What the reader has had before takes no place from what is new."""
    most = min(window.choices.most or MOST, MOST)
    ordered = [*_in_order(news, window), *_in_order(reminders, window)]
    return ordered[:most], _in_order(ordered[most:], window)


def _in_order(items: Iterable[DigestItem], window: Window) -> list[DigestItem]:
    return list(_arranged(items, (), window).items)


def _arranged(items: Iterable[DigestItem], rest: Sequence[DigestItem], window: Window) -> Digest:
    today = window.period.end
    every = list(items)
    coming = [item for item in every if is_ahead(item.release, today)]
    events = [item for item in every if item.release.event and not is_ahead(item.release, today)]
    news = [item for item in every if item.release.event is None]
    return Digest(
        window,
        coming=tuple(sorted(coming, key=lambda item: _coming_order(item, today))),
        events=tuple(sorted(events, key=_event_order)),
        news=tuple(sorted(news, key=_news_order)),
        rest=tuple(rest),
    )


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
