"""An article cut into paragraphs with their headings; a paragraph cut into sentences.

A paragraph's text is the source's own, contiguous, with white space folded and nothing else
changed. Lines become paragraphs like this, and in doubt a line is kept:

- a line is a paragraph, whether blank lines part them or not; lines that an editor wrapped are one;
- short lines without a final stop, Markdown's headings and bold lines over a paragraph head it;
- items of a list belong to the line that introduces them (`:`), a quotation to the line that
  announces it, an embedded message's signature to the message;
- what belongs to the page and not to the article (retrieval/boilerplate.py) is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.gluing import headline_length
from retrieval.headings import drop_title, find_title, mark_headings
from retrieval.lines import Kind, Line, read_lines
from retrieval.model import Block
from retrieval.paragraphs import gather
from retrieval.sentences import split_sentences
from retrieval.spacing import fold_space
from retrieval.wrapping import join_broken_lines

__all__ = ["SplitArticle", "fold_space", "split_article", "split_sentences"]


@dataclass(frozen=True, slots=True)
class SplitArticle:
    """An article's paragraphs in order, and its title: the one given, or the one found, or None."""

    title: str | None
    blocks: tuple[Block, ...]


def split_article(text: str, title: str | None) -> SplitArticle:
    """Cut an article into paragraphs, and find its title if none is given.

    The blocks are in the order of the text and don't overlap. A text without a paragraph gives
    none; then a title may have been found all the same.
    """
    lines = join_broken_lines(read_lines(text))
    title = fold_space(title or "") or find_title(lines)
    if title:
        lines = _without_title(lines, title, text)
    return SplitArticle(title, tuple(gather(mark_headings(lines))))


def _without_title(lines: Sequence[Line], title: str, article: str) -> list[Line]:
    """Drop the lines that repeat the title, and cut it off the first line that it is glued to."""
    kept = drop_title(lines, title)
    for n, line in enumerate(kept):
        if line.kind is Kind.TEXT and (length := headline_length(line.text, title, article)):
            headline = replace(line, text=line.text[:length], kind=Kind.DROPPED)
            return [*kept[:n], headline, replace(line, text=line.text[length:]), *kept[n + 1 :]]
    return kept
