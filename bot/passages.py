"""Paragraphs, articles and the list of them as Telegram messages. Pure: values in, replies out."""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.citing import (
    MOST_OF_A_LABEL_IN_A_LIST,
    article_line,
    citation_line,
    citation_of,
    label,
    origin,
    page_link,
)
from bot.linking import article_link, mark_of, permanent_link
from bot.markup import CUT, blockquote, escape
from bot.render import Voice
from bot.reply import MOST_UNITS, Button, Reply, head_within, in_rows, units, visible_text
from bot.views import ArticleView, ListView, PassageView, View
from retrieval.model import Article, Paragraph

ARTICLES_A_PAGE = 10
# A page of an article: what one reads on a phone without losing one's place. A longer paragraph has
# a page to itself. Telegram shows at most 100 links, quotes and bold words a message.
UNITS_A_PAGE = 1_800
PARAGRAPHS_A_PAGE = 12


def render_passage(
    paragraph: Paragraph, before: Paragraph | None, after: Paragraph | None, voice: Voice
) -> Reply:
    """Return a whole paragraph with its citation, and buttons that leaf to its neighbours."""
    heading = label(paragraph.heading)
    head = f"<b>{escape(heading)}</b>\n" if heading else ""
    citation = citation_of(paragraph)
    source = citation_line(citation, paragraph.text, voice.bot_name, voice.catalogue)
    room = MOST_UNITS - units(visible_text(head + source)) - units(CUT) - 2
    leaves = (("button-previous", before), ("button-following", after))
    buttons = (
        Button(voice.catalogue.say(name), PassageView(voice.lang, neighbour.key))
        for name, neighbour in leaves
        if neighbour
    )
    return Reply(f"{head}{_quote(paragraph.text, room)}\n{source}", in_rows(tuple(buttons)))


def render_gone(article: Article | None, voice: Voice) -> Reply:
    """Return that a paragraph is gone, and a way to its article as that stands now, if known."""
    if article is None:
        return voice.says("passage-gone")
    title = voice.catalogue.say("quoted-word", word=label(article.title) or label(article.key))
    text = escape(voice.catalogue.say("passage-gone-from", title=title))
    view = ArticleView(voice.lang, mark_of(article.key), 0)
    return Reply(text, in_rows((Button(voice.catalogue.say("button-article"), view),)))


# An article


@dataclass(frozen=True, slots=True)
class OpenArticle:
    """An article with all its paragraphs, by number."""

    article: Article
    paragraphs: tuple[Paragraph, ...]


def render_article(opened: OpenArticle, page: int, voice: Voice) -> Reply:
    """Return a page (from 0; the nearest there is) of an article: whole paragraphs, as they fit.

    Each stands under its number, which is its permanent link.
    """
    pages = split_pages(opened.paragraphs)
    page = max(0, min(page, len(pages) - 1))
    head = _article_head(opened.article, pages[page], voice)
    if len(pages) > 1:
        where = voice.catalogue.say("articles-page", page=page + 1, pages=len(pages))
        head += f" · {escape(where)}"
    mark = mark_of(opened.article.key)
    buttons = leafing(page, len(pages), lambda to: ArticleView(voice.lang, mark, to), voice)
    room = MOST_UNITS - units(visible_text(head)) - 2
    return Reply(f"{head}\n\n{_paragraphs(pages[page], room, voice)}", in_rows(buttons))


def split_pages(paragraphs: Sequence[Paragraph]) -> list[tuple[Paragraph, ...]]:
    """Return paragraphs in order as pages; one empty page where there are none."""
    pages: list[list[Paragraph]] = [[]]
    room = UNITS_A_PAGE
    for paragraph in paragraphs:
        length = units(paragraph.text)
        if pages[-1] and (length > room or len(pages[-1]) == PARAGRAPHS_A_PAGE):
            pages.append([])
            room = UNITS_A_PAGE
        pages[-1].append(paragraph)
        room -= length
    return [tuple(page) for page in pages]


def _article_head(article: Article, shown: Sequence[Paragraph], voice: Voice) -> str:
    """Return title and origin; the title links to the article's page, at what is shown of it."""
    title = escape(label(article.title) or label(article.key))
    page = page_link(article.url, shown[0].text) if shown else None
    linked = f'<a href="{html.escape(page)}">{title}</a>' if page else title
    facts = origin(article.outlet, article.published, article.lang, voice.catalogue)
    return f"<b>{linked}</b>\n" + " · ".join(facts)


def _paragraphs(paragraphs: Sequence[Paragraph], room: int, voice: Voice) -> str:
    blocks: list[str] = []
    heading = ""
    for paragraph in paragraphs:
        link = permanent_link(voice.bot_name, paragraph.key, paragraph.article.key)
        number = f"§\N{NO-BREAK SPACE}{paragraph.number}"
        head = f'<a href="{html.escape(link)}">{number}</a>' if link else number
        if paragraph.heading and paragraph.heading != heading:
            head += f" · <b>{escape(label(paragraph.heading, MOST_OF_A_LABEL_IN_A_LIST))}</b>"
        heading = paragraph.heading
        spare = room - units(visible_text(head)) - units(CUT) - 4
        if spare < 0:  # only where headings are endless
            return "\n".join([*blocks, CUT])
        blocks.append(f"{head}\n{_quote(paragraph.text, spare)}")
        room -= units(visible_text(blocks[-1])) + 1
    return "\n".join(blocks)


def _quote(text: str, room: int) -> str:
    """Return a paragraph in a blockquote, as far as it fits, and a mark if it was cut."""
    shown = head_within(text, room)
    quote = blockquote(escape(shown))
    return quote if len(shown) == len(text) else f"{quote}\n{CUT}"


# The list


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in the list, and the number that /article opens it by."""

    number: int
    article: Article


def pages_of(total: int) -> int:
    """Return how many pages a list of `total` articles has; at least one."""
    return max(1, -(-total // ARTICLES_A_PAGE))


def render_list(listed: Sequence[Listed], page: int, total: int, voice: Voice) -> Reply:
    """Return page `page` (from 0) of the list of articles."""
    say = voice.catalogue.say
    if not total:
        return voice.says("no-articles")
    title = escape(say("articles-title", total=total))
    pages = pages_of(total)
    where = f" · {say('articles-page', page=page + 1, pages=pages)}" if pages > 1 else ""
    lines = [f"<b>{title}</b>{escape(where)}", ""]
    for entry in listed:
        link = article_link(voice.bot_name, entry.article.key)
        lines.append(f"{entry.number}. {article_line(entry.article, link, voice.catalogue)}")
    lines += ["", escape(say("articles-hint"))]
    buttons = leafing(page, pages, lambda to: ListView(voice.lang, to), voice)
    return Reply("\n".join(lines), in_rows(buttons))


def leafing(page: int, pages: int, view: Callable[[int], View], voice: Voice) -> tuple[Button, ...]:
    """Return the buttons that lead to the pages (from 0) before and after, where there are any."""
    ways = (("button-previous", page - 1), ("button-following", page + 1))
    return tuple(
        Button(voice.catalogue.say(name), view(to)) for name, to in ways if 0 <= to < pages
    )
