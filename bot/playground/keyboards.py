"""Keyboards under messages: their shape checked as Telegram checks it."""

from typing import Any

from bot.playground.errors import bad_request
from bot.playground.links import checked_link, user_of_link

Json = dict[str, Any]

LONGEST_DATA = 64  # bytes of UTF-8
MOST_BUTTONS = 100
_KEPT_AS_IT_IS = (
    "callback_game", "pay", "switch_inline_query", "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat", "login_url", "web_app",
)  # fmt: skip
_WRONG_BUTTON = "Can't parse inline keyboard button: "


def checked_markup(value: object, *, only_inline: bool = False) -> Json | None:
    """Return a reply markup in the form that Telegram keeps; None for one that shows nothing."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("Object expected as reply markup")
    markup = _inline(value) or _other(value)
    if markup is not None and only_inline and "inline_keyboard" not in markup:
        raise bad_request("Inline keyboard expected")
    return markup


def _inline(value: Json) -> Json | None:
    rows = value.get("inline_keyboard")
    if rows is None:
        return None
    if not isinstance(rows, list):
        raise bad_request('Field "inline_keyboard" must be of type Array')
    checked = [_inline_row(row) for row in rows]
    if sum(len(row) for row in checked) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    filled = [row for row in checked if row]
    return {"inline_keyboard": filled} if filled else None


def _inline_row(row: object) -> list[Json]:
    if not isinstance(row, list):
        raise bad_request(
            'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
        )
    return [_inline_button(button) for button in row]


def _inline_button(button: object) -> Json:
    if not isinstance(button, dict):
        raise bad_request(f"{_WRONG_BUTTON}InlineKeyboardButton must be an Object")
    text = _string(button, "text", is_required=True)
    action = _action(button)
    if not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    style = {k: button[k] for k in ("style", "icon_custom_emoji_id") if k in button}
    return {"text": text, **action, **style}


def _action(button: Json) -> Json:
    """Return the one thing that the button does, the first in Telegram's order."""
    if url := _string(button, "url"):
        return {"url": _button_url(url)}
    if data := _string(button, "callback_data"):
        if len(data.encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if "copy_text" in button:
        return {"copy_text": _copied(button["copy_text"])}
    for name in _KEPT_AS_IT_IS:
        if name in button:
            return {name: button[name]}
    raise bad_request(f"{_WRONG_BUTTON}Text buttons are unallowed in the inline keyboard")


def _copied(value: object) -> Json:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def _button_url(url: str) -> str:
    if user_of_link(url):
        return url
    try:
        return checked_link(url)
    except ValueError as error:
        raise bad_request(f"Inline keyboard button URL '{url}' is invalid: {error}") from None


def _string(button: Json, name: str, *, is_required: bool = False) -> str:
    value = button.get(name)
    if value is None:
        if is_required:
            raise bad_request(f'{_WRONG_BUTTON}Can\'t find field "{name}"')
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)  # Telegram takes a number where a string is meant
    raise bad_request(f'{_WRONG_BUTTON}Field "{name}" must be of type String')


def _other(value: Json) -> Json | None:
    """Check the keyboards that replace the letters: shown, removed, or a forced reply."""
    if isinstance(value.get("keyboard"), list):
        rows = [_reply_row(row) for row in value["keyboard"]]
        filled = [row for row in rows if row]
        if filled:
            return value | {"keyboard": filled}
    if value.get("remove_keyboard") or value.get("force_reply"):
        return value
    return None


def _reply_row(row: object) -> list[Json]:
    if not isinstance(row, list):
        raise bad_request('Field "keyboard" must be an Array of Arrays')
    return [_reply_button(button) for button in row]


def _reply_button(button: object) -> Json:
    value = {"text": button} if isinstance(button, str) else button
    if not isinstance(value, dict):
        raise bad_request(
            "Can't parse keyboard button: KeyboardButton must be a String or an Object"
        )
    if not isinstance(value.get("text"), str):
        raise bad_request("Can't parse keyboard button: Can't find field \"text\"")
    if not value["text"].strip():
        raise bad_request("Keyboard button text must be non-empty")
    return value
