"""Addresses and keyboards, checked as Telegram checks them."""

from typing import Any

import pytest

from bot.playground.errors import RefusalError
from bot.playground.keyboards import checked_markup
from bot.playground.links import checked_link, link_or_nothing


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("example.org", "http://example.org/"),
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://ex.org/a?b#:~:text=le%20mot", "https://ex.org/a?b#:~:text=le%20mot"),
        ("https://ex.org?q=1", "https://ex.org/?q=1"),
        ("https://ex.org:8443/x", "https://ex.org:8443/x"),
        ("ex.org:8080/x", "http://ex.org:8080/x"),
        ("http://127.0.0.1/x", "http://127.0.0.1/x"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("tg://resolve?domain=a", "tg://resolve?domain=a"),
        ("https://user@ex.org/x", "https://user@ex.org/x"),
    ],
)
def test_links_are_kept_in_telegrams_spelling(given: str, kept: str) -> None:
    assert checked_link(given) == kept


@pytest.mark.parametrize(
    "given",
    ["", "x", "http://localhost:8080/", "http://", "mailto:a@b.org", "javascript:alert(1)",
     "http://a b.org/", "http://ex.org:port/", "http://[::1", "ftp://ex.org/"],
)  # fmt: skip
def test_what_is_no_link_is_refused(given: str) -> None:
    assert link_or_nothing(given) == ""


def keyboard(*buttons: Any) -> dict[str, Any]:
    """Return an inline keyboard with one row."""
    return {"inline_keyboard": [list(buttons)]}


def test_a_keyboard_is_kept_without_its_empty_rows() -> None:
    value = {"inline_keyboard": [[], [{"text": "a", "callback_data": "1"}]]}
    assert checked_markup(value) == keyboard({"text": "a", "callback_data": "1"})


def test_an_empty_keyboard_is_none() -> None:
    assert checked_markup({"inline_keyboard": []}) is None
    assert checked_markup({"inline_keyboard": [[]]}) is None
    assert checked_markup(None) is None


def test_callback_data_holds_64_bytes() -> None:
    assert checked_markup(keyboard({"text": "a", "callback_data": "é" * 32}))
    with pytest.raises(RefusalError, match="BUTTON_DATA_INVALID"):
        checked_markup(keyboard({"text": "a", "callback_data": "é" * 32 + "x"}))


@pytest.mark.parametrize(
    ("markup", "description"),
    [
        ([], "object expected as reply markup"),
        ({"inline_keyboard": 1}, 'field "inline_keyboard" must be of type Array'),
        (
            {"inline_keyboard": [{"text": "a"}]},
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            keyboard("a"),
            "can't parse inline keyboard button: InlineKeyboardButton must be an Object",
        ),
        (keyboard({}), "can't parse inline keyboard button: Can't find field \"text\""),
        (
            keyboard({"text": ["a"], "callback_data": "1"}),
            'can\'t parse inline keyboard button: Field "text" must be of type String',
        ),
        (
            keyboard({"text": "a"}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard({"text": "a", "callback_data": ""}),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard({"text": " ", "callback_data": "1"}),
            "inline keyboard button text must be non-empty",
        ),
        (
            keyboard({"text": "a", "url": "http://localhost:1/"}),
            "inline keyboard button URL 'http://localhost:1/' is invalid: Wrong HTTP URL",
        ),
        (
            keyboard({"text": "a", "url": "mailto:a@b.org"}),
            "inline keyboard button URL 'mailto:a@b.org' is invalid: Unsupported URL protocol",
        ),
        (keyboard({"text": "a", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (
            {"inline_keyboard": [[{"text": "a", "callback_data": "1"}] * 101]},
            "reply markup is too long",
        ),
    ],
)
def test_wrong_keyboards_are_refused_in_telegrams_words(markup: Any, description: str) -> None:
    with pytest.raises(RefusalError) as refusal:
        checked_markup(markup)
    assert refusal.value.description == f"Bad Request: {description}"


def test_reply_keyboards_take_plain_texts() -> None:
    assert checked_markup({"keyboard": [["Yes", {"text": "No"}]], "resize_keyboard": True}) == {
        "keyboard": [[{"text": "Yes"}, {"text": "No"}]],
        "resize_keyboard": True,
    }
    assert checked_markup({"remove_keyboard": True}) == {"remove_keyboard": True}


def test_an_edit_takes_inline_keyboards_only() -> None:
    with pytest.raises(RefusalError, match="inline keyboard expected"):
        checked_markup({"remove_keyboard": True}, only_inline=True)
