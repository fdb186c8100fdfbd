"""First words, help, the subscription and its end."""

from datetime import UTC, datetime

from playground import READER, SECOND_READER, Standing
from tests.handlers.stage import Stage


async def test_start_says_what_the_bot_does_in_the_language_of_the_readers_telegram(stage: Stage) -> None:
    uzbek = await stage.tells(stage.reader, "/start")
    russian = await stage.tells(stage.russian, "/start")
    assert "Men Xabarnomaman" in uzbek.text
    assert "Я Xabarnoma" in russian.text
    assert [button.text for row in russian.buttons for button in row] == ["Подписаться"]


async def test_one_press_subscribes_and_says_when_the_first_digest_comes(stage: Stage) -> None:
    first = await stage.tells(stage.reader, "/start")
    shown, notice = await stage.presses(stage.reader, first, "Obuna boʻlish")
    assert notice == "Obuna boʻldingiz"
    assert "soat 18:00" in shown.text
    assert "Birinchisi: bugun" in shown.text
    assert shown.buttons == []
    subscriber = await stage.services.subscribers.get(READER)
    assert subscriber is not None
    assert subscriber.active
    assert subscriber.language == "uz-Latn"
    assert subscriber.next_due_at == datetime(2024, 11, 28, 13, 0, tzinfo=UTC)


async def test_pressing_an_old_subscribe_button_again_changes_nothing(stage: Stage) -> None:
    first = await stage.tells(stage.reader, "/start")
    await stage.presses(stage.reader, first, "Obuna")
    before = await stage.services.subscribers.get(READER)
    assert await stage.forges(stage.reader, first, "b1") == "Obuna boʻldingiz"
    assert await stage.services.subscribers.get(READER) == before


async def test_who_is_subscribed_is_greeted_with_their_hour(stage: Stage) -> None:
    await stage.presses(stage.reader, await stage.tells(stage.reader, "/start"), "Obuna")
    again = await stage.tells(stage.reader, "/start")
    assert "Siz obunasiz" in again.text
    assert again.buttons == []


async def test_stop_keeps_the_settings_and_start_brings_them_back(stage: Stage) -> None:
    await stage.presses(stage.russian, await stage.tells(stage.russian, "/start"), "Подписаться")
    stopped = await stage.tells(stage.russian, "/stop")
    assert "настройки сохранены" in stopped.text
    subscriber = await stage.services.subscribers.get(SECOND_READER)
    assert subscriber is not None
    assert not subscriber.active
    assert "не подписаны" in (await stage.tells(stage.russian, "/stop")).text
    await stage.presses(stage.russian, await stage.tells(stage.russian, "/start"), "Подписаться")
    subscriber = await stage.services.subscribers.get(SECOND_READER)
    assert subscriber is not None
    assert subscriber.active
    assert subscriber.language == "ru"


async def test_help_tells_editors_how_a_text_becomes_a_release(stage: Stage) -> None:
    assert "Muharrirlar uchun" not in (await stage.tells(stage.reader, "/help")).text
    assert "kamida 200 belgi" in (await stage.tells(stage.editor, "/help")).text


async def test_help_says_how_to_share_by_the_bots_own_name(stage: Stage) -> None:
    name = stage.application.bot.username
    assert f"@{name} konferensiya" in (await stage.tells(stage.reader, "/help")).text


async def test_an_unknown_command_is_named_and_help_is_offered(stage: Stage) -> None:
    for command in ("/nosuch", "/START_", "/settings_x y", "/" + "a" * 60):
        reply = await stage.tells(stage.reader, command)
        assert command.split()[0][:40] in reply.text
        assert "/help" in reply.text


async def test_who_blocks_the_bot_is_subscribed_no_more(stage: Stage) -> None:
    await stage.presses(stage.reader, await stage.tells(stage.reader, "/start"), "Obuna")
    await stage.reader.blocks()
    await stage.tells(stage.russian, "/help")  # updates come in order
    subscriber = await stage.services.subscribers.get(READER)
    assert subscriber is not None
    assert not subscriber.active


async def test_in_a_group_the_bot_says_where_it_works(stage: Stage) -> None:
    group = stage.playground.group("Jurnalistlar", stage.reader)
    await stage.playground.wait_for(lambda: len(group.from_bot) == 1)
    await stage.reader.says("/today", group)
    await stage.playground.wait_for(lambda: len(group.from_bot) == 2)
    assert "yakkama-yakka" in group.from_bot[0].text
    assert "yakkama-yakka" in group.from_bot[1].text


async def test_who_adds_the_bot_to_a_channel_hears_of_it_and_the_channel_does_not(stage: Stage) -> None:
    await stage.tells(stage.reader, "/start")
    channel = stage.playground.group(
        "Yangiliklar <b>", stage.reader, kind="channel", standing=Standing.ABSENT
    )
    told = await stage.told(stage.reader, become_admin(stage, channel.id))
    assert "«Yangiliklar <b>» kanaliga" in told.text
    assert list(channel.from_bot) == []


async def become_admin(stage: Stage, chat_id: int) -> None:
    chat = stage.playground.chat(chat_id)
    stage.playground.world.bot_becomes(chat, Standing.ADMINISTRATOR, stage.reader.user)
