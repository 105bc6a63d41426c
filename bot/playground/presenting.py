"""Users, chats and messages as the Bot API writes them in JSON."""

from bot.playground.entities import to_json
from bot.playground.state import Account, Bot, Chat, Json, Member, Message, World

_ADMIN_RIGHTS = (
    "can_manage_chat", "can_change_info", "can_delete_messages", "can_invite_users",
    "can_restrict_members", "can_pin_messages", "can_promote_members", "can_manage_video_chats",
    "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
_PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos",
    "can_send_videos", "can_send_video_notes", "can_send_voice_notes", "can_send_polls",
    "can_send_other_messages", "can_add_web_page_previews", "can_change_info",
    "can_invite_users", "can_pin_messages", "can_manage_topics",
)  # fmt: skip


def user_json(account: Account) -> Json:
    """Return a Bot API User."""
    result: Json = {
        "id": account.id,
        "is_bot": account.is_bot,
        "first_name": account.first_name,
        "last_name": account.last_name,
        "username": account.username,
        "language_code": account.language_code,
    }
    return {name: value for name, value in result.items() if value != ""}


def me_json(bot: Bot) -> Json:
    """Return a bot's own User, as getMe gives it."""
    return user_json(bot.account) | {
        "can_join_groups": bot.can_join_groups,
        "can_read_all_group_messages": not bot.privacy,
        "supports_inline_queries": bot.inline,
        "supports_guest_queries": bot.takes_guest_queries,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def chat_json(chat: Chat) -> Json:
    """Return a Bot API Chat."""
    if chat.user is not None:
        names = {
            "first_name": chat.user.first_name,
            "last_name": chat.user.last_name,
            "username": chat.user.username,
        }
        return {"id": chat.id, "type": "private"} | {k: v for k, v in names.items() if v}
    result: Json = {"id": chat.id, "type": chat.kind, "title": chat.title}
    if chat.username:
        result["username"] = chat.username
    if chat.is_forum:
        result["is_forum"] = True
    return result


def full_chat_json(chat: Chat) -> Json:
    """Return a Bot API ChatFullInfo, as getChat gives it."""
    result = chat_json(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.kind in ("group", "supergroup"):
        result["permissions"] = dict.fromkeys(_PERMISSIONS, True)
    if chat.linked is not None:
        result["linked_chat_id"] = chat.linked.id
    if chat.username or (chat.user is not None and chat.user.username):
        result["active_usernames"] = [result["username"]]
    return result


def member_json(member: Member) -> Json:
    """Return a Bot API ChatMember."""
    result: Json = {"user": user_json(member.account), "status": member.status}
    if member.status == "administrator":
        result |= {"can_be_edited": False} | dict.fromkeys(_ADMIN_RIGHTS, True)
    if member.is_admin:
        result["is_anonymous"] = False
    if member.status == "kicked":
        result["until_date"] = 0
    return result


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """Return a Bot API Message; the message replied to is given without its own reply."""
    result: Json = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_json(message.chat),
    }
    _add_sender(result, message)
    _add_place(result, message)
    if with_reply and message.reply_to is not None and not message.reply_to.is_deleted:
        result["reply_to_message"] = message_json(world, message.reply_to, with_reply=False)
        if message.quote is not None:
            result["quote"] = message.quote
    _add_content(result, world, message)
    if message.inline_keyboard:
        result["reply_markup"] = {"inline_keyboard": message.inline_keyboard}
    return result | message.service


def _add_sender(result: Json, message: Message) -> None:
    if message.sender is not None:
        result["from"] = user_json(message.sender)
    if message.sender_chat is not None:
        result["sender_chat"] = chat_json(message.sender_chat)
    if message.via_bot is not None:
        result["via_bot"] = user_json(message.via_bot)
    if message.guest_of is not None:
        result["guest_bot_caller_user"] = user_json(message.guest_of)


def _add_place(result: Json, message: Message) -> None:
    if message.edit_date:
        result["edit_date"] = message.edit_date
    if message.thread_id is not None:
        result["message_thread_id"] = message.thread_id
        if message.chat.is_forum:
            result["is_topic_message"] = True
    if message.is_automatic_forward:
        result["is_automatic_forward"] = True
    if message.origin is not None:
        result["forward_origin"] = message.origin
        result |= _old_forward_fields(message.origin)


def _old_forward_fields(origin: Json) -> Json:
    """Return the fields that told of a forward before forward_origin; they are still sent."""
    fields: Json = {"forward_date": origin["date"]}
    if origin["type"] == "user":
        fields["forward_from"] = origin["sender_user"]
    elif origin["type"] == "hidden_user":
        fields["forward_sender_name"] = origin["sender_user_name"]
    elif origin["type"] == "channel":
        fields["forward_from_chat"] = origin["chat"]
        fields["forward_from_message_id"] = origin["message_id"]
    return fields


def _add_content(result: Json, world: World, message: Message) -> None:
    text, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    if message.media is not None:
        result[message.media.kind] = message.media.json
    if message.content.text:
        result[text] = message.content.text
        if message.content.entities:
            result[entities] = to_json(message.content, mentioned_users(world, message))
    if message.link_preview is not None:
        result["link_preview_options"] = message.link_preview


def mentioned_users(world: World, message: Message) -> dict[str, Json]:
    """Return the users that text mentions in `message` name, by id."""
    ids = {e.argument for e in message.content.entities if e.kind == "text_mention"}
    known = {i: world.accounts.get(int(i)) for i in ids if i.isdecimal()}
    return {i: user_json(account) for i, account in known.items() if account is not None}
