"""The picture of the figures: nothing in it is cut off or lies upon anything else, in any language."""

import asyncio
import json
import subprocess
import sys
from dataclasses import asdict
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

from digests.drawer import Drawer
from digests.figures import Picture, picture
from digests.plot import SIZE, drawn
from language.detect import LANGUAGES, Language
from language.phrases import Phrases
from news.models import DayFigures, Period

TODAY = date(2026, 9, 30)
"""September has the longest short name."""


def shown(number: int, many: int, language: Language = "uz-Latn", counted: int | None = None) -> Picture:
    """Figures around `many` of that number of days, the last `counted` of which somebody counted."""
    first = TODAY - timedelta(days=number - 1)
    days = [
        DayFigures(
            first + timedelta(days=place),
            many + place,
            delivered=many + place * many // 400,
            failed=many // 50,
            unknown=many // 90,
            asked=many // 10,
            unanswered=many // 70,
        )
        for place in range(number - (number if counted is None else counted), number)
    ]
    return picture(days, Period(first, TODAY), TODAY, Phrases(language))


def texts(figure: Figure) -> list[Text]:
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_text() and text.get_visible()]


def box(drawn: Artist) -> Bbox:
    return drawn.get_window_extent()


@pytest.mark.parametrize(
    ("number", "many", "language"),
    [
        *((number, 987_654_321, "ru") for number in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 30)),
        *((number, 0, "ru") for number in (1, 7, 30)),
        *((365, 1_000_000, language) for language in LANGUAGES),
        *((8, 12_345, language) for language in LANGUAGES),
    ],
)
def test_every_word_stands_within_the_picture_and_apart(number: int, many: int, language: Language) -> None:
    """A letter that the font does not have would be a warning, and so a failure."""
    said = texts(drawn(asdict(shown(number, many, language))))
    assert len(said) > 10
    for text in said:
        extent = box(text)
        assert extent.x0 >= 0, text.get_text()
        assert extent.y0 >= 0, text.get_text()
        assert extent.x1 <= SIZE[0], text.get_text()
        assert extent.y1 <= SIZE[1], text.get_text()
    for place, text in enumerate(said):
        for other in said[place + 1 :]:
            assert not box(text).overlaps(box(other)), (text.get_text(), other.get_text())


def test_letters_can_be_read_on_a_phone() -> None:
    """390 points wide, of which a picture gets some 330."""
    on_phone = 330 / SIZE[0]
    said = texts(drawn(asdict(shown(365, 1_000_000, "ru"))))
    assert min(box(text).height for text in said if text.get_text() == "0") * on_phone >= 7


@pytest.mark.parametrize("counted", [1, 2, 29])
def test_days_that_nobody_counted_are_left_empty(counted: int) -> None:
    (line, *_) = drawn(asdict(shown(30, 100, counted=counted))).axes[0].lines
    assert (
        np.isnan(np.asarray(line.get_ydata(), float)).tolist() == [True] * (30 - counted) + [False] * counted
    )


def test_bars_stand_upon_each_other_and_side_by_side() -> None:
    _, messages, _ = drawn(asdict(shown(7, 1000))).axes
    delivered, failed, unknown = (messages.patches[start : start + 7] for start in (0, 7, 14))
    for lower, middle, upper in zip(delivered, failed, unknown, strict=True):
        assert box(lower).y1 == pytest.approx(box(middle).y0)
        assert box(middle).y1 == pytest.approx(box(upper).y0)
    for left, right in pairwise(delivered):
        assert box(left).x1 < box(right).x0


def test_where_nothing_happened_the_picture_says_so() -> None:
    said = [text.get_text() for text in texts(drawn(asdict(shown(30, 0, counted=0))))]
    assert said.count("hali maʼlumot yoʻq") == 3


async def test_a_picture_is_drawn_by_a_process_of_its_own() -> None:
    png = await Drawer().draw(shown(30, 1000))
    assert png is not None
    with Image.open(BytesIO(png)) as image:
        assert image.size == SIZE


async def test_several_who_ask_at_once_get_theirs() -> None:
    drawer = Drawer()
    one, other = await asyncio.gather(drawer.draw(shown(7, 10)), drawer.draw(shown(7, 20)))
    assert one is not None
    assert other is not None
    assert one != other


async def test_what_takes_too_long_is_given_up() -> None:
    assert await Drawer(patience=0.0).draw(shown(7, 10)) is None


async def test_what_cannot_be_drawn_is_no_failure_of_the_bot() -> None:
    broken = Picture("?", (), (), "?")
    assert await Drawer().draw(broken) is None


def test_the_bot_itself_holds_no_drawing_library() -> None:
    """It takes 80 MB, more than half of what the bot may take at rest."""
    listed = subprocess.run(  # our own words
        [sys.executable, "-c", "import bot.app, sys; print(*sys.modules)"],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[2],
    ).stdout.split()
    assert "digests.drawer" in listed
    assert not {"matplotlib", "numpy", "PIL"} & set(listed)


def test_what_is_drawn_passes_through_json() -> None:
    given = asdict(shown(7, 10))
    assert drawn(json.loads(json.dumps(given))).axes
