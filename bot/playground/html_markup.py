"""Telegram's HTML parse mode: a few tags, strictly checked, to text and entities.

Errors name the byte offset of the tag in the source, in Telegram's words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.entities import Entity, Formatted
from bot.playground.errors import RefusalError
from bot.playground.links import link_or_nothing, user_of_link
from bot.playground.markup_reader import MarkupReader, unparsable
from bot.playground.text import byte_offset, is_unicode

_KINDS = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline",
    "ins": "underline", "s": "strikethrough", "strike": "strikethrough", "del": "strikethrough",
    "span": "spoiler", "tg-spoiler": "spoiler", "tg-emoji": "custom_emoji", "a": "text_link",
    "code": "code", "pre": "pre", "blockquote": "blockquote",
}  # fmt: skip
_REFERENCE = re.compile(r"&(?:#x([0-9A-Fa-f]*)|#([0-9]*)|([A-Za-z]*))(;?)")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TAG_NAME = re.compile(r"[^\s>]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_SPACE = re.compile(r"\s*")
_PLAIN = re.compile(r"[^<&]+")


@dataclass(slots=True)
class _Open:
    """A tag that waits for its end; `start` counts code points of the result."""

    tag: str
    argument: str
    start: int


@dataclass(slots=True)
class _Reader(MarkupReader):
    """Reads HTML, with the tags that wait for their ends."""

    open_tags: list[_Open] = field(default_factory=list)

    def refuse(self, what: str, where: int) -> RefusalError:
        return unparsable(f"{what} at byte offset {byte_offset(self.source, where)}")

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        text = match.group() if match else ""
        self.at += len(text)
        return text

    def peek(self) -> str:
        return self.source[self.at : self.at + 1]


def parse_html(source: str) -> Formatted:
    """Return the text and entities that `source` stands for; a mistake is a 400."""
    reader = _Reader(source)
    while reader.at < len(source):
        if source.startswith("</", reader.at):
            _read_end_tag(reader)
        elif source[reader.at] == "<":
            _read_start_tag(reader)
        elif source[reader.at] == "&":
            reader.add(_read_reference(reader))
        else:
            _read_plain_text(reader)
    if reader.open_tags:
        tag = reader.open_tags[-1].tag
        raise unparsable(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return _finished(reader)


def _finished(reader: _Reader) -> Formatted:
    text = "".join(reader.parts)
    if not is_unicode(text):
        raise unparsable(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    # the language that a <code> outside of <pre> names is nobody's
    entities = tuple(
        Entity(e.kind, e.start, e.end, "" if e.kind == "code" else e.argument)
        for e in reader.entities
    )
    return Formatted(text, entities)


def _read_plain_text(reader: _Reader) -> None:
    reader.add(reader.skip(_PLAIN))


def _read_reference(reader: _Reader) -> str:
    """Read &lt; and its like; anything else is the ampersand itself."""
    match = _REFERENCE.match(reader.source, reader.at)
    decoded = _decoded(match) if match else ""
    reader.at = match.end() if match and decoded else reader.at + 1
    return decoded or "&"


def _decoded(match: re.Match[str]) -> str:
    hexadecimal, decimal, name, semicolon = match.groups()
    if name is not None:
        return _NAMED.get(name, "")
    if len(match.group()) - len(semicolon) >= 10:
        return ""
    code = int(hexadecimal or "0", 16) if hexadecimal is not None else int(decimal or "0")
    return chr(code) if 0 < code < 0x10FFFF else ""


def _read_start_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 1
    tag = reader.skip(_TAG_NAME).lower()
    if not reader.peek():
        raise reader.refuse("Unclosed start tag", begin)
    if tag not in _KINDS:
        raise reader.refuse(f'Unsupported start tag "{tag}"', begin)
    argument = ""
    while True:
        reader.skip(_SPACE)
        if reader.peek() == ">":
            break
        argument = _read_attribute(reader, tag, begin) or argument
    reader.at += 1
    if tag == "span" and argument != "spoiler":
        raise reader.refuse('Tag "span" must have class "tg-spoiler"', begin)
    reader.open_tags.append(_Open(tag, argument, reader.length))


def _read_attribute(reader: _Reader, tag: str, begin: int) -> str:
    """Read one attribute; return what it says of the entity, "" for one that says nothing."""
    unclosed = f'Unclosed start tag "{tag}"'
    if not reader.peek():
        raise reader.refuse(unclosed, begin)
    name = reader.skip(_ATTRIBUTE_NAME)
    if not name:
        raise reader.refuse(f'Empty attribute name in the tag "{tag}"', begin)
    reader.skip(_SPACE)
    if not reader.peek():
        raise reader.refuse(unclosed, begin)
    if reader.peek() != "=":
        return "1" if (tag, name) == ("blockquote", "expandable") else ""
    reader.at += 1
    reader.skip(_SPACE)
    if not reader.peek():
        raise reader.refuse(unclosed, begin)
    value = _read_value(reader)
    if not reader.peek():
        raise reader.refuse("Unclosed start tag", begin)
    return _meaning(tag, name, value)


def _read_value(reader: _Reader) -> str:
    mark = reader.peek()
    if mark in ("'", '"'):
        return _read_quoted(reader, mark)
    begin = reader.at
    value = reader.skip(_NAME_TOKEN).lower()
    if not reader.peek().isspace() and reader.peek() != ">":
        raise reader.refuse("Unexpected end of name token", begin)
    return value


def _read_quoted(reader: _Reader, mark: str) -> str:
    reader.at += 1
    parts = []
    while reader.peek() and reader.peek() != mark:
        if reader.peek() == "&":
            parts.append(_read_reference(reader))
        else:
            parts.append(reader.peek())
            reader.at += 1
    reader.at += 1 if reader.peek() else 0
    return "".join(parts)


def _meaning(tag: str, name: str, value: str) -> str:
    if (tag, name) in (("a", "href"), ("tg-emoji", "emoji-id")):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    return "1" if (tag, name) == ("blockquote", "expandable") else ""


def _read_end_tag(reader: _Reader) -> None:
    begin = reader.at
    reader.at += 2
    if not reader.open_tags:
        raise reader.refuse("Unexpected end tag", begin)
    name = reader.skip(_TAG_NAME).lower()
    reader.skip(_SPACE)
    if reader.peek() != ">":
        raise reader.refuse("Unclosed end tag", begin)
    reader.at += 1
    tag = reader.open_tags[-1].tag
    if name and name != tag:
        where = byte_offset(reader.source, begin)
        raise unparsable(
            f'Unmatched end tag at byte offset {where}, expected "</{tag}>", found "</{name}>"'
        )
    closed = reader.open_tags.pop()
    if reader.length > closed.start:
        _close(reader, closed)


def _close(reader: _Reader, closed: _Open) -> None:
    kind = _KINDS[closed.tag]
    special = _SPECIAL.get(kind)
    if special is None:
        reader.entities.append(Entity(kind, closed.start, reader.length))
    else:
        special(reader, closed)


def _close_link(reader: _Reader, closed: _Open) -> None:
    url = closed.argument or "".join(reader.parts)[closed.start :]
    if user := user_of_link(url):
        reader.entities.append(Entity("text_mention", closed.start, reader.length, user))
    elif link := link_or_nothing(url):
        reader.entities.append(Entity("text_link", closed.start, reader.length, link))


def _close_emoji(reader: _Reader, closed: _Open) -> None:
    if not closed.argument.isdecimal() or int(closed.argument) == 0:
        raise unparsable("Invalid custom emoji identifier specified")
    reader.entities.append(Entity("custom_emoji", closed.start, reader.length, closed.argument))


def _close_quote(reader: _Reader, closed: _Open) -> None:
    kind = "expandable_blockquote" if closed.argument else "blockquote"
    reader.entities.append(Entity(kind, closed.start, reader.length))


def _close_code(reader: _Reader, closed: _Open) -> None:
    """Close <pre> or <code>; one right inside the other makes a pre with a language."""
    here = (closed.start, reader.length)
    last = reader.entities[-1] if reader.entities else None
    other = "code" if closed.tag == "pre" else "pre"
    if last is not None and last.kind == other and (last.start, last.end) == here:
        language = last.argument if closed.tag == "pre" else closed.argument
        if language:
            reader.entities[-1] = Entity("pre", *here, language)
            return
    reader.entities.append(Entity(closed.tag, *here, closed.argument))


_SPECIAL: dict[str, Callable[[_Reader, _Open], None]] = {
    "text_link": _close_link,
    "custom_emoji": _close_emoji,
    "blockquote": _close_quote,
    "pre": _close_code,
    "code": _close_code,
}
