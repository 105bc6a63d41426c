"""Methods that send messages: texts, files, forwards and copies."""

from bot.playground.access import message_in, readable_chat, writable_chat
from bot.playground.composing import (
    answered_message,
    caption_of,
    link_preview_of,
    quote_of,
    reply_parameters_of,
    text_of,
    thread_of,
)
from bot.playground.entities import Formatted
from bot.playground.errors import bad_request
from bot.playground.files import document_json, photo_json
from bot.playground.keyboards import checked_markup
from bot.playground.methods.calling import Call, Method
from bot.playground.people import origin_of
from bot.playground.posting import post
from bot.playground.presenting import message_json
from bot.playground.state import Action, Chat, Json, Media, Message

_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_audio", "upload_audio",
        "record_voice", "upload_voice", "upload_document", "choose_sticker", "find_location",
        "record_video_note", "upload_video_note", "cancel",
    }
)  # fmt: skip


def send_message(call: Call) -> Json:
    """Send a text."""
    content = text_of(call.parameters)
    preview = link_preview_of(call.parameters)
    return message_json(call.world, _send(call, content, None, preview))


def send_document(call: Call) -> Json:
    """Send a file, uploaded or by its id."""
    return _send_file(call, "document")


def send_photo(call: Call) -> Json:
    """Send a picture, uploaded or by its id."""
    return _send_file(call, "photo")


def _send_file(call: Call, kind: str) -> Json:
    media = _media(call, kind)
    content = caption_of(call.parameters)
    return message_json(call.world, _send(call, content, media))


def _media(call: Call, kind: str) -> Media:
    given = call.parameters.text(kind).strip()
    attached = given.removeprefix("attach://") if given.startswith("attach://") else kind
    upload = call.parameters.files.get(attached)
    files = call.world.files
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        stored = files.keep(upload, f"{kind}s")
    elif not given:
        raise bad_request(f"there is no {kind} in the request")
    elif given.startswith(("http://", "https://")):
        raise bad_request("sending files by URL is unsupported here; upload them")
    else:
        known = files.by_id(given)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        stored = known
    json = document_json(stored) if kind == "document" else photo_json(stored)
    return Media(kind, stored, json)


def _send(
    call: Call, content: Formatted, media: Media | None, link_preview: Json | None = None
) -> Message:
    parameters = call.parameters
    reply = reply_parameters_of(parameters)
    markup = checked_markup(parameters.structure("reply_markup", "reply keyboard markup"))
    chat = writable_chat(call.world, call.bot, parameters)
    answered = answered_message(chat, reply)
    message = _from_bot(call, chat, content)
    message.media = media
    message.link_preview = link_preview
    message.reply_to = answered
    message.quote = quote_of(answered, reply)
    message.thread_id = thread_of(chat, parameters.integer("message_thread_id"), answered)
    message.markup = markup
    return post(call.world, message)


def _from_bot(call: Call, chat: Chat, content: Formatted) -> Message:
    """Begin a message of the bot; in a channel, the channel is the author."""
    if chat.kind == "channel":
        return Message(chat, sender_chat=chat, content=content, bot_id=call.bot.id)
    return Message(chat, sender=call.bot.account, content=content, bot_id=call.bot.id)


def forward_message(call: Call) -> Json:
    """Forward a message, with where it came from."""
    source = _source(call, "message to forward")
    chat = writable_chat(call.world, call.bot, call.parameters)
    if source.service:
        raise bad_request("the message can't be forwarded")
    message = _from_bot(call, chat, source.content)
    message.media = source.media
    message.origin = origin_of(source)
    message.thread_id = thread_of(chat, call.parameters.integer("message_thread_id"), None)
    return message_json(call.world, post(call.world, message))


def copy_message(call: Call) -> Json:
    """Send a message again as the bot's own, with a new caption if one is given."""
    source = _source(call, "message to copy")
    if source.service:
        raise bad_request("the message can't be copied")
    content = source.content
    if source.media is not None and "caption" in call.parameters:
        content = caption_of(call.parameters)
    message = _send(call, content, source.media)
    return {"message_id": message.id}


def _source(call: Call, what: str) -> Message:
    chat = readable_chat(call.world, call.bot, call.parameters, "from_chat_id")
    return message_in(chat, call.parameters, what)


def send_chat_action(call: Call) -> bool:
    """Show "typing" and its like; the chat keeps the last hundred."""
    chat = writable_chat(call.world, call.bot, call.parameters)
    action = call.parameters.text("action").lower()
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_of(chat, call.parameters.integer("message_thread_id"), None)
    sequence, now = call.world.next_sequence(), call.world.clock()
    chat.last_action = Action(call.bot.id, action, now, sequence)
    chat.actions.append(action)
    del chat.actions[:-100]
    chat.changed.notify()
    return True


METHODS: dict[str, Method] = {
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "forwardmessage": forward_message,
    "copymessage": copy_message,
    "sendchataction": send_chat_action,
}
