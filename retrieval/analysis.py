"""Text to terms: one analyser for the index and for questions.

    words     runs of letters and digits; an elided article ("l'", "qu'") is left out
    numbers   one spelling each: 274.100, 274,100 and 274 100 are 274100; 3,5 is 3.5
    folding   lower case, no accents, ligatures spelt out
    stop      function words of the text's language are left out
    stemming  Snowball's French or English stemmer

Accents go before stemming, so that a question typed without them meets the same stems.
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, overload

import Stemmer

from retrieval.data_files import read_lines
from retrieval.latin import as_latin, may_group_digits, split_at_apostrophes
from retrieval.model import Span
from retrieval.stopwords import stop_words

# Longer runs are not words (keys, encoded pictures); they are cut so that nothing costs more.
LONGEST_WORD = 64

_NUMBERS = (
    r"[1-9]\d{0,2}(?:[.,\u00a0\u202f\u2009 ]\d{3})+(?!\w)"  # grouped thousands
    r"|\d+[.,]\d+(?!\w)"  # decimals
)
_TOKEN = re.compile(
    rf"{_NUMBERS}"
    # words, with accents and joiners that stand apart; with the apostrophe of an elided article
    r"|\w[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]*['’]?"
)
# Most texts need none of that: they are read three times as fast by what is left of it.
_PLAIN_TOKEN = re.compile(r"\w+['’]?")
_UNUSUAL = re.compile(r"\d[.,\u00a0\u202f\u2009 ]\d|[\u0300-\u036f\u00ad\u200b-\u200d\u2060]")
NUMBER = re.compile(rf"(?<!\w)({_NUMBERS})")
_ELIDED = frozenset([*"cdjlmnst", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu"])
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
_THOUSANDS = re.compile(r"[.,\u00a0\u202f\u2009 ]")
_REMEMBERED_WORDS = 200_000  # words whose terms are remembered, a language each


class Token(NamedTuple):
    """A content word of a text: its term, its folded word and where it stands."""

    term: str
    word: str
    span: Span


def _token(text: str) -> re.Pattern[str]:
    """Return the pattern of the words of a text."""
    return _TOKEN if _UNUSUAL.search(text) else _PLAIN_TOKEN


@dataclass(frozen=True, slots=True)
class TermsOfText(Sequence[str]):
    """The terms of a text, in order, looked up when they are asked for.

    Who counts many texts cuts them all at once, and needs the text alone for it.
    """

    text: str
    lang: str

    def __iter__(self) -> Iterator[str]:
        """Yield the terms; function words have none."""
        return iter(analyse(self.text, self.lang))

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(analyse(self.text, self.lang))

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        """Return the term in a place, or the terms in some."""
        return analyse(self.text, self.lang)[place]


def analyse(text: str, lang: str) -> list[str]:
    """Return the terms of a text in order; empty for a text without content words."""
    return list(filter(None, map(_stems(lang).__getitem__, cut_words(text))))


def cut_words(text: str) -> list[str]:
    """Return the words of a text as they are written; apostrophes alone may be among them."""
    latin = latin_of(text)
    if latin is None:
        return _token(text).findall(text)
    if may_group_digits(latin):
        return _words_and_numbers(latin)
    return split_at_apostrophes(latin)


def latin_of(text: str) -> bytes | None:
    """Return a text a byte a character, None where its words can't be told by these."""
    latin = as_latin(text)
    return None if latin is None or b"\xad" in latin else latin


def _words_and_numbers(latin: bytes) -> list[str]:
    """Cut a text in which numbers may be grouped; these stand between the words by turns."""
    words: list[str] = []
    for place, part in enumerate(NUMBER.split(latin.decode("latin-1"))):
        words += [part] if place % 2 else split_at_apostrophes(part.encode("latin-1"))
    return words


def tokenise(text: str, lang: str) -> list[Token]:
    """Return the content words of a text in order, with their spans."""
    stems = _stems(lang)
    return [
        Token(term, fold(match[0]), Span(match.start(), match.start() + len(match[0].rstrip("'’"))))
        for match in _token(text).finditer(text)
        if (term := stems[match[0]])
    ]


def find_terms(text: str, lang: str, terms: Container[str]) -> Iterator[Span]:
    """Yield where words of these terms stand in a text, in order."""
    text = text.replace("\u202f", "\xa0").replace("\u2009", "\xa0")  # as Latin words have them
    words = cut_words(text)
    wanted = [term in terms for term in map(_stems(lang).__getitem__, words)]
    ahead, end = sum(wanted), 0
    for word, is_wanted in zip(words, wanted, strict=True):
        if not ahead:
            return
        bare = word.rstrip("'’") if word[-1] in "'’" else word
        start = text.find(bare, end)  # nothing but signs stands before it
        end = start + len(bare)
        if is_wanted:
            ahead -= 1
            yield Span(start, end)


def words_of_spans(text: str, spans: Sequence[Span]) -> tuple[list[str], list[int]]:
    """Return the words of parts of a text as they are written, function words among them.

    The number of each part's words comes second.
    """
    find = _token(text).findall
    words: list[str] = []
    sizes = []
    for span in spans:
        found = find(text, span.start, span.end)
        words += found
        sizes.append(len(found))
    return words, sizes


def term_of(word: str, lang: str) -> str:
    """Return the term of a word as it is written, "" for a function word; nothing is kept of it."""
    stems = _stems(lang)
    known = stems.get(word)
    return stems.term(word) if known is None else known


def terms_of_words(words: Iterable[str], lang: str) -> list[str]:
    """Return the term of each word, as `term_of` does for one; for words that are new."""
    return list(map(_stems(lang).term, words))


def words_of(text: str) -> list[str]:
    """Return every word of a text in order, folded, function words among them."""
    return [fold(word) for word in _token(text).findall(text)]


def fold(word: str) -> str:
    """Return a word in lower case, without accents and ligatures; a number in one spelling."""
    word = word[: 2 * LONGEST_WORD].rstrip("'’")
    if word[0].isdigit() and not word.isalnum():
        return _fold_number(word)
    word = word.casefold()
    if not word.isascii():
        decomposed = unicodedata.normalize("NFKD", word.translate(_LIGATURES)).casefold()
        word = "".join(c for c in decomposed if c.isalnum() or c == "_")
    return word[:LONGEST_WORD]


def _fold_number(word: str) -> str:
    groups = _THOUSANDS.split(word)
    if len(groups) == 1:
        return word.casefold()[:LONGEST_WORD]
    if len(groups) == 2 and len(groups[1]) != 3:
        return ".".join(groups)
    return "".join(groups)[:LONGEST_WORD]


def stem_word(folded: str, lang: str) -> str:
    """Return the term of a folded word: its stem, or the word whose irregular form it is.

    The French stemmer knows participles by their accents; without them "-ee" and "-ees" would
    stay apart from "-e" and "-es".
    """
    irregular = irregular_forms(lang).get(folded)
    if irregular:
        return irregular
    if lang == "fr" and folded.endswith(("ee", "ees")):
        folded = folded.removesuffix("s").removesuffix("e")
    stem: str = _stemmer(lang).stemWord(folded)
    return stem


@cache
def irregular_forms(lang: str) -> dict[str, str]:
    """Return, by form, the word that forms beyond the stemmer's rules belong to."""
    lines = (line.split(": ") for line in read_lines(f"forms.{lang}.txt"))
    return {form: lemma for lemma, forms in lines for form in [lemma, *forms.split()]}


@cache
def _stemmer(lang: str) -> Stemmer.Stemmer:
    # Its own cache only costs time: words are remembered with their terms, above it.
    return Stemmer.Stemmer({"fr": "french", "en": "english"}[lang], maxCacheSize=0)


class _Stems(dict[str, str]):
    """From a word as written to its term, "" for a function word; fills itself."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._stop = stop_words(lang)

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED_WORDS:
            self.clear()
        term = self.term(word)
        if len(word) <= 2 * LONGEST_WORD:
            self[word] = term
        return term

    def term(self, word: str) -> str:
        """Return the term of a word that need not be kept."""
        if word in "'’":
            return ""
        folded = fold(word)
        elided = word[-1] in "'’" and folded in _ELIDED
        if elided or folded in self._stop or not folded.strip("_"):
            return ""
        return stem_word(folded, self._lang)


@cache
def _stems(lang: str) -> _Stems:
    return _Stems(lang)
