"""What a question's operators ask for, as values; `retrieval.operators` reads them from a text."""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which paragraphs may answer. As it stands by itself, all of them.

    `phrases` (all are wanted) and `excluded` are as they were written. Of `sources` and of `langs`
    one is enough; none means any. `after` and `before` bound the date of an article, as the
    shortest ISO 8601 beginning of their first day ("2017" for 2017-01-01), so that dates compare as
    texts: an article dated by month or year alone counts as published at its beginning.
    `written` are the operators as they were written; `bare` tells that no word stands beside them.
    `outlets`, by their whole names, bound all that is searched where the question is asked: one of
    them is needed beside what the operators ask for, and none means any.
    """

    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    after: str | None = None
    before: str | None = None
    written: str = ""
    bare: bool = False
    outlets: tuple[str, ...] = ()

    @property
    def concerns_articles(self) -> bool:
        """Whether it is about what is known of an article: its source, its language, its date."""
        return bool(self.sources or self.outlets or self.langs or self.after or self.before)

    @property
    def concerns_anything(self) -> bool:
        """Whether any paragraph could be left out."""
        return bool(self.phrases or self.excluded or self.concerns_articles)


EVERYTHING = Narrowing()


class HintKind(Enum):
    """What a person should know about what they wrote, mostly an operator that did nothing."""

    DATE = "date"  # after: or before: without a date
    LANGUAGE = "language"  # lang: without a language of the articles
    SOURCE = "source"  # source: without a name
    UNCLOSED = "unclosed"  # a quotation mark without its other half
    NEGATED = "negated"  # only words can be left out, neither phrases nor sources
    TOO_MANY = "too many"  # more of one kind than are read
    NO_WORDS = "no words"  # nothing to look for beside the operators
    ONE_OF_SEVERAL = "one of several"  # of a message's questions only this one was answered


class Hint(NamedTuple):
    """A remark on what was written; `written` is what it is about, shortened, on one line."""

    kind: HintKind
    written: str
