"""A picture of the questions of each day. Run as a program: JSON in, a PNG out.

matplotlib takes a second to load and a hundred megabytes; the bot has it done by a process of its
own (`bot.drawing`), which keeps both out of the way of whoever asks.
"""

import io
import json
import sys
from typing import Any, BinaryIO

ANSWERED, REFUSED = "#2b7bba", "#e8963a"  # told apart by people who see few colours, too
NO_MATPLOTLIB = 3  # exit code


def draw(figures: dict[str, Any]) -> bytes:
    """Return the picture.

    `figures` has `days` (labels), `answered` and `refused` (numbers, a day each), and the words:
    `title`, `answered_label`, `refused_label`.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - slow, and not installed everywhere
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - the same

    figure = Figure(figsize=(8, 4), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    days, answered, refused = figures["days"], figures["answered"], figures["refused"]
    at = range(len(days))
    axes.bar(at, answered, color=ANSWERED, label=figures["answered_label"])
    axes.bar(at, refused, bottom=answered, color=REFUSED, label=figures["refused_label"])
    axes.set_title(figures["title"], loc="left")
    axes.set_xticks(list(at)[::-7][::-1], days[::-7][::-1])  # today, and the same day of weeks ago
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
    axes.set_ylim(bottom=0, top=max(1, *map(sum, zip(answered, refused, strict=True))) * 1.1)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    figure.legend(loc="outside lower center", ncols=2, frameon=False)
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def main(given: BinaryIO, made: BinaryIO) -> int:
    """Read figures, write the picture; return the exit code."""
    try:
        made.write(draw(json.load(given)))
    except ModuleNotFoundError:
        return NO_MATPLOTLIB
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.stdin.buffer, sys.stdout.buffer))
