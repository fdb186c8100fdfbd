"""Cities as people name them <-> IANA time zones."""

from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import get_timezone_location
from rapidfuzz import process
from rapidfuzz.distance import OSA

from language.alphabet import canonical, to_cyrillic
from language.detect import Language

__all__ = ["city_of", "find_zone", "zone_at"]

_LOCALES = {"uz-Latn": "uz_Latn", "ru": "ru", "en": "en_GB"}


def city_of(zone: str, language: Language) -> str:
    """The city after which a zone is called, in that language: `Asia/Tashkent` -> `Toshkent`.

    An unknown zone is returned as it is.
    """
    if not _stands(zone):
        return zone
    if language == "uz-Cyrl":
        # Cities of the region have Uzbek names; those farther away are written in Cyrillic as in Russian.
        return to_cyrillic(city_of(zone, "uz-Latn")) if zone.startswith("Asia/") else city_of(zone, "ru")
    return str(get_timezone_location(ZoneInfo(zone), locale=_LOCALES[language], return_city=True))


def find_zone(text: str) -> str | None:
    """The IANA zone of a city in any of our languages and alphabets, or of the zone's own name.

    One wrong letter is forgiven in names of six letters and more.
    """
    key, zones = _key(text), _zones()
    if key in zones or len(key) < 6:
        return zones.get(key)
    near = process.extractOne(key, zones.keys(), scorer=OSA.distance, score_cutoff=1)
    return zones[near[0]] if near else None


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone of a place on land, in degrees; None at sea, and for what is no place on Earth."""
    # Its map takes 34 MB from the first question on, and most readers type a city. (timezonefinder would
    # take as much, and numpy on the disk.)
    from tzfpy import get_tz

    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    zone = get_tz(longitude, latitude)
    return zone if _stands(zone) and not zone.startswith("Etc/") else None


def _key(text: str) -> str:
    return "".join(letter for letter in canonical(text) if letter.isalnum())


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    """Key of a city -> zone. Cities that carry a zone come before those of our list."""
    found: dict[str, str] = {}
    for name, zone in _names():
        key = _key(name)
        if key and _stands(zone):
            found.setdefault(key, zone)
    return found


def _names() -> Iterator[tuple[str, str]]:
    for zone in map(str, Locale.parse("ru").time_zones):
        if "/" not in zone or zone.startswith("Etc/"):
            continue
        yield zone, zone
        yield zone.rsplit("/", 1)[1], zone
        for locale in _LOCALES.values():
            city = Locale.parse(locale).time_zones.get(zone, {}).get("city")
            if city:
                yield city, zone
    lines = (files("language") / "data" / "cities.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            zone, names = line.split(" = ")
            for name in (zone, *names.split(", ")):
                yield name, zone


def _stands(zone: str) -> bool:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True
