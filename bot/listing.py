"""The articles of an index: as a numbered list for people, as JSON lines for machines."""

from collections.abc import Iterator

from bot.batch import encode
from bot.hinting import Say
from bot.terminal import show_article
from bot.wrapping import Screen
from retrieval.model import Article
from retrieval.reading import Collection


def count_paragraphs(collection: Collection) -> Iterator[tuple[Article, int]]:
    """Yield every article, by key, with the number of its paragraphs."""
    with collection.snapshot() as snapshot:
        for article in snapshot.articles():
            yield article, len(snapshot.article_paragraphs(article.key))


def list_articles(collection: Collection, screen: Screen, say: Say) -> str:
    """Return the numbered list of all articles, or the line that says there are none."""
    entries = [
        show_article(number, article, paragraphs, screen, say)
        for number, (article, paragraphs) in enumerate(count_paragraphs(collection), start=1)
    ]
    return "\n".join(entries) or say("no-articles")


def describe_articles(collection: Collection) -> Iterator[bytes]:
    """Yield a line of JSON an article: what is known of it, and how many paragraphs it has."""
    for article, paragraphs in count_paragraphs(collection):
        yield encode(
            {
                "article": article.key,
                "title": article.title,
                "outlet": article.outlet,
                "author": article.author,
                "published": article.published,
                "lang": article.lang,
                "url": article.url,
                "paragraphs": paragraphs,
            }
        )
