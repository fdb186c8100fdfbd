"""Releases as the storage gets them: read, but not stored yet."""

from datetime import UTC, date, datetime

from news.models import Draft, Event, EventType, Evidence, Format, Status, Understood

NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)

ROUNDTABLE = Event(
    type=EventType.ROUNDTABLE,
    status=Status.HELD,
    start=date(2026, 5, 12),
    end=date(2026, 5, 13),
    place="Buxoro",
    country="UZ",
    format=Format.HYBRID,
    organisers=("Suv xo‘jaligi instituti", "Iqlim jamg‘armasi"),
    participants=("Dilnoza Karimova", "Rustam Yo‘ldoshev", "Anna Keller"),
    topic="Daryolar va shaharlar",
    outcome="Tomonlar yo‘l xaritasini tasdiqladi.",
    evidence=(
        Evidence("start", "Davra suhbati 12–13-may kunlari o‘tkazildi.", "range of days"),
        Evidence("place", "Buxoroda davra suhbati o‘tkazildi.", "locative"),
    ),
)


def understood(
    text: str,
    reference: str | None = None,
    *,
    title: str = "Daryolar haqida suhbat",
    published: date = date(2026, 5, 14),
    event: Event | None = None,
    url: str | None = None,
) -> Understood:
    """A release of that text; what a test does not ask about is filled in."""
    return Understood(
        draft=Draft(title=title, text=text, published=published, reference=reference, url=url),
        language="uz-Latn",
        title=title,
        text=text,
        event=event,
        topic=None,
        summary=(title, "Ikkinchi qator."),
    )
