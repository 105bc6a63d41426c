"""Related words: groups of words and phrases that people use for one another.

The groups are written by hand in data/concepts/*.txt, French and English side by side: a group a
line, French entries, " | ", English entries, each parted by commas; lines with # are comments. The
operator's synonyms are written in the same way, where one side is enough.

The stems of those that ship stand in data/concepts.tsv, made by retrieval/training/concepts.py.
There a line is a group, with a comma before and after each entry, and an entry's stems parted by
spaces. See `retrieval.looking_up` for how a phrase is found there.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from retrieval.analysis import analyse
from retrieval.data_files import read_text
from retrieval.errors import InputError
from retrieval.looking_up import Lines

Phrase = tuple[str, ...]

# How far a related word stands for the word asked; one of a phrase's words stands for half of that.
RELATED = 0.45
LONGEST_PHRASE = 4  # stems, of those that ship
_REMEMBERED_PHRASES = 10_000


class Concepts:
    """Groups of phrases, given as text (see above); `more` are others that count beside them."""

    def __init__(
        self, text: str, more: "Concepts | None" = None, longest: int = LONGEST_PHRASE
    ) -> None:
        """Read no group yet; `longest` is the number of stems of the longest phrase."""
        self._more = more
        self._longest = longest
        self._lines = Lines(text, lambda entry: f",{entry},", _entries_of)
        phrases = Lines(text, lambda term: f",{term} ", _beginnings_of)
        self._begins = lru_cache(_REMEMBERED_PHRASES)(lambda term: bool(phrases.under(term)))
        self._find = lru_cache(_REMEMBERED_PHRASES)(self._groups_with)
        self._relatives = lru_cache(_REMEMBERED_PHRASES)(self._relate)

    @property
    def longest(self) -> int:
        """The number of stems up to which a phrase may be an entry."""
        return max(self._longest, self._more.longest) if self._more else self._longest

    def __contains__(self, phrase: Phrase) -> bool:
        """Tell whether a phrase is an entry of any group."""
        return bool(self._find(phrase)) or (self._more is not None and phrase in self._more)

    def begins(self, term: str) -> bool:
        """Tell whether an entry of several stems begins with this one: few do."""
        return self._begins(term) or (self._more is not None and self._more.begins(term))

    def related(self, phrase: Phrase) -> Mapping[str, float]:
        """Return the terms that say the same as a phrase, with weights up to RELATED.

        A phrase of several groups has several senses: each group counts less. Groups that were
        given apart don't make one another count less; a term of both has the higher weight.
        """
        return self._relatives(phrase)

    def _relate(self, phrase: Phrase) -> Mapping[str, float]:
        groups = self._find(phrase)
        weight = RELATED / math.sqrt(max(1, len(groups)))
        found = dict(self._more.related(phrase)) if self._more else {}
        for other in (other for group in groups for other in group):
            share = weight if len(other) == 1 else weight / 2
            for term in other:
                if term not in phrase:
                    found[term] = max(share, found.get(term, 0.0))
        return found

    def _groups_with(self, phrase: Phrase) -> tuple[tuple[Phrase, ...], ...]:
        if len(phrase) > self._longest:
            return ()
        lines = self._lines.under(" ".join(phrase))
        return tuple(map(parse_group, lines))


@dataclass(frozen=True, slots=True)
class WrittenGroup:
    """A group as a person writes it; `where` names its file and line."""

    where: str
    french: tuple[str, ...]
    english: tuple[str, ...]


def read_group_file(path: Path) -> Iterator[WrittenGroup]:
    """Yield the groups of a file, in order; one side of a group may be empty.

    :raises InputError: the file can't be read, or a line is not a group; the message names them.
    """
    for number, line in enumerate(_read_text(path).splitlines(), start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        where = f"{path}, line {number}"
        sides = f" {text} ".split(" | ")
        if len(sides) != 2:
            raise InputError(f"{where}: write French entries, ' | ', English ones.")
        french, english = (tuple(e.strip() for e in s.split(",") if e.strip()) for s in sides)
        yield WrittenGroup(where, french, english)


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} can't be read: {error.strerror}. Make it readable.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8: save it again as UTF-8.") from error


def stem_entry(entry: str, lang: str) -> str:
    """Return an entry's stems parted by spaces; "" where it has no content word."""
    return " ".join(analyse(entry, lang))


def compile_synonyms(path: Path) -> list[str]:
    """Return the groups of the operator's file as lines of stems, in order.

    :raises InputError: a line is not a group of two or more entries with content words.
    """
    return [format_group(_stems_of(group)) for group in read_group_file(path)]


def _stems_of(group: WrittenGroup) -> Iterable[str]:
    """Return the distinct stems of a group's entries, each of which has to say something."""
    written = [(e, "fr") for e in group.french] + [(e, "en") for e in group.english]
    if len(written) < 2:
        raise InputError(f"{group.where}: write at least two entries that say the same.")
    stems = [stem_entry(entry, lang) for entry, lang in written]
    if "" in stems:
        entry, _ = written[stems.index("")]
        raise InputError(f"{group.where}: “{entry}” has only words that are never looked for.")
    return dict.fromkeys(stems)


def format_group(entries: Iterable[str]) -> str:
    """Return a group's entries, each its stems parted by spaces, as a line."""
    return f",{','.join(entries)},"


def _entries_of(line: str) -> list[str]:
    return line.split(",")[1:-1]


def _beginnings_of(line: str) -> set[str]:
    """Return the stems that the line's phrases of several stems begin with."""
    return {entry.partition(" ")[0] for entry in _entries_of(line) if " " in entry}


def parse_group(line: str) -> tuple[Phrase, ...]:
    """Return the phrases of a line."""
    return tuple(tuple(entry.split(" ")) for entry in line.strip(",").split(","))


def find_phrases(terms: Sequence[str], concepts: Concepts) -> list[tuple[range, Phrase]]:
    """Return the phrases of the concepts among the terms, with their places, longest first."""
    found: list[tuple[range, Phrase]] = []
    every = range(len(terms))
    several = [start for start in every if concepts.begins(terms[start])]
    for length in range(concepts.longest, 0, -1):
        for start in several if length > 1 else every:
            phrase = tuple(terms[start : start + length])
            if len(phrase) < length:
                continue
            if phrase in concepts:
                found.append((range(start, start + length), phrase))
    return found


def relate(terms: Sequence[str], concepts: Concepts) -> list[dict[str, float]]:
    """Return, for each of a question's terms in order, the related terms and their weights."""
    related: list[dict[str, float]] = [{} for _ in terms]
    for places, phrase in find_phrases(terms, concepts):
        for place in places:
            for term, weight in concepts.related(phrase).items():
                related[place][term] = max(weight, related[place].get(term, 0.0))
    return related


@cache
def load_concepts() -> Concepts:
    """Return the concepts that ship with Verbatim."""
    return Concepts(read_text("concepts.tsv"))


def load_concepts_with(synonyms: Path | None) -> Concepts:
    """Return the concepts that ship, and with them those of the operator's file if there is one.

    :raises InputError: the file can't be read, or a line of it is not a group.
    """
    shipped = load_concepts()
    if synonyms is None:
        return shipped
    groups = compile_synonyms(synonyms)
    lengths = (len(phrase) for group in groups for phrase in parse_group(group))
    return Concepts("\n".join(groups), shipped, max(lengths, default=0))
