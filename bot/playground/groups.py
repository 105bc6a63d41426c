"""Groups and channels: who is in them, topics, administrators, migration."""

from collections.abc import Sequence
from dataclasses import replace

from bot.playground.errors import ImpossibleError
from bot.playground.posting import bots_in, change_member, post
from bot.playground.presenting import user_json
from bot.playground.state import Account, Bot, Chat, Member, Message, World

_SUPERGROUP_BASE = -1_001_000_000_000
_GROUP_BASE = -4_000_000


def add_group(
    world: World, chat: Chat, members: Sequence[Member], *, settled: bool = False
) -> Chat:
    """Create a group or channel with its members; `chat.id` is set here unless it is given.

    In a `settled` one the bots have long been: they hear nothing of it.
    """
    number = next(world.numbers)
    if chat.id == 0:
        chat.id = (_GROUP_BASE if chat.kind == "group" else _SUPERGROUP_BASE) - number
    world.chats[chat.id] = chat
    people = [m for m in members if settled or m.account.id not in world.bots]
    chat.members = {member.account.id: member for member in people}
    creator = people[0].account if people else None
    world.mark_cast_changed()
    for member in members:
        if member.account.id in world.bots and not settled:
            add_bot(world, chat, world.bots[member.account.id], member.status, creator)
    return chat


def add_bot(
    world: World, chat: Chat, bot: Bot, status: str = "member", by: Account | None = None
) -> None:
    """Bring a bot into a chat; it learns of it, and of who brought it."""
    if by is not None:
        bot.has_met.add(by.id)
    change_member(world, chat, bot.account, status, by=by)
    if chat.kind != "channel":
        newcomers = {"new_chat_members": [user_json(bot.account)]}
        post(world, Message(chat, sender=by or bot.account, service=newcomers))


def join(world: World, chat: Chat, account: Account) -> None:
    """Let a person in."""
    if chat.holds(account.id):
        return
    change_member(world, chat, account, "member")
    if chat.kind != "channel":
        newcomers = {"new_chat_members": [user_json(account)]}
        post(world, Message(chat, sender=account, service=newcomers))


def leave(world: World, chat: Chat, account: Account, by: Account | None = None) -> None:
    """Let an account go, or throw it out when `by` is somebody else."""
    if not chat.holds(account.id):
        raise ImpossibleError(f"{account.first_name} is not in {chat.title!r}.")
    is_thrown_out = by is not None and by is not account
    service = {"left_chat_member": user_json(account)}
    if chat.kind != "channel":
        post(world, Message(chat, sender=by or account, service=service))
    change_member(world, chat, account, "kicked" if is_thrown_out else "left", by=by)


def promote(world: World, chat: Chat, account: Account, status: str = "administrator") -> None:
    """Make a member an administrator, or an administrator a member again."""
    if not chat.holds(account.id):
        raise ImpossibleError(f"{account.first_name} is not in {chat.title!r}; join first.")
    creator = next((m.account for m in chat.members.values() if m.status == "creator"), account)
    change_member(world, chat, account, status, by=creator)


def add_topic(world: World, chat: Chat, name: str) -> int:
    """Open a topic in a forum; return its message_thread_id."""
    if not chat.is_forum:
        raise ImpossibleError(f"{chat.title!r} is not a forum; create it with forum=True.")
    thread_id = chat.next_message_id
    chat.topics[thread_id] = name
    service = {"forum_topic_created": {"name": name, "icon_color": 7322096}}
    creator = next(iter(chat.members.values())).account
    post(world, Message(chat, sender=creator, service=service, thread_id=thread_id))
    return thread_id


def migrate(world: World, chat: Chat) -> Chat:
    """Turn a basic group into a supergroup with a new id; the old one refuses messages.

    As on Telegram, a bot in it hears that it has come into the supergroup, but not that it has left
    the group, and two messages tell how the two belong together.
    """
    if chat.kind != "group":
        raise ImpossibleError(f"{chat.title!r} is no basic group; only those migrate.")
    after, bots = _as_supergroup(chat), list(bots_in(world, chat))
    after.id = _SUPERGROUP_BASE - next(world.numbers)
    world.chats[after.id] = after
    world.mark_cast_changed()
    actor = next(iter(chat.members.values())).account
    for bot in bots:
        status = after.members.pop(bot.id).status
        change_member(world, after, bot.account, status, by=actor)
    moved = Message(chat, sender=actor, service={"migrate_to_chat_id": after.id})
    post(world, moved)
    chat.migrated_to = after.id
    post(world, Message(after, sender=actor, service={"migrate_from_chat_id": chat.id}))
    return after


def _as_supergroup(chat: Chat) -> Chat:
    """Return an empty supergroup with the members of a basic group."""
    members = {i: replace(member) for i, member in chat.members.items() if member.is_in}
    return Chat(0, "supergroup", title=chat.title, members=members)
