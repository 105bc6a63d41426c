"""Operators in a question's text: what narrows the search, told apart from what is asked.

    "exact words" “…” «…»    the paragraph holds these words, one after the other
    -word                    the paragraph does not hold this word
    source:NAME              the article's outlet has NAME in its name, or its address is at NAME
    lang:fr                  the article and the paragraph are in this language
    after:2017-10            the article was published at the beginning of 2017-10 or later
    before:2018              the article was published before the beginning of 2018

A value can be quoted (source:"Coeur sur Paris"). Several sources, and several languages, are
alternatives; everything else holds together. An operator stands at the beginning or after white
space; what looks like one and makes no sense is left out of the question and gets a hint.
"""

import re
from dataclasses import dataclass, field

from retrieval.analysis import analyse, fold, words_of
from retrieval.language import LANGUAGES
from retrieval.narrowing import EVERYTHING, Hint, HintKind, Narrowing

MOST_OF_A_KIND = 16  # phrases, excluded words, sources: each costs a look into the index
LONGEST_SHOWN = 60  # code points of an operator that a hint repeats

_QUOTED = r'"[^"]*"|“[^”]*”|«[^»]*»'
_OPERATOR = re.compile(
    rf"""
      (?<![^\s(])(?P<minus>-?)
      (?P<name>source|lang|langue|after|before|apr(?:e|è|e\u0300)s|avant):(?P<value>{_QUOTED}|\S*)
    | (?P<quote>(?<!["\w])(?:(?<!\S)-)?(?:{_QUOTED}))
    | (?<!\S)-(?P<word>[^\W\d_]\S*)
    | (?:[“«]|(?<![^\s(])")[ \u00a0\u202f]*(?P<open>\w\S*)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_QUOTATION_MARKS = '"“”«» \u00a0\u202f\t\n'
_PUNCTUATION = ".,;:!?…)]}" + _QUOTATION_MARKS
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?")
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_NAMES = {"langue": "lang", "apres": "after", "avant": "before"}
_LANGUAGES = {
    **{code: code for code in LANGUAGES},
    **dict.fromkeys(["francais", "french"], "fr"),
    **dict.fromkeys(["anglais", "english"], "en"),
}


@dataclass(frozen=True, slots=True)
class Operators:
    """A question taken apart. `text` is what is asked, words of exact phrases among it."""

    text: str
    narrowing: Narrowing = EVERYTHING
    hints: tuple[Hint, ...] = ()


def read_operators(text: str) -> Operators:
    """Take a question apart; one without operators comes back as it is, to the last space."""
    reading = _Reading(text)
    kept = _OPERATOR.sub(reading.read, text)
    if not reading.written and not reading.hints:
        return Operators(text)
    if reading.cut:
        kept = " ".join(kept.split())
    return Operators(kept, reading.narrowing(kept), tuple(dict.fromkeys(reading.hints)))


def read_bounds(text: str) -> Narrowing:
    """Return which articles a text keeps to; what it says of words is not among it."""
    reading = _Reading(text)
    _OPERATOR.sub(reading.read, text)
    reading.phrases.clear()
    reading.excluded.clear()
    reading.written = {written: None for written in reading.written if written[0].isalpha()}
    return reading.narrowing(text)


@dataclass(slots=True)
class _Reading:
    """What has been read so far of one text."""

    text: str
    cut: bool = False
    phrases: dict[str, None] = field(default_factory=dict)
    excluded: dict[str, None] = field(default_factory=dict)
    sources: dict[str, None] = field(default_factory=dict)
    langs: dict[str, None] = field(default_factory=dict)
    after: list[str] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    written: dict[str, None] = field(default_factory=dict)
    hints: list[Hint] = field(default_factory=list)

    def read(self, match: re.Match[str]) -> str:
        """Note what one operator asks for; return what stays of it in the question."""
        if match["name"]:
            kept = self._read_named(match)
        elif match["quote"]:
            kept = self._read_quote(match[0])
        elif match["word"]:
            kept = self._read_exclusion(match)
        else:
            kept = self._hint(HintKind.UNCLOSED, match)
        self.cut |= kept != match[0]
        return kept

    def narrowing(self, kept: str) -> Narrowing:
        """Return all that was asked for together."""
        return Narrowing(
            phrases=tuple(self.phrases),
            excluded=tuple(self.excluded),
            sources=tuple(self.sources),
            langs=tuple(self.langs),
            after=max(self.after, default=None),
            before=min(self.before, default=None),
            written=" ".join(self.written),
            bare=not words_of(re.sub(_QUOTED, " ", kept)),
        )

    def _read_named(self, match: re.Match[str]) -> str:
        name = fold(match["name"])
        name = _NAMES.get(name, name)
        value = match["value"].lstrip(_QUOTATION_MARKS).rstrip(_PUNCTUATION)
        if match["minus"]:
            self._hint(HintKind.NEGATED, match)
        elif name == "source":
            self._narrow_source(value, match)
        elif name == "lang":
            self._narrow_language(value, match)
        else:
            self._narrow_date(value, self.after if name == "after" else self.before, match)
        return ""

    def _narrow_source(self, value: str, match: re.Match[str]) -> None:
        if words_of(value):
            self._note(value, self.sources, match)
        else:
            self._hint(HintKind.SOURCE, match)

    def _narrow_language(self, value: str, match: re.Match[str]) -> None:
        codes = [_read_language(part) for part in re.split("[,;/]", value)]
        if None in codes:
            self._hint(HintKind.LANGUAGE, match)
        for code in filter(None, codes):
            self._note(code, self.langs, match)

    def _narrow_date(self, value: str, bounds: list[str], match: re.Match[str]) -> None:
        first_day = read_date(value)
        if first_day is None:
            self._hint(HintKind.DATE, match)
        else:
            bounds.append(first_day)
            self.written[_on_one_line(match[0])] = None

    def _read_quote(self, written: str) -> str:
        phrase = _on_one_line(written.lstrip("-").strip(_QUOTATION_MARKS))
        if written.startswith("-"):
            self.hints.append(Hint(HintKind.NEGATED, _shorten(written)))
            return ""
        if words_of(phrase) and not self._is_a_quoted_question(written, phrase):
            self._note(phrase, self.phrases, written)
        return written

    def _is_a_quoted_question(self, written: str, phrase: str) -> bool:
        """Tell whether somebody has put their whole question in quotation marks."""
        return phrase.endswith("?") and written == self.text.strip()

    def _read_exclusion(self, match: re.Match[str]) -> str:
        word = match["word"].rstrip(_PUNCTUATION)
        alone = match[0] == self.text.strip()
        an_aside = word.endswith("-")  # -as here- dashes serve as brackets
        if alone or an_aside or not any(analyse(word, lang) for lang in LANGUAGES):
            return match[0]
        self._note(word, self.excluded, "-" + word)
        return match["word"][len(word) :]

    def _note(self, value: str, among: dict[str, None], written: re.Match[str] | str) -> None:
        if len(among) >= MOST_OF_A_KIND and value not in among:
            self._hint(HintKind.TOO_MANY, written)
            return
        among[value] = None
        self.written[_on_one_line(written if isinstance(written, str) else written[0])] = None

    def _hint(self, kind: HintKind, about: re.Match[str] | str) -> str:
        written = about if isinstance(about, str) else about[0]
        self.hints.append(Hint(kind, _shorten(written)))
        return written


def read_date(value: str) -> str | None:
    """Return a day, or the first one of a month or year, as briefly as ISO 8601 can begin it.

    "2017" for 2017, 2017-01 and 2017-01-01; "2017-10" for 2017-10. None for another text, and for a
    day that the calendar doesn't have.
    """
    match = _DATE.fullmatch(value)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not (1 <= month <= 12 and 1 <= day <= _days_of(year, month)):
        return None
    return f"{year:04}-{month:02}-{day:02}".removesuffix("-01").removesuffix("-01")


def _read_language(written: str) -> str | None:
    words = words_of(written)  # "fr-CA" is French
    return _LANGUAGES.get(words[0]) if words else None


def _days_of(year: int, month: int) -> int:
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap and month == 2 else _DAYS[month - 1]


def _on_one_line(written: str) -> str:
    return " ".join(written.split())


def _shorten(written: str) -> str:
    line = _on_one_line(written)
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"
