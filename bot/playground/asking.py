"""Pressing buttons and typing inline: what people ask of a bot and wait for."""

from dataclasses import dataclass

from bot.playground.errors import ImpossibleError
from bot.playground.people import say
from bot.playground.posting import bots_in, post
from bot.playground.presenting import message_json, user_json
from bot.playground.queries import CallbackQuery, InlineQuery, InlineResult
from bot.playground.stage import Stage
from bot.playground.state import Account, Bot, Chat, Json, Message, World
from bot.playground.text import utf16_length

LONGEST_WORDS = 256  # characters of an inline query


def find_button(message: Message, label: str) -> Json:
    """Return the button with this label, or the only one whose label holds it."""
    buttons = [button for row in message.inline_keyboard for button in row]
    exact = [button for button in buttons if button["text"] == label]
    partly = [button for button in buttons if label in button["text"]]
    chosen = exact or partly
    if len(chosen) != 1:
        there = ", ".join(repr(button["text"]) for button in buttons) or "none"
        raise ImpossibleError(f"There is no single button {label!r}; the buttons are: {there}.")
    return chosen[0]


def press(stage: Stage, user: Account, message: Message, button: Json) -> CallbackQuery:
    """Press a button that calls back; the bot gets a callback_query."""
    world = stage.world
    if message.is_deleted:
        raise ImpossibleError("The message is gone, and its buttons with it.")
    bot = _owner(world, message)
    query = CallbackQuery(world.query_id(), bot, world.clock())
    stage.queries.add_callback(query)
    bot.has_met.add(user.id)
    update: Json = {
        "id": query.id,
        "from": user_json(user),
        "chat_instance": str(message.chat.id * 7919 + bot.id),
        "data": button["callback_data"],
    }
    if message.inline_id:
        update["inline_message_id"] = message.inline_id
    else:
        update["message"] = message_json(world, message)
    bot.updates.put("callback_query", update)
    return query


def _owner(world: World, message: Message) -> Bot:
    """Return the bot whose button it is."""
    account = message.via_bot or message.sender
    if account is not None and account.id in world.bots:
        return world.bots[account.id]
    admins = [bot for bot in bots_in(world, message.chat) if message.chat.is_admin(bot.id)]
    if not admins:
        raise ImpossibleError("The message is from no bot; its buttons reach nobody.")
    return admins[0]


@dataclass(frozen=True, slots=True)
class Words:
    """What is typed after a bot's name, where, and from which offset on."""

    text: str
    offset: str = ""
    chat: Chat | None = None


def ask_inline(stage: Stage, user: Account, bot: Bot, words: Words) -> InlineQuery:
    """Type words after the bot's name; a cached answer is there at once, else the bot gets them."""
    if not bot.inline:
        raise ImpossibleError(f"@{bot.account.username} has inline mode off.")
    if len(words.text) > LONGEST_WORDS:
        raise ImpossibleError(f"An inline query holds {LONGEST_WORDS} characters.")
    now = stage.world.clock()
    query = InlineQuery(
        id=stage.world.query_id(),
        bot=bot,
        user=user,
        words=words.text,
        offset=words.offset,
        asked_at=now,
        chat=words.chat,
        answer=stage.queries.cached(bot, user, words.text, words.offset, now),
    )
    if query.answer is None:
        stage.queries.add_inline(query)
        bot.has_met.add(user.id)
        bot.updates.put("inline_query", _inline_json(query))
    return query


def _inline_json(query: InlineQuery) -> Json:
    result: Json = {
        "id": query.id,
        "from": user_json(query.user),
        "query": query.words,
        "offset": query.offset,
    }
    if query.chat is not None:
        is_own = query.chat.kind == "private" and query.chat.bot_id == query.bot.id
        result["chat_type"] = "sender" if is_own else query.chat.kind
    return result


def choose(stage: Stage, query: InlineQuery, result: InlineResult, chat: Chat) -> Message:
    """Send a result into a chat as the person who asked; the bot hears of it if it wants to."""
    world, bot = stage.world, query.bot
    if result.content is None:
        raise ImpossibleError(
            f"The result {result.id!r} holds no text; only texts can be chosen in the playground."
        )
    if chat.kind != "private" and not chat.holds(query.user.id):
        raise ImpossibleError(f"{query.user.first_name} is not in {chat.title!r}; join it first.")
    message = Message(chat, sender=query.user, content=result.content, via_bot=bot.account)
    message.markup, message.link_preview = result.markup, result.link_preview
    message.inline_id = f"AgAAA{world.query_id()}" if result.markup else ""
    if message.inline_id:
        world.inline_messages[message.inline_id] = message
    if chat.kind == "private":
        chat.is_started = True
    post(world, message)
    if bot.inline_feedback:
        bot.updates.put("chosen_inline_result", _chosen_json(query, result, message))
    return message


def _chosen_json(query: InlineQuery, result: InlineResult, message: Message) -> Json:
    chosen: Json = {
        "result_id": result.id,
        "from": user_json(query.user),
        "query": query.words,
    }
    if message.inline_id:
        chosen["inline_message_id"] = message.inline_id
    return chosen


def start(world: World, user: Account, bot: Bot, payload: str = "") -> Message:
    """Open a bot by its link and press START; `payload` is the link's start parameter."""
    is_plain = payload.replace("_", "").replace("-", "").isalnum() and payload.isascii()
    if payload and (utf16_length(payload) > 64 or not is_plain):
        raise ImpossibleError(
            f"{payload!r} is no start parameter: 1 to 64 of A-Z, a-z, 0-9, _ and -."
        )
    text = f"/start {payload}".strip()
    return say(world, user, world.private_chat(bot, user), text)
