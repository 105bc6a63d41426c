"""Lines that belong to a web page and not to its article: share buttons, menus, counters, prompts.

Only whole lines count that equal a known phrase (data/boilerplate.txt), or begin with one that is
marked as open. An ordinary sentence never does.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache

from retrieval.data_files import read_sections


class Role(Enum):
    """What a line is on a page if it is not the article's; the values are the file's sections."""

    FURNITURE = "furniture"  # share buttons, related-links labels, cookie banners …
    MENU = "menu"  # an entry of a site's menu
    COMMENTS = "comments"  # readers' comments begin here
    NUMBER = "number"  # a number and nothing else: a counter, or the cell of a table


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases that a line must equal and those that it may begin with, and other words."""

    whole: Mapping[str, Role]
    open: Mapping[str, Role]
    first_words: frozenset[str]  # of the open ones
    networks: frozenset[str]
    dates: frozenset[str]


_LONGEST = 120  # code points of the longest line that can be furniture
_LONGEST_COUNTER = 260  # … of a comment counter, which repeats the article's title
_LONGEST_BANNER = 400
_LONGEST_DATE = 60
_OPEN_WORDS = 3  # that may follow an open phrase
_PHRASE_WORDS = 8  # of the longest open phrase

_NUMBER = re.compile(r"#|\d[\d.,  ]{0,15}(?:[km]\b)?")
_NOT_WORD = re.compile(r"[^\w'#]+")
_DATE_SEPARATOR = re.compile(r"[\s,:/.|-]+")
_DATE_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|h|min|am|pm)?|\d{1,2}h\d{2}")
_COOKIE_BANNER = re.compile(
    r"(?i)(?:en (?:poursuivant|continuant) (?:votre|la|à|sur)\b.{0,80}\b(?:cookies|traceurs)\b"
    r"|(?:nous utilisons|ce site (?:utilise|internet utilise)|notre site utilise) (?:des|les) "
    r"(?:cookies|traceurs)\b"
    r"|by (?:continuing|using|clicking)\b.{0,80}\bcookies\b"
    r"|(?:we use|(?:this|our) (?:web)?site uses) cookies\b)"
)


def page_role(line: str) -> Role | None:
    """Return what a folded line is on the page, None if it is the article's."""
    if len(line) > _LONGEST_BANNER:
        return None
    if _COOKIE_BANNER.match(line):
        return Role.FURNITURE
    if len(line) > _LONGEST_COUNTER:
        return None
    words = _words(line)
    if len(words) == 1 and line[-1] in ".,;":
        return None  # the last word of a sentence
    role = _phrases().whole.get(" ".join(words)) if len(line) <= _LONGEST else None
    return role or _role_of_words(words) or _role_of_beginning(line, words)


def is_date(line: str) -> bool:
    """Tell whether a folded line holds a date or a time and nothing else."""
    if len(line) > _LONGEST_DATE:
        return False
    words = _DATE_SEPARATOR.sub(" ", line.casefold()).split()
    known = _phrases().dates
    return len(words) > 1 and all(word in known or _DATE_NUMBER.fullmatch(word) for word in words)


def is_network(word: str) -> bool:
    """Tell whether a word is the name of a network that pages share on."""
    return word.casefold() in _phrases().networks


def prompts() -> list[str]:
    """Return the prompts that pages glue to their text, in small letters with straight quotes."""
    return read_sections("boilerplate.txt")["prompts"]


def _words(line: str) -> list[str]:
    """Return the line's words without case, accents and punctuation; a number is "#"."""
    plain = line.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFD", plain.replace("’", "'"))
        plain = decomposed.encode("ascii", "ignore").decode("ascii")
    return _NOT_WORD.sub(" ", _NUMBER.sub("# ", plain)).split()


def _role_of_words(words: list[str]) -> Role | None:
    """Return the role of a line of numbers, or of names of networks (a row of share buttons)."""
    if words in (["#"], ["#", "#"]):
        return Role.NUMBER
    if 1 < len(words) <= _PHRASE_WORDS * 2 and _phrases().networks.issuperset(words):
        return Role.FURNITURE
    return None


def _role_of_beginning(line: str, words: list[str]) -> Role | None:
    """Return the role of a line that begins with an open phrase: comments', of any length."""
    phrases = _phrases()
    if len(words) < 2 or words[0] not in phrases.first_words:
        return None
    for n in range(min(len(words) - 1, _PHRASE_WORDS), 0, -1):
        role = phrases.open.get(" ".join(words[:n]))
        if role is Role.COMMENTS:
            return role if line[-1] not in ".!…" else None
        if role and len(words) - n <= _OPEN_WORDS and line[-1] not in '.!?…»”"':
            return role
    return None


@cache
def _phrases() -> _Phrases:
    """Read data/boilerplate.txt; a prompt on a line of its own is furniture."""
    sections = read_sections("boilerplate.txt")
    roles = {"prompts": Role.FURNITURE, **{role.value: role for role in Role}}
    listed = [(line, roles[name]) for name in sections if name in roles for line in sections[name]]
    opened = dict(_plain(line, role) for line, role in listed if line.endswith("*"))
    return _Phrases(
        whole=dict(_plain(line, role) for line, role in listed if not line.endswith("*")),
        open=opened,
        first_words=frozenset(phrase.split()[0] for phrase in opened),
        networks=frozenset(" ".join(sections["networks"]).split()),
        dates=frozenset(" ".join(sections["dates"]).split()),
    )


def _plain(line: str, role: Role) -> tuple[str, Role]:
    return " ".join(_words(line)), role
