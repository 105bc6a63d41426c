"""Putting messages into chats, and telling the bots that may see them."""

from collections.abc import Iterator

from bot.playground.guests import summon_guests
from bot.playground.presenting import chat_json, member_json, message_json, user_json
from bot.playground.privacy import is_shown
from bot.playground.state import Account, Bot, Chat, Json, Member, Message, World


def post(world: World, message: Message) -> Message:
    """Give the message its id and date, store it, and send it to the bots that see it."""
    chat = message.chat
    message.id = chat.next_message_id
    message.date = world.now()
    chat.next_message_id += 1
    chat.messages[message.id] = message
    if message.sender is not None and message.sender.id in world.bots and chat.kind != "private":
        chat.last_bot_id = message.sender.id
    mark_changed(world, message)
    tell_bots(world, message)
    summon_guests(world, message)
    return message


def mark_changed(world: World, message: Message) -> None:
    """Note that the message is new or different, and wake whoever watches its chat."""
    message.sequence = world.next_sequence()
    message.chat.changed.notify()


def mark_edited(world: World, message: Message) -> None:
    """Note an edit, with its date."""
    message.edits += 1
    message.edit_date = world.now()
    mark_changed(world, message)


def tell_bots(world: World, message: Message) -> None:
    """Queue an update about a message, new or edited, for each bot that sees it."""
    kind = "channel_post" if message.chat.kind == "channel" else "message"
    for bot in bots_in(world, message.chat):
        if is_shown(bot, message):
            if message.sender is not None:
                bot.has_met.add(message.sender.id)
            name = f"edited_{kind}" if message.edits else kind
            bot.updates.put(name, message_json(world, message))


def bots_in(world: World, chat: Chat) -> Iterator[Bot]:
    """Yield the bots that take part in a chat."""
    if chat.kind == "private":
        yield world.bots[chat.bot_id]
        return
    for account_id, member in list(chat.members.items()):
        if member.is_in and account_id in world.bots:
            yield world.bots[account_id]


def change_member(
    world: World, chat: Chat, account: Account, status: str, by: Account | None = None
) -> None:
    """Set what an account is in a chat; the bots hear of themselves, administrators of others."""
    before = chat.member(account.id) or Member(account, "left")
    after = Member(account, status)
    watching = {bot.id: bot for bot in bots_in(world, chat)}
    if chat.kind != "private":
        chat.members[account.id] = after
        watching |= {bot.id: bot for bot in bots_in(world, chat)}
    change: Json = {
        "chat": chat_json(chat),
        "from": user_json(by or account),
        "date": world.now(),
        "old_chat_member": member_json(before),
        "new_chat_member": member_json(after),
    }
    world.mark_cast_changed()
    for bot in watching.values():
        if bot.account is account:
            bot.updates.put("my_chat_member", change)
        elif chat.is_admin(bot.id):
            bot.updates.put("chat_member", change)
