"""Methods that read chats and files, and leave chats."""

from bot.playground.access import readable_chat, writable_chat
from bot.playground.errors import bad_request
from bot.playground.files import LARGEST_DOWNLOAD
from bot.playground.methods.calling import Call, Method
from bot.playground.posting import change_member, post
from bot.playground.presenting import full_chat_json, member_json, user_json
from bot.playground.state import Json, Member, Message


def get_chat(call: Call) -> Json:
    """Return what is known of a chat."""
    return full_chat_json(readable_chat(call.world, call.bot, call.parameters))


def get_chat_member(call: Call) -> Json:
    """Return what a person is in a chat."""
    chat = readable_chat(call.world, call.bot, call.parameters)
    user_id = call.parameters.integer("user_id")
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    member = chat.member(user_id)
    if member is None and chat.kind in ("private", "group"):
        raise bad_request("member not found")
    account = call.world.accounts.get(user_id)
    if account is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(member or Member(account, "left"))


def get_chat_administrators(call: Call) -> list[Json]:
    """Return who administers a group or channel, other bots left out."""
    chat = readable_chat(call.world, call.bot, call.parameters)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    own = call.bot.account
    return [
        member_json(member)
        for member in chat.members.values()
        if member.is_admin and (not member.account.is_bot or member.account is own)
    ]


def get_chat_member_count(call: Call) -> int:
    """Return how many take part."""
    chat = readable_chat(call.world, call.bot, call.parameters)
    return sum(member.is_in for member in chat.members.values())


def leave_chat(call: Call) -> bool:
    """Leave a group or channel."""
    chat = writable_chat(call.world, call.bot, call.parameters)
    if chat.kind == "private":
        raise bad_request("chat member status can't be changed in private chats")
    account = call.bot.account
    service = {"left_chat_member": user_json(account)}
    change_member(call.world, chat, account, "left")
    post(call.world, Message(chat, sender=account, service=service))
    return True


def get_file(call: Call) -> Json:
    """Return where a file can be fetched."""
    file_id = call.parameters.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.world.files.by_id(file_id)
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return stored.to_json() | {"file_path": stored.path}


METHODS: dict[str, Method] = {
    "getchat": get_chat,
    "getchatmember": get_chat_member,
    "getchatadministrators": get_chat_administrators,
    "getchatmembercount": get_chat_member_count,
    "getchatmemberscount": get_chat_member_count,
    "leavechat": leave_chat,
    "getfile": get_file,
}
