"""Lines that belong to a web page and not to its article: share buttons, menus, counters, prompts.

Only whole lines that equal a known phrase (data/boilerplate.txt) count, or begin with one that is
marked as open. An ordinary sentence never does.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from retrieval.word_lists import read_sections

_LONGEST = 120  # code points of the longest line that can be furniture
_LONGEST_COUNTER = 260  # … and of a comment counter, which repeats the article's title
_LONGEST_BANNER = 400
_LONGEST_DATE = 60
_OPEN_WORDS = 3

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


@dataclass(frozen=True, slots=True)
class _Phrases:
    """The phrases of a section: those a line must equal, and those it may begin with."""

    whole: frozenset[str]
    open: frozenset[str]


def is_boilerplate(line: str) -> bool:
    """Tell whether a folded line is a page's furniture, so that it is no paragraph."""
    return is_furniture(line) or is_menu_word(line) or opens_comments(line)


def is_furniture(line: str) -> bool:
    """Tell whether a folded line is a share button, a related-links label, a cookie banner …"""
    if len(line) > _LONGEST:
        return len(line) <= _LONGEST_BANNER and _COOKIE_BANNER.match(line) is not None
    words = _words(line)
    phrases = _sections()["furniture"]
    whole = " ".join(words)
    if whole in phrases.whole or whole in _sections()["prompts"].whole:
        return True
    if _COOKIE_BANNER.match(line):
        return True
    if len(words) > 1 and _sections()["networks"].whole.issuperset(words):
        return True
    return line[-1:] not in '.!?…»”"' and _begins_with(phrases.open, words, _OPEN_WORDS)


def is_menu_word(line: str) -> bool:
    """Tell whether a folded line is an entry of a site's menu ("Accueil", "Privacy policy")."""
    return len(line) <= 40 and " ".join(_words(line)) in _sections()["menu"].whole


def opens_comments(line: str) -> bool:
    """Tell whether readers' comments begin at this folded line ("3 commentaires sur …")."""
    if len(line) > _LONGEST_COUNTER:
        return False
    words = _words(line)
    phrases = _sections()["comments"]
    if " ".join(words) in phrases.whole:
        return True
    return line[-1:] not in ".!…" and _begins_with(phrases.open, words, len(words))


def is_bare_number(line: str) -> bool:
    """Tell whether nothing but a number stands in a folded line."""
    return len(line) <= 40 and _words(line) in (["#"], ["#", "#"])


def is_date(line: str) -> bool:
    """Tell whether a folded line holds a date or a time and nothing else."""
    if len(line) > _LONGEST_DATE:
        return False
    words = _DATE_SEPARATOR.sub(" ", line.casefold()).split()
    known = _date_words()
    return len(words) > 1 and all(word in known or _DATE_NUMBER.fullmatch(word) for word in words)


def prompts() -> list[str]:
    """Return the prompts that pages glue to their text, in small letters with straight quotes."""
    return read_sections("boilerplate")["prompts"]


def _words(line: str) -> list[str]:
    """Return the line's words without case, accents and punctuation; a number is "#"."""
    plain = unicodedata.normalize("NFD", line.casefold().replace("’", "'"))
    plain = "".join(filter(str.isascii, plain)) if not plain.isascii() else plain
    return _NOT_WORD.sub(" ", _NUMBER.sub("# ", plain)).split()


def _begins_with(phrases: frozenset[str], words: Sequence[str], more: int) -> bool:
    """Tell whether one of `phrases` and one to `more` further words make the whole line."""
    shortest = max(1, len(words) - more)
    return any(" ".join(words[:n]) in phrases for n in range(shortest, min(len(words), 8)))


@cache
def _sections() -> dict[str, _Phrases]:
    return {name: _phrases(lines) for name, lines in read_sections("boilerplate").items()}


@cache
def _date_words() -> frozenset[str]:
    return frozenset(" ".join(read_sections("boilerplate")["dates"]).split())


def _phrases(lines: Sequence[str]) -> _Phrases:
    words = {line: " ".join(_words(line)) for line in lines}
    return _Phrases(
        whole=frozenset(words[line] for line in lines if not line.endswith("*")),
        open=frozenset(words[line] for line in lines if line.endswith("*")),
    )
