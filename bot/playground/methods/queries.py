"""Methods that answer a pressed button or words typed inline."""

import re

from bot.playground.composing import LONGEST_CAPTION, checked_text, formatted
from bot.playground.entities import Formatted
from bot.playground.errors import bad_request
from bot.playground.keyboards import checked_markup
from bot.playground.methods.calling import Call, Method
from bot.playground.posting import post
from bot.playground.queries import InlineAnswer, InlineResult
from bot.playground.state import Json, Message
from bot.playground.text import utf16_length

LONGEST_ALERT = 200
MOST_RESULTS = 50
LONGEST_RESULT_ID = 64  # bytes
LONGEST_OFFSET = 64  # bytes
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_BOT_LINK = re.compile(r"(?:https?://)?(?:t|telegram)\.me/\w+\?start=|tg://")
_RESULT_TYPES = frozenset(
    {
        "article", "audio", "contact", "document", "game", "gif", "location", "mpeg4_gif",
        "photo", "sticker", "venue", "video", "voice",
    }
)  # fmt: skip
_WRONG_RESULT = "Can't parse inline query result: "


def answer_callback_query(call: Call) -> bool:
    """Tell the person who pressed a button: a notice, an alert, a link, or nothing."""
    parameters = call.parameters
    text, url = parameters.text("text"), parameters.text("url")
    if utf16_length(text) > LONGEST_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not _BOT_LINK.match(url):
        raise bad_request("URL_INVALID")
    answer = {"text": text, "show_alert": parameters.flag("show_alert"), "url": url}
    query_id = parameters.text("callback_query_id")
    call.queries.answer_callback(call.bot, query_id, answer, call.world.clock())
    return True


def answer_inline_query(call: Call) -> bool:
    """Give up to 50 results for words typed after the bot's name."""
    parameters = call.parameters
    values = parameters.structure("results", "inline query results")
    if not isinstance(values, list):
        raise bad_request("Expected an Array of inline query results")
    if len(values) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = tuple(_checked_result(value) for value in values)
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = parameters.text("next_offset")
    if len(next_offset.encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    answer = InlineAnswer(
        results=results,
        next_offset=next_offset,
        button=_checked_button(parameters.structure("button", "InlineQueryResultsButton")),
        cache_time=parameters.integer("cache_time", 300, low=0),
        is_personal=parameters.flag("is_personal"),
    )
    query_id = parameters.text("inline_query_id")
    call.queries.answer_inline(call.bot, query_id, answer, call.world.clock())
    return True


def answer_guest_query(call: Call) -> Json:
    """Post the one message with which a bot answers where it is a guest."""
    asked = call.world.guest_queries.get((call.bot.id, call.parameters.text("guest_query_id")))
    if asked is None:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    result = _checked_result(call.parameters.structure("result", "inline query result"))
    if result.content is None:
        raise bad_request("only texts can be sent as a guest in the playground")
    call.world.guest_queries.pop((call.bot.id, call.parameters.text("guest_query_id")))
    message = Message(asked.chat, sender=call.bot.account, content=result.content)
    message.bot_id, message.guest_of, message.reply_to = call.bot.id, asked.sender, asked
    message.markup, message.link_preview = result.markup, result.link_preview
    message.thread_id, message.inline_id = asked.thread_id, f"AgAAA{call.world.query_id()}"
    call.world.inline_messages[message.inline_id] = message
    post(call.world, message)
    return {"inline_message_id": message.inline_id}


def _checked_button(value: object) -> Json | None:
    if value is None:
        return None
    what = "Can't parse inline query results button: "
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise bad_request(f'{what}Can\'t find field "text"')
    if "start_parameter" in value:
        if not _START_PARAMETER.fullmatch(str(value["start_parameter"])):
            raise bad_request("START_PARAM_INVALID")
    elif "web_app" not in value:
        raise bad_request(what + "InlineQueryResultsButton must have exactly one optional field")
    return value


def _checked_result(value: object) -> InlineResult:
    if not isinstance(value, dict):
        raise bad_request(f"{_WRONG_RESULT}Expected an Object")
    result_id, kind = _field(value, "id"), _field(value, "type")
    if kind not in _RESULT_TYPES:
        raise bad_request(
            f'{_WRONG_RESULT}type "{kind}" is unsupported for the inline query result'
        )
    if not 1 <= len(result_id.encode()) <= LONGEST_RESULT_ID:
        raise bad_request("RESULT_ID_INVALID")
    if kind == "article":
        _field(value, "title")
    _check_caption(value)
    given = value.get("input_message_content")
    if given is None and kind == "article":
        raise bad_request(f"{_WRONG_RESULT}Input message content is not specified")
    return InlineResult(
        id=result_id,
        json=value,
        content=None if given is None else _content(given),
        markup=checked_markup(value.get("reply_markup"), only_inline=True),
        link_preview=given.get("link_preview_options") if isinstance(given, dict) else None,
    )


def _content(given: object) -> Formatted | None:
    """Return the text that a result sends; None for a place, a contact or the like."""
    if not isinstance(given, dict):
        raise bad_request(f"{_WRONG_RESULT}Input message content must be an Object")
    source = str(given.get("message_text") or "")
    if not source:
        if not {"latitude", "phone_number", "title", "payload"} & set(given):
            raise bad_request(f"{_WRONG_RESULT}Input message content is not specified")
        return None
    mode = str(given.get("parse_mode") or "")
    return checked_text(formatted(source, mode, given.get("entities")))


def _check_caption(value: Json) -> None:
    mode = str(value.get("parse_mode") or "")
    caption = formatted(str(value.get("caption") or ""), mode, value.get("caption_entities"))
    if utf16_length(caption.text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")


def _field(value: Json, name: str) -> str:
    if name not in value:
        raise bad_request(f'{_WRONG_RESULT}Can\'t find field "{name}"')
    if not isinstance(value[name], str):
        raise bad_request(f'{_WRONG_RESULT}Field "{name}" must be of type String')
    return str(value[name])


METHODS: dict[str, Method] = {
    "answercallbackquery": answer_callback_query,
    "answerinlinequery": answer_inline_query,
    "answerguestquery": answer_guest_query,
}
