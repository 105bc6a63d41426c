"""The line under a quote that says where it stands, and the links in it. Pure."""

import html
import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

from bot.linking import permanent_link
from bot.locales import Catalogue
from retrieval.model import Article, Citation, Paragraph

MOST_OF_A_LABEL = 200  # code points shown; a title is not a quote and may be shortened
MOST_OF_A_LABEL_IN_A_LIST = 80
_REMEMBERED_LABELS = 2_000  # titles and names come up again and again
_WORDS_AT_EACH_END = 4  # of a long quote, in a link that opens a page at the quoted words


def citation_line(citation: Citation, quoted: str, bot_name: str, catalogue: Catalogue) -> str:
    """Return "— title · § n · outlet · date · LANG" in HTML, as far as known.

    The title links to the article's page at the quoted words, if it has one; "§ n" is the
    paragraph's permanent link inside Telegram.
    """
    title = html.escape(label(citation.title) or label(citation.article), quote=False)
    page = page_link(citation.url, quoted)
    number = f"§\N{NO-BREAK SPACE}{citation.paragraph}"
    permalink = permanent_link(bot_name, citation.paragraph_key, citation.article)
    parts = [
        f'<a href="{html.escape(page)}">{title}</a>' if page else title,
        f'<a href="{html.escape(permalink)}">{number}</a>' if permalink else number,
        *origin(citation.outlet, citation.published, citation.lang, catalogue),
    ]
    return "— " + " · ".join(parts)


def citation_of(paragraph: Paragraph) -> Citation:
    """Return where a whole paragraph stands."""
    article = paragraph.article
    return Citation(
        article=article.key,
        title=article.title,
        paragraph=paragraph.number,
        paragraph_key=paragraph.key,
        outlet=article.outlet,
        published=article.published,
        lang=paragraph.lang,
        url=article.url,
    )


def article_line(article: Article, link: str | None, catalogue: Catalogue) -> str:
    """Return "title · outlet · date · LANG" in HTML for a list; the title links to `link`."""
    shown = label(article.title, MOST_OF_A_LABEL_IN_A_LIST) or label(article.key)
    title = html.escape(shown, quote=False)
    linked = f'<a href="{html.escape(link)}">{title}</a>' if link else title
    facts = origin(article.outlet, article.published, article.lang, catalogue)
    return " · ".join([linked, *facts])


def origin(outlet: str | None, published: str | None, lang: str, catalogue: Catalogue) -> list[str]:
    """Return outlet, date and language in HTML, without those that aren't known."""
    parts = (
        label(outlet or "", MOST_OF_A_LABEL_IN_A_LIST),
        spoken_date(published or "", catalogue),
        lang.upper(),
    )
    return [html.escape(part, quote=False) for part in parts if part]


@lru_cache(_REMEMBERED_LABELS)
def label(text: str, limit: int = MOST_OF_A_LABEL) -> str:
    """Return a title or a name on one line, without invisible characters, shortened if need be."""
    seen = "".join(" " if char.isspace() else char for char in text)
    shown = "".join(char for char in seen if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def spoken_date(published: str, catalogue: Catalogue) -> str:
    """Return an ISO date, or its beginning ("2016-08", "2016"), as people say it.

    Anything else is returned as it is, as one line.
    """
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:$|[T ])", published, re.ASCII)
    if match is None:
        return label(published)
    year, month, day = match[1], int(match[2] or 0), int(match[3] or 0)
    if not 1 <= month <= 12:
        return year
    if not 1 <= day <= 31:
        return catalogue.say("date-month", month=month, year=year)
    return catalogue.say("date-day", day=day, month=month, year=year)


def page_link(url: str | None, quoted: str) -> str | None:
    """Return the address that opens a page at the quoted words; None for anything but http(s).

    The words travel as a text fragment, https://wicg.github.io/scroll-to-text-fragment/: a short
    quote whole, a long one by its first and last words.
    """
    if not url or any(char.isspace() for char in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not parts.netloc:
        return None
    words = quoted.split()
    ends = [" ".join(words)]
    if len(words) > 2 * _WORDS_AT_EACH_END:
        ends = [" ".join(words[:_WORDS_AT_EACH_END]), " ".join(words[-_WORDS_AT_EACH_END:])]
    fragment = ",".join(_escape_fragment(end) for end in ends)
    return f"{url}{'' if parts.fragment else '#'}:~:text={fragment}"


def _escape_fragment(words: str) -> str:
    """Percent-encode, the dash too, which has a meaning of its own in a text fragment."""
    return quote(words, safe="", errors="replace").replace("-", "%2D")
