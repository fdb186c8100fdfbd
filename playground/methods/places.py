"""Chats and who is in them."""

from playground.chats import Access, Chat, Standing
from playground.members import bot_member, person_member
from playground.methods.registry import method
from playground.parameters import Kind, Parameters
from playground.refusals import Json, bad_request
from playground.world import World


@method("getChat", chat_id=Kind.CHAT)
def get_chat(world: World, given: Parameters) -> Json:
    chat = _chat(world, given, Access.READ)
    pinned = chat.message(chat.pinned[-1]) if chat.pinned else None
    return {
        **chat.body(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
        **({"pinned_message": pinned.body} if pinned is not None else {}),
    }


@method("getChatMember", chat_id=Kind.CHAT, user_id=Kind.INTEGER)
def get_chat_member(world: World, given: Parameters) -> Json:
    chat = _chat(world, given, Access.READ)
    user_id = given.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id == world.bot.id:
        return bot_member(chat, world.bot.user())
    if user_id not in world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if chat.kind == "private":
        return {"status": "member", "user": world.users[user_id]}
    return person_member(chat, world.users[user_id])


@method("getChatAdministrators", chat_id=Kind.CHAT, return_bots=Kind.FLAG)
def get_chat_administrators(world: World, given: Parameters) -> list[Json]:
    chat = _chat(world, given, Access.READ)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    people = [person_member(chat, world.users[person]) for person in chat.members]
    admins = [member for member in people if member["status"] in ("creator", "administrator")]
    if chat.standing is Standing.ADMINISTRATOR:
        admins.append(bot_member(chat, world.bot.user()))
    return admins


@method("leaveChat", chat_id=Kind.CHAT)
def leave_chat(world: World, given: Parameters) -> bool:
    chat = _chat(world, given, Access.READ)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    world.bot_becomes(chat, Standing.LEFT, world.bot.user())
    return True


@method("pinChatMessage", chat_id=Kind.CHAT, message_id=Kind.INTEGER, disable_notification=Kind.FLAG)
def pin_chat_message(world: World, given: Parameters) -> bool:
    chat = _chat(world, given, Access.WRITE)
    message = chat.message(given.integer("message_id"))
    if message is None:
        raise bad_request("message to pin not found")
    right = "can_edit_messages" if chat.kind == "channel" else "can_pin_messages"
    if chat.kind != "private" and not chat.may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    chat.pinned = [pinned for pinned in chat.pinned if pinned != message.message_id] + [message.message_id]
    world.publish("pinned", chat_id=chat.id, message_id=message.message_id)
    return True


def _chat(world: World, given: Parameters, access: Access) -> Chat:
    chat = world.chat(given.get("chat_id"))
    chat.check(access)
    return chat
