"""Which articles a question's operators let through, by what is known of an article."""

import re

from retrieval.analysis import words_of
from retrieval.model import Article
from retrieval.narrowing import Narrowing
from retrieval.phrases import stand_in


def allows_article(narrowing: Narrowing, article: Article) -> bool:
    """Tell whether an article has the source, the language and the date that are asked for."""
    if narrowing.langs and article.lang not in narrowing.langs:
        return False
    if narrowing.outlets and article.outlet not in narrowing.outlets:
        return False
    if narrowing.sources and not is_from(narrowing.sources, article.outlet, article.url):
        return False
    return _is_dated_within(narrowing, article.published)


def is_from(sources: tuple[str, ...], outlet: str | None, url: str | None) -> bool:
    """Tell whether one of `sources` names an outlet, or the site that an address is at.

    An outlet is named by some of its words that follow one another ("coeur" for Coeur sur Paris), a
    site by its host or the end of one ("example.org" for https://www.example.org/a). Case and
    accents don't matter.
    """
    return any(
        stand_in(words_of(source), words_of(outlet or "")) or _is_at(source, url or "")
        for source in sources
    )


def _is_at(source: str, url: str) -> bool:
    host = re.split("[/?#:]", url.partition("://")[2], maxsplit=1)[0].lower()
    return f".{host}".endswith("." + source.lower().removeprefix("www."))


def _is_dated_within(narrowing: Narrowing, published: str | None) -> bool:
    if not published:
        return not (narrowing.after or narrowing.before)
    not_too_old = narrowing.after is None or published >= narrowing.after
    return not_too_old and (narrowing.before is None or published < narrowing.before)
