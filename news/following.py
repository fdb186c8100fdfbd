"""Whether a release is what a subscriber chose to follow: kinds, topics, places, languages. Pure."""

from collections.abc import Callable, Iterable
from functools import lru_cache

from language import words
from language.gazetteer import spots
from language.tokens import Tongue, tokenise
from language.towns import names_of
from news.choices import Choices
from news.models import Release
from news.search.layout import lay_out
from news.search.topics import Groups, demands, holds

__all__ = ["Has", "asks_for", "bars", "follows", "is_in", "read"]

_TONGUES: tuple[Tongue, ...] = ("uz", "ru", "en")
_KINDS_OF_PLACE = "viloyat viloyati shahar shahri tuman vodiy область город район долина region city district"
"""Say what a place is, not which: `Samarqand viloyati` is where an event in Samarqand is."""


Has = Callable[[Release, str], bool]
"""Whether a release holds a topic."""


def follows(choices: Choices, release: Release) -> bool:
    """Whether a subscriber with these choices gets the release, which stands for itself alone."""
    if choices.languages and release.language not in choices.languages:
        return False
    layout = lay_out(release) if choices.topics or choices.excluded else None
    keys = f"{layout.title}{layout.names}{layout.body}" if layout else ""

    def has(_: Release, topic: str) -> bool:
        return holds(keys, demands(topic))

    return asks_for(choices, release, has) and not bars(choices, release, has)


def asks_for(choices: Choices, release: Release, has: Has) -> bool:
    """Whether it is of the kinds, places and topics that were chosen, in whatever language it is written."""
    event = release.event
    if choices.kinds and (event is None or event.type not in choices.kinds):
        return False
    if choices.places and not any(is_in(release, place) for place in choices.places):
        return False
    return not choices.topics or any(has(release, topic) for topic in choices.topics)


def bars(choices: Choices, release: Release, has: Has) -> bool:
    """Whether it holds something that was excluded."""
    return any(has(release, topic) for topic in choices.excluded)


def read(several: Iterable[Choices]) -> None:
    """Read the words of these choices, so that nobody waits for it later: the tables in which they are looked
    up take half a second, once. Safe in a thread."""
    for choices in several:
        for topic in (*choices.topics, *choices.excluded):
            demands(topic)
        for place in choices.places:
            _place(place)


def is_in(release: Release, place: str) -> bool:
    """Whether its event takes place there: in that town or country, by any of its names."""
    event = release.event
    return event is not None and _is_there(event.place, event.country, place)


@lru_cache(maxsize=1 << 14)
def _is_there(town: str | None, country: str | None, place: str) -> bool:
    topic, countries = _place(place)
    if country is not None and country in countries:
        return True
    return town is not None and holds(_town(town), topic)


@lru_cache(maxsize=1 << 12)
def _place(text: str) -> tuple[Groups, frozenset[str]]:
    """The keys of a place that was chosen, and the codes of the countries that its name may mean."""
    telling = [word for word in words.WORD.findall(text) if _kinds_of_place().isdisjoint(_keys(word))]
    named = " ".join(telling) or text
    every = (spots(tokenise(named.title(), tongue)) for tongue in _TONGUES)
    codes = {spot.country for found in every for spot in found if spot.kind == "country"}
    return demands(named), frozenset(codes)


@lru_cache(maxsize=1)
def _kinds_of_place() -> frozenset[str]:
    return frozenset(_keys(_KINDS_OF_PLACE))


def _keys(text: str) -> set[str]:
    return {key for several in words.readings(text) for key in several}


@lru_cache(maxsize=1 << 12)
def _town(name: str) -> str:
    """A town as keys: its name as it is written, and in the other languages where the table has it."""
    names = (name, *names_of(name))
    return f" {' '.join(key for each in names for key in words.keys(each))} "
