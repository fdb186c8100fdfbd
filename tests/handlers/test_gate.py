"""Who does too much hears so once, and hinders nobody."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from news.models import Role
from playground import Message, Person
from tests.handlers.releases import CONFERENCE, publish
from tests.handlers.stage import Stage

TOO_MUCH = "juda koʻp amal"
Act = Callable[[Stage, Person, Message], Awaitable[object]]


async def types(_: Stage, person: Person, __: Message) -> object:
    return await person.says("/help")


async def opens_a_link(_: Stage, person: Person, __: Message) -> object:
    """The bot, by a link whose payload is guessed."""
    return await person.says("/start join_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")


@pytest.mark.parametrize("act", [types, opens_a_link], ids=lambda act: act.__name__)
async def test_what_goes_beyond_ninety_a_minute_is_refused_once_and_then_left(stage: Stage, act: Act) -> None:
    first = await stage.tells(stage.reader, "/help")
    for _ in range(89):
        await act(stage, stage.reader, first)
    await stage.playground.wait_for(lambda: len(stage.reader.chat.from_bot) == 90)
    said = await stage.told(stage.reader, act(stage, stage.reader, first))
    assert TOO_MUCH in said.text
    assert "60 soniya" in said.text
    for _ in range(10):
        await act(stage, stage.reader, first)
    assert "Assalomu alaykum" not in (await stage.tells(stage.russian, "/help")).text, "others are answered"
    assert len(stage.reader.chat.from_bot) == 91
    stage.playground.clock.move(timedelta(minutes=1))
    assert TOO_MUCH not in (await stage.tells(stage.reader, "/help")).text


async def test_presses_count_too_and_each_is_answered(stage: Stage) -> None:
    """Until it is answered, a press shows a clock on the person's screen."""
    await publish(stage, CONFERENCE)
    shown = await stage.tells(stage.reader, "suv konferensiyasi")
    notices = [await stage.forges(stage.reader, shown, "r2:1:0:0:0:0") for _ in range(92)]
    assert not any(TOO_MUCH in notice for notice in notices[:89])
    assert all(TOO_MUCH in notice for notice in notices[89:])


async def test_whoever_brings_a_whole_folder_for_the_press_office_may(stage: Stage) -> None:
    """A hundred posts are forwarded at one touch, and nothing of what an editor sent is lost."""
    await stage.hire(stage.reader, Role.AUTHOR)
    for number in range(95):
        await stage.reader.forwards_text(f"Bogʻ {number} ochildi\n\nU har kuni ochiq. Daraxt {number} ta.")
    await stage.playground.wait_for(lambda: len(stage.reader.chat.from_bot) == 95, 60)
    assert all(message.buttons for message in stage.reader.chat.from_bot)


async def test_files_have_a_limit_also_for_the_press_office(stage: Stage) -> None:
    for _ in range(60):
        await stage.editor.sends_file("x.exe", b"MZ")
    await stage.playground.wait_for(lambda: len(stage.editor.chat.from_bot) == 60)
    said = await stage.told(stage.editor, stage.editor.sends_file("x.exe", b"MZ"))
    assert TOO_MUCH in said.text
    assert (await stage.tells(stage.editor, CONFERENCE)).buttons, "a text is taken all the same"


async def test_in_a_group_the_flood_of_one_is_passed_over_in_silence(stage: Stage) -> None:
    group = stage.playground.group("Jurnalistlar", stage.reader, stage.russian)
    await stage.playground.wait_for(lambda: group.from_bot)
    for _ in range(95):
        await stage.reader.says("/help", group)
    await stage.playground.wait_for(lambda: len(group.from_bot) >= 91)
    await stage.russian.says("/help", group)
    await stage.playground.wait_for(lambda: len(group.from_bot) >= 92)
    assert len(group.from_bot) == 92
    assert not any(TOO_MUCH in message.text for message in group.from_bot)


async def test_who_blocks_the_bot_amid_a_flood_is_still_heard(stage: Stage) -> None:
    first = await stage.tells(stage.reader, "/start")
    await stage.presses(stage.reader, first, "Obuna boʻlish")
    for _ in range(100):
        await stage.forges(stage.reader, first, "b1")
    await stage.reader.blocks()
    subscribers = stage.services.subscribers

    async def is_stopped() -> bool:
        known = await subscribers.get(stage.reader.id)
        return known is not None and not known.active

    while not await is_stopped():  # the database tells nothing; the test's time limit ends it
        pass
