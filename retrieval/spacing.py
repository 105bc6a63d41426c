"""White space: the one thing in which a stored paragraph may differ from its source."""

# Marks without width that pages and editors leave before words: byte order mark, joiners ...
_INVISIBLE = " \ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


def fold_space(text: str) -> str:
    """Return `text` with every run of white space as one U+0020, and none at the ends.

    White space is what Unicode says it is: no-break and thin spaces and line breaks count too.
    """
    if text.isprintable() and "  " not in text:  # of all white space, U+0020 alone is printable
        return text.strip(" ")
    return " ".join(text.split())


def invisible_length(text: str) -> int:
    """Return how many invisible marks and spaces `text` begins with."""
    return len(text) - len(text.lstrip(_INVISIBLE)) if text[:1] in _INVISIBLE else 0
