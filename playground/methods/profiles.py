"""The bot's names, descriptions, commands and menu button."""

import re
from collections.abc import Callable
from typing import Any

from playground.fields import text_field
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.profile import Profile, Scope
from playground.refusals import Json, bad_request
from playground.world import World

MOST_COMMANDS = 100
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"([a-z]{2})?")
_PLAIN_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators"}
_COMMANDS = {"scope": Kind.JSON, "language_code": Kind.TEXT}


@method("setMyCommands", commands=Kind.JSON, **_COMMANDS)
def set_my_commands(world: World, given: Parameters) -> bool:
    commands = given.get("commands") if given.has("commands") else []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    place = (_scope(world, given), _language(given))
    world.bot.commands[place] = [_command(each) for each in commands]
    if not commands:
        del world.bot.commands[place]
    world.publish("profile")
    return True


@method("getMyCommands", **_COMMANDS)
def get_my_commands(world: World, given: Parameters) -> list[Json]:
    return world.bot.commands.get((_scope(world, given), _language(given)), [])


@method("deleteMyCommands", **_COMMANDS)
def delete_my_commands(world: World, given: Parameters) -> bool:
    world.bot.commands.pop((_scope(world, given), _language(given)), None)
    world.publish("profile")
    return True


@method("setMyName", name=Kind.TEXT, language_code=Kind.TEXT)
def set_my_name(world: World, given: Parameters) -> bool:
    return _set(world, given, "name", 64, lambda bot: bot.names)


@method("getMyName", language_code=Kind.TEXT)
def get_my_name(world: World, given: Parameters) -> Json:
    return {"name": _told(given, world.bot.names)}


@method("setMyDescription", description=Kind.TEXT, language_code=Kind.TEXT)
def set_my_description(world: World, given: Parameters) -> bool:
    return _set(world, given, "description", 512, lambda bot: bot.descriptions)


@method("getMyDescription", language_code=Kind.TEXT)
def get_my_description(world: World, given: Parameters) -> Json:
    return {"description": _told(given, world.bot.descriptions)}


@method("setMyShortDescription", short_description=Kind.TEXT, language_code=Kind.TEXT)
def set_my_short_description(world: World, given: Parameters) -> bool:
    return _set(world, given, "short_description", 120, lambda bot: bot.short_descriptions)


@method("getMyShortDescription", language_code=Kind.TEXT)
def get_my_short_description(world: World, given: Parameters) -> Json:
    return {"short_description": _told(given, world.bot.short_descriptions)}


@method("setChatMenuButton", chat_id=Kind.INTEGER, menu_button=Kind.JSON)
def set_chat_menu_button(world: World, given: Parameters) -> bool:
    button = given.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in ("default", "commands"):
        raise bad_request("can't parse menu button: MenuButton has unsupported type")
    if given.has("chat_id"):
        world.chat(given.integer("chat_id"))
    world.bot.menu_buttons[given.integer("chat_id")] = button
    return True


@method("getChatMenuButton", chat_id=Kind.INTEGER)
def get_chat_menu_button(world: World, given: Parameters) -> Json:
    buttons = world.bot.menu_buttons
    button = buttons.get(given.integer("chat_id"), buttons.get(0, {"type": "default"}))
    return button if button != {"type": "default"} else {"type": "commands"}


def _set(
    world: World, given: Parameters, name: str, longest: int, texts: Callable[[Profile], dict[str, str]]
) -> bool:
    text = given.text(name).strip()
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    language = _language(given)
    if text:
        texts(world.bot)[language] = text
    elif name == "name" and not language:
        raise bad_request("name must be non-empty")
    else:
        texts(world.bot).pop(language, None)
    world.publish("profile")
    return True


def _told(given: Parameters, texts: dict[str, str]) -> str:
    return texts.get(_language(given), texts.get("", ""))


def _language(given: Parameters) -> str:
    code = given.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _scope(world: World, given: Parameters) -> Scope:
    scope: Any = given.get("scope") or {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: BotCommandScope must be an Object")
    kind = text_field(scope, "type")
    if kind in _PLAIN_SCOPES:
        return (kind,)
    if kind not in _CHAT_SCOPES | {"chat_member"}:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if not scope.get("chat_id"):
        raise bad_request("can't parse BotCommandScope: Empty chat_id specified")
    chat = world.chat(scope["chat_id"])
    if chat.kind == "channel":
        raise bad_request("can't change commands in channel chats")
    return (kind, chat.id) if kind in _CHAT_SCOPES else (kind, chat.id, scope.get("user_id"))


def _command(body: Any) -> Json:
    if not isinstance(body, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    if body.keys() != {"command", "description"}:
        raise bad_request("can't parse BotCommand: fields must be command and description")
    command, description = str(body["command"]).removeprefix("/"), str(body["description"])
    for text, noun, longest in ((command, "command", 32), (description, "command description", 256)):
        if not text.strip():
            raise bad_request(f"{noun} must be non-empty")
        if len(text) > longest:
            raise bad_request(f"{noun} length must not exceed {longest}")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    return {"command": command, "description": description}
