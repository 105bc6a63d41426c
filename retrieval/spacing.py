"""White space: the one thing in which a stored paragraph may differ from its source."""

# Marks without width or meaning that editors leave at the ends of lines (byte order mark, joiners).
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"


def fold_space(text: str) -> str:
    """Return `text` with every run of white space as one U+0020, and none at the ends.

    White space is what Unicode says it is: no-break and thin spaces and line breaks count too.
    """
    return " ".join(text.split())


def fold_line(text: str) -> str:
    """Return a line folded like `fold_space`, without invisible marks at its ends."""
    folded = " ".join(text.split())
    if folded and (folded[0] in _INVISIBLE or folded[-1] in _INVISIBLE):
        return folded.strip(_INVISIBLE + " ")
    return folded
