"""Is an update what Telegram says it sends? The library builds objects out of anything it is given.

Pure. Only what the bot goes on to use is looked at.
"""

from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    ChatMemberUpdated,
    InlineQuery,
    MaybeInaccessibleMessage,
    Message,
    MessageReactionUpdated,
    Update,
    User,
)


def is_well_formed(update: Update) -> bool:
    """Whether all that the bot reads of an update has fields of the right types."""
    messages = (update.message, update.edited_message, update.guest_message)
    change, reaction = update.my_chat_member, update.message_reaction
    return (
        all(message is None or _is_message(message) for message in messages)
        and (update.callback_query is None or _is_press(update.callback_query))
        and (update.inline_query is None or _is_typed(update.inline_query))
        and (change is None or _is_change(change))
        and (reaction is None or _is_reaction(reaction))
    )


def _is_message(message: Message) -> bool:
    texts = (message.text, message.caption, message.guest_query_id)
    people = (message.from_user, message.via_bot)
    replied = message.reply_to_message
    entities = (*message.entities, *message.caption_entities)
    return (
        _is_placed(message)
        and isinstance(message.date, datetime)
        and all(text is None or isinstance(text, str) for text in texts)
        and all(user is None or _is_user(user) for user in people)
        and (message.sender_chat is None or _is_chat(message.sender_chat))
        and (message.message_thread_id is None or _is_id(message.message_thread_id))
        and all(_is_id(entity.offset) and _is_id(entity.length) for entity in entities)
        and (replied is None or _is_message(replied))
        and (message.quote is None or isinstance(message.quote.text, str))
        and all(
            number is None or _is_id(number)
            for number in (message.migrate_to_chat_id, message.migrate_from_chat_id)
        )
    )


def _is_change(change: ChatMemberUpdated) -> bool:
    ranks = (change.old_chat_member, change.new_chat_member)
    return (
        _is_chat(change.chat)
        and _is_user(change.from_user)
        and isinstance(change.date, datetime)
        and all(rank is not None and isinstance(rank.status, str) for rank in ranks)
    )


def _is_reaction(reaction: MessageReactionUpdated) -> bool:
    reactions = (*reaction.old_reaction, *reaction.new_reaction)
    return (
        _is_chat(reaction.chat)
        and _is_id(reaction.message_id)
        and (reaction.user is None or _is_user(reaction.user))
        and all(isinstance(getattr(one, "emoji", ""), str) for one in reactions)
    )


def _is_press(query: CallbackQuery) -> bool:
    return (
        isinstance(query.id, str)
        and _is_user(query.from_user)
        and (query.data is None or isinstance(query.data, str))
        and (query.message is None or _is_placed(query.message))
    )


def _is_typed(query: InlineQuery) -> bool:
    texts = (query.id, query.query, query.offset)
    return _is_user(query.from_user) and all(isinstance(text, str) for text in texts)


def _is_placed(message: MaybeInaccessibleMessage) -> bool:
    return _is_id(message.message_id) and _is_chat(message.chat)


def _is_chat(chat: Chat) -> bool:
    return _is_id(chat.id) and isinstance(chat.type, str)


def _is_user(user: User) -> bool:
    named = user.language_code is None or isinstance(user.language_code, str)
    return _is_id(user.id) and named


def _is_id(number: object) -> bool:
    """Whether this is a whole number that SQLite and the Bot API can hold."""
    return type(number) is int and -(2**63) <= number < 2**63
