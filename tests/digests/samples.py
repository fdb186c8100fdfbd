"""Releases and digests for the tests of what a reader sees."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from digests.compose import Known, compose
from digests.windows import settled
from news.choices import ALL, LEAST, MOST, Choices, Density, Script
from news.models import (
    LANGUAGES,
    Digest,
    DigestItem,
    Event,
    EventType,
    Language,
    Period,
    Release,
    Status,
    Window,
)

DAY = date(2024, 11, 28)

CONFERENCE = Release(
    id=7,
    reference="n-7",
    references=("n-7",),
    story=7,
    version=1,
    current=True,
    language="uz-Latn",
    title="Samarqandda suv tejash konferensiyasi boʻlib oʻtdi",
    text="27-noyabr kuni Samarqandda konferensiya boʻlib oʻtdi.\n\nTavsiyalar qabul qilindi.",
    published=DAY,
    url="https://press.example/7",
    event=Event(
        EventType.CONFERENCE,
        Status.HELD,
        start=date(2024, 11, 27),
        end=date(2024, 11, 27),
        place="Samarqand",
        organisers=("Suv xoʻjaligi vazirligi",),
        topic="Suvni asraymiz",
        outcome="Tavsiyalar qabul qilindi.",
    ),
    summary=("27-noyabr kuni Samarqandda konferensiya boʻlib oʻtdi.", "Tavsiyalar qabul qilindi."),
    added_at=datetime(2024, 11, 28, 9, 0, tzinfo=UTC),
)
NEWS = replace(CONFERENCE, id=8, title="Suv narxi oʻzgarmadi", event=None, summary=("Narx oʻzgarmadi.",))

HOSTILE = st.text(
    st.one_of(
        st.characters(codec=None, exclude_categories=()),
        st.sampled_from("<>&\"'\u202e\u200d\ufe0f\u0301👩🏽🇺🇿אب\x00\n \n."),
    ),
    max_size=120,
)


@st.composite
def long_texts(draw: st.DrawFn, most: int = 60) -> str:
    """A hostile text, often repeated until it is far too long."""
    return draw(HOSTILE) * draw(st.sampled_from((1, 1, 7, most)))


@st.composite
def releases(draw: st.DrawFn) -> Release:
    start = draw(st.none() | st.dates(date(1990, 1, 1), date(2090, 1, 1)))
    names = st.lists(long_texts(), max_size=12).map(tuple)
    event = Event(
        draw(st.sampled_from(EventType)),
        draw(st.sampled_from(Status)),
        start=start,
        end=start,
        place=draw(st.none() | long_texts()),
        organisers=draw(names),
        participants=draw(names),
        topic=draw(st.none() | long_texts()),
        outcome=draw(st.none() | long_texts()),
    )
    return replace(
        CONFERENCE,
        language=draw(st.sampled_from(LANGUAGES)),
        published=draw(st.just(DAY) | st.dates(date(1990, 1, 1), DAY)),
        id=draw(st.integers(1, 2**63 - 1)),
        title=draw(long_texts()),
        text=draw(long_texts(300)),
        event=draw(st.sampled_from((event, None))),
        summary=tuple(draw(st.lists(long_texts(), max_size=3))),
        url=draw(st.none() | st.just("https://press.example/1") | HOSTILE),
    )


def window(language: Language = "uz-Latn", *, late: bool = False, choices: Choices = ALL) -> Window:
    """Two days, of which DAY is today."""
    return Window(
        language,
        Period(DAY - timedelta(1), DAY),
        since=DAY - timedelta(8),
        ahead=DAY + timedelta(1),
        after=0,
        upto=100,
        late=late,
        choices=settled(choices, language),
    )


def looks() -> st.SearchStrategy[Choices]:
    return st.builds(
        Choices,
        density=st.sampled_from(Density),
        most=st.none() | st.integers(LEAST, MOST),
        script=st.sampled_from(Script),
    )


@st.composite
def digests(draw: st.DrawFn, languages: tuple[Language, ...]) -> Digest:
    found = draw(st.lists(releases(), max_size=8)) * draw(st.sampled_from((1, 1, 12)))
    numbered = [replace(release, id=number, story=number) for number, release in enumerate(found, start=1)]
    earlier = {made.id: made for made in numbered if draw(st.booleans())} if len(numbered) < 9 else {}
    language = draw(st.sampled_from(languages))
    given = window(language, late=draw(st.booleans()), choices=draw(looks()))
    return compose(given, numbered, Known(earlier=earlier))


def digest(events: tuple[Release, ...] = (), news: tuple[Release, ...] = (), late: bool = False) -> Digest:
    return Digest(window(late=late), events=tuple(map(DigestItem, events)), news=tuple(map(DigestItem, news)))
