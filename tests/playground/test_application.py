"""python-telegram-bot's own Application over real loopback HTTP."""

from datetime import timedelta

from telegram import Update
from telegram.error import Conflict

from playground import READER, Fault, FaultKind, Playground
from tests.playground.scripted import scripted


async def test_a_conversation_goes_through(playground: Playground) -> None:
    reader = playground.person(READER)
    async with scripted(playground):
        await reader.says("/start")
        story = await playground.wait_for(lambda: reader.chat.newest)
        assert story.text.startswith("Uchrashuv va havola, sir\nUzun")
        assert [entity["type"] for entity in story.entities] == [
            "bold",
            "text_link",
            "spoiler",
            "expandable_blockquote",
        ]
        press = await reader.presses(story, "Xabar")
        answer = await playground.wait_for(lambda: press.answer)
        assert answer["text"] == "Qisqa xabar"
        await reader.presses(story, "Oʻzgartir")
        await playground.wait_for(lambda: reader.chat.from_bot[0].text == "Yangi matn")
        assert reader.chat.from_bot[0].buttons == []
        await reader.sends_file("savol.txt", b"salom")
        await playground.wait_for(lambda: reader.chat.from_bot[-1].text == "5 bayt")


async def test_an_update_that_comes_twice_is_handled_twice_by_a_careless_bot(playground: Playground) -> None:
    reader = playground.person(READER)
    async with scripted(playground):
        playground.faults.add(Fault(FaultKind.DUPLICATE_UPDATE, skip=1))
        await reader.says("bir")
        await playground.wait_for(lambda: len(reader.chat.from_bot) == 1)
        await reader.says("ikki")
        await playground.wait_for(lambda: playground.ledger.texts(READER).count("Siz: ikki") == 2)


async def test_polling_survives_broken_connections(playground: Playground) -> None:
    reader = playground.person(READER)
    async with scripted(playground):
        playground.faults.add(Fault(FaultKind.DROP_BEFORE, ["getUpdates"], times=2))
        await reader.says("salom")
        await playground.wait_for(lambda: reader.chat.from_bot, within=20)


async def test_two_bots_with_one_token_get_in_each_others_way(playground: Playground) -> None:
    conflicts: list[Conflict] = []
    async with scripted(playground) as first:
        assert first.updater is not None
        await first.updater.stop()
        await first.updater.start_polling(
            allowed_updates=Update.ALL_TYPES,
            error_callback=lambda error: conflicts.append(error) if isinstance(error, Conflict) else None,
        )
        await playground.wait_for(lambda: playground.world.polling.waiting)
        async with scripted(playground):
            await playground.wait_for(lambda: conflicts)


async def test_moving_the_clock_calls_the_bots_hook(playground: Playground) -> None:
    reader = playground.person(READER)
    async with scripted(playground) as application:

        async def tick() -> None:
            await application.bot.send_message(READER, f"{playground.clock.now():%H}")

        await reader.says("salom")
        await playground.wait_for(lambda: len(reader.chat.from_bot) == 1)
        playground.on_clock_moved.append(tick)
        playground.clock.move(timedelta(hours=1))
        await playground.wait_for(lambda: len(reader.chat.from_bot) == 2)
        assert reader.chat.from_bot[1].text == f"{playground.clock.now():%H}"
