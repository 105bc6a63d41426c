"""Bytes become the text that was meant, or a refusal; never mojibake."""

import codecs
import contextlib
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import InputError
from storage.sources.encoding import clean, decode

FRENCH = (
    "L’été dernier, les élèves de Besançon ont découvert où naît la rivière. « C’était magique, "
    "a dit l’institutrice à la fin du séjour ; nous y retournerons dès le mois de février. » "
    "Le préfet, lui, n’a pas répondu."
)
ENGLISH = "The café’s owner said that it was naïve – and “a little sad”. Nothing more was heard."


def test_utf8_is_read_with_and_without_its_mark() -> None:
    assert decode(FRENCH.encode()) == FRENCH
    assert decode(codecs.BOM_UTF8 + FRENCH.encode()) == FRENCH


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("text", [FRENCH, ENGLISH, "Plain words without any accents."])
def test_wide_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", [FRENCH, ENGLISH, FRENCH * 30, ENGLISH * 30])
def test_older_western_encodings_are_recognised(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


def test_latin_1_is_recognised() -> None:
    text = FRENCH.replace("’", "'")
    assert decode(text.encode("latin-1")) == text


@pytest.mark.parametrize("encoding", ["cp850", "cp437", "shift_jis", "koi8-r", "big5"])
def test_other_encodings_are_refused_with_the_byte(encoding: str) -> None:
    text = {
        "shift_jis": "彼女は昨日、東京から電車で帰ってきた。",
        "big5": "她昨天從台北坐火車回來了。",
        "koi8-r": "Она вчера вернулась на поезде из Москвы.",
    }.get(encoding, FRENCH.replace("’", "'").replace("œ", "oe"))
    data = text.encode(encoding, "ignore")
    with pytest.raises(UnicodeDecodeError) as bad:
        data.decode("utf-8")
    offset = bad.value.start
    message = rf"not UTF-8 \(byte 0x{data[offset]:02X} at offset {offset}\)"
    with pytest.raises(InputError, match=message):
        decode(data)


def test_one_broken_byte_in_a_long_text_does_not_spoil_the_rest() -> None:
    """A single cut-off letter must not make the whole text be read as another encoding."""
    data = (FRENCH * 20).encode() + "é".encode()[:1]
    with pytest.raises(InputError, match=rf"offset {len(data) - 1}\)"):
        decode(data)


def test_pictures_and_programs_are_refused() -> None:
    with pytest.raises(InputError):
        decode(b"\x89PNG\r\n\x1a\n" + os.urandom(4000))
    with pytest.raises(InputError):
        decode(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20)


def test_mark_that_lies_is_refused() -> None:
    with pytest.raises(InputError, match="byte order mark says UTF-16-LE"):
        decode(codecs.BOM_UTF16_LE + b"\x00\xd8\x00")


def test_characters_that_show_nothing_are_left_out() -> None:
    assert clean("a\x00b\u200bc\u202ed\ufeffe\u00adf\u2066g") == "abcdefg"
    assert clean("one\r\ntwo\rthree\n") == "one\ntwo\nthree\n"
    assert clean("tab\tstays, a\u00a0hard space too") == "tab\tstays, a\u00a0hard space too"


def test_joined_emoji_stay_joined() -> None:
    family = "👩\u200d👧"
    assert clean(family) == family


def test_half_a_character_becomes_a_mark_of_loss() -> None:
    assert clean("a\ud83db") == "a\ufffdb"


@given(st.text())
def test_clean_text_can_be_stored_and_stays_clean(text: str) -> None:
    once = clean(text)
    once.encode()
    assert clean(once) == once
    assert not re.search("[\x00\r\u200b\u202e\ud800-\udfff]", once)


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(InputError):
        decode(data).encode()
