"""The people over HTTP: /control/<what>, JSON in and out, for pages and for other languages.

Answers are {"ok": true, "result": ...} or {"ok": false, "error": "..."}. Parameters come as JSON,
form or query. `user`, `chat`, `bot` are ids; `chat` may be left out for the private chat with
`bot`, and `bot` for the first one. Pages of other sites are refused.

POST users       first_name [last_name username language_code id]
POST bots        first_name username [token privacy inline inline_feedback guests]
POST groups      title members [kind forum username bots bot_is_admin]   the first member creates it
POST channels    title members [discussion username bots]
POST start       user [payload bot]
POST messages    user text [chat reply_to quote topic html anonymous file_name file_base64 mime]
GET  messages    chat or user [bot after wait]      after: a sequence number; wait: seconds
GET  changes     [after wait]                       the same of all chats; `cast`: state changed
GET  files/ID                                       a file that somebody sent
POST edits       user message_id text [chat]
POST forwards    user message_id from_chat [chat]
POST posts       chat text [html]                   as a channel
POST presses     user message_id label [chat wait]  or, in place of the label, row and column from 0
POST inline      user text [chat offset wait bot]
POST choices     user query_id result_id [chat]
POST reactions   user message_id emojis [chat]
POST blocks      user [bot undo]
POST languages   user language_code                 of the person's Telegram
POST members     user chat [status]                 member, administrator or left
POST topics      chat name
POST migrations  chat
POST faults      method kind [times probability retry_after seconds status description chat_id]
POST updates     update                             put in as it is; without one, a malformed one
GET  calls       [method]
GET  commands    user [chat bot]                    the menu that the person sees
GET  state       all bots (with tokens), users and chats, and what bots say of themselves
DELETE faults, calls, inline                        forget them (inline: the cached answers)
"""

import base64
import binascii
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast, get_args

from bot.playground import asking, feed, groups, people
from bot.playground.asking import Words
from bot.playground.commands import shown_commands
from bot.playground.errors import ImpossibleError
from bot.playground.faults import KINDS, Kind
from bot.playground.files import Upload
from bot.playground.parameters import Parameters
from bot.playground.people import Saying
from bot.playground.presenting import chat_json, message_json, user_json
from bot.playground.queries import InlineAnswer
from bot.playground.stage import Stage
from bot.playground.state import Account, Bot, Chat, ChatKind, Json, Member, Message

_PATIENCE = 5  # seconds
_LONGEST_WAIT = 60
MALFORMED = {"message": {"message_id": "no number", "date": "yesterday", "chat": 7}}


@dataclass(frozen=True, slots=True)
class Order:
    """One request to the people: where, and with which parameters."""

    stage: Stage
    parameters: Parameters

    def text(self, name: str) -> str:
        """Return a parameter as text."""
        return self.parameters.text(name)

    def wait(self, default: int = _PATIENCE) -> int:
        """Return how many seconds to wait."""
        return self.parameters.integer("wait", default, low=0, high=_LONGEST_WAIT)

    def items(self, name: str) -> list[Any]:
        """Return an array; empty for anything else."""
        value = self.parameters.structure(name, name)
        return value if isinstance(value, list) else []

    def account(self, account_id: object) -> Account:
        """Return a person or bot by id."""
        number = Parameters({"id": account_id}).integer("id")
        account = self.stage.world.accounts.get(number)
        if account is None:
            raise ImpossibleError(f"There is nobody with the id {account_id!r}; create them first.")
        return account

    def user(self) -> Account:
        """Return the person who acts."""
        return self.account(self.text("user"))

    def bot(self) -> Bot:
        """Return the bot that is meant, the first one by default."""
        bots = self.stage.world.bots
        number = self.parameters.integer("bot", next(iter(bots)))
        if number not in bots:
            raise ImpossibleError(f"There is no bot {number}.")
        return bots[number]

    def chat(self, name: str = "chat") -> Chat:
        """Return the chat that is meant: a group by its id, or the private chat with `bot`."""
        chat_id = self.parameters.integer(name) or self.parameters.integer("user")
        world = self.stage.world
        if chat_id in world.chats:
            return world.chats[chat_id]
        return world.private_chat(self.bot(), self.account(chat_id))

    def message(self, name: str = "message_id", chat: str = "chat") -> Message:
        """Return a message of that chat."""
        found = self.chat(chat).message(self.parameters.integer(name))
        if found is None:
            raise ImpossibleError(f"There is no message {self.text(name)!r} in that chat.")
        return found


def add_user(order: Order) -> Json:
    """Create a person."""
    account = Account(
        order.parameters.integer("id"),
        order.text("first_name") or "Nobody",
        last_name=order.text("last_name"),
        username=order.text("username"),
        language_code=order.text("language_code"),
    )
    return user_json(order.stage.add_user(account))


def add_bot(order: Order) -> Json:
    """Register a bot."""
    account = Account(0, order.text("first_name") or "Bot", username=order.text("username"))
    is_private = "privacy" not in order.parameters or order.parameters.flag("privacy")
    bot = order.stage.add_bot(account, order.text("token"), privacy=is_private)
    bot.inline = "inline" not in order.parameters or order.parameters.flag("inline")
    bot.inline_feedback = order.parameters.flag("inline_feedback")
    bot.takes_guest_queries = order.parameters.flag("guests")
    return user_json(bot.account) | {"token": bot.token}


def add_group(order: Order) -> Json:
    """Create a group."""
    kind = order.text("kind") or "supergroup"
    if kind not in get_args(ChatKind)[1:3]:
        raise ImpossibleError(f"A group is a group or a supergroup, not {kind!r}.")
    bots = order.items("bots") if "bots" in order.parameters else [order.bot().id]
    return _add_chat(order, cast("ChatKind", kind), bots)


def add_channel(order: Order) -> Json:
    """Create a channel."""
    return _add_chat(order, "channel", order.items("bots"))


def _add_chat(order: Order, kind: ChatKind, bots: list[Any]) -> Json:
    chat = Chat(0, kind, title=order.text("title"), username=order.text("username"))
    chat.is_forum = order.parameters.flag("forum")
    is_admin = kind == "channel" or order.parameters.flag("bot_is_admin")
    members = [Member(order.account(i)) for i in order.items("members")]
    if members:
        members[0] = Member(members[0].account, "creator")
    status = "administrator" if is_admin else "member"
    members += [Member(order.account(i), status) for i in bots]
    if "discussion" in order.parameters:
        chat.linked = order.chat("discussion")
        chat.linked.linked = chat
    return chat_json(groups.add_group(order.stage.world, chat, members))


def start(order: Order) -> Json:
    """Press START."""
    world = order.stage.world
    sent = asking.start(world, order.user(), order.bot(), order.text("payload"))
    return message_json(world, sent)


def say(order: Order) -> Json:
    """Send a text or a file."""
    flag, text = order.parameters.flag, order.text
    how = Saying(
        file=_upload(order),
        reply_to=order.message("reply_to") if "reply_to" in order.parameters else None,
        quote=text("quote"),
        topic=order.parameters.integer("topic") or None,
        is_html=flag("html"),
        is_anonymous=flag("anonymous"),
    )
    sent = people.say(order.stage.world, order.user(), order.chat(), text("text"), how)
    return message_json(order.stage.world, sent)


def _upload(order: Order) -> Upload | None:
    name = order.text("file_name")
    if not name:
        return None
    try:
        data = base64.b64decode(order.text("file_base64"), validate=True)
    except binascii.Error:
        raise ImpossibleError("file_base64 is not base64; encode the file's bytes.") from None
    return Upload(name, data, order.text("mime"))


async def read_messages(order: Order) -> Json:
    """Return what is new or changed in a chat after a sequence number, waiting for it."""
    after = order.parameters.integer("after")
    return await feed.changes_of(order.stage, order.chat(), after, order.wait(0))


async def read_changes(order: Order) -> Json:
    """Return what is new or changed anywhere after a sequence number, waiting for it."""
    return await feed.changes(order.stage, order.parameters.integer("after"), order.wait(0))


def edit(order: Order) -> Json:
    """Edit one's own message."""
    world = order.stage.world
    edited = people.edit(world, order.user(), order.message(), order.text("text"))
    return message_json(world, edited)


def forward(order: Order) -> Json:
    """Forward a message."""
    world = order.stage.world
    message = order.message(chat="from_chat")
    return message_json(world, people.forward(world, order.user(), message, order.chat()))


def post(order: Order) -> Json:
    """Post as a channel."""
    world, is_html = order.stage.world, order.parameters.flag("html")
    sent = people.post_in_channel(world, order.chat(), order.text("text"), is_html=is_html)
    return message_json(world, sent)


async def press(order: Order) -> Json:
    """Press a button, and wait for the answer unless `wait` is 0."""
    message = order.message()
    button = _button(order, message)
    if "callback_data" not in button:
        return {"answered": True, "text": "", "show_alert": False, "url": button.get("url", "")}
    query = asking.press(order.stage, order.user(), message, button)
    answer = await query.changed.first(lambda: query.answer, order.wait())
    return {"answered": answer is not None, **(answer or {})}


def _button(order: Order, message: Message) -> Json:
    """Return the button in a row and column, counted from 0, else the one with a label."""
    if "row" not in order.parameters:
        return asking.find_button(message, order.text("label"))
    row, column = order.parameters.integer("row"), order.parameters.integer("column")
    try:
        return message.inline_keyboard[row][column]
    except IndexError:
        raise ImpossibleError(f"There is no button in row {row}, column {column}.") from None


async def ask_inline(order: Order) -> Json:
    """Type words after a bot's name, and wait for the results."""
    chat = order.chat() if "chat" in order.parameters else None
    words = Words(order.text("text"), order.text("offset"), chat)
    query = asking.ask_inline(order.stage, order.user(), order.bot(), words)
    order.stage.queries.add_inline(query)  # a cached answer can be chosen from too
    answer = await query.changed.first(lambda: query.answer, order.wait())
    return {"query_id": query.id, "answered": answer is not None, **_inline_json(answer)}


def _inline_json(answer: InlineAnswer | None) -> Json:
    if answer is None:
        return {}
    return {
        "results": [result.json for result in answer.results],
        "next_offset": answer.next_offset,
        "button": answer.button,
    }


def choose(order: Order) -> Json:
    """Send an inline result."""
    query = order.stage.queries.inline.get(order.text("query_id"))
    results = query.answer.results if query is not None and query.answer is not None else ()
    chosen = next((r for r in results if r.id == order.text("result_id")), None)
    if query is None or chosen is None:
        raise ImpossibleError("There is no such result; type the inline query again.")
    return message_json(order.stage.world, asking.choose(order.stage, query, chosen, order.chat()))


def react(order: Order) -> bool:
    """Set reactions."""
    emojis = tuple(str(emoji) for emoji in order.items("emojis"))
    people.react(order.stage.world, order.user(), order.message(), emojis)
    return True


def speak(order: Order) -> bool:
    """Set the language of a person's Telegram."""
    people.speak(order.stage.world, order.user(), order.text("language_code"))
    return True


def block(order: Order) -> bool:
    """Block a bot, or unblock it with `undo`."""
    change = people.unblock if order.parameters.flag("undo") else people.block
    change(order.stage.world, order.user(), order.bot())
    return True


def change_membership(order: Order) -> bool:
    """Let somebody in, out, or up."""
    world, chat, user = order.stage.world, order.chat(), order.user()
    status = order.text("status") or "member"
    if status == "left":
        groups.leave(world, chat, user)
    elif status == "administrator" or chat.is_admin(user.id):
        groups.promote(world, chat, user, status)
    elif user.id in world.bots:
        groups.add_bot(world, chat, world.bots[user.id])
    else:
        groups.join(world, chat, user)
    return True


def add_topic(order: Order) -> Json:
    """Open a topic in a forum."""
    return {"topic": groups.add_topic(order.stage.world, order.chat(), order.text("name"))}


def migrate(order: Order) -> Json:
    """Turn a basic group into a supergroup."""
    return chat_json(groups.migrate(order.stage.world, order.chat()))


def add_fault(order: Order) -> bool:
    """Put a fault in force."""
    kind = order.text("kind")
    if kind not in KINDS:
        raise ImpossibleError(f"There is no fault {kind!r}; take one of {', '.join(KINDS)}.")
    numbers = order.parameters
    times = numbers.structure("times", "times") if "times" in numbers else 1
    order.stage.faults.add(
        order.text("method") or "*",
        cast("Kind", kind),
        times=None if times in (None, 0, "null") else int(times),
        probability=float(order.text("probability") or 1),
        retry_after=numbers.integer("retry_after", 1),
        seconds=float(order.text("seconds") or 0),
        status=numbers.integer("status", 500),
        description=order.text("description"),
        chat_id=numbers.integer("chat_id") or None,
    )
    return True


def put_update(order: Order) -> Json:
    """Queue an update as it is, or a malformed one."""
    update = order.parameters.structure("update", "update") or MALFORMED
    return {"update_id": order.bot().updates.put_raw(dict(update))}


def read_calls(order: Order) -> list[Json]:
    """Return what bots called."""
    calls, method = order.stage.calls, order.text("method")
    return [call.to_json() for call in (calls.of(method) if method else calls)]


def read_commands(order: Order) -> list[Json]:
    """Return the menu that a person sees."""
    user = order.user()
    return shown_commands(order.bot(), order.chat(), user.id, user.language_code)


def read_state(order: Order) -> Json:
    """Return who and what there is."""
    return feed.state_json(order.stage.world)


def _forget(what: Callable[[Stage], None]) -> Callable[[Order], bool]:
    def forget(order: Order) -> bool:
        what(order.stage)
        return True

    return forget


Operation = Callable[[Order], Any | Awaitable[Any]]
OPERATIONS: dict[tuple[str, str], Operation] = {
    ("POST", "users"): add_user,
    ("POST", "bots"): add_bot,
    ("POST", "groups"): add_group,
    ("POST", "channels"): add_channel,
    ("POST", "start"): start,
    ("POST", "messages"): say,
    ("GET", "messages"): read_messages,
    ("GET", "changes"): read_changes,
    ("POST", "edits"): edit,
    ("POST", "forwards"): forward,
    ("POST", "posts"): post,
    ("POST", "presses"): press,
    ("POST", "inline"): ask_inline,
    ("POST", "choices"): choose,
    ("POST", "reactions"): react,
    ("POST", "blocks"): block,
    ("POST", "languages"): speak,
    ("POST", "members"): change_membership,
    ("POST", "topics"): add_topic,
    ("POST", "migrations"): migrate,
    ("POST", "faults"): add_fault,
    ("POST", "updates"): put_update,
    ("GET", "calls"): read_calls,
    ("GET", "commands"): read_commands,
    ("GET", "state"): read_state,
    ("DELETE", "faults"): _forget(lambda stage: stage.faults.clear()),
    ("DELETE", "calls"): _forget(lambda stage: stage.calls.clear()),
    ("DELETE", "inline"): _forget(lambda stage: stage.queries.cache.clear()),
}
