"""A city leads to its time zone in any language and alphabet, and a zone is called by its city."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.detect import LANGUAGES
from language.zones import city_of, find_zone, zone_at


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Toshkent", "Asia/Tashkent"),
        ("ташкент", "Asia/Tashkent"),
        (" TASHKENT ", "Asia/Tashkent"),
        ("Farg'ona", "Asia/Tashkent"),
        ("Фарғона", "Asia/Tashkent"),
        ("Buxoro", "Asia/Samarkand"),
        ("Бухара", "Asia/Samarkand"),
        ("Нью-Йорк", "America/New_York"),
        ("new york", "America/New_York"),
        ("Seul", "Asia/Seoul"),
        ("Istambul", "Europe/Istanbul"),
        ("Pekin", "Asia/Shanghai"),
        ("europe/berlin", "Europe/Berlin"),
        ("Lord Howe", "Australia/Lord_Howe"),
    ],
)
def test_a_city_leads_to_its_zone(text: str, zone: str) -> None:
    assert find_zone(text) == zone


@pytest.mark.parametrize("text", ["", "...", "Atlantida", "../../etc/passwd", "Asia", "\x00", "7"])
def test_what_is_no_city_leads_nowhere(text: str) -> None:
    assert find_zone(text) is None


@given(st.text(max_size=60))
def test_a_zone_that_is_found_exists(text: str) -> None:
    zone = find_zone(text)
    assert zone is None or ZoneInfo(zone).key == zone


def test_a_zone_is_called_by_its_city_in_each_language() -> None:
    assert [city_of("Asia/Samarkand", language) for language in LANGUAGES] == [
        "Samarqand",
        "Самарқанд",
        "Самарканд",
        "Samarkand",
    ]
    assert city_of("America/New_York", "uz-Cyrl") == "Нью-Йорк"


def test_an_unknown_zone_is_said_as_it_is() -> None:
    assert city_of("Mars/Olympus", "ru") == "Mars/Olympus"


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (41.3, 69.2, "Asia/Tashkent"),
        (39.77, 64.42, "Asia/Samarkand"),
        (51.5, -0.12, "Europe/London"),
        (0.0, -30.0, None),
        (43.0, 34.0, None),
        (90.0, 0.0, None),
        (91.0, 0.0, None),
        (float("nan"), float("inf"), None),
    ],
)
def test_a_place_on_land_has_a_zone_and_one_at_sea_has_none(
    latitude: float, longitude: float, zone: str | None
) -> None:
    assert zone_at(latitude, longitude) == zone


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_wherever_somebody_is_the_zone_found_is_one_that_the_clocks_know(
    latitude: float, longitude: float
) -> None:
    found = zone_at(latitude, longitude)
    assert found is None or ZoneInfo(found).key == found
