"""Who is what in a chat, as the Bot API describes it."""

from collections.abc import Set

from playground.chats import Chat, Standing
from playground.refusals import Json

_ADMIN_RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories",
    "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip
_CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages")
_GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
_MEMBER_RIGHTS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_react_to_messages", "can_edit_tag", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def bot_member(chat: Chat, user: Json) -> Json:
    """ChatMember of the bot itself."""
    match chat.standing:
        case Standing.ADMINISTRATOR:
            return administrator(chat, user, chat.rights)
        case Standing.RESTRICTED:
            return {
                "status": "restricted", "user": user, "is_member": True, "until_date": 0,
                **dict.fromkeys(_MEMBER_RIGHTS, False),
            }  # fmt: skip
        case Standing.KICKED:
            return {"status": "kicked", "user": user, "until_date": 0}
        case Standing.MEMBER:
            return {"status": "member", "user": user}
        case _:
            return {"status": "left", "user": user}


def person_member(chat: Chat, user: Json) -> Json:
    """ChatMember of a person."""
    status = chat.members.get(user["id"], "left")
    if status == "creator":
        return {"status": "creator", "user": user, "is_anonymous": False}
    if status == "administrator":
        return administrator(chat, user, {*_ADMIN_RIGHTS, *_CHANNEL_RIGHTS, *_GROUP_RIGHTS})
    return {"status": status, "user": user}


def administrator(chat: Chat, user: Json, rights: Set[str]) -> Json:
    named = (*_ADMIN_RIGHTS, *(_CHANNEL_RIGHTS if chat.kind == "channel" else _GROUP_RIGHTS))
    return {
        "status": "administrator",
        "user": user,
        "can_be_edited": False,
        "is_anonymous": False,
        **{right: right in rights or right == "can_manage_chat" for right in named},
    }
