"""What a press officer would put on the card of a release, in four languages and scripts."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from news.models import Draft, Event
from news.understanding import understand

CARDS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cards.toml").read_text("utf-8"))["card"]
ASKED = ("type", "status", "start", "end", "place", "country", "format", "topic")


def read(card: dict[str, Any]) -> Event | None:
    return understand(Draft(card["title"], card["text"], card["published"])).event


@pytest.mark.parametrize("card", CARDS, ids=lambda card: str(card["title"]))
def test_a_release_gives_the_card_that_a_press_officer_would_write(card: dict[str, Any]) -> None:
    event = read(card)
    if not card.get("event", True):
        assert event is None
        return
    assert event is not None
    said = {name: card[name] for name in ASKED if name in card}
    assert {name: getattr(event, name) for name in said} == said
    assert list(event.organisers) == card["organisers"]
    assert set(card.get("participants", ())) <= set(event.participants)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: str(card["title"]))
def test_each_card_knows_its_language(card: dict[str, Any]) -> None:
    assert understand(Draft(card["title"], card["text"], card["published"])).language == card["language"]


@pytest.mark.parametrize(
    "card", [card for card in CARDS if "place" not in card], ids=lambda card: str(card["title"])
)
def test_no_place_stands_on_a_card_whose_text_states_none(card: dict[str, Any]) -> None:
    event = read(card)
    assert event is None or event.place is None
