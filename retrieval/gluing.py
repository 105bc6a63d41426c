"""What a page glued to a line without a space: a prompt, the headline, the site's name."""

import re
from functools import cache
from itertools import islice

from retrieval.abbreviations import opens_sentence
from retrieval.boilerplate import is_network, prompts

_SEPARATED = re.compile(r"\s?[|–—·•:-]\s")
_SEAM = re.compile(r"(?<=[a-zà-öø-ÿœ.!?…»”)])(?=[A-ZÀ-ÖØ-ÞŒ«“])")
_LONGEST_SITE_NAME = 100
_SHORTEST_TITLE = 20
_MOST_SEAMS = 8
_LONGEST_PROMPT = 60
_TOKEN_START = re.compile(r"[\w’'-]*\Z")
_TOKEN_END = re.compile(r"[\w’'-]*")


def part_prompts(line: str) -> list[str]:
    """Return `line` in pieces: without the prompts glued to its ends, and those beside it."""
    first, last = _prompts()
    pieces = [line]
    if match := first.match(line):
        pieces = [match.group(), line[match.end() :]]
    if match := last.search(pieces[-1][-_LONGEST_PROMPT:]):
        rest = pieces.pop()
        pieces += [rest.removesuffix(match.group()), match.group()]
    return pieces


def headline_length(line: str, title: str, article: str) -> int:
    """Return how many code points of `line` are the title, glued to the first sentence; 0 if none.

    With or without the name of the site between them ("Title | SiteThe sentence"). A word with a
    capital inside may be a name (WhatsApp, LinkedIn): it is a seam if its second part is a word
    that opens sentences, and if it stands nowhere else in `article`.
    """
    if len(title) < _SHORTEST_TITLE or line[:4] != title[:4]:
        return 0
    if _straight(line[: len(title)]) != _straight(title):
        return 0
    rest = line[len(title) :]
    if rest[:1].isupper() and title[-1].islower():
        return len(title)
    if not _SEPARATED.match(rest):
        return 0
    seams = islice(_SEAM.finditer(rest, 0, _LONGEST_SITE_NAME), _MOST_SEAMS)
    found = (seam.start() for seam in seams if _parts_words(rest, seam.start(), article))
    return next((len(title) + at for at in found), 0)


def _parts_words(text: str, seam: int, article: str) -> bool:
    """Tell whether two words meet at `seam`, not the parts of one name."""
    before = _TOKEN_START.search(text, max(0, seam - 30), seam)
    left = before.group() if before else ""
    after = _TOKEN_END.match(text, seam)
    right = after.group() if after else ""
    if not left or not right:
        return True
    if is_network(left + right) or article.count(left + right) > 1:
        return False
    return opens_sentence(text[seam : seam + 40])


def _straight(text: str) -> str:
    return text.replace("’", "'")


@cache
def _prompts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Compile the prompts: glued before a capital, and glued behind a small letter or a stop."""
    longest_first = sorted(prompts(), key=len, reverse=True)
    words = "|".join(re.escape(prompt).replace("'", "['’]") for prompt in longest_first)
    start = re.compile(rf"(?i:{words})(?=[A-ZÀ-ÖØ-ÞŒ«“])")
    end = re.compile(rf"(?<=[a-zà-öø-ÿœ.!?…»”])(?=[A-ZÀ-Þ])(?i:{words})\Z")
    return start, end
