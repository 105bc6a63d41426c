"""Guest mode: a bot that isn't in a chat is called into it by its name, and may answer once."""

from bot.playground.presenting import message_json
from bot.playground.privacy import names_as_guest
from bot.playground.state import Message, World


def summon_guests(world: World, message: Message) -> None:
    """Queue a guest message for every bot that is called, takes such calls, and isn't there.

    The people of the playground have no chats among themselves but groups.
    """
    chat = message.chat
    if chat.kind not in ("group", "supergroup"):
        return
    for bot in world.bots.values():
        if bot.takes_guest_queries and not chat.holds(bot.id) and names_as_guest(bot, message):
            query_id = world.query_id()
            world.guest_queries[bot.id, query_id] = message
            update = message_json(world, message) | {"guest_query_id": query_id}
            bot.updates.put("guest_message", update)
