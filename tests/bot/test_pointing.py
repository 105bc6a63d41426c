"""An answer to a long message points to the sentence in it that asks."""

import pytest

from bot.pointing import words_to_point_to

STORY = "I walked along the harbour this morning, and all was quiet. The boats lay still. " * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("How much did it cost?", ""),
        (STORY, ""),
        (f"{STORY}How much did it cost? Tell me.", "How much did it cost?"),
        (f"Really? {STORY}\nHow much did it cost?", "How much did it cost?"),
        (f"{STORY}?", ""),
        (f"{STORY}{'very ' * 60}long?", ""),
    ],
)
def test_the_last_sentence_of_a_long_message_that_asks_is_pointed_to(write_message, text, words):
    assert words_to_point_to(write_message(text)) == words
    assert words in text


def test_a_styled_message_is_pointed_to_as_a_whole(write_message):
    bold = {"type": "bold", "offset": 0, "length": 4}
    assert words_to_point_to(write_message(f"{STORY}Why?", entities=[bold])) == ""


def test_a_pictures_caption_is_read_too(write_message):
    assert words_to_point_to(write_message(caption=f"{STORY}Why?")) == "Why?"
