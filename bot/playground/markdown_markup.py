"""Telegram's MarkdownV2 parse mode, to text and entities.

Errors name the byte offset in the source, in Telegram's words.
"""

import re
from dataclasses import dataclass, field

from bot.playground.entities import Entity, Formatted
from bot.playground.errors import RefusalError
from bot.playground.links import link_or_nothing, user_of_link
from bot.playground.markup_reader import MarkupReader, unparsable
from bot.playground.text import byte_offset

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_MARKS = {"*": "bold", "_": "italic", "__": "underline", "~": "strikethrough", "||": "spoiler"}
_ENDS = {
    "bold": "*", "italic": "_", "underline": "__", "strikethrough": "~", "spoiler": "||",
    "code": "`", "pre": "```", "text_link": "]", "custom_emoji": "]",
}  # fmt: skip
_NAMES = {
    "bold": "Bold", "italic": "Italic", "underline": "Underline", "strikethrough": "Strikethrough",
    "spoiler": "Spoiler", "code": "Code", "pre": "Pre", "text_link": "TextUrl",
    "custom_emoji": "CustomEmoji", "blockquote": "BlockQuote",
}  # fmt: skip
_LANGUAGE = re.compile(r"[^\s`]+(?=\s)")
_FIRST_BREAK = re.compile(r"\r\n|\n\r|\n|\r")
_EMOJI_LINK = re.compile(r"tg://emoji\?id=(\d+)")


@dataclass(slots=True)
class _Open:
    """An entity that waits for its end: `start` in the result, `where` in the source."""

    kind: str
    start: int
    where: int
    argument: str = ""


@dataclass(slots=True)
class _Reader(MarkupReader):
    """Reads MarkdownV2, with the entities that wait for their ends."""

    opened: list[_Open] = field(default_factory=list)
    is_quoting: bool = False

    def sees(self, text: str) -> bool:
        return self.source.startswith(text, self.at)

    def open(self, kind: str, mark: str) -> None:
        self.opened.append(_Open(kind, self.length, self.at))
        self.at += len(mark)

    @property
    def innermost(self) -> str:
        return self.opened[-1].kind if self.opened else ""


def parse_markdown(source: str) -> Formatted:
    """Return the text and entities that `source` stands for; a mistake is a 400."""
    reader = _Reader(source)
    while reader.at < len(source):
        _read_one(reader)
    if reader.innermost == "blockquote":
        _close_quote(reader)
    if reader.opened:
        raise _unended(reader)
    return Formatted("".join(reader.parts), tuple(reader.entities))


def _unended(reader: _Reader) -> RefusalError:
    last = reader.opened[-1]
    where = byte_offset(reader.source, last.where)
    return unparsable(f"Can't find end of {_NAMES[last.kind]} entity at byte offset {where}")


def _read_one(reader: _Reader) -> None:
    char = reader.source[reader.at]
    following = reader.source[reader.at + 1 : reader.at + 2]
    if char == "\\" and following and 0 < ord(following) <= 126:
        reader.add(following)
        reader.at += 2
    elif char not in ("`" if reader.innermost in ("code", "pre") else _RESERVED):
        reader.add(char)
        reader.at += 1
    elif char == "\n":
        _read_line_end(reader)
    elif reader.innermost in _ENDS and _sees_end(reader, _ENDS[reader.innermost]):
        _close(reader)
    else:
        _open(reader, char)


def _sees_end(reader: _Reader, end: str) -> bool:
    if end == "_" and reader.sees("__"):
        return False
    return reader.sees(end)


def _read_line_end(reader: _Reader) -> None:
    """End a quote at a line that doesn't begin with >, or begin one at a line that does."""
    goes_on = reader.source.startswith("\n>", reader.at)
    if reader.is_quoting and not goes_on:
        if reader.innermost != "blockquote":
            raise _unended(reader)
        _close_quote(reader)
    reader.add("\n")
    reader.at += 1
    if goes_on and reader.is_quoting:
        reader.at += 1
    elif goes_on:
        reader.is_quoting = True
        reader.open("blockquote", ">")


def _close_quote(reader: _Reader) -> None:
    """Close a quote; one that ends with || is expandable."""
    opened = reader.opened.pop()
    reader.is_quoting = False
    kind = "expandable_blockquote" if opened.argument else "blockquote"
    if reader.length > opened.start:
        reader.entities.append(Entity(kind, opened.start, reader.length))


def _open(reader: _Reader, char: str) -> None:
    if reader.sees("```"):
        _open_code_block(reader)
    elif reader.sees("||") and _ends_quote(reader):
        reader.opened[-1].argument = "expandable"
        reader.at += 2
    elif reader.sees("__") or reader.sees("||") or char in ("*", "_", "~"):
        mark = reader.source[reader.at : reader.at + 2]
        mark = mark if mark in _MARKS else char
        reader.open(_MARKS[mark], mark)
    elif char == "`":
        reader.open("code", "`")
    elif char == "[":
        reader.open("text_link", "[")
    elif reader.sees("!["):
        reader.open("custom_emoji", "![")
    elif char == ">" and reader.at == 0:
        reader.is_quoting = True
        reader.open("blockquote", ">")
    else:
        raise unparsable(
            f"Character '{char}' is reserved and must be escaped with the preceding '\\'"
        )


def _ends_quote(reader: _Reader) -> bool:
    after = reader.source[reader.at + 2 : reader.at + 4]
    is_last = after == "" or (after.startswith("\n") and not after.startswith("\n>"))
    return reader.innermost == "blockquote" and is_last


def _open_code_block(reader: _Reader) -> None:
    reader.open("pre", "```")
    if match := _LANGUAGE.match(reader.source, reader.at):
        reader.opened[-1].argument = match.group()
        reader.at = match.end()
    if match := _FIRST_BREAK.match(reader.source, reader.at):
        reader.at = match.end()


def _close(reader: _Reader) -> None:
    opened = reader.opened.pop()
    reader.at += len(_ENDS[opened.kind])
    is_empty = reader.length == opened.start
    if opened.kind == "text_link":
        _close_link(reader, opened)
    elif opened.kind == "custom_emoji":
        _close_emoji(reader, opened)
    elif not is_empty:
        reader.entities.append(Entity(opened.kind, opened.start, reader.length, opened.argument))


def _close_link(reader: _Reader, opened: _Open) -> None:
    url = _read_address(reader, "a URL") if reader.sees("(") else ""
    url = url or "".join(reader.parts)[opened.start :]
    if reader.length == opened.start:
        return
    if user := user_of_link(url):
        reader.entities.append(Entity("text_mention", opened.start, reader.length, user))
    elif link := link_or_nothing(url):
        reader.entities.append(Entity("text_link", opened.start, reader.length, link))


def _close_emoji(reader: _Reader, opened: _Open) -> None:
    if not reader.sees("("):
        raise unparsable("Custom emoji entity must contain a tg://emoji URL")
    match = _EMOJI_LINK.fullmatch(_read_address(reader, "a custom emoji URL"))
    if match is None:
        raise unparsable("Custom emoji URL must have scheme tg")
    if reader.length > opened.start:
        emoji = match.group(1)
        reader.entities.append(Entity("custom_emoji", opened.start, reader.length, emoji))


def _read_address(reader: _Reader, what: str) -> str:
    """Read the (address) after a ]; inside it only \\ and ) are special."""
    reader.at += 1
    begin = reader.at
    parts = []
    while reader.at < len(reader.source) and not reader.sees(")"):
        if reader.sees("\\") and reader.at + 1 < len(reader.source):
            reader.at += 1
        parts.append(reader.source[reader.at])
        reader.at += 1
    if not reader.sees(")"):
        where = byte_offset(reader.source, begin)
        raise unparsable(f"Can't find end of {what} at byte offset {where}")
    reader.at += 1
    return "".join(parts)
