"""Why a quote was chosen, in words that anybody understands. Pure, in plain text."""

from collections.abc import Iterator

from bot.hinting import Say
from retrieval.explaining import Explanation

# What is said from which chance on; the first that is reached counts.
_CHANCES = (
    (0.75, "why-very-likely"),
    (0.5, "why-likely"),
    (0.2, "why-unsure"),
    (0.0, "why-unlikely"),
)


def why_lines(why: Explanation, say: Say) -> Iterator[str]:
    """Yield the words that led here, how rare each of them is, and the confidence."""
    yield say("why-words" if why.words else "why-no-words")
    for shared in why.words:
        word = say("quoted-word", word=shared.word)
        yield "· " + say("why-word", word=word, held=shared.paragraphs, total=why.paragraphs)
    percent = min(99, max(1, round(100 * why.chance)))  # nothing is certain
    yield say(next(name for least, name in _CHANCES if why.chance >= least), percent=percent)
