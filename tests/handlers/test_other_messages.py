"""Whatever is sent, somebody gets a sentence that says what to do."""

from playground import Fault, FaultKind
from tests.handlers.stage import Stage

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50


async def test_a_picture_without_words_gets_a_sentence(stage: Stage) -> None:
    for person in (stage.reader, stage.editor):
        told = await stage.told(person, person.sends_photo("x.png", PNG))
        assert "faqat matnni tushunaman" in told.text


async def test_an_album_is_answered_once(stage: Stage) -> None:
    for number in range(4):
        await stage.reader.sends_photo(f"{number}.png", PNG, album="a")
    await stage.reader.says("/help")
    await stage.playground.wait_for(lambda: len(stage.reader.chat.from_bot) == 2)
    assert [message.text[:12] for message in stage.reader.chat.from_bot] == ["Men hozircha", "Nimalar qila"]


async def test_a_reply_that_telegram_holds_up_for_a_moment_comes_after_it(stage: Stage) -> None:
    stage.playground.faults.add(Fault(FaultKind.FLOOD, ["sendMessage"], seconds=1))
    assert (await stage.tells(stage.reader, "/help")).text.startswith("Nimalar qila olaman")
