"""What of a release is searched, and how it is laid out for an index."""

from dataclasses import dataclass
from datetime import date

from language import words
from language.detect import Language
from news.models import Event, Release
from news.search.sounds import sound

SOUND = "~"
"""Begins the sound of a name among the keys; no other key begins so."""
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Layout:
    """Keys in the order of the words, a space before, between and after them."""

    first_day: date
    """Of the event, else of the publication."""
    last_day: date
    title: str
    names: str
    """Place, parties and theme; then the sounds of every name in the release."""
    body: str
    forms: str
    """The words of title and names as written, folded."""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(f"{self.title}{self.names}{self.body}".split())


def days_of(event: Event | None, published: date) -> tuple[date, date]:
    """The first and the last day of the event, else those of the publication."""
    days = [day for day in (event.start, event.end) if day] if event else []
    return min(days, default=published), max(days, default=published)


def lay_out(release: Release) -> Layout:
    event = release.event
    first_day, last_day = days_of(event, release.published)
    named = [event.place or "", *event.organisers, *event.participants, event.topic or ""] if event else []
    names = "\n".join(filter(None, named))
    language = release.language
    return Layout(
        first_day=first_day,
        last_day=last_day,
        title=_row(words.keys(release.title, language)),
        names=_row(
            [*words.keys(names, language), *_sounds(f"{release.title}\n{names}\n{release.text}", language)]
        ),
        body=_row(words.keys(release.text, language)),
        forms=_row(words.words(f"{release.title}\n{names}")),
    )


def _sounds(text: str, language: Language) -> list[str]:
    """How each capitalised word sounds."""
    names = dict.fromkeys(word for word in words.WORD.findall(text) if word[0].isupper())
    heard = dict.fromkeys(sound(name, words.key_of(name, language)) for name in names)
    return [f"{SOUND}{each}" for each in heard if each]


def _row(keys: list[str]) -> str:
    return f" {' '.join(key[:LONGEST_KEY] for key in keys)} "
