"""What the bot says of itself."""

from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot, BotCommand, BotCommandScopeChat, MenuButtonCommands

from playground import ADMIN, READER, Person, Playground
from tests.playground.conftest import Api

START = {"command": "start", "description": "Boshlash"}


async def test_the_bot_knows_itself(playground: Playground, bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.username, me.supports_inline_queries) == (
        int(playground.token.split(":")[0]),
        "xabarnoma_bot",
        True,
    )


async def test_commands_are_kept_by_scope_and_language(
    playground: Playground, bot: Bot, reader: Person
) -> None:
    everyone, russian, admin = ([BotCommand(name, name)] for name in ("start", "nachalo", "publish"))
    await bot.set_my_commands(everyone)
    await bot.set_my_commands(russian, language_code="ru")
    await bot.set_my_commands(admin, scope=BotCommandScopeChat(READER))
    assert list(await bot.get_my_commands()) == everyone
    assert list(await bot.get_my_commands(language_code="ru")) == russian
    shown = playground.world.bot.commands_for
    assert shown(READER, "ru") == [admin[0].to_dict()]
    assert shown(ADMIN, "ru") == [russian[0].to_dict()]
    assert shown(ADMIN, "uz") == [everyone[0].to_dict()]
    await bot.delete_my_commands(scope=BotCommandScopeChat(READER))
    await bot.set_my_commands([])
    assert shown(READER, "uz") == []


@pytest.mark.parametrize(
    ("commands", "description"),
    [
        ([START] * 101, "BOT_COMMANDS_TOO_MUCH"),
        ([{"command": "Start", "description": "a"}], "BOT_COMMAND_INVALID"),
        ([{"command": "", "description": "a"}], "command must be non-empty"),
        ([{"command": "a" * 33, "description": "a"}], "command length must not exceed 32"),
        ([{"command": "a", "description": " "}], "command description must be non-empty"),
        ([{"command": "a", "description": "a" * 257}], "command description length must not exceed 256"),
        ([{"command": "a"}], "can't parse BotCommand: fields must be command and description"),
        (["a"], "can't parse BotCommand: expected an Object"),
        ({}, "expected an Array of BotCommand"),
    ],
)
async def test_wrong_commands_are_refused(api: Api, commands: object, description: str) -> None:
    assert await api.refusal("setMyCommands", commands=commands) == f"Bad Request: {description}"


@pytest.mark.parametrize(
    ("scope", "description"),
    [
        ({"type": "galaxy"}, "can't parse BotCommandScope: Unsupported type specified"),
        ({"type": "chat"}, "can't parse BotCommandScope: Empty chat_id specified"),
        ({"type": "chat", "chat_id": 5}, "chat not found"),
        ([1], "can't parse BotCommandScope: BotCommandScope must be an Object"),
    ],
)
async def test_wrong_scopes_are_refused(api: Api, scope: object, description: str) -> None:
    refusal = await api.refusal("setMyCommands", commands=[START], scope=scope)
    assert refusal == f"Bad Request: {description}"


async def test_a_language_has_two_letters(api: Api) -> None:
    assert await api.refusal("setMyCommands", commands=[START], language_code="uzb") == (
        "Bad Request: invalid language code specified"
    )


async def test_texts_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("Hammaga")
    await bot.set_my_description("Всем", language_code="ru")
    await bot.set_my_short_description("Qisqa")
    await bot.set_my_name("Yangi nom")
    assert (await bot.get_my_description()).description == "Hammaga"
    assert (await bot.get_my_description(language_code="ru")).description == "Всем"
    assert (await bot.get_my_description(language_code="en")).description == "Hammaga"
    assert (await bot.get_my_short_description()).short_description == "Qisqa"
    assert (await bot.get_my_name()).name == "Yangi nom"
    await bot.set_my_description("", language_code="ru")
    assert (await bot.get_my_description(language_code="ru")).description == "Hammaga"


@pytest.mark.parametrize(
    ("method", "parameters", "description"),
    [
        ("setMyDescription", {"description": "a" * 513}, "description is too long"),
        ("setMyShortDescription", {"short_description": "a" * 121}, "short description is too long"),
        ("setMyName", {"name": "a" * 65}, "name is too long"),
        ("setMyName", {"name": ""}, "name must be non-empty"),
    ],
)
async def test_texts_have_their_sizes(
    api: Api, method: str, parameters: dict[str, Any], description: str
) -> None:
    assert await api.refusal(method, **parameters) == f"Bad Request: {description}"


async def test_the_menu_button_is_set(api: Api, bot: Bot, reader: Person) -> None:
    assert await bot.set_chat_menu_button(READER, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(READER), MenuButtonCommands)
    assert await api.refusal("setChatMenuButton", menu_button={"type": "web_app"}) == (
        "Bad Request: can't parse menu button: MenuButton has unsupported type"
    )


async def test_after_logging_out_nothing_works_for_ten_minutes(playground: Playground, api: Api) -> None:
    assert await api.result("close") is True
    assert await api.result("logOut") is True
    assert await api.refusal("getMe") == "Logged out"
    playground.clock.move(timedelta(minutes=10, seconds=1))
    assert (await api.result("getMe"))["is_bot"]
