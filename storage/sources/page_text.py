"""What stands on a web page: its article's text and what it says of itself. Runs in a child.

trafilatura tells the article from menus, advertising and comments. Its outcome is turned into our
own plain text, paragraph by paragraph, with headings as the lines that segmentation reads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_HEADINGS = {"h1": "#", "h2": "##", "h3": "###", "h4": "####", "h5": "#####", "h6": "######"}
_APART = ("lb", "p", "quote")  # what begins a line of its own inside something else
# The date as the page declares it: a date that only stands somewhere in the text may be anything.
_DATES = {"original_date": True, "extensive_search": False}


@dataclass(frozen=True, slots=True)
class PageText:
    """An article as a page holds it; what the page doesn't say is None."""

    text: str
    title: str | None = None
    lang: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None  # the one that the page gives as its own


def extract(html: str, address: str | None) -> PageText | None:
    """Return the article on a page; None where no text is found. `address` is the page's, if any.

    The text is the page's own, white space folded.
    """
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415 - slow to import

    tree = load_html(html)
    if tree is None:
        return None
    lang = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang")
    found: Any = bare_extraction(
        tree,
        url=address,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params=_DATES,
    )
    if found is None or found.body is None:
        return None
    text = "\n\n".join(_blocks(found.body, found.title or ""))
    if not text:
        return None
    return PageText(
        text, found.title, lang, found.sitename, found.author, found.date, found.url or None
    )


def _blocks(body: Any, title: str) -> Iterator[str]:
    """Yield the paragraphs, headings, lists and tables of an article in order."""
    for at, element in enumerate(body):
        words = _words(element)
        if element.tag == "head":
            if words and not (at == 0 and words == _folded(title)):
                yield f"{_HEADINGS.get(element.get('rend', ''), '##')} {words}"
        elif element.tag == "list":
            yield from _lines(f"- {_words(item)}" for item in element.iter("item"))
        elif element.tag == "table":
            yield from _lines(_row(row) for row in element.iter("row"))
        elif words:
            yield words


def _lines(lines: Iterator[str]) -> Iterator[str]:
    """Yield a list or a table as one block, nothing where it is empty."""
    kept = [line for line in lines if any(map(str.isalnum, line))]
    if kept:
        yield "\n".join(kept)


def _row(row: Any) -> str:
    return " | ".join(filter(None, map(_words, row.iter("cell"))))


def _words(element: Any) -> str:
    return _folded(_joined(element))


def _joined(element: Any) -> str:
    """Return an element's text; a line break or a paragraph inside it begins with a space."""
    parts = [element.text or ""]
    for child in element:
        parts += [" " if child.tag in _APART else "", _joined(child), child.tail or ""]
    return "".join(parts)


def _folded(text: str) -> str:
    return " ".join(text.split())
