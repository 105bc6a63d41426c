"""Answers and lists as a terminal shows them: quotes, citations, and one honest line where none is.

Everything here is pure but for `screen_of`, which looks at the terminal. Dates stay in ISO 8601,
as the operators `after:` and `before:` take them. Messages come through `say` (message id and
values to text), which loads their catalogue when the first is needed: most answers need none.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from typing import TextIO

from bot.hinting import Say, hint_lines, refusal_lines, spelling_line
from bot.wrapping import Screen, faint, write_lines
from retrieval.model import Answer, Article, Citation, Extract, NoAnswer, Span

WIDEST = 100  # longer lines are hard to read, however wide the window
NO_BREAK_SPACE = "\u00a0"
OPENING, CLOSING = f"«{NO_BREAK_SPACE}", f"{NO_BREAK_SPACE}»"


def screen_of(stream: TextIO, environ: Mapping[str, str]) -> Screen:
    """Return what `stream` is: a terminal of some width, or plain text without any limit."""
    if not stream.isatty():
        return Screen()
    columns = shutil.get_terminal_size().columns
    return Screen(min(columns, WIDEST), styled=environ.get("TERM", "dumb") != "dumb")


def language_of(environ: Mapping[str, str]) -> str:
    """Return the language code of the terminal's locale, such as "fr"; "en" where none is set."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if locale := environ.get(variable, ""):
            return re.split("[_.@-]", locale)[0].lower()
    return "en"


def show_result(
    result: Answer | NoAnswer, screen: Screen, say: Say, *, closest: bool = False
) -> str:
    """Return an answer's quotes with their citations, or the line that says there is none.

    With `closest`, a refusal is followed by the extracts that came closest. Hints on the question's
    operators stand below either. No line end at the end.
    """
    if isinstance(result, Answer):
        hints = (write_lines(hint, screen) for hint in hint_lines(result.hints, say))
        return "\n\n".join([show_extracts(result.extracts, screen, say), *hints])
    parts = [write_lines(line, screen) for line in refusal_lines(result, say)]
    if closest and result.extracts:
        parts += [
            say("terminal-closest"),
            show_extracts(result.extracts, screen, say),
        ]
    elif result.titles:
        titles = (write_lines(f"· {_on_one_line(title)}", screen) for title in result.titles)
        parts.append("\n".join([say("closest-titles"), *titles]))
    return "\n\n".join(parts)


def show_extracts(extracts: tuple[Extract, ...], screen: Screen, say: Say) -> str:
    """Return extracts, best first, parted by an empty line, under the spelling looked for."""
    shown = "\n\n".join(show_extract(extract, screen, say) for extract in extracts)
    spelling = spelling_line(extracts[0], say)
    return f"{faint(write_lines(spelling, screen), screen)}\n{shown}" if spelling else shown


def show_extract(extract: Extract, screen: Screen, say: Say) -> str:
    """Return one quote between « » with the words asked for in bold, and where it stands."""
    lines = [
        write_lines(OPENING + extract.text + CLOSING, screen, bold=tuple(_bold_in_quote(extract))),
        *show_citation(extract.citation, "— ", screen),
    ]
    for other in extract.also:
        lines += show_citation(other.citation, f"— {say('also-in')} ", screen)
    return "\n".join(lines)


def show_article(number: int, article: Article, paragraphs: int, screen: Screen, say: Say) -> str:
    """Return an article's entry in a numbered list: its title, then what is known of it."""
    known = (
        article.outlet,
        article.published,
        article.lang.upper(),
        say("terminal-paragraphs", paragraphs=paragraphs),
        article.key,
    )
    lead = f"{number}. "
    indent = " " * len(lead)
    title = write_lines(_on_one_line(article.title) or article.key, screen, indent=indent)
    about = write_lines(" · ".join(filter(None, known)), screen, indent=indent)
    return f"{lead}{title.lstrip()}\n{faint(about, screen)}"


def _on_one_line(title: str) -> str:
    """Return a title without line breaks."""
    return " ".join(title.split())


def _bold_in_quote(extract: Extract) -> Iterator[Span]:
    """Yield the matched words as spans of the quote between its marks."""
    shift = len(OPENING) - extract.span.start
    for word in extract.matched:
        if extract.span.start <= word.start and word.end <= extract.span.end:
            yield Span(word.start + shift, word.end + shift)


def show_citation(citation: Citation, lead: str, screen: Screen) -> Iterator[str]:
    """Yield the lines that say where a quote stands."""
    known = (
        _on_one_line(citation.title) or citation.article,
        f"§{NO_BREAK_SPACE}{citation.paragraph}",
        citation.outlet,
        citation.published,
        citation.lang.upper(),
    )
    yield faint(write_lines(lead + " · ".join(filter(None, known)), screen), screen)
    if citation.url:
        yield faint(write_lines(citation.url, screen, indent="  "), screen)
