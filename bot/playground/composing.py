"""What a message is made of, read from the parameters of a method and checked."""

from typing import Any

from bot.playground.access import message_in
from bot.playground.detection import find_entities
from bot.playground.entities import (
    STYLES,
    Formatted,
    cleaned,
    from_json,
    normalised,
    part_of,
    to_json,
)
from bot.playground.errors import RefusalError, bad_request
from bot.playground.html_markup import parse_html
from bot.playground.markdown_markup import parse_markdown
from bot.playground.parameters import Parameters
from bot.playground.state import Chat, Json, Message
from bot.playground.text import utf16_length, utf16_offset

LONGEST_TEXT = 4096  # UTF-16 units after the markup is read
LONGEST_CAPTION = 1024
LONGEST_QUOTE = 1024
_LONGEST_SOURCE = 1 << 15  # bytes before it is read
_QUOTABLE = (*STYLES, "custom_emoji")


def formatted(source: str, parse_mode: str, entities: object = None) -> Formatted:
    """Return text with its entities, from markup or from an array of them, as Telegram keeps it."""
    if len(source.encode()) > _LONGEST_SOURCE:
        raise bad_request("text is too long")
    parsed = cleaned(_parsed(source, parse_mode.lower(), entities))
    return normalised(parsed, find_entities(parsed.text))


def _parsed(source: str, mode: str, entities: object) -> Formatted:
    if not source or mode in ("", "none"):
        return from_json(source, entities)
    if mode == "html":
        return parse_html(source)
    if mode == "markdownv2":
        return parse_markdown(source)
    if mode == "markdown":
        raise bad_request("parse mode Markdown is unsupported here; use HTML or MarkdownV2")
    raise bad_request("unsupported parse_mode")


def text_of(parameters: Parameters) -> Formatted:
    """Return the text of a message: 1 to 4,096 UTF-16 units."""
    source = parameters.text("text")
    if not source:
        raise bad_request("message text is empty")
    return checked_text(formatted(source, parameters.text("parse_mode"), _entities(parameters)))


def checked_text(content: Formatted) -> Formatted:
    """Return `content` if it can be a message of its own."""
    if not content.text:
        raise bad_request("text must be non-empty")
    if utf16_length(content.text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return content


def caption_of(parameters: Parameters) -> Formatted:
    """Return the caption under a file: up to 1,024 UTF-16 units."""
    entities = _entities(parameters, "caption_entities")
    content = formatted(parameters.text("caption"), parameters.text("parse_mode"), entities)
    if utf16_length(content.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return content


def _entities(parameters: Parameters, name: str = "entities") -> Any:
    try:
        return parameters.structure(name, name)
    except RefusalError:
        return None  # Telegram overlooks entities that aren't JSON


def link_preview_of(parameters: Parameters) -> Json | None:
    """Return the link preview options of a message."""
    if "link_preview_options" not in parameters:
        return {"is_disabled": True} if parameters.flag("disable_web_page_preview") else None
    options = parameters.structure("link_preview_options", "link preview options")
    if options is not None and not isinstance(options, dict):
        raise bad_request("Object expected as link preview options")
    return options or None


def reply_parameters_of(parameters: Parameters) -> Json:
    """Return what a message answers: empty for nothing, else with `message_id`."""
    if "reply_parameters" not in parameters:
        answered = parameters.integer("reply_to_message_id")
        is_lenient = parameters.flag("allow_sending_without_reply")
        reply = {"message_id": answered, "allow_sending_without_reply": is_lenient}
        return reply if answered else {}
    value = parameters.structure("reply_parameters", "reply parameters")
    if value is not None and not isinstance(value, dict):
        raise bad_request("Object expected as reply parameters")
    if value and "message_id" not in value:
        raise bad_request('Can\'t find field "message_id"')
    return value or {}


def answered_message(chat: Chat, reply: Json) -> Message | None:
    """Return the message that is replied to, None for none, a 400 if it is gone."""
    if not reply:
        return None
    if str(reply.get("chat_id", chat.id)) not in (str(chat.id), f"@{chat.username}"):
        raise bad_request("replies to another chat are unsupported here")
    try:
        return message_in(chat, Parameters(reply), "message to be replied")
    except RefusalError:
        if reply.get("allow_sending_without_reply"):
            return None
        raise


def quote_of(answered: Message | None, reply: Json) -> Json | None:
    """Return the quoted part of the message replied to; a 400 unless it is an exact part of it."""
    source = str(reply.get("quote") or "")
    if answered is None or not source:
        return None
    mode = str(reply.get("quote_parse_mode") or "")
    quote = _quotable(formatted(source, mode, reply.get("quote_entities")))
    if utf16_length(quote.text) > LONGEST_QUOTE:
        raise bad_request("QUOTE_TEXT_INVALID")
    return quoted_part(answered.content, quote, int(reply.get("quote_position") or 0))


def quoted_part(whole: Formatted, quote: Formatted, wanted: int) -> Json:
    """Return a TextQuote: the place nearest to `wanted` where `quote` stands in `whole`."""
    places = []
    at = whole.text.find(quote.text)
    while at != -1 and quote.text:
        if _quotable(part_of(whole, at, at + len(quote.text))) == quote:
            places.append(at)
        at = whole.text.find(quote.text, at + 1)
    if not places:
        raise bad_request("QUOTE_TEXT_INVALID")
    offsets = [utf16_offset(whole.text, place) for place in places]
    position = min(offsets, key=lambda offset: abs(offset - wanted))
    result: Json = {"text": quote.text, "position": position, "is_manual": True}
    return result | ({"entities": to_json(quote)} if quote.entities else {})


def _quotable(content: Formatted) -> Formatted:
    """Leave only the entities that quotes keep."""
    return Formatted(content.text, tuple(e for e in content.entities if e.kind in _QUOTABLE))


def thread_of(chat: Chat, wanted: int, answered: Message | None) -> int | None:
    """Return the thread that a message goes to: the wanted one, else that of what it answers."""
    if wanted:
        is_topic = chat.is_forum and wanted in chat.topics
        is_root = chat.kind == "supergroup" and not chat.is_forum and chat.message(wanted)
        if not is_topic and not is_root:
            raise bad_request("message thread not found")
        return wanted
    if answered is None or chat.kind != "supergroup":
        return None
    return answered.thread_id if chat.is_forum else answered.thread_id or answered.id
