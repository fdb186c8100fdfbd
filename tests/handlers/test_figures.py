"""What the press office sees of how the bot is used, and who sees it."""

from datetime import date, timedelta

import pytest

from digests.drawer import Drawer
from digests.figures import Picture
from handlers.newsroom.figures import asked_period
from news.models import Period, Role, Subscriber
from playground import Message
from tests.handlers.stage import Stage

TODAY = date(2026, 11, 22)
DAY = timedelta(days=1)


def last(days: int) -> Period:
    return Period(TODAY - (days - 1) * DAY, TODAY)


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("", last(30)),
        ("7", last(7)),
        ("366", last(366)),
        ("2026-10", Period(date(2026, 10, 1), date(2026, 10, 31))),
        ("2026-11", Period(date(2026, 11, 1), TODAY)),
        ("2026-2", Period(date(2026, 2, 1), date(2026, 2, 28))),
        ("oktabr", Period(date(2026, 10, 1), date(2026, 10, 31))),
        ("октябрь", Period(date(2026, 10, 1), date(2026, 10, 31))),
        ("last week", Period(date(2026, 11, 9), date(2026, 11, 15))),
        ("kecha", Period(TODAY - DAY, TODAY - DAY)),
        ("2025", Period(date(2025, 1, 1), date(2025, 12, 31))),
    ],
)
def test_a_period_is_a_number_of_days_a_month_or_what_one_says(words: str, period: Period) -> None:
    assert asked_period(words, TODAY) == period


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("0", "figures-unclear"),
        ("-7", "figures-unclear"),
        ("suv", "figures-unclear"),
        ("0000", "figures-unclear"),
        ("9" * 4000, "figures-unclear"),
        ("2026-13", "figures-unclear"),
        ("9999-12", "figures-ahead"),
        ("0000-00", "figures-unclear"),
        ("367", "figures-too-long"),
        ("2020-yildan beri", "figures-too-long"),
        ("2027-01", "figures-ahead"),
        ("ertaga", "figures-ahead"),
    ],
)
def test_what_is_no_period_gets_a_sentence(words: str, key: str) -> None:
    assert asked_period(words, TODAY) == key


def caption(message: Message) -> str:
    return str(message.body.get("caption", ""))


def labels(message: Message) -> list[list[str]]:
    return [[button.text for button in row] for row in message.buttons]


async def test_figures_come_as_a_picture_with_words(stage: Stage) -> None:
    """What was asked in vain is counted; who asked is not told."""
    await stage.services.subscribers.save(Subscriber(stage.reader.id, active=True))
    await stage.tells(stage.reader, "kosmik kema")
    told = await stage.tells(stage.editor, "/stats 7")
    assert told.body["photo"]
    assert "22–28-noyabr" in caption(told)
    assert "Obunachilar: 1\n" in caption(told)
    assert "Savollar: 1, shundan javobsiz 1" in caption(told)
    assert "kosmik" not in caption(told)
    assert labels(told) == [["· 7 kun ·", "30 kun"], ["90 kun", "365 kun"]]


async def test_another_period_comes_in_the_place_of_the_first(stage: Stage) -> None:
    told = await stage.tells(stage.editor, "/stats")
    before = told.body["photo"][-1]["file_unique_id"]
    told, notice = await stage.presses(stage.editor, told, "90 kun")
    assert notice == ""
    assert "31-avgust – 28-noyabr" in caption(told)
    assert labels(told)[1][0] == "· 90 kun ·"
    assert told.body["photo"][-1]["file_unique_id"] != before


async def test_where_nothing_can_be_drawn_the_figures_come_as_text(stage: Stage) -> None:
    """Also in the place of others, and the picture comes again when it can."""
    drawer = stage.services.drawer
    stage.now_with(drawer=Drawer(patience=0))
    told = await stage.tells(stage.editor, "/stats")
    assert told.text.startswith("Statistika: 30-oktabr – 28-noyabr")
    told, _ = await stage.presses(stage.editor, told, "7 kun")
    assert told.text.startswith("Statistika: 22–28-noyabr")
    stage.now_with(drawer=drawer)
    told, _ = await stage.presses(stage.editor, told, "30 kun")
    assert told.body["photo"]
    assert "30-oktabr – 28-noyabr" in caption(told)
    stage.now_with(drawer=Drawer(patience=0))
    below = await stage.told(stage.editor, stage.editor.presses(told, "90 kun"))
    assert below.text.startswith("Statistika: 31-avgust")


async def test_where_telegram_takes_no_picture_the_figures_come_as_text(stage: Stage) -> None:
    stage.now_with(drawer=NoPicture())
    told = await stage.tells(stage.editor, "/stats")
    assert told.text.startswith("Statistika: 30-oktabr – 28-noyabr")


class NoPicture(Drawer):
    """Draws what Telegram refuses."""

    async def draw(self, picture: Picture) -> bytes | None:
        return b"salom"


async def test_owners_and_editors_see_figures_as_they_are_at_this_moment(stage: Stage) -> None:
    assert "faqat muharrirlar" in (await stage.tells(stage.reader, "/stats")).text
    await stage.hire(stage.reader, Role.AUTHOR)
    assert "boshliqlar va muharrirlar" in (await stage.tells(stage.reader, "/stats")).text
    now = stage.services.clock.now()
    await stage.services.staff.assign(stage.reader.id, Role.EDITOR, stage.editor.id, now)
    told = await stage.tells(stage.reader, "/stats 7")
    assert told.body["photo"]
    await stage.services.staff.assign(stage.reader.id, None, stage.editor.id, now)
    assert "faqat muharrirlar" in await stage.forges(stage.reader, told, "i1:figures:90:-")
    await stage.hire(stage.russian, Role.AUTHOR)
    assert "владельцы и редакторы" in await stage.forges(stage.russian, told, "i1:figures:7:-")


async def test_a_forged_period_shows_nothing(stage: Stage) -> None:
    told = await stage.tells(stage.editor, "/stats 7")
    assert await stage.forges(stage.editor, told, "i1:figures:100000:-")


async def test_a_period_that_is_none_gets_a_sentence(stage: Stage) -> None:
    assert "Qaysi davr ekanini" in (await stage.tells(stage.editor, "/stats qachondir")).text
    assert "hali kelmagan" in (await stage.tells(stage.editor, "/stats 2025-01")).text
    assert "juda uzun" in (await stage.tells(stage.editor, "/stats 400")).text
