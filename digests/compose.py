"""Releases -> Digest. Pure: one item for a story, in the reader's language where the story has it."""

from collections.abc import Iterable, Sequence

from news.models import Digest, DigestItem, EventType, Language, Period, Release

__all__ = ["compose"]

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
) -> Digest:
    """The digest of these releases for a reader of that language.

    `after` is the id up to which the reader was told everything: a story that began there is shown again
    only as a new version or as its first telling in the reader's own language. Superseded versions are
    left out. `copies` of an item are the references of everything that was merged into it.
    """
    stories: dict[int, list[Release]] = {}
    for release in releases:
        if release.current and not _told(release, language, after):
            stories.setdefault(release.story, []).append(release)
    items = [_item(tellings, language) for tellings in stories.values()]
    return Digest(
        language=language,
        period=period,
        events=tuple(sorted((item for item in items if item.release.event), key=_event_order)),
        news=tuple(sorted((item for item in items if not item.release.event), key=_news_order)),
        late=late,
    )


def _told(release: Release, language: Language, after: int) -> bool:
    return release.story <= after and release.version == 1 and release.language != language


def _item(tellings: Sequence[Release], language: Language) -> DigestItem:
    order = NEIGHBOURS[language]
    shown = min(tellings, key=lambda telling: (order.index(telling.language), -telling.version, -telling.id))
    others = sorted((telling for telling in tellings if telling is not shown), key=lambda other: other.id)
    references = [*shown.references, *(name for other in others for name in other.references)]
    copies = dict.fromkeys(name for name in references if name != shown.reference)
    return DigestItem(shown, tuple(copies))


def _event_order(item: DigestItem) -> tuple[int, int, int]:
    """By kind, then by the day it takes place (the day of publication where none is known), then by id."""
    release = item.release
    if release.event is None:
        raise ValueError(f"release {release.id} is no event")
    return RANK[release.event.type], (release.event.start or release.published).toordinal(), release.id


def _news_order(item: DigestItem) -> tuple[int, int]:
    """Newest first."""
    return -item.release.published.toordinal(), -item.release.id
