"""Methods that change or remove messages, and the bot's reactions to them."""

from dataclasses import dataclass

from bot.playground.access import message_in, readable_chat, writable_chat
from bot.playground.composing import caption_of, link_preview_of, text_of
from bot.playground.entities import Formatted
from bot.playground.errors import RefusalError, bad_request
from bot.playground.keyboards import checked_markup
from bot.playground.methods.calling import Call, Method
from bot.playground.posting import mark_changed, mark_edited
from bot.playground.presenting import message_json
from bot.playground.reactions import checked_reactions
from bot.playground.state import Json, Message

_TWO_DAYS = 48 * 3600  # seconds
_MOST_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Looks:
    """What makes a message look the same as before."""

    content: Formatted
    markup: Json | None
    link_preview: Json | None


def edit_message_text(call: Call) -> Json | bool:
    """Replace the text of a message of the bot."""
    content = text_of(call.parameters)
    preview = link_preview_of(call.parameters)
    message = _own_message(call)
    if message.media is not None:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, message, _Looks(content, _inline_markup(call), preview))


def edit_message_caption(call: Call) -> Json | bool:
    """Replace the caption of a file that the bot sent."""
    content = caption_of(call.parameters)
    message = _own_message(call)
    if message.media is None:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, message, _Looks(content, _inline_markup(call), message.link_preview))


def edit_message_reply_markup(call: Call) -> Json | bool:
    """Replace the buttons under a message of the bot."""
    message = _own_message(call)
    return _edit(call, message, _Looks(message.content, _inline_markup(call), message.link_preview))


def _inline_markup(call: Call) -> Json | None:
    value = call.parameters.structure("reply_markup", "reply keyboard markup")
    return checked_markup(value, only_inline=True)


def _own_message(call: Call) -> Message:
    inline_id = call.parameters.text("inline_message_id")
    if inline_id:
        message = call.world.inline_messages.get(inline_id)
        own = call.bot.account
        if message is None or own not in (message.via_bot, message.sender) or message.is_deleted:
            raise bad_request("MESSAGE_ID_INVALID")
        return message
    if not call.parameters.text("message_id") and call.parameters.text("chat_id"):
        raise bad_request("message identifier is not specified")
    chat = writable_chat(call.world, call.bot, call.parameters)
    message = message_in(chat, call.parameters, "message to edit")
    if message.bot_id != call.bot.id:
        raise bad_request("message can't be edited")
    if message.service or (message.markup is not None and not message.inline_keyboard):
        raise bad_request("message can't be edited")
    return message


def _edit(call: Call, message: Message, after: _Looks) -> Json | bool:
    before = _Looks(message.content, message.markup, message.link_preview)
    if before == after:
        raise bad_request(
            "message is not modified: specified new message content and reply markup "
            "are exactly the same as a current content and reply markup of the message"
        )
    message.content, message.markup = after.content, after.markup
    message.link_preview = after.link_preview
    mark_edited(call.world, message)
    return True if message.inline_id else message_json(call.world, message)


def delete_message(call: Call) -> bool:
    """Remove a message for everybody."""
    chat = writable_chat(call.world, call.bot, call.parameters)
    message = message_in(chat, call.parameters, "message to delete")
    _check_deletable(call, message)
    _delete(call, message)
    return True


def delete_messages(call: Call) -> bool:
    """Remove several messages; those that can't be found are skipped."""
    ids = call.parameters.structure("message_ids", "message identifiers")
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    if len(ids) > _MOST_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    chat = writable_chat(call.world, call.bot, call.parameters)
    for message in (chat.message(int(i)) for i in ids if str(i).isdecimal()):
        if message is not None and _refusal_to_delete(call, message) is None:
            _delete(call, message)
    return True


def _delete(call: Call, message: Message) -> None:
    message.is_deleted = True
    mark_changed(call.world, message)


def _check_deletable(call: Call, message: Message) -> None:
    refusal = _refusal_to_delete(call, message)
    if refusal is not None:
        raise refusal


def _refusal_to_delete(call: Call, message: Message) -> RefusalError | None:
    chat, bot = message.chat, call.bot
    if chat.is_admin(bot.id):
        return None
    if chat.kind != "private" and message.sender is not bot.account:
        return bad_request("message can't be deleted")
    if call.world.now() - message.date > _TWO_DAYS:
        return bad_request("message can't be deleted for everyone")
    return None


def set_message_reaction(call: Call) -> bool:
    """Set the bot's one reaction to a message, or none."""
    value = call.parameters.structure("reaction", "reaction types")
    emojis = checked_reactions(value)
    chat = readable_chat(call.world, call.bot, call.parameters)
    message = message_in(chat, call.parameters, "message to react")
    if len(emojis) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    message.reactions[call.bot.id] = emojis
    mark_changed(call.world, message)
    return True


METHODS: dict[str, Method] = {
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "deletemessages": delete_messages,
    "setmessagereaction": set_message_reaction,
}
